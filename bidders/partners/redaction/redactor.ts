/**
 * Takes our own credentials out of what a partner sends, however it spells them: as they are, in
 * another letter case, JSON-escaped (`\/`, `\u0073`), percent-encoded, as HTML character
 * references, in hex, in Base64 (both alphabets, at any offset, so also within `user:token`), and
 * in one of these within another.
 *
 * The text is searched as it is, then decoded in every way that it shows a sign of, some times
 * over, and searched each time. Every decoded character knows the part of the text that it came
 * from, so that what is found is cut out of the text as it was sent.
 */
import { base64Pattern, hexPattern } from "./secret-patterns.ts";

/** Shorter tokens than this are words that may be anywhere. */
export const SECRET_CHARS_MIN = 8;
const MASK = "***";
/** A JSON value is looked at so deep; what lies deeper is cut off. The adapters read no deeper. */
const DEPTH_MAX = 64;
/**
 * A text with more escapes than this is cut out whole: nothing that a seller has to say has so
 * many, and each takes time to decode (A6).
 */
const ESCAPES_MAX = 500;
/** One a partner, and there are 32 of them at most. */
const REDACTORS_MAX = 64;

export interface Redactor {
  /** The text, with every spelling of the secret replaced. */
  text(text: string): string;
  /** The same for all texts and names within a JSON value, in place. */
  json(value: unknown): unknown;
}

const UNCHANGED: Redactor = { text: (text) => text, json: (value) => value };
const redactors = new Map<string, Redactor>();

export function redactorOf(secret: string): Redactor {
  const known = redactors.get(secret);
  if (known !== undefined) return known;
  const made = secret.length < SECRET_CHARS_MIN ? UNCHANGED : createRedactor(secret);
  if (redactors.size >= REDACTORS_MAX) redactors.clear();
  redactors.set(secret, made);
  return made;
}

/**
 * A text, and for each of its characters where in the original it begins and ends. Null for the
 * original itself.
 */
interface Layer {
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

type Kind = "backslash" | "percent" | "reference" | "all";
const KINDS: Readonly<Record<Kind, RegExp>> = {
  backslash: new RegExp(BACKSLASH, "gi"),
  percent: new RegExp(PERCENT, "gi"),
  reference: new RegExp(REFERENCE, "gi"),
  all: new RegExp(`${BACKSLASH}|${PERCENT}|${REFERENCE}`, "gi"),
};
/**
 * Which decodings are tried one after another: a token may have a `%41` of its own, so each kind is
 * tried alone too.
 */
const CHAINS: readonly (readonly Kind[])[] = [
  ["all", "all", "all", "all"],
  ["backslash", "backslash", "backslash", "backslash"],
  ["percent", "percent", "percent", "percent"],
  ["reference", "reference", "reference"],
  ["backslash", "backslash", "percent", "percent"],
  ["backslash", "percent", "percent"],
  ["percent", "backslash", "backslash"],
  ["backslash", "reference"],
  ["reference", "backslash"],
  ["reference", "percent"],
  ["percent", "reference"],
];

function createRedactor(secret: string): Redactor {
  const literal = secret.replaceAll(/[^A-Za-z0-9]/g, "\\$&");
  const spelled = new RegExp(`${literal}|${hexPattern(secret)}`, "gi");
  const base64 = new RegExp(base64Pattern(secret), "g");
  // In a form's encoding a space is a plus.
  const inForm = secret.includes(" ")
    ? new RegExp(literal.replaceAll("\\ ", "[ +]"), "gi")
    : undefined;

  function find({ text, origin }: Layer, found: [from: number, to: number][]): void {
    for (const pattern of inForm === undefined ? [spelled, base64] : [spelled, base64, inForm]) {
      for (const { index, 0: match } of text.matchAll(pattern)) {
        const last = index + match.length - 1;
        found.push(
          origin === null
            ? [index, last + 1]
            : [origin.starts[index] as number, origin.ends[last] as number],
        );
      }
    }
  }

  function text(original: string): string {
    const found: [from: number, to: number][] = [];
    const first: Layer = { text: original, origin: null };
    find(first, found);
    const escapes = escapesIn(original);
    if (escapes > ESCAPES_MAX) return MASK;
    if (escapes > 0) {
      const seen = new Set([original]);
      for (const chain of CHAINS) {
        let layer: Layer | undefined = first;
        for (const kind of chain) {
          layer = decode(layer, kind);
          if (layer === undefined) break;
          if (seen.has(layer.text)) continue;
          seen.add(layer.text);
          find(layer, found);
        }
      }
    }
    return found.length === 0 ? original : masked(original, found);
  }

  // Every spelling of it is at least as long as itself.
  const long = (one: string) => (one.length < secret.length ? one : text(one));
  return { text: long, json: (value) => redactJson(value, long, 0) };
}

/** How many there are, counted no further than is wanted. */
function escapesIn(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/[\\%&]/g)) if (++count > ESCAPES_MAX) break;
  return count;
}

/** One decoding of a text; undefined when there is nothing to decode. */
function decode({ text, origin }: Layer, kind: Kind): Layer | undefined {
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
  for (const match of text.matchAll(KINDS[kind])) {
    keep(match.index);
    const char = charOf(match, kind);
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

/** The character of a match, always of one code unit; what is beyond is no part of a token. */
function charOf(match: RegExpExecArray, kind: Kind): string {
  const groups = match.slice(1);
  const [brace, unicode, short, plain] = kind === "backslash" || kind === "all" ? groups : [];
  const percent = kind === "percent" ? groups[0] : kind === "all" ? groups[4] : undefined;
  const [hex, decimal, name] =
    kind === "reference" ? groups : kind === "all" ? groups.slice(5) : [];
  if (plain !== undefined) return ESCAPED[plain] ?? plain;
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? "?";
  const inHex = brace ?? unicode ?? short ?? percent ?? hex;
  const code = inHex === undefined ? Number(decimal) : Number.parseInt(inHex, 16);
  return code > 0xffff ? "?" : String.fromCharCode(code);
}

function masked(original: string, found: [from: number, to: number][]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const [from, to] of found.sort(([a], [b]) => a - b)) {
    if (to <= at) continue;
    if (from >= at) pieces.push(original.slice(at, from), MASK);
    at = to;
  }
  return pieces.join("") + original.slice(at);
}

function redactJson(value: unknown, text: Redactor["text"], depth: number): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return MASK;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = redactJson(value[i], text, depth + 1);
    return value;
  }
  const fields = value as Record<string, unknown>;
  for (const [name, before] of Object.entries(fields)) {
    const shown = text(name);
    const after = redactJson(before, text, depth + 1);
    if (shown !== name) delete fields[name];
    // Not by assignment: a field may be called __proto__.
    if (shown !== name || after !== before) {
      Object.defineProperty(fields, shown, {
        value: after,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return fields;
}
