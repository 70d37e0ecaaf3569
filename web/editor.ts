// The editor: CodeMirror in a shadow root, so that the page's CSP can go on refusing inline styles.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { colours, look } from "./look";

export interface Wanted {
  /** The field that the editor stands in for; it keeps the text, so that the form sends it. */
  field: HTMLTextAreaElement;
  label: string;
  /** How to get out of it by keyboard, said to those who cannot see it beside the field. */
  description: string;
  extensions: Extension;
}

// Typing over a selection, Chromium keeps its look by an inline style, which the CSP refuses aloud: we write instead.
// What is selected is asked of the page: the editor hears of it a moment later. (In a shadow root the event has no ranges.)
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const text = event.data;
    if (event.inputType !== "insertText" || !text || event.isComposing || !event.cancelable) return false;
    const { from, to } = selected(view);
    if (from === to) return false;
    const change = () => {
      const insert = view.state.toText(text);
      const selection = { anchor: from + insert.length };
      return view.state.update({ changes: { from, to, insert }, selection, userEvent: "input.type", scrollIntoView: true });
    };
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, change))) view.dispatch(change());
    return true;
  },
});

function selected(view: EditorView): { from: number; to: number } {
  // Chromium has it on a shadow root, the others do not.
  const root = view.root as { getSelection?: () => Selection | null };
  const { anchorNode, anchorOffset, focusNode, focusOffset } = root.getSelection?.() ?? getSelection()!;
  if (!view.contentDOM.contains(anchorNode) || !view.contentDOM.contains(focusNode)) return view.state.selection.main;
  const ends = [view.posAtDOM(anchorNode!, anchorOffset), view.posAtDOM(focusNode!, focusOffset)];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}

/** Puts an editor in the place of a field; the field follows each change. Whoever writes in the field goes on in it. */
export function createEditor(wanted: Wanted): EditorView {
  const { field } = wanted;
  const writing = document.activeElement === field;
  // An empty form begins with prefixes: what is written comes after them.
  const selection = writing ? { anchor: field.selectionStart, head: field.selectionEnd } : { anchor: field.value.length };
  const host = document.createElement("div");
  host.className = "editor";
  field.before(host);
  field.hidden = true;
  // style-mod writes <style> elements into a document, which the CSP refuses, and constructed sheets into a shadow root.
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const parent = root.appendChild(document.createElement("div"));
  const state = EditorState.create({
    doc: field.value,
    selection,
    extensions: [
      wanted.extensions,
      lineNumbers(),
      history(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      typeOver,
      highlightActiveLine(),
      highlightActiveLineGutter(),
      indentUnit.of("  "),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      look,
      syntaxHighlighting(colours),
      EditorView.contentAttributes.of({
        "aria-label": wanted.label,
        // An id cannot be pointed at from inside a shadow root.
        "aria-description": wanted.description,
        // Editable is focusable, but not to every tool that checks it.
        tabindex: "0",
        autocapitalize: "off",
        autocorrect: "off",
        spellcheck: "false",
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) field.value = update.state.doc.toString();
      }),
    ],
  });
  const view = new EditorView({ state, parent, root });
  if (writing) view.focus();
  return view;
}

/** Another text; it can be undone. */
export function replaceText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, scrollIntoView: true });
}
