/**
 * Mutations of protobuf messages: a field of a message, or of one inside it, is changed, and all
 * lengths around it are written again, so that the change is read and not a broken length.
 */
import { mutateBytes } from "./mutate-bytes.ts";
import type { SeededRandom } from "./random.ts";

interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** Of wire type 2 the content without its length; of others the bytes as they are. */
  readonly content: Uint8Array;
}

const DEPTH_MAX = 6;
const VARINT_BYTES_MAX = 10;
/** Edges of the numbers that messages have: of signed and unsigned 32 bits, of exact floats. */
const NUMBERS = [0, 1, 127, 128, 65_535, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 53 - 1, 2 ** 53, 2 ** 63];

/** Undefined where the bytes are no message. */
export function fieldsOf(bytes: Uint8Array): WireField[] | undefined {
  const fields: WireField[] = [];
  for (let at = 0; at < bytes.length; ) {
    const key = varintEnd(bytes, at);
    if (key === undefined) return undefined;
    const tag = varint(bytes.subarray(at, key));
    const [number, wireType] = [Math.floor(tag / 8), tag & 7];
    at = key;
    let end: number | undefined;
    if (wireType === 0) end = varintEnd(bytes, at);
    else if (wireType === 1) end = at + 8;
    else if (wireType === 5) end = at + 4;
    else if (wireType === 2) {
      const length = varintEnd(bytes, at);
      if (length === undefined) return undefined;
      end = length + varint(bytes.subarray(at, length));
      at = length;
    }
    if (number === 0 || end === undefined || end > bytes.length) return undefined;
    fields.push({ number, wireType, content: bytes.subarray(at, end) });
    at = end;
  }
  return fields;
}

export function messageOf(fields: readonly WireField[]): Uint8Array {
  const heads = fields.map(({ number, wireType, content }) => [
    ...varintOf(number * 8 + wireType),
    ...(wireType === 2 ? varintOf(content.length) : []),
  ]);
  const length = fields.reduce(
    (sum, { content }, i) => sum + content.length + (heads[i]?.length ?? 0),
    0,
  );
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const [i, { content }] of fields.entries()) {
    const head = heads[i] ?? [];
    bytes.set(head, at);
    bytes.set(content, at + head.length);
    at += head.length + content.length;
  }
  return bytes;
}

export function mutateProtobuf(
  bytes: Uint8Array,
  random: SeededRandom,
  other: Uint8Array,
  words: readonly Uint8Array[],
  depth = 0,
): Uint8Array {
  const fields = fieldsOf(bytes);
  if (fields === undefined || fields.length === 0) return mutateBytes(bytes, random, other, words);
  const at = random.below(fields.length);
  const field = fields[at] as WireField;
  const change = (content: Uint8Array, wireType = field.wireType) =>
    messageOf(fields.with(at, { ...field, wireType, content }));
  switch (random.below(7)) {
    case 0:
      return messageOf(fields.toSpliced(at, 1));
    case 1:
      return messageOf(fields.toSpliced(random.below(fields.length + 1), 0, field));
    case 2: {
      const theirs = fieldsOf(other) ?? [];
      if (theirs.length === 0) return mutateBytes(bytes, random, other, words);
      return messageOf(fields.toSpliced(at, random.below(2), random.of(theirs)));
    }
    case 3:
      return messageOf(fields.with(at, { ...field, number: 1 + random.below(40) }));
    default:
      if (field.wireType === 0)
        return change(Uint8Array.from(varintOf(random.of(NUMBERS) + random.below(3))));
      if (field.wireType !== 2) return change(mutateBytes(field.content, random, other, words));
      if (depth < DEPTH_MAX && random.below(4) > 0)
        return change(mutateProtobuf(field.content, random, other, words, depth + 1));
      return change(mutateBytes(field.content, random, other, words));
  }
}

function varintEnd(bytes: Uint8Array, at: number): number | undefined {
  for (let end = at; end < Math.min(bytes.length, at + VARINT_BYTES_MAX); end++)
    if ((bytes[end] as number) < 0x80) return end + 1;
  return undefined;
}

/** Of numbers above 2^53 the nearest one. */
export function varint(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 128 + (byte & 0x7f), 0);
}

export function varintOf(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return [...bytes, left];
}
