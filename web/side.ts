// What stands beside the query: the questions to choose from, and what was asked before.
import { forget, forgetAll, type Past, readPast, titleOf } from "./past";
import { plain } from "./vocabulary";

/** `go` shows the page of an address; questions and past queries lead there without a new page. */
export function dressSide(go: (address: string) => void): void {
  const follow = (event: MouseEvent): void => {
    const link = (event.target as Element).closest("a");
    // With a key held the browser opens the page elsewhere, as for every link.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href") ?? "");
  };
  const asked = document.querySelector<HTMLElement>("#asked");
  asked?.addEventListener("click", follow);
  document.querySelector<HTMLElement>("#history ul")?.addEventListener("click", follow);
  document.querySelector("#forget-all")?.addEventListener("click", () => {
    forgetAll();
    showPast();
  });
  const filter = document.querySelector<HTMLElement>("#filter");
  const typed = document.querySelector<HTMLInputElement>("#filter-text");
  if (filter && typed && asked) {
    filter.hidden = false;
    typed.addEventListener("input", () => narrow(asked, typed.value));
  }
  showPast();
}

/** The list of past queries as it is now; no list where there are none. */
export function showPast(): void {
  const section = document.querySelector<HTMLElement>("#history");
  const list = section?.querySelector<HTMLElement>("ul");
  if (!section || !list) return;
  const past = readPast();
  section.hidden = past.length === 0;
  list.replaceChildren(...past.map((one) => entry(one, list.dataset.forget ?? "")));
}

function entry(one: Past, words: string): HTMLElement {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = one.address;
  link.textContent = titleOf(one.query);
  const when = item.appendChild(document.createElement("time"));
  when.dateTime = new Date(one.at).toISOString();
  const { lang } = document.documentElement;
  when.textContent = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(one.at);
  const button = item.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "minor";
  button.textContent = words;
  button.setAttribute("aria-label", `${words} : ${link.textContent}`);
  button.addEventListener("click", () => {
    forget(one.address);
    showPast();
  });
  return item;
}

function narrow(list: HTMLElement, typed: string): void {
  const words = plain(typed).split(/\s+/);
  for (const item of list.children as HTMLCollectionOf<HTMLElement>) {
    const text = plain(item.textContent ?? "");
    item.hidden = !words.every((word) => text.includes(word));
  }
}
