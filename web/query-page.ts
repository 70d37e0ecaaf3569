// /sparql: the form with an editor in it. Answers are the server's own pages, of which the parts that differ are taken.
import { autocompletion } from "@codemirror/autocomplete";
import { StreamLanguage } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { completions } from "./completion";
import { createEditor, replaceText } from "./editor";
import { faults, showFault } from "./fault";
import { dressAnswer } from "./outcome";
import { dressSide, showPast } from "./side";
import { remember } from "./past";
import { vocabulary } from "./vocabulary";

// What a new answer changes in the page: by id, and the links to the page in the other language.
const PARTS = ["#trouble", "#outcome", "#kept", ".top .lang"];
const HTML = { headers: { accept: "text/html,application/xhtml+xml" } };

export function enhanceQueryForm(form: HTMLFormElement): void {
  const field = find<HTMLTextAreaElement>("#query");
  const keys = find("#keys");
  keys.hidden = false;
  const view = createEditor({
    field,
    label: form.querySelector("label")?.textContent ?? "",
    description: keys.textContent ?? "",
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (form.requestSubmit(), true) }])),
      StreamLanguage.define(sparql),
      autocompletion({ override: [completions(document.documentElement.lang === "en" ? "en" : "fr")], icons: false }),
      EditorState.phrases.of({ Completions: form.dataset.completions ?? "" }),
      faults,
    ],
  });
  form.querySelector("label")?.addEventListener("click", () => view.focus());
  view.contentDOM.addEventListener("focus", () => void vocabulary(), { once: true });

  const page = new Page(form, view);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    page.runOrStop();
  });
  window.addEventListener("popstate", () => void page.go(location.href, { keep: true }));
  dressSide((address) => void page.go(address));
  page.dress();
}

class Page {
  #asking: AbortController | null = null;

  constructor(
    readonly form: HTMLFormElement,
    readonly view: EditorView,
  ) {}

  runOrStop(): void {
    if (this.#asking) return this.#asking.abort();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) fields.append(name, String(value));
    void this.go(`/sparql?${fields}`);
  }

  /** Shows the page of an address in place. `keep`: the browser has put the address where it belongs already. */
  async go(address: string, { keep = false } = {}): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.#busy(true);
    try {
      const answer = await fetch(address, { ...HTML, signal: asking.signal });
      const told = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!keep) history.pushState(null, "", address);
      this.#show(told);
      if (answer.ok && document.querySelector("#outcome section")) this.#remember(address);
    } catch {
      this.#say(asking.signal.aborted ? "stopped" : "failed");
    } finally {
      if (this.#asking === asking) {
        this.#asking = null;
        this.#busy(false);
      }
    }
  }

  /** What an answer is given once it stands in the page: its buttons, its fault in its line. */
  dress(): void {
    const fault = document.querySelector<HTMLElement>("#fault");
    const { line, column, length } = fault?.dataset ?? {};
    const words = fault?.querySelector("p")?.textContent ?? "";
    showFault(this.view, line ? { line: Number(line), column: Number(column), length: Number(length), words } : null);
    // The line stands in the editor, with the mark and the words.
    const excerpt = fault?.querySelector<HTMLElement>("pre[role]");
    if (line && excerpt) excerpt.hidden = true;
    dressAnswer((pasted) => {
      replaceText(this.view, `${pasted}\n${this.view.state.doc}`);
      this.runOrStop();
    });
  }

  #show(told: Document): void {
    const text = told.querySelector<HTMLTextAreaElement>("#query")?.value;
    // A refusal that never reached the form (too many requests, too long an address) has a page of its own.
    if (text === undefined) return this.#refuse(told);
    for (const part of PARTS) document.querySelector(part)?.replaceChildren(...(told.querySelector(part)?.childNodes ?? []));
    replaceText(this.view, text);
    this.dress();
    const shown = document.querySelector<HTMLElement>("#fault, #outcome section");
    find("#status").textContent = document.querySelector("#fault h2, #measure")?.textContent ?? "";
    if (shown && shown.getBoundingClientRect().top > innerHeight - 80) shown.scrollIntoView({ block: "center" });
  }

  #refuse(told: Document): void {
    const problem = document.createElement("div");
    problem.className = "problem";
    const title = problem.appendChild(document.createElement("h2"));
    title.textContent = told.querySelector("h1")?.textContent ?? "";
    for (const said of told.querySelectorAll("main .lead, main .problem p")) {
      problem.appendChild(document.createElement("p")).textContent = said.textContent;
    }
    find("#trouble").replaceChildren(problem);
    find("#outcome").replaceChildren();
    find("#status").textContent = title.textContent;
  }

  #remember(address: string): void {
    remember({ query: this.view.state.doc.toString(), address, at: Date.now() });
    showPast();
  }

  #busy(on: boolean): void {
    const run = find("#run");
    run.dataset.run ??= run.textContent ?? "";
    run.textContent = (on ? run.dataset.stop : run.dataset.run) ?? "";
    find("#outcome").setAttribute("aria-busy", String(on));
  }

  /** Below the button too: a status that nobody can see helps only some. */
  #say(what: "failed" | "stopped"): void {
    const words = find("#status").dataset[what] ?? "";
    find("#status").textContent = words;
    const note = document.createElement("p");
    note.textContent = words;
    find("#outcome").replaceChildren(note);
  }
}

function find<Kind extends HTMLElement = HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}
