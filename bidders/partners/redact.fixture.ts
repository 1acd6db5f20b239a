/** Spellings of a token that sellers were seen to echo, and how a reader would get it back out of a text. */
import fc from "fast-check";

/** What a header can carry (`checkToken` in bidders/config.ts), of a length that is a secret. */
export const tokens = fc
  .stringMatching(/^[\x21-\x7e][\x20-\x7e]{6,60}[\x21-\x7e]$/)
  // A text of one character again and again is found at more than one place, which says nothing of the rule.
  .filter((token) => new Set(token.toLowerCase()).size > 3);

export interface Encoding {
  readonly encode: (token: string) => string;
  readonly decode: (text: string) => string;
}

const unicode = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
const percent = (char: string) => `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
const each = (text: string, write: (char: string, i: number) => string) => [...text].map(write).join("");
const same = (text: string) => text;
const unescaped = (text: string) =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))).replace(/\\(.)/g, "$1");
const unpercent = (text: string) => text.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
const unreference = (text: string) =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Math.min(0xff, Number.parseInt(code, 16))))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Math.min(0xff, Number(code))));
const unbase64 = (text: string) =>
  (text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []).map((run) => Buffer.from(run, "base64").toString("latin1")).join(" ");
const unhex = (text: string) =>
  (text.match(/([0-9a-f]{2}){8,}/gi) ?? []).map((run) => Buffer.from(run, "hex").toString("latin1")).join(" ");

export const ENCODINGS: Readonly<Record<string, Encoding>> = {
  "as it is": { encode: same, decode: same },
  "in capitals": { encode: (token) => token.toUpperCase(), decode: same },
  "in small letters": { encode: (token) => token.toLowerCase(), decode: same },
  "in letters of both cases": {
    encode: (token) => each(token, (char, i) => (i % 2 === 0 ? char.toUpperCase() : char.toLowerCase())),
    decode: same,
  },
  "as a JSON text": { encode: (token) => JSON.stringify(token).slice(1, -1), decode: unescaped },
  "with escaped slashes": { encode: (token) => JSON.stringify(token).slice(1, -1).replaceAll("/", "\\/"), decode: unescaped },
  "as \\u escapes": { encode: (token) => each(token, unicode), decode: unescaped },
  "as \\u escapes of some characters": {
    encode: (token) => each(token, (char, i) => (i % 3 === 0 || /["\\]/.test(char) ? unicode(char) : char)),
    decode: unescaped,
  },
  "as a JSON text within a JSON text": {
    encode: (token) => JSON.stringify(JSON.stringify(token)).slice(3, -3),
    decode: (text) => unescaped(unescaped(text)),
  },
  "percent-encoded": { encode: encodeURIComponent, decode: unpercent },
  "percent-encoded, every character": { encode: (token) => each(token, percent), decode: unpercent },
  "percent-encoded twice": {
    encode: (token) => encodeURIComponent(encodeURIComponent(token)),
    decode: (text) => unpercent(unpercent(text)),
  },
  "percent-encoded within \\u escapes": {
    encode: (token) => each(each(token, percent), (c) => (c === "%" ? "\\u0025" : c)),
    decode: (t) => unpercent(unescaped(t)),
  },
  "as character references": { encode: (token) => each(token, (char) => `&#${char.charCodeAt(0)};`), decode: unreference },
  "as character references in hex": {
    encode: (token) => each(token, (char) => `&#x${char.charCodeAt(0).toString(16)};`),
    decode: unreference,
  },
  "in Base64": { encode: (token) => Buffer.from(token).toString("base64"), decode: unbase64 },
  "in Base64 for URLs": { encode: (token) => Buffer.from(token).toString("base64url"), decode: unbase64 },
  "in Base64 after a user's name": { encode: (token) => Buffer.from(`u:${token}`).toString("base64"), decode: unbase64 },
  "in Base64 between other text": { encode: (token) => Buffer.from(`Bearer ${token} is wrong`).toString("base64"), decode: unbase64 },
  "in Base64 with escaped slashes": {
    encode: (token) => Buffer.from(token).toString("base64").replaceAll("/", "\\/"),
    decode: (text) => unbase64(text.replaceAll("\\/", "/")),
  },
  "in Base64, percent-encoded": {
    encode: (token) => encodeURIComponent(Buffer.from(token).toString("base64")),
    decode: (text) => unbase64(unpercent(text)),
  },
  "in hex": { encode: (token) => Buffer.from(token).toString("hex"), decode: unhex },
  "in hex, in capitals": { encode: (token) => Buffer.from(token).toString("hex").toUpperCase(), decode: unhex },
};

export const encodingNames = Object.keys(ENCODINGS);
