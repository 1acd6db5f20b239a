/**
 * One writer for the calls for bids, and for searches: each is written into the same memory and
 * copied out at its right size. A writer of its own for each message would allocate and grow its
 * memory each time: 0.3 µs.
 */
import { LIMITS } from "../limits.ts";
import protobuf from "../protobuf.ts";

/** A writer that had to grow beyond this is not kept (A6). */
const KEPT_BYTES_MAX = LIMITS.bidBytesMax;
const UINT32_MAX = 0xffff_ffff;

let scratch = protobuf.Writer.create();
let inUse = false;

/** The bytes that `write` writes. */
export function written<T>(write: (writer: protobuf.Writer, message: T) => void, message: T) {
  // A message that is written within another has a writer of its own.
  if (inUse) {
    const writer = protobuf.Writer.create();
    write(writer, message);
    return writer.finish();
  }
  inUse = true;
  try {
    write(scratch, message);
    return scratch.finish();
  } finally {
    if (scratch.pos > KEPT_BYTES_MAX) scratch = protobuf.Writer.create();
    else scratch.reset();
    inUse = false;
  }
}

/** An integer as the field type int64 has it; small ones without an object for 64 bits. */
export function writeInt64(writer: protobuf.Writer, value: number): void {
  if (value >= 0 && value <= UINT32_MAX) writer.uint32(value);
  else writer.int64(value);
}
