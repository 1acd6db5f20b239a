/** A short name for a long text. */
import { createHash, createHmac } from "node:crypto";

/** 66 bits: of a million texts two have the same one with a chance of 1 to 150 million. */
const CHARACTERS = 11;

/** Letters, digits, `-` and `_`, as in a token of a subject. The same in every process. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, CHARACTERS);
}

/** 32 bytes by HMAC-SHA-256: without the key they look like random ones. */
export function keyedDigest(key: string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
