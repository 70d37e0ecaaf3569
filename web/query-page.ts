// /sparql: the form with an editor in it. Answers are the server's own pages, of which the parts that differ are taken.
import { autocompletion } from "@codemirror/autocomplete";
import { StreamLanguage } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { completions } from "./completion";
import { createEditor, replaceText } from "./editor";
import { element, find, problem } from "./elements";
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
  window.addEventListener("popstate", () => page.follow());
  dressSide((address) => void page.go(address));
  page.dress(field.value);
}

class Page {
  #asking: AbortController | null = null;
  #shown = here();

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

  /** Shows what the browser went back or forward to; a leap within the page leaves the text as it is. */
  follow(): void {
    if (here() !== this.#shown) void this.go(here());
  }

  /** Shows the page of an address in place. */
  async go(address: string): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const asked = this.view.state.doc;
    this.#busy(true);
    try {
      const answer = await fetch(address, { ...HTML, signal: asking.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (address !== here()) history.pushState(null, "", address);
      this.#shown = here();
      // Whoever has written on meanwhile keeps what they wrote.
      this.#show(page, this.view.state.doc.eq(asked));
      const text = page.querySelector<HTMLTextAreaElement>("#query")?.value;
      if (answer.ok && text && document.querySelector("#outcome section")) this.#remember(text, address);
    } catch {
      if (this.#asking === asking) this.#say(asking.signal.aborted ? "stopped" : "failed");
    } finally {
      if (this.#asking === asking) {
        this.#asking = null;
        this.#busy(false);
      }
    }
  }

  /** What an answer to this text is given once it stands in the page: its buttons, its fault in its line. */
  dress(text: string): void {
    const fault = document.querySelector<HTMLElement>("#fault");
    const { line, column, length } = fault?.dataset ?? {};
    const words = fault?.querySelector("p")?.textContent ?? "";
    const same = this.view.state.doc.toString() === text;
    showFault(this.view, line && same ? { line: Number(line), column: Number(column), length: Number(length), words } : null);
    // The line stands in the editor, with the mark and the words.
    const excerpt = fault?.querySelector<HTMLElement>("pre[role]");
    if (line && same) excerpt?.remove();
    // So does the line to add: the words below the mistake end with it.
    const paste = document.querySelector<HTMLElement>("#paste");
    if (line && same && paste) for (const part of [paste, paste.previousElementSibling]) part?.toggleAttribute("hidden", true);
    dressAnswer((pasted) => {
      replaceText(this.view, `${pasted}\n${this.view.state.doc}`);
      this.runOrStop();
    });
  }

  #show(page: Document, quiet: boolean): void {
    const text = page.querySelector<HTMLTextAreaElement>("#query")?.value;
    // A refusal that never reached the form (too many requests, too long an address) has a page of its own.
    if (text === undefined) return this.#refuse(page);
    for (const part of PARTS) document.querySelector(part)?.replaceChildren(...(page.querySelector(part)?.childNodes ?? []));
    if (quiet) replaceText(this.view, text);
    this.dress(text);
    const shown = document.querySelector<HTMLElement>("#fault, #outcome section");
    const told = [...document.querySelectorAll("#fault h2, #fault h2 + p, #measure")];
    find("#status").textContent = told.map((part) => part.textContent).join(" ");
    if (shown && shown.getBoundingClientRect().top > innerHeight - 80) shown.scrollIntoView({ block: "center" });
  }

  #refuse(told: Document): void {
    const title = told.querySelector("h1")?.textContent ?? "";
    const said = [...told.querySelectorAll("main .lead, main .problem p")].map((part) => part.textContent ?? "");
    find("#trouble").replaceChildren(problem(title, said));
    find("#outcome").replaceChildren();
    find("#status").textContent = title;
  }

  #remember(query: string, address: string): void {
    remember({ query, address, at: Date.now() });
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
    find("#outcome").replaceChildren(element("p", words));
  }
}

/** The address without what only leaps within the page. */
function here(): string {
  return location.pathname + location.search;
}
