/**
 * Decodes the escapes of a text, and remembers for each decoded character which part of the text it
 * came from.
 */

/**
 * A text, and for each of its characters where in the original it begins and ends. Null for the
 * original itself.
 */
export interface DecodedText {
  readonly text: string;
  readonly origin: { readonly starts: readonly number[]; readonly ends: readonly number[] } | null;
}

const BACKSLASH = "\\\\(?:u\\{([0-9a-f]{1,6})\\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([^]))";
const PERCENT = "%([0-9a-f]{2})";
const REFERENCE = "&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(amp|quot|lt|gt|apos))(?:;|(?![0-9a-z]))";
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  quot: '"',
  lt: "<",
  gt: ">",
  apos: "'",
};
const ESCAPED: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

export type Escaping = "backslash" | "percent" | "reference" | "all";
const ESCAPINGS: Readonly<Record<Escaping, RegExp>> = {
  backslash: new RegExp(BACKSLASH, "gi"),
  percent: new RegExp(PERCENT, "gi"),
  reference: new RegExp(REFERENCE, "gi"),
  all: new RegExp(`${BACKSLASH}|${PERCENT}|${REFERENCE}`, "gi"),
};
/** One decoding of a text; undefined when there is nothing to decode. */
export function decode({ text, origin }: DecodedText, escaping: Escaping): DecodedText | undefined {
  const pieces: string[] = [];
  const [starts, ends]: [number[], number[]] = [[], []];
  const startOf = (i: number) => (origin === null ? i : (origin.starts[i] as number));
  const endOf = (i: number) => (origin === null ? i + 1 : (origin.ends[i] as number));
  let at = 0;
  const keep = (to: number) => {
    pieces.push(text.slice(at, to));
    for (; at < to; at++) {
      starts.push(startOf(at));
      ends.push(endOf(at));
    }
  };
  for (const match of text.matchAll(ESCAPINGS[escaping])) {
    keep(match.index);
    const char = charOf(match, escaping);
    pieces.push(char);
    at = match.index + match[0].length;
    for (const _ of char) {
      starts.push(startOf(match.index));
      ends.push(endOf(at - 1));
    }
  }
  if (pieces.length === 0) return undefined;
  keep(text.length);
  return { text: pieces.join(""), origin: { starts, ends } };
}

/** The character of a match, always of one code unit; what is beyond is not part of a token. */
function charOf(match: RegExpExecArray, escaping: Escaping): string {
  const groups = match.slice(1);
  const [brace, unicode, short, plain] =
    escaping === "backslash" || escaping === "all" ? groups : [];
  const percent = escaping === "percent" ? groups[0] : escaping === "all" ? groups[4] : undefined;
  const [hex, decimal, name] =
    escaping === "reference" ? groups : escaping === "all" ? groups.slice(5) : [];
  if (plain !== undefined) return ESCAPED[plain] ?? plain;
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? "?";
  const inHex = brace ?? unicode ?? short ?? percent ?? hex;
  const code = inHex === undefined ? Number(decimal) : Number.parseInt(inHex, 16);
  return code > 0xffff ? "?" : String.fromCharCode(code);
}
