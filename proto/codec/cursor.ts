/**
 * Reads protobuf values from bytes, for the decoders of what is sent for every search. It reads
 * only what encoders usually write, such as numbers of at most 53 bits. At anything else `usual`
 * becomes false and the cursor is at its end. The decoder then starts again with the generated
 * code, which knows all of protobuf and says what is wrong. So a fast decoder has no rules of its
 * own, and a test holds it against the generated code.
 *
 * It gains: a bid of ten offers is read in 1.4 µs instead of 2.8, a call in 0.9 in the place
 * of 4.8. There are no intermediate messages, no strict UTF-8 decoder for ASCII, no objects for
 * 64-bit numbers.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { shortText } from "./short-texts.ts";

/** Shorter texts are put together from their characters; a call into the runtime costs more. */
const SHORT_TEXT_BYTES = 10;
const UINT32_MAX = 0xffff_ffff;
/** A number of 53 bits has at most eight bytes: the weight of the eighth. */
const LAST_WEIGHT = 2 ** 49;
/** The number of bytes that hold any length of a message that is read. */
const LENGTH_BYTES_MAX = 4;

export class Cursor {
  readonly bytes: Buffer;
  pos: number;
  end: number;
  usual = true;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.pos = 0;
    this.end = bytes.length;
  }

  /** Ends the reading: the generated code reads the message instead. Returns 0. */
  giveUp(): number {
    this.usual = false;
    this.pos = this.end;
    return 0;
  }

  /** A tag: every field that is read has one of a single byte. */
  tag(): number {
    const { pos } = this;
    if (pos >= this.end) return this.giveUp();
    const tag = this.bytes[pos] as number;
    if (tag > 127) return this.giveUp();
    this.pos = pos + 1;
    return tag;
  }

  /**
   * An unsigned integer of at most 53 bits, and of at most eight bytes: a longer form, filled up
   * with zeros, is for the generated code to read or refuse.
   */
  varint(): number {
    const { bytes, pos, end } = this;
    if (pos >= end) return this.giveUp();
    const first = bytes[pos] as number;
    if (first < 128) {
      this.pos = pos + 1;
      return first;
    }
    return this.#longVarint(first & 127);
  }

  #longVarint(first: number): number {
    const { bytes, pos, end } = this;
    let value = first;
    let at = pos + 1;
    for (let shift = 7; shift < 28; shift += 7) {
      if (at >= end) return this.giveUp();
      const byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
      if (byte < 128) {
        this.pos = at;
        return value;
      }
    }
    for (let weight = 2 ** 28; at < end && weight <= LAST_WEIGHT; weight *= 128) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * weight;
      if (value > Number.MAX_SAFE_INTEGER) break;
      if (byte < 128) {
        this.pos = at;
        return value;
      }
    }
    return this.giveUp();
  }

  uint32(): number {
    const value = this.varint();
    return value <= UINT32_MAX ? value : this.giveUp();
  }

  /** Packed amounts: integers of at most 53 bits. */
  amounts(into: number[]): void {
    const end = this.length() + this.pos;
    while (this.pos < end) into.push(this.varint());
    // A number that does not end where the column does.
    if (this.pos !== end) this.giveUp();
  }

  /** Packed integers of 32 bits. */
  uint32s(into: number[]): void {
    const end = this.length() + this.pos;
    while (this.pos < end) into.push(this.uint32());
    if (this.pos !== end) this.giveUp();
  }

  /**
   * Packed integers of the type sint64, none below -1, and at most so many. Any other form is for
   * the generated code.
   */
  floors(max: number): number[] {
    const end = this.length() + this.pos;
    const into: number[] = [];
    while (this.pos < end) {
      const value = this.varint();
      if (value === 1) into.push(-1);
      else into.push(value % 2 === 0 ? value / 2 : this.giveUp());
      if (into.length > max) this.giveUp();
    }
    if (this.pos !== end) this.giveUp();
    return into;
  }

  bool(): boolean {
    const value = this.varint();
    return value <= 1 ? value === 1 : this.giveUp() === 1;
  }

  /** The length of what follows, all of which is there. */
  length(): number {
    const from = this.pos;
    const length = this.varint();
    const { pos } = this;
    return length <= this.end - pos && pos - from <= LENGTH_BYTES_MAX ? length : this.giveUp();
  }

  /** Enters a message within a message; returns where it ends. */
  open(): number {
    const length = this.length();
    this.end = this.pos + length;
    return this.end;
  }

  double(): number {
    const from = this.pos;
    if (from + 8 > this.end) return this.giveUp();
    this.pos = from + 8;
    return this.bytes.readDoubleLE(from);
  }

  /** Back from a message within a message, which must have ended where its length says. */
  close(end: number, outer: number): void {
    const { usual, pos } = this;
    this.end = outer;
    if (!usual || pos !== end) this.giveUp();
  }

  /** Bytes, as a view. */
  view(): Buffer {
    const length = this.length();
    const from = this.pos;
    this.pos = from + length;
    return this.bytes.subarray(from, from + length);
  }

  /** A text. */
  text(): string {
    const length = this.length();
    const { bytes, pos } = this;
    this.pos = pos + length;
    let bits = 0;
    for (let i = pos; i < pos + length; i++) bits |= bytes[i] as number;
    if (bits > 127) return this.#utf8(pos, pos + length);
    if (length > SHORT_TEXT_BYTES) return bytes.toString("latin1", pos, pos + length);
    if (length === 3 || length === 2)
      return shortText(
        bytes[pos] as number,
        bytes[pos + 1] as number,
        length === 3 ? (bytes[pos + 2] as number) : -1,
      );
    let text = "";
    for (let i = pos; i < pos + length; i++) text += String.fromCharCode(bytes[i] as number);
    return text;
  }

  #utf8(from: number, end: number): string {
    const region = this.bytes.subarray(from, end);
    if (!isUtf8(region)) this.giveUp();
    return region.toString();
  }

  /**
   * The texts of a repeated field whose first tag was just read, as long as the same tag follows.
   * They are cut from one text: a call into the runtime for each of them costs more than all else.
   */
  texts(tag: number, into: string[]): void {
    const { bytes, pos: from } = this;
    const end = this.#endOfTexts(tag);
    if (end === from) {
      into.push(this.text());
      return;
    }
    if (!isAscii(bytes.subarray(from, end))) {
      this.giveUp();
      return;
    }
    const all = bytes.toString("latin1", from, end);
    let at = from;
    while (at < end) {
      const next = at + 1 + (bytes[at] as number);
      into.push(all.slice(at + 1 - from, next - from));
      at = next + 1;
    }
    this.pos = end;
  }

  /** The end of those of them before the first that is longer than 127 bytes, or is cut off. */
  #endOfTexts(tag: number): number {
    const { bytes, pos, end } = this;
    let last = pos;
    let at = pos;
    while (at < end) {
      const length = bytes[at] as number;
      if (length > 127 || at + 1 + length > end) break;
      last = at + 1 + length;
      if (bytes[last] !== tag) break;
      at = last + 1;
    }
    return last;
  }
}
