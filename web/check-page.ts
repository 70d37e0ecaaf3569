// /validate: the form with an editor in it, and the text checked while it is written.
import { StreamLanguage } from "@codemirror/language";
import { json } from "@codemirror/legacy-modes/mode/javascript";
import { turtle } from "@codemirror/legacy-modes/mode/turtle";
import { xml } from "@codemirror/legacy-modes/mode/xml";
import { Compartment, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { createEditor, replaceText } from "./editor";
import { element, find, problem, ticked } from "./elements";
import { type Fault, placeOf } from "./fault";
import { findings, goTo, showFindings } from "./findings";

const PAUSE = 250;
// A check that takes longer says so.
const PATIENCE = 1_000;
// One that was begun is waited for so long: whoever leaves it takes from the worker what it remembers of the text.
const LOYAL = 2_000;

interface Finding {
  level: "error" | "warning" | "advice";
  rule: string;
  message: Record<string, string>;
  mend: Record<string, string>;
  /** What to write in its place, where that leaves no doubt. */
  nearest?: string | null;
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
    view.dispatch({ selection: { anchor: 0 }, effects: EditorView.scrollIntoView(0) });
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
  #since = 0;
  #isWaiting = false;
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
    if (this.#asking && performance.now() - this.#since < LOYAL) {
      this.#isWaiting = true;
      return;
    }
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.#since = performance.now();
    const asked = this.view.state.doc;
    const patience = window.setTimeout(() => this.#say(said("busy")), PATIENCE);
    try {
      const request = { method: "POST", body: new FormData(this.form), headers: { accept: "application/json" } };
      const answer = await fetch("/validate", { ...request, signal: asking.signal });
      const told = (await answer.json()) as Finding[] & { title?: string; detail?: string };
      if (this.#asking !== asking || !this.view.state.doc.eq(asked)) return;
      if (answer.ok) this.#show(told, answer.headers.get("andromede-checked-as"));
      else this.#refuse(told.title ?? "", told.detail ?? "");
    } catch {
      if (this.#asking === asking && !asking.signal.aborted) this.#refuse(said("failed"), "");
    } finally {
      clearTimeout(patience);
      if (this.#asking === asking) this.#asking = null;
      if (!this.#asking && this.#isWaiting) {
        this.#isWaiting = false;
        void this.check();
      }
    }
  }

  /** In the heading of the findings, for whoever sees, and once for whoever hears. */
  #say(words: string): void {
    if (!document.querySelector("#outcome h2")) find("#outcome").append(element("h2", ""));
    find("#outcome h2").textContent = words;
    if (find("#status").textContent !== words) find("#status").textContent = words;
  }

  #show(found: Finding[], checkedAs: string | null): void {
    find("#trouble").replaceChildren();
    const faults = found.map(faultOf);
    showFindings(this.view, faults.filter((_, at) => this.#isHere(found[at] as Finding)));
    const summary = said(found.length > 1 ? "many" : found.length ? "one" : "none").replace("#", String(found.length));
    const section = document.createElement("section");
    section.append(element("h2", ""));
    if (checkedAs) section.append(element("p", `${said("checkedAs")} ${checkedAs}`));
    const list = section.appendChild(document.createElement("ol"));
    list.className = "none findings";
    found.forEach((one, at) => list.append(this.#item(one, faults[at] as Fault)));
    find("#outcome").replaceChildren(section);
    this.#say(summary);
  }

  /** Whether a finding is about the text: others are about the shapes, or about other files of ours. */
  #isHere(one: Finding): boolean {
    const { file } = one.place;
    return file !== "shapes" && (!/^(graph|ontology)\//.test(file) || file === find<HTMLInputElement>("#name").value);
  }

  #item(one: Finding, fault: Fault): HTMLElement {
    const item = document.createElement("li");
    const place = said("place").replace("#1", String(one.place.line)).replace("#2", String(one.place.column));
    if (one.place.file === "shapes") {
      const where = `${find("label[for=shapes-text]").textContent}, ${place}`;
      item.append(minor(where, () => find("#shapes-text").focus()));
    } else item.append(this.#isHere(one) ? minor(place, () => goTo(this.view, fault)) : element("code", `${one.place.file}:${one.place.line}`));
    item.append(" ", ...ticked(fault.words), " ", this.#rule(one.rule));
    if (one.nearest && this.#isHere(one)) item.append(" ", this.#mending(one.nearest, fault));
    return item;
  }

  /** The name of a rule, with what is said of it where it is one of ours that has a page. */
  #rule(rule: string): HTMLElement {
    const name = element("code", rule);
    if (this.#hasOwnShapes()) return name;
    const link = document.createElement("a");
    link.href = /^[A-Z]/.test(rule) ? `/shapes#${rule}` : `/rules/${rule}`;
    link.append(name);
    return link;
  }

  #hasOwnShapes(): boolean {
    return !!find<HTMLTextAreaElement>("#shapes-text").value.trim() || !!find<HTMLInputElement>("#shapes").files?.length;
  }

  #mending(nearest: string, fault: Fault): HTMLElement {
    const judged = this.view.state.doc;
    return minor(said("write").replace("#", nearest), () => {
      // What has been typed since has another place.
      if (!this.view.state.doc.eq(judged)) return;
      const { from, to } = placeOf(this.view.state, fault);
      this.view.dispatch({ changes: { from, to, insert: nearest }, selection: { anchor: from + nearest.length } });
      this.view.focus();
    });
  }

  #refuse(title: string, detail: string): void {
    showFindings(this.view, []);
    find("#trouble").replaceChildren(problem(title, [detail]));
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

function minor(words: string, act: () => void): HTMLElement {
  const button = element("button", words) as HTMLButtonElement;
  button.type = "button";
  button.className = "minor";
  button.addEventListener("click", act);
  return button;
}

function said(what: string): string {
  return find("#status").dataset[what] ?? "";
}
