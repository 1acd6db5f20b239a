/**
 * API keys: how one is written, and how it is recognized by its hash alone.
 *
 * A key is `sba_`, its id, and 256 random bits. Nobody guesses these, so one SHA-256 is enough: a
 * slow hash protects secrets that people choose, and would cost a search more than its auction.
 *
 * APIKEY-1 Of a key only its id and its SHA-256 are kept. The key itself is in no file, no line of
 *    the log and no answer.
 * APIKEY-2 The hashes are compared in constant time, and a key with an unknown id is compared too.
 */
import { hash, timingSafeEqual } from "node:crypto";

export const KEY_ID_FORM = /^[0-9a-f]{12}$/;

/** As the tenants file has it: `sha256:` and 64 digits. */
export const KEY_HASH_FORM = /^sha256:[0-9a-f]{64}$/;

const KEY_FORM = /^sba_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

/** A key's id is no secret: it names the key in logs and files. */
const ID_BYTES = 6;
const SECRET_BYTES = 32;

interface NewKey {
  readonly id: string;
  /** Shown once. */
  readonly key: string;
  /** What is kept. */
  readonly hash: string;
}

/** @param random cryptographically random bytes, so many */
export function newKey(random: (bytes: number) => Buffer): NewKey {
  const id = random(ID_BYTES).toString("hex");
  const key = `sba_${id}_${random(SECRET_BYTES).toString("base64url")}`;
  return { id, key, hash: `sha256:${digestOf(key).toString("hex")}` };
}

/** The id of a key of the right form; undefined for any other text. */
export function keyIdOf(key: string): string | undefined {
  return KEY_FORM.exec(key)?.[1];
}

/** The bytes of a hash as the tenants file has it. */
export function hashBytes(text: string): Buffer {
  return Buffer.from(text.slice("sha256:".length), "hex");
}

/** APIKEY-2. `expected` undefined: no key with this id is known. */
export function isKey(key: string, expected: Buffer | undefined): boolean {
  const isEqual = timingSafeEqual(digestOf(key), expected ?? NO_HASH);
  return isEqual && expected !== undefined;
}

const NO_HASH = Buffer.alloc(32);

function digestOf(key: string): Buffer {
  return hash("sha256", key, "buffer");
}
