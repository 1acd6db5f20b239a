/**
 * What a gateway has learned, as a value of the bucket: bytes that name its form, and the rest
 * compressed: a head in JSON, and the numbers of all records.
 *
 * LEARNEDVALUE-1 A value of another form, one that was changed, one that is too large and one with
 *    a record that cannot be (LEARNEDRECORD-1) are no values: whoever reads them gets an Error that
 *    says what is wrong, and nothing of them (A5, A6).
 * LEARNEDVALUE-2 The form and the key change with what a number stands for: the bins and the
 *    classes. A gateway of another version neither reads a value wrongly nor writes over it.
 * LEARNEDVALUE-3 A6: of more records than a value may have those that were learned of last are in
 *    it.
 */
import { endianness } from "node:os";
import { promisify } from "node:util";
import { constants, deflate, inflate } from "node:zlib";
import { z } from "zod";
import { keyedDigest } from "../../common/text/digest.ts";
import { isToken } from "../../proto/subjects.ts";
import { newRecord } from "../auction/value/bidder-record.ts";
import {
  faultOfLearned,
  type LearnedRecord,
  RECORD_LISTS,
  RECORDS_MAX,
} from "../auction/value/learned-record.ts";
import { MARKET_CLASSES, MEDIUM_KM, SHORT_KM } from "../auction/value/market-class.ts";
import { BIN_STARTS_MS, BINS } from "../auction/value/time-bins.ts";

/** To be raised when the same numbers mean something else, or the head changes. */
const FORM = 1;
const FORM_BYTES = 8;
const form = Buffer.concat([
  Buffer.of(FORM),
  keyedDigest(
    "form",
    JSON.stringify([
      ...[RECORD_LISTS, [...BIN_STARTS_MS], MARKET_CLASSES, SHORT_KM, MEDIUM_KM],
      endianness(),
    ]),
  ).subarray(0, FORM_BYTES - 1),
]);

/** LEARNEDVALUE-2: the one key under which all gateways of this form keep what they learn. */
export const LEARNED_KEY = `values-${form.toString("hex")}`;

/** A6: the most bytes of a value, below those of a message (1 MiB). */
export const VALUE_BYTES_MAX = 768 * 1024;
/** A6: what a value may become: 512 records of 1.8 kB, and their names. */
const INFLATED_BYTES_MAX = 1024 * 1024;
const LENGTH_BYTES = 4;
/** A number is kept as a float of 4 bytes: seven digits of a count are more than it is worth. */
const NUMBER_BYTES = 4;
const RECORD_NUMBERS = RECORD_LISTS.length * BINS;
const RECORD_BYTES = RECORD_NUMBERS * NUMBER_BYTES;

const compressed = promisify<Buffer, object, Buffer>(deflate);
const inflated = promisify<Buffer, object, Buffer>(inflate);

const head = z.strictObject({
  /** Of each record: bidder, class, auctions seen, when it was last learned of. */
  records: z.array(z.tuple([z.string(), z.number(), z.number(), z.number()])).max(RECORDS_MAX),
});

/** `records`: the one that was learned of last stands last. */
export async function encodeLearned(records: readonly LearnedRecord[]): Promise<Buffer> {
  let kept = records.slice(-RECORDS_MAX);
  for (;;) {
    const body = await compressed(plainOf(kept), { level: constants.Z_BEST_SPEED });
    if (FORM_BYTES + body.length <= VALUE_BYTES_MAX) return Buffer.concat([form, body]);
    kept = kept.slice(Math.ceil(kept.length / 2));
  }
}

function plainOf(records: readonly LearnedRecord[]): Buffer {
  const text = JSON.stringify({
    records: records.map(({ bidder, marketClass, record, learnedWallMs }) => [
      ...[bidder, marketClass, record.seen, Math.round(learnedWallMs)],
    ]),
  });
  const names = Buffer.from(text);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(names.length);
  // Lists are copied whole: number by number they would hold up the auctions of this process.
  const numbers = new Float32Array(records.length * RECORD_NUMBERS);
  let at = 0;
  for (const { record } of records)
    for (const name of RECORD_LISTS) {
      numbers.set(record[name], at);
      at += BINS;
    }
  return Buffer.concat([length, names, Buffer.from(numbers.buffer)]);
}

/** @throws Error when it is no value of this form (LEARNEDVALUE-1) */
export async function decodeLearned(value: Uint8Array): Promise<LearnedRecord[]> {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (!bytes.subarray(0, FORM_BYTES).equals(form))
    throw new Error("it is of another form, so of another version");
  const body = bytes.subarray(FORM_BYTES);
  const plain = await inflated(body, { maxOutputLength: INFLATED_BYTES_MAX });
  if (plain.length < LENGTH_BYTES) throw new Error("it has no head");
  const headEnd = LENGTH_BYTES + plain.readUInt32LE();
  if (headEnd > plain.length) throw new Error("its head has no end");
  const { records } = head.parse(JSON.parse(plain.toString("utf8", LENGTH_BYTES, headEnd)));
  const expected = headEnd + records.length * RECORD_BYTES;
  if (plain.length !== expected)
    throw new Error(`it has ${plain.length} bytes, and ${records.length} records take ${expected}`);
  // A copy, since a list of numbers begins at a multiple of their length.
  const numbers = new Float32Array(new Uint8Array(plain.subarray(headEnd)).buffer);
  return records.map(([bidder, marketClass, seen, learnedWallMs], i) => {
    const record = newRecord();
    record.seen = seen;
    let at = i * RECORD_NUMBERS;
    for (const name of RECORD_LISTS) {
      record[name].set(numbers.subarray(at, at + BINS));
      at += BINS;
    }
    const learned = { bidder, marketClass, learnedWallMs, record };
    const fault = faultOfLearned(learned, isToken);
    if (fault !== undefined) throw new Error(fault);
    return learned;
  });
}
