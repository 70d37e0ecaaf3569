// What is offered while a query is written, and the PREFIX line that comes along with a name.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { ChangeSpec, EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { search, type Term, things, type Vocabulary, vocabulary } from "./vocabulary";

const KEYWORDS = (
  "SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK FROM NAMED WHERE PREFIX BASE OPTIONAL UNION MINUS FILTER EXISTS NOT " +
  "GRAPH SERVICE BIND AS VALUES UNDEF GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE " +
  "GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI COALESCE IF IN CONTAINS STRSTARTS STRENDS REGEX " +
  "REPLACE LCASE UCASE STRLEN SUBSTR CONCAT YEAR MONTH DAY ABS ROUND isIRI isLITERAL isBLANK isNUMERIC"
).split(" ");

/** A source of completions: variables of the text, prefixes, terms and things by name or label, keywords. */
export function completions(language: "fr" | "en"): (context: CompletionContext) => Promise<CompletionResult | null> {
  return async (context) => {
    if (inText(context)) return null;
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return { from: variable.from, options: variablesOf(context.state, variable.from), validFor: /^[?$]\w*$/ };
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_-]*(:[\p{L}\p{N}_-]*)?/u);
    if (!word ? !context.explicit : word.to - word.from < 2 && !context.explicit) return null;
    const known = await vocabulary();
    if (context.aborted) return null;
    const from = word?.from ?? context.pos;
    const typed = word?.text ?? "";
    const declaring = /\bPREFIX\s+$/i.test(context.state.sliceDoc(Math.max(0, from - 20), from));
    if (typed.startsWith("id:")) return { from, options: await thingsFor(known, typed.slice(3)), filter: false };
    const options = declaring ? declarations(known, typed) : [...keywords(typed), ...named(known, typed, language)];
    // Searched anew at each letter: CodeMirror's own filter looks at names, not at labels.
    return { from, options, filter: false };
  };
}

function inText({ state, pos }: CompletionContext): boolean {
  return ["comment", "string"].includes(syntaxTree(state).resolveInner(pos, -1).name);
}

function variablesOf(state: EditorState, at: number): Completion[] {
  const found = new Set<string>();
  for (const match of state.doc.toString().matchAll(/[?$]\w+/g)) if (match.index !== at) found.add(match[0]);
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}

function keywords(typed: string): Completion[] {
  const start = typed.toLowerCase();
  const found = KEYWORDS.filter((word) => start && word.toLowerCase().startsWith(start));
  // The word that is there already comes first: AS before ASK.
  return found.sort((a, b) => a.length - b.length).map((label) => ({ label, type: "keyword" }));
}

function named(known: Vocabulary, typed: string, language: "fr" | "en"): Completion[] {
  const prefixes = typed.includes(":") ? [] : Object.keys(known.prefixes).filter((name) => typed && name.startsWith(typed));
  return [
    ...prefixes.map((name) => ({ label: `${name}:`, type: "namespace", detail: known.prefixes[name], apply: insert(known, name) })),
    ...search(known.terms, typed).map((term) => option(term, known, language)),
  ];
}

async function thingsFor(known: Vocabulary, typed: string): Promise<Completion[]> {
  const found = typed ? await things(typed) : [];
  return found.map(({ name, label }) => ({ label: name, type: "thing", detail: label, apply: insert(known, "id") }));
}

function option(term: Term, known: Vocabulary, language: "fr" | "en"): Completion {
  const label = term[language] ?? term.fr ?? term.en;
  const uses = term.uses?.toLocaleString(language);
  const detail = [label, uses].filter(Boolean).join(" · ");
  return { label: term.name, type: term.kind, detail, apply: insert(known, term.name.split(":", 1)[0] ?? "") };
}

/** The name, and above everything the line that declares its prefix where the text has none. */
function insert(known: Vocabulary, prefix: string): Completion["apply"] {
  return (view: EditorView, completion: Completion, from: number, to: number) => {
    const changes: ChangeSpec[] = [{ from, to, insert: completion.label }];
    const line = declaration(view.state.doc.toString(), known, prefix);
    if (line) changes.unshift({ from: 0, insert: line });
    view.dispatch({
      changes,
      selection: { anchor: from + line.length + completion.label.length },
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete",
    });
  };
}

function declaration(text: string, known: Vocabulary, prefix: string): string {
  const declared = new RegExp(`^\\s*PREFIX\\s+${prefix}:`, "im").test(text);
  return declared || !known.prefixes[prefix] ? "" : `PREFIX ${prefix}: <${known.prefixes[prefix]}>\n`;
}

function declarations(known: Vocabulary, typed: string): Completion[] {
  return Object.entries(known.prefixes)
    .filter(([name]) => name.startsWith(typed.replace(/:$/, "")))
    .map(([name, space]) => ({ label: `${name}: <${space}>`, type: "namespace" }));
}
