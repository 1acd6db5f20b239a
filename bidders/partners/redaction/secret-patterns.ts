/** Expressions that find a secret in hex and in Base64. Pure. */

/** Pairs of hex digits, with a colon or a space between or not. Case does not matter. */
export function hexPattern(secret: string): string {
  return [...Buffer.from(secret)].map((byte) => byte.toString(16).padStart(2, "0")).join("[ :]?");
}

/**
 * What the Base64 of any text that holds the secret has in it: one of three texts, by its offset.
 * The first and last characters of it depend on the neighbours too; the ones between are the same
 * always. Both alphabets, and lines broken anywhere.
 */
export function base64Pattern(secret: string): string {
  return [0, 1, 2].map((offset) => spelled(core(secret, offset))).join("|");
}

function core(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const encoded = bytes.toString("base64");
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

function spelled(encoded: string): string {
  const chars = [...encoded].map((char) => (char === "+" ? "[+-]" : char === "/" ? "[/_]" : char));
  // What follows has the rest of the last byte in it.
  return `${chars.join("[\\r\\n]{0,2}")}[A-Za-z0-9+/_-]?`;
}
