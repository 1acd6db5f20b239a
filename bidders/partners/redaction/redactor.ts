/**
 * Removes our own credentials from what a partner sends.
 *
 * REDACT-1 A token is found in any spelling: as it is, in another letter case, JSON-escaped
 *          (`\/`, `\u0073`), percent-encoded, as HTML character references, in hex, in Base64 (both
 *          alphabets, at any offset, so also within `user:token`), and in one of these within
 *          another.
 * REDACT-2 The time is bounded: a text with more than ESCAPES_MAX escapes is cut out whole (A6).
 *
 * The text is searched as it is, then decoded by every encoding that it may contain, several times,
 * and searched each time. Every decoded character has the place in the text that it came from, so
 * that what is found is cut out of the text as it was sent.
 */
import { type DecodedText, decode, type Escaping } from "./decoded-text.ts";
import { MASK, redactJson } from "./redact-json.ts";
import { base64Pattern, hexPattern } from "./secret-patterns.ts";

/** Shorter tokens than this are words that may be anywhere. */
export const SECRET_CHARS_MIN = 8;
/** REDACT-2: no ordinary text of a seller has more, and each takes time to decode. */
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
 * Which decodings are tried one after another: a token may have a `%41` of its own, so each kind is
 * tried alone too.
 */
const CHAINS: readonly (readonly Escaping[])[] = [
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

export function createRedactor(secret: string): Redactor {
  const literal = secret.replaceAll(/[^A-Za-z0-9]/g, "\\$&");
  const spelled = new RegExp(`${literal}|${hexPattern(secret)}`, "gi");
  const base64 = new RegExp(base64Pattern(secret), "g");
  // In a form's encoding a space is a plus.
  const inForm = secret.includes(" ")
    ? new RegExp(literal.replaceAll("\\ ", "[ +]"), "gi")
    : undefined;

  function find({ text, origin }: DecodedText, found: [from: number, to: number][]): void {
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
    const first: DecodedText = { text: original, origin: null };
    find(first, found);
    const escapes = escapesIn(original);
    if (escapes > ESCAPES_MAX) return MASK;
    if (escapes > 0) {
      const seen = new Set([original]);
      for (const chain of CHAINS) {
        let decoded: DecodedText | undefined = first;
        for (const escaping of chain) {
          decoded = decode(decoded, escaping);
          if (decoded === undefined) break;
          if (seen.has(decoded.text)) continue;
          seen.add(decoded.text);
          find(decoded, found);
        }
      }
    }
    return found.length === 0 ? original : masked(original, found);
  }

  // Every spelling of it is at least as long as itself.
  const long = (one: string) => (one.length < secret.length ? one : text(one));
  return { text: long, json: (value) => redactJson(value, long) };
}

/** How many there are, counted up to a maximum. */
function escapesIn(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/[\\%&]/g)) if (++count > ESCAPES_MAX) break;
  return count;
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
