// What is wrong with a text, in its line: the word underlined, the reason below it; gone with the next change.
import { type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { ticked } from "./elements";

export interface Fault {
  /** Line and column count from 1, in code points, as problem documents give them. */
  line: number;
  column: number;
  length: number;
  words: string;
}

const setFault = StateEffect.define<Fault | null>();

class Words extends WidgetType {
  constructor(readonly words: string) {
    super();
  }

  override eq(other: Words): boolean {
    return other.words === this.words;
  }

  override toDOM(): HTMLElement {
    const note = document.createElement("div");
    note.className = "cm-fault-words";
    note.setAttribute("role", "note");
    note.append(...ticked(this.words));
    return note;
  }
}

export const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const told = transaction.effects.find((effect) => effect.is(setFault));
    if (told) return told.value ? Decoration.set(marksOf(transaction.state, told.value as Fault), true) : Decoration.none;
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Shows a fault and puts the cursor there; null takes the last one away. */
export function showFault(view: EditorView, fault: Fault | null): void {
  if (!fault) return view.dispatch({ effects: setFault.of(null) });
  const { from } = placeOf(view.state, fault);
  view.dispatch({ effects: [setFault.of(fault), EditorView.scrollIntoView(from)], selection: { anchor: from } });
}

/** The line at fault, the word in it, and below the line what is said of it, unless that would be too much. */
export function marksOf(state: EditorState, fault: Fault, told = true): Range<Decoration>[] {
  const { from, to, start, end } = placeOf(state, fault);
  // At the end of a text there is no word to underline.
  const mark = to > from ? [Decoration.mark({ class: "cm-fault" }).range(from, to)] : [];
  const line = Decoration.line({ class: to > from ? "cm-faulty" : "cm-faulty cm-fault-end" }).range(start);
  const words = told ? [Decoration.widget({ widget: new Words(fault.words), block: true, side: 1 }).range(end)] : [];
  return [line, ...mark, ...words];
}

export function placeOf(state: EditorState, fault: Fault): { from: number; to: number; start: number; end: number } {
  const line = state.doc.line(Math.min(Math.max(fault.line, 1), state.doc.lines));
  // A document counts in UTF-16, where what lies beyond the BMP takes two.
  const points = Array.from(line.text);
  const from = line.from + points.slice(0, fault.column - 1).join("").length;
  const to = from + points.slice(fault.column - 1, fault.column - 1 + fault.length).join("").length;
  return { from, to, start: line.from, end: line.to };
}
