/**
 * What is shared of one search, as a value of the bucket: a byte that names its form, and the rest
 * compressed: a head in JSON, and the bytes of the account.
 *
 * SHAREDVALUE-1 A value of another form, one that was changed, and one that is too large are no
 *    values: whoever reads them gets an Error, and nothing else (A5, A6).
 * SHAREDVALUE-2 The form changes with each description of a result: a gateway of another version
 *    reads no value wrongly.
 */
import { promisify } from "node:util";
import { constants, deflate, inflate } from "node:zlib";
import { keyedDigest } from "../../common/text/digest.ts";
import { bidderReport, searchResult } from "../../proto/schema/result.ts";
import type { LedgerCopy } from "../auction/ledger-entry.ts";
import type { AsyncCopy } from "../search/async-copy.ts";

/** What is known of a search: at least one of the two. */
export interface SharedSearch {
  readonly searchId: string;
  /** Absent until it has a result. */
  readonly account?: LedgerCopy | undefined;
  /** Of an asynchronous search alone. */
  readonly asynchronous?: AsyncCopy | undefined;
}

/** To be raised with each change of `account.ts`, `account-copy.ts` or `async-copy.ts`. */
const FORM = 1;
const FORM_BYTES = 4;
/** The form of values: the number above, and what the fields of a result are. */
const form = Buffer.concat([
  Buffer.of(FORM),
  keyedDigest("form", JSON.stringify([searchResult, bidderReport])).subarray(0, FORM_BYTES - 1),
]);

/**
 * A6: the most bytes of a value, below those of a message (1 MiB). The largest account has 512 KiB
 * of bids, which are compressed to less.
 */
export const VALUE_BYTES_MAX = 768 * 1024;
/** A6: what a value may become: an account, and the events of an asynchronous search. */
const INFLATED_BYTES_MAX = 4 * 1024 * 1024;
const LENGTH_BYTES = 4;

const compressed = promisify<Buffer, object, Buffer>(deflate);
const inflated = promisify<Buffer, object, Buffer>(inflate);

interface Head {
  readonly searchId: string;
  readonly account?: LedgerCopy["head"] | undefined;
  readonly asynchronous?: AsyncCopy | undefined;
}

export async function encodeShared({
  searchId,
  account,
  asynchronous,
}: SharedSearch): Promise<Buffer> {
  const head = JSON.stringify({ searchId, account: account?.head, asynchronous } satisfies Head);
  const bytes = Buffer.byteLength(head);
  const plain = Buffer.allocUnsafe(LENGTH_BYTES + bytes + (account?.bytes.length ?? 0));
  plain.writeUInt32LE(bytes);
  plain.write(head, LENGTH_BYTES);
  account?.bytes.copy(plain, LENGTH_BYTES + bytes);
  // The fastest level: 3 % larger than the usual one, in half of its time.
  const body = await compressed(plain, { level: constants.Z_BEST_SPEED });
  return Buffer.concat([form, body]);
}

/** @throws Error when it is no value of this form (SHAREDVALUE-1) */
export async function decodeShared(value: Uint8Array): Promise<SharedSearch> {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (!bytes.subarray(0, FORM_BYTES).equals(form)) throw new Error("a value of another form");
  const plain = await inflated(bytes.subarray(FORM_BYTES), {
    maxOutputLength: INFLATED_BYTES_MAX,
  });
  const headEnd = LENGTH_BYTES + plain.readUInt32LE();
  if (headEnd > plain.length) throw new Error("a value without its end");
  const head = JSON.parse(plain.toString("utf8", LENGTH_BYTES, headEnd)) as Head;
  const { searchId, account, asynchronous } = head;
  return {
    searchId,
    ...(account === undefined
      ? {}
      : { account: { head: account, bytes: alone(plain.subarray(headEnd)) } }),
    ...(asynchronous === undefined ? {} : { asynchronous }),
  };
}

/** A copy with a memory of its own: a small one from `Buffer.from` would keep Node's whole pool. */
function alone(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
