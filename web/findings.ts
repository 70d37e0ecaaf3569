// Findings in a text that is being written: each word underlined, what is said of it below its line.
import { type EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { type Fault, marksOf, placeOf } from "./fault";

// So many are told below their lines; more would hide the text, and the list has them all.
const TOLD = 50;
const setFindings = StateEffect.define<Fault[]>();

export const findings = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const found = transaction.effects.find((effect) => effect.is(setFindings));
    // Until the next answer they move along with the text.
    return found ? allMarks(transaction.state, found.value as Fault[]) : marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Shows these and takes the last ones away; the cursor stays where it is. */
export function showFindings(view: EditorView, found: Fault[]): void {
  view.dispatch({ effects: setFindings.of(found) });
}

/** Puts the cursor on what a finding is about. */
export function goTo(view: EditorView, fault: Fault): void {
  const { from } = placeOf(view.state, fault);
  view.dispatch({ effects: EditorView.scrollIntoView(from, { y: "center" }), selection: { anchor: from } });
  view.focus();
}

function allMarks(state: EditorState, found: Fault[]): DecorationSet {
  return Decoration.set(found.flatMap((fault, at) => marksOf(state, fault, at < TOLD)), true);
}
