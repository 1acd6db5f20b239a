/**
 * What is taken out of a line of the log before it is written, whoever has put it there. It works
 * on the text of the line: pino's own `redact` needs the path of each secret, and with paths of
 * four steps takes 25 times as long as the line.
 *
 * SECRETS-1 No line shows the value of a field that is named as a secret, at any depth, nor a
 *           password in an address, the credentials of a header `authorization`, a JSON Web Token
 *           or the seed of an nkey, in any text.
 * SECRETS-2 A line stays one line of JSON, and all that is no secret stays as it is.
 */

/** In place of a secret. */
const REDACTED = "[redacted]";

/**
 * The end of a field's name, also of a longer one (`NATS_PASSWORD`, `clientSecret`), with its
 * quote: escaped where a text of the line is JSON itself. `params`: what a caller says to one
 * bidder alone.
 */
const SECRET_FIELD =
  /(?:password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|authorization|cookie|credentials?|creds|seed|nkey|params)(\\*)"\s*:\s*/gi;

/** In each line that has what this pattern or the next one looks for. */
const MAY_NAME_SECRET = /pass(?:w|phrase)|secret|token|api|key|auth|cookie|cred|seed|params/i;

/** Headers in a list: `["authorization","Bearer …"]`. */
const SECRET_HEADER = /((?:authorization|cookie)(\\*)"\s*,\s*\2")(?:[^"\\]|\\[^"])*/gi;

/** `nats://user:password@host`: up to the last @ before the next slash. */
const IN_ADDRESS = /\/\/(?:[^\s/"\\]|\\.)*@/g;

/** `authorization: Basic …` in a text, and `Bearer …` anywhere. */
const IN_TEXT =
  /((?:[Aa]uthorization\s*[:=]\s*(?:(?:Basic|Bearer|Digest|Token)\s+)?)|\bBearer\s+)[^\s"\\,;]+/g;

/** A JSON Web Token; the seed of an nkey. */
const BY_FORM = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\bS[ACNOUX][A-Z2-7]{56}\b/g;

/** `line`: of pino, with its end. */
export function withoutSecrets(line: string): string {
  // Most lines have none of these signs, and are as they were.
  let kept = MAY_NAME_SECRET.test(line) ? withoutFields(line) : line;
  if (kept.includes("@")) kept = kept.replace(IN_ADDRESS, "//");
  if (kept.includes("Bearer ") || kept.includes("uthorization"))
    kept = kept.replace(IN_TEXT, `$1${REDACTED}`);
  return kept.replace(BY_FORM, REDACTED);
}

function withoutFields(line: string): string {
  let kept = "";
  let keptTo = 0;
  for (const { index, 0: name, 1: escapes = "" } of line.matchAll(SECRET_FIELD)) {
    const from = index + name.length;
    // Within a value that is left out already.
    if (from < keptTo) continue;
    const to = escapes === "" ? endOfValue(line, from) : endOfEscaped(line, from, escapes);
    const value = line.slice(from, to);
    if (value === "true" || value === "false" || value === "null") continue;
    const quote = `${escapes}"`;
    kept += `${line.slice(keptTo, from)}${quote}${REDACTED}${quote}`;
    keptTo = to;
  }
  return (kept + line.slice(keptTo)).replace(SECRET_HEADER, `$1${REDACTED}`);
}

/** Where a value of JSON ends. */
function endOfValue(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at++) {
    const character = line[at];
    if (character === '"') {
      at = endOfText(line, at + 1);
      if (depth === 0) return at + 1;
    } else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (character === "," && depth === 0) return at;
  }
  return line.length;
}

/** Where the quote is that ends a text. */
function endOfText(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === '"') return at;
  }
  return line.length;
}

/** Of a value in a text that is JSON: a text ends with its quote, all else with the outer text. */
function endOfEscaped(line: string, from: number, escapes: string): number {
  const isText = line.startsWith(`${escapes}"`, from);
  let slashes = 0;
  for (let at = isText ? from + escapes.length + 1 : from; at < line.length; at++) {
    if (line[at] === "\\") slashes++;
    else {
      if (line[at] === '"') {
        if (slashes % 2 === 0) return at - slashes;
        if (isText && endsInner(slashes, escapes.length)) return at + 1;
      }
      slashes = 0;
    }
  }
  return line.length;
}

/** Whether a quote after so many slashes is, in JSON within JSON, the one that ends a text. */
function endsInner(slashes: number, escapes: number): boolean {
  let left = slashes;
  for (let level = escapes; level > 0; level = (level - 1) / 2) left = (left - 1) / 2;
  return left >= 0 && left % 2 === 0;
}
