// /validate: the form with an editor in it, and the text checked while it is written.
import { StreamLanguage } from "@codemirror/language";
import { json } from "@codemirror/legacy-modes/mode/javascript";
import { turtle } from "@codemirror/legacy-modes/mode/turtle";
import { xml } from "@codemirror/legacy-modes/mode/xml";
import { Compartment, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { createEditor, replaceText } from "./editor";
import type { Fault } from "./fault";
import { findings, goTo, showFindings } from "./findings";
import { ticked } from "./ticked";

const PAUSE = 250;

interface Finding {
  level: "error" | "warning" | "advice";
  rule: string;
  message: Record<string, string>;
  mend: Record<string, string>;
  place: { file: string; line: number; column: number; end_line: number; end_column: number };
}

export function enhanceCheckForm(form: HTMLFormElement): void {
  const field = find<HTMLTextAreaElement>("#text");
  const keys = find("#keys");
  keys.hidden = false;
  const language = new Compartment();
  const view = createEditor({
    field,
    label: form.querySelector("label")?.textContent ?? "",
    description: keys.textContent ?? "",
    extensions: [
      language.of(modeOf(field.value)),
      findings,
      EditorView.updateListener.of((update) => update.docChanged && bench.soon()),
      EditorView.domEventHandlers({
        drop(event) {
          const file = event.dataTransfer?.files[0];
          if (!file) return false;
          event.preventDefault();
          void take(file);
          return true;
        },
      }),
    ],
  });
  const bench = new Bench(form, view);

  async function take(file: File): Promise<void> {
    find<HTMLInputElement>("#name").value = file.name;
    find<HTMLSelectElement>("#syntax").value = "";
    const text = await file.text();
    view.dispatch({ effects: language.reconfigure(modeOf(text)) });
    replaceText(view, text);
    bench.soon();
  }

  form.querySelector("label")?.addEventListener("click", () => view.focus());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void bench.check();
  });
  find("#syntax").addEventListener("change", () => bench.soon());
  find("#shapes-text").addEventListener("input", () => bench.soon());
  find("#shapes").addEventListener("change", () => bench.soon());
  const file = find<HTMLInputElement>("#file");
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    // The text goes with the form from the editor: the file would go with it a second time.
    file.value = "";
    if (chosen) void take(chosen);
  });
  void bench.check();
}

/** How the text is coloured: a look at its beginning, as the server does. */
function modeOf(text: string): Extension {
  const start = text.trimStart();
  return StreamLanguage.define(/^<(\?xml|[\w.-]+:RDF)/.test(start) ? xml : /^[{[]\s*["{]/.test(start) ? json : turtle);
}

class Bench {
  #asking: AbortController | null = null;
  #timer = 0;

  constructor(
    readonly form: HTMLFormElement,
    readonly view: EditorView,
  ) {}

  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.check(), PAUSE);
  }

  async check(): Promise<void> {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const asked = this.view.state.doc;
    try {
      const request = { method: "POST", body: new FormData(this.form), headers: { accept: "application/json" } };
      const answer = await fetch("/validate", { ...request, signal: asking.signal });
      const told = (await answer.json()) as Finding[] & { title?: string; detail?: string };
      if (this.#asking !== asking || !this.view.state.doc.eq(asked)) return;
      if (answer.ok) this.#show(told, answer.headers.get("andromede-checked-as"));
      else this.#refuse(told.title ?? "", told.detail ?? "");
    } catch {
      if (this.#asking === asking && !asking.signal.aborted) this.#refuse(said("failed"), "");
    }
  }

  #show(found: Finding[], checkedAs: string | null): void {
    find("#trouble").replaceChildren();
    const faults = found.map(faultOf);
    showFindings(this.view, faults.filter((_, at) => found[at]?.place.file !== "shapes"));
    const summary = said(found.length > 1 ? "many" : found.length ? "one" : "none").replace("#", String(found.length));
    const section = document.createElement("section");
    section.append(element("h2", summary));
    if (checkedAs) section.append(element("p", `${said("checkedAs")} ${checkedAs}`));
    const list = section.appendChild(document.createElement("ol"));
    list.className = "none findings";
    found.forEach((one, at) => list.append(this.#item(one, faults[at] as Fault)));
    find("#outcome").replaceChildren(section);
    if (find("#status").textContent !== summary) find("#status").textContent = summary;
  }

  #item(one: Finding, fault: Fault): HTMLElement {
    const item = document.createElement("li");
    const place = said("place").replace("#1", String(one.place.line)).replace("#2", String(one.place.column));
    const where = one.place.file === "shapes" ? `${find("label[for=shapes-text]").textContent}, ${place}` : place;
    const button = item.appendChild(element("button", where)) as HTMLButtonElement;
    button.type = "button";
    button.className = "minor";
    button.addEventListener("click", () => (one.place.file === "shapes" ? find("#shapes-text").focus() : goTo(this.view, fault)));
    item.append(" ", ...ticked(fault.words), " ", element("code", one.rule));
    return item;
  }

  #refuse(title: string, detail: string): void {
    showFindings(this.view, []);
    const problem = document.createElement("div");
    problem.className = "problem";
    problem.append(element("h2", title), element("p", detail));
    find("#trouble").replaceChildren(problem);
    find("#outcome").replaceChildren();
    find("#status").textContent = `${title} ${detail}`;
  }
}

function faultOf(one: Finding): Fault {
  const lang = document.documentElement.lang;
  const { line, column, end_line, end_column } = one.place;
  const words = [one.message[lang], one.mend[lang]].filter(Boolean).join(" ");
  // Of what spans several lines the first is marked to its end.
  return { line, column, length: end_line === line ? end_column - column : 10_000, words: said(one.level) + said("colon") + words };
}

function said(what: string): string {
  return find("#status").dataset[what] ?? "";
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function find<Kind extends HTMLElement = HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}
