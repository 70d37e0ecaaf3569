// Names under the search box while somebody types. Without it the box searches as before.
"use strict";
const WAIT = 120;
const KEPT = new Map();

async function namesFor(text, form) {
  if (!KEPT.has(text)) {
    // With the fields that keep the reader in the edition of the page.
    const fields = new URLSearchParams(new FormData(form));
    fields.set("q", text);
    const answer = await fetch(`/suggest?${fields}`);
    KEPT.set(text, answer.ok ? (await answer.json())[1] : []);
  }
  return KEPT.get(text);
}

function offer(input, number) {
  const list = document.createElement("datalist");
  list.id = `names-${number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  input.autocomplete = "off";
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    timer = setTimeout(async () => {
      const names = text ? await namesFor(text, input.form).catch(() => []) : [];
      // What came too late for what stands there now is of no use.
      if (text !== input.value.trim()) return;
      list.replaceChildren(...[...new Set(names)].map((name) => new Option(name, name)));
    }, WAIT);
  });
}

document.querySelectorAll("form.find input[type=search]").forEach(offer);
