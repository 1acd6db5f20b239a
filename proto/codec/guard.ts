/**
 * What every decoder shares: the limit in bytes, the errors, and the checks of single values.
 *
 * CODEC-1 What is larger than its limit is refused before a byte of it is decoded (A6).
 * CODEC-2 Whatever the bytes are, decoding returns a message that keeps every rule of
 *         `messages.ts`, or throws an AuctionError with `bid-malformed`, `bid-too-large`,
 *         `malformed` or `too-large`, and nothing else (A5).
 * CODEC-3 decode(encode(x)) equals x.
 * CODEC-4 A side that is not updated reads a message with new fields as the same without them, and
 *         what it sends is read as a message without them.
 */
import { AuctionError, type ErrorCode, messageOf } from "../errors.ts";

/** A message type of the generated code. */
export interface MessageType<T> {
  decode(bytes: Uint8Array): T;
}

/** The codes of the two errors of one decoder. */
interface DecodeCodes {
  readonly large: ErrorCode;
  readonly malformed: ErrorCode;
}

/** The codes of errors in what a bidder sends. */
export const BID_CODES = { large: "bid-too-large", malformed: "bid-malformed" } as const;
/** The codes of errors in everything else. */
export const REQUEST_CODES = { large: "too-large", malformed: "malformed" } as const;

/**
 * The message in the bytes (CODEC-1, CODEC-2).
 *
 * @param bytesMax the most bytes that are decoded
 * @param what names the message in errors: `a bid`
 * @throws AuctionError one of `codes`
 */
export function decodeAs<T>(
  type: MessageType<T>,
  bytes: Uint8Array,
  bytesMax: number,
  what: string,
  codes: DecodeCodes,
): T {
  if (bytes.length > bytesMax) {
    throw new AuctionError(
      codes.large,
      `${what} of ${bytes.length} bytes; at most ${bytesMax} are read`,
    );
  }
  try {
    return type.decode(bytes);
  } catch (thrown) {
    throw new AuctionError(
      codes.malformed,
      `${what} is not such a protobuf message: ${messageOf(thrown)}`,
      { cause: thrown },
    );
  }
}

/** Throws the AuctionError; its type lets it stand where a value is expected. */
export function fail(code: ErrorCode, detail: string): never {
  throw new AuctionError(code, detail);
}

/** The word of a closed set behind its number on the wire. Absent and 0 stand for none. */
export function wordOf<W extends string>(
  words: readonly W[],
  number: number | null | undefined,
  what: string,
  code: ErrorCode,
): W {
  return (
    words[(number ?? 0) - 1] ?? fail(code, `${what} ${number ?? 0} is not one of 1-${words.length}`)
  );
}

/** The number on the wire of a word of a closed set. */
export function numberOf<W extends string>(words: readonly W[], word: W): number {
  return words.indexOf(word) + 1;
}

/** The integer, if a number holds it exactly: 64 bits on the wire can say more than that (A9). */
export function safeInteger(value: number, what: string, code: ErrorCode): number {
  return Number.isSafeInteger(value) ? value : fail(code, `${what} ${value} is not a safe integer`);
}
