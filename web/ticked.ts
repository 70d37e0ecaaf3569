/** A sentence of ours as nodes: what stands between backticks is code. */
export function ticked(text: string): Node[] {
  return text.split("`").map((part, at) => {
    if (at % 2 === 0) return document.createTextNode(part);
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}
