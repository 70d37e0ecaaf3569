// The small parts of a page that scripts look for or make.

/** The element of this selector; a page without it is a mistake of ours. */
export function find<Kind extends HTMLElement = HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

export function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Why there is no answer, as the server's own pages tell it. */
export function problem(title: string, sentences: string[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "problem";
  box.append(element("h2", title), ...sentences.map((sentence) => element("p", sentence)));
  return box;
}

/** A sentence of ours as nodes: what stands between backticks is code. */
export function ticked(text: string): Node[] {
  return text.split("`").map((part, at) => (at % 2 === 0 ? document.createTextNode(part) : element("code", part)));
}
