// The prefixes and terms of the release that the page is of, fetched once somebody writes, and how they are searched.
export interface Term {
  name: string;
  kind: "class" | "property" | "concept";
  uses?: number;
  fr?: string;
  en?: string;
}

export interface Vocabulary {
  prefixes: Record<string, string>;
  terms: Term[];
}

const NOTHING: Vocabulary = { prefixes: {}, terms: [] };
const SHOWN = 60;
let asked: Promise<Vocabulary> | undefined;

/** An address with these fields, in the edition that the page is of. */
function addressOf(path: string, fields: Record<string, string> = {}): string {
  const edition = new URLSearchParams(location.search).get("release");
  return `${path}?${new URLSearchParams({ ...fields, ...(edition === null ? {} : { release: edition }) })}`;
}

/** Empty where the server does not answer; asked again at the next occasion. */
export function vocabulary(): Promise<Vocabulary> {
  asked ??= fetch(addressOf("/sparql/vocabulary"))
    .then((answer) => (answer.ok ? (answer.json() as Promise<Vocabulary>) : Promise.reject(answer.status)))
    .catch(() => {
      asked = undefined;
      return NOTHING;
    });
  return asked;
}

export interface Thing {
  name: string;
  label: string;
}

/** People, companies, plans … by any of their names; none where the server does not answer. */
export async function things(typed: string): Promise<Thing[]> {
  try {
    const answer = await fetch(addressOf("/suggest", { q: typed.replaceAll("-", " ") }));
    // OpenSearch: the text, names, what each is, addresses.
    const [, labels, , addresses] = (await answer.json()) as [string, string[], string[], string[]];
    return addresses.flatMap((address, place) => {
      const slug = /\/id\/([\w-]+)$/.exec(address)?.[1];
      return slug ? [{ name: `id:${slug}`, label: labels[place] ?? "" }] : [];
    });
  } catch {
    return [];
  }
}

/** Terms of which the name, or a word of a label in either language, begins so; the most used first. */
export function search(terms: Term[], typed: string): Term[] {
  const [prefix, local] = typed.includes(":") ? typed.split(":", 2) : [null, typed];
  const wanted = plain(local ?? "");
  return terms
    .filter((term) => prefix === null || term.name.startsWith(`${prefix}:`))
    .map((term) => ({ term, rank: rank(term, wanted) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank || (b.term.uses ?? 0) - (a.term.uses ?? 0) || (a.term.name < b.term.name ? -1 : 1))
    .slice(0, SHOWN)
    .map((found) => found.term);
}

function rank(term: Term, wanted: string): number {
  const local = plain(term.name.slice(term.name.indexOf(":") + 1));
  if (local.startsWith(wanted)) return local === wanted ? -1 : 0;
  const words = plain(`${term.fr ?? ""} ${term.en ?? ""}`).split(/[\s’'-]+/);
  if (words.some((word) => word.startsWith(wanted))) return 1;
  return wanted.length > 2 && plain(term.name).includes(wanted) ? 2 : 3;
}

/** Without case and accents: "Délégué" is found by "dele". */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
