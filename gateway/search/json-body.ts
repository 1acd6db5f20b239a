/** A search in JSON, from its bytes: the same rules for both transports. */
import { AuctionError, messageOf } from "../../proto/errors.ts";

/**
 * U+FEFF in UTF-8. Some editors and libraries write it before a text; a reader may skip it (RFC
 * 8259, 8.1).
 */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const OPENING_BRACE = 0x7b;

/**
 * True for a `{`, with or without a byte order mark. No protobuf message starts with either: 0xEF
 * would be a field of a wire type that does not exist.
 */
export function startsAsJson(bytes: Uint8Array): boolean {
  const marked = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte);
  return bytes[marked ? BYTE_ORDER_MARK.length : 0] === OPENING_BRACE;
}

/**
 * The value that the bytes contain. A key such as `__proto__` becomes a field of its own and sets
 * no prototype; the schema then refuses it by name. So the value must never be merged into another
 * object before it is validated.
 *
 * @throws AuctionError `malformed`
 */
export function parseJsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0)
    throw new AuctionError("malformed", "the body is empty; a search is a JSON object");
  return parsed(decoded(bytes));
}

/** It skips one byte order mark, and keeps nothing from one text to the next. */
const UTF8 = new TextDecoder("utf-8", { fatal: true });

function decoded(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new AuctionError("malformed", "the body is not UTF-8, as JSON must be");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new AuctionError("malformed", `the body is not JSON: ${messageOf(thrown)}`);
  }
}
