/** Mutations that know nothing of what the bytes mean. */
import type { SeededRandom } from "./random.ts";

const CHUNK_MAX = 64;
/** Where code counts, compares or shifts. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff];

export function replaced(
  bytes: Uint8Array,
  from: number,
  to: number,
  put: Uint8Array | readonly number[],
): Uint8Array {
  const made = new Uint8Array(from + put.length + bytes.length - to);
  made.set(bytes.subarray(0, from));
  made.set(put, from);
  made.set(bytes.subarray(to), from + put.length);
  return made;
}

/** @param other another input, of which a part may come in */
export function mutateBytes(
  bytes: Uint8Array,
  random: SeededRandom,
  other: Uint8Array,
  words: readonly Uint8Array[],
): Uint8Array {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(CHUNK_MAX));
  switch (random.below(8)) {
    case 0:
      return replaced(bytes, at, Math.min(at + 1, bytes.length), [random.byte()]);
    case 1:
      return replaced(bytes, at, Math.min(at + 1, bytes.length), [random.of(EDGES)]);
    case 2:
      return replaced(bytes, at, Math.min(at + 1, bytes.length), [
        (bytes[at] ?? 0) ^ (1 << random.below(8)),
      ]);
    case 3:
      return replaced(bytes, at, end, []);
    case 4:
      return replaced(bytes, at, at, bytes.subarray(at, end));
    case 5:
      return replaced(bytes, at, at, [random.byte(), random.byte()]);
    case 6: {
      const from = random.below(other.length + 1);
      return replaced(bytes, at, end, other.subarray(from, from + CHUNK_MAX));
    }
    default:
      if (words.length === 0) return bytes.subarray(0, at);
      return replaced(bytes, at, random.below(2) === 0 ? at : end, random.of(words));
  }
}
