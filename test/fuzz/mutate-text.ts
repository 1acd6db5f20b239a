/** Mutations of texts: of whole words, numbers and quoted texts, and of lines with fixed fields. */
import { replaced } from "./mutate-bytes.ts";
import type { SeededRandom } from "./random.ts";

const TOKEN = /"(?:[^"\\]|\\.)*"|[A-Za-z_]+|-?\d+(?:\.\d+)?|[[\]{}:,]/g;
/** What code that reads texts and numbers gets wrong. */
const VALUES = [
  ...['""', '"\\u0000"', '"\\ud800"', '"é中"', '"__proto__"', '"constructor"', "null", "true"],
  ...["{}", "[]", "[[]]", "0", "-1", "1.5", "1e308", "-0", "9007199254740993", "1e-7", "NaN"],
  ...["99999999999999999999", '"2026-02-31"', '"2026-12-15T24:00"', '"XXX"', '"-1.00"', "\u2028"],
];

export function mutateText(
  bytes: Uint8Array,
  random: SeededRandom,
  other: Uint8Array,
  words: readonly string[],
): Uint8Array {
  const begin = random.below(bytes.length + 1);
  const tokens = tokensIn(bytes, begin);
  if (tokens.length === 0) return replaced(bytes, bytes.length, bytes.length, [random.byte()]);
  const token = random.of(tokens);
  const [from, to] = [begin + token.index, begin + token.index + token[0].length];
  const put = (value: string | Uint8Array) => replaced(bytes, from, to, Buffer.from(value));
  switch (random.below(6)) {
    case 0:
      return put(random.of(VALUES));
    case 1:
      return put(words.length === 0 ? "" : random.of(words));
    case 2:
      return put(random.of(tokens)[0]);
    case 3: {
      const theirs = tokensIn(other, random.below(other.length + 1));
      return put(theirs.length === 0 ? "" : Buffer.from(random.of(theirs)[0], "latin1"));
    }
    case 4: {
      const end = random.of(tokens);
      return end.index > token.index ? replaced(bytes, from, begin + end.index, []) : put("");
    }
    default:
      return put(changedDigits(token[0], random));
  }
}

/** All tokens of a large text would cost more than to read it. */
const WINDOW = 400;

function tokensIn(bytes: Uint8Array, begin: number): RegExpExecArray[] {
  const window = bytes.subarray(begin, begin + WINDOW);
  return [...Buffer.from(window).toString("latin1").matchAll(TOKEN)];
}

/** The same length, so that fixed fields stay at their places. */
function changedDigits(token: string, random: SeededRandom): string {
  return token.replace(/[0-9A-Za-z]/g, (char) => {
    if (random.below(3) > 0) return char;
    return /\d/.test(char) ? String(random.below(10)) : String.fromCharCode(65 + random.below(26));
  });
}

export function mutateLines(
  bytes: Uint8Array,
  random: SeededRandom,
  words: readonly string[],
): Uint8Array {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  const at = random.below(lines.length);
  const line = lines[at] ?? "";
  switch (random.below(6)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, random.of(lines));
      break;
    case 2: {
      const to = random.below(lines.length);
      lines[at] = lines[to] ?? "";
      lines[to] = line;
      break;
    }
    default: {
      const column = random.below(line.length + 1);
      const word =
        words.length > 0 && random.below(2) === 0
          ? random.of(words)
          : changedDigits(line.slice(column, column + 1 + random.below(8)), random);
      lines[at] = line.slice(0, column) + word + line.slice(column + word.length);
    }
  }
  return Buffer.from(lines.join("\n"), "latin1");
}
