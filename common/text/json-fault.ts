/**
 * What is wrong with a text that is no JSON, without the text: files of ours hold tokens, and the
 * runtime's own message quotes them.
 */

/** Where the fault is, as line and column, where the runtime says it. */
export function jsonFault(text: string, thrown: unknown): string {
  const said = thrown instanceof Error ? thrown.message : "";
  if (/^Unexpected end/.test(said)) return text.trim() === "" ? "it is empty" : "it ends too soon";
  const at = position(text, said);
  if (at === undefined) return "it is not valid JSON";
  const before = text.slice(0, at).split("\n");
  return `it is not valid JSON at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/**
 * The runtime says a position, or quotes the place with at most ten characters on either side of
 * it.
 */
function position(text: string, said: string): number | undefined {
  const offset = /at position (\d+)/.exec(said)?.[1];
  if (offset !== undefined) return Number(offset);
  const quoted =
    /^Unexpected token '(?:.|\n)', (\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/u.exec(said);
  const [, cut, excerpt = ""] = quoted ?? [];
  const start = quoted === null ? -1 : text.indexOf(excerpt);
  if (start < 0 || text.indexOf(excerpt, start + 1) >= 0) return undefined;
  return cut === undefined ? undefined : start + 10;
}
