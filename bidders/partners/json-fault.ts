/**
 * What is wrong with a text that is not JSON, without the text: configuration files hold tokens,
 * and the message of JSON.parse quotes them.
 */

/**
 * What is wrong, with line and column where JSON.parse gives the position.
 *
 * @param thrown what JSON.parse threw for this text
 */
export function jsonFault(text: string, thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : "";
  if (/^Unexpected end/.test(message))
    return text.trim() === "" ? "it is empty" : "it ends too soon";
  const at = position(text, message);
  if (at === undefined) return "it is not valid JSON";
  const before = text.slice(0, at).split("\n");
  return `it is not valid JSON at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/**
 * Index of the fault in the text. The message of JSON.parse states it, or quotes the place with at
 * most ten characters before and after it.
 */
function position(text: string, message: string): number | undefined {
  const offset = /at position (\d+)/.exec(message)?.[1];
  if (offset !== undefined) return Number(offset);
  const quoted =
    /^Unexpected token '(?:.|\n)', (\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/u.exec(
      message,
    );
  const [, cut, excerpt = ""] = quoted ?? [];
  const start = quoted === null ? -1 : text.indexOf(excerpt);
  if (start < 0 || text.indexOf(excerpt, start + 1) >= 0) return undefined;
  return cut === undefined ? undefined : start + 10;
}
