// What an answer can do once there is a script: show itself raw, copy its addresses, add the line that mends it.
const SHOWN = 200_000;

/** `mend` is called with the line that the server proposes to add. */
export function dressAnswer(mend: (line: string) => void): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
  const add = document.querySelector<HTMLButtonElement>("#add");
  if (add?.parentElement) {
    add.parentElement.hidden = false;
    add.addEventListener("click", () => mend(document.querySelector("#paste")?.textContent ?? ""));
  }
  const raw = document.querySelector<HTMLDetailsElement>("#raw");
  if (raw) dressRaw(raw);
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const field = button.previousElementSibling as HTMLInputElement;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done ?? "";
    const status = document.querySelector("#status");
    if (status) status.textContent = button.textContent;
  } catch {
    // Not over plain HTTP: the address is selected, and the keyboard copies it.
  }
}

function dressRaw(raw: HTMLDetailsElement): void {
  const format = raw.querySelector("select");
  const text = raw.querySelector("pre");
  if (!format || !text) return;
  const show = async (): Promise<void> => {
    if (!raw.open || text.dataset.of === format.value) return;
    text.dataset.of = format.value;
    // The same answer in the same release: a file that may be large, of which a page can show the beginning.
    const body = await fetch(format.value).then((answer) => answer.text(), String);
    text.textContent = body.length > SHOWN ? `${body.slice(0, SHOWN)}\n…\n${text.dataset.cut}` : body;
  };
  raw.hidden = false;
  raw.addEventListener("toggle", () => void show());
  format.addEventListener("change", () => void show());
}
