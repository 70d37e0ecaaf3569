// The queries that were asked from this browser: kept here and nowhere else, to be asked again or forgotten.
export interface Past {
  query: string;
  /** The address of the page, for what else was asked (release, graphs). */
  address: string;
  /** When, in milliseconds. */
  at: number;
}

const KEY = "andromede.queries";
const KEPT = 50;

/** The latest first. Nothing where the browser lets us keep nothing, or somebody else wrote there. */
export function readPast(): Past[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter(isPast) : [];
  } catch {
    return [];
  }
}

/** A query asked again moves to the front. */
export function remember(one: Past): void {
  write([one, ...readPast().filter((other) => other.address !== one.address)].slice(0, KEPT));
}

export function forget(address: string): void {
  write(readPast().filter((one) => one.address !== address));
}

export function forgetAll(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where nothing could be kept, nothing is left to forget.
  }
}

/** What tells a query from others at a glance: its first comment, or its first line that declares no prefix. */
export function titleOf(query: string): string {
  const lines = query.split("\n").map((line) => line.trim());
  const comment = lines.find((line) => line.startsWith("#"))?.replace(/^#+\s*/, "");
  const rest = lines.filter((line) => line && !/^(PREFIX|BASE)\b/i.test(line)).join(" ");
  return comment || rest.slice(0, 90) || query.slice(0, 90);
}

function write(all: Past[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A full or closed store costs the history, not the answer.
  }
}

function isPast(one: unknown): one is Past {
  const past = one as Past;
  return typeof past?.query === "string" && typeof past.address === "string" && typeof past.at === "number";
}
