import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isToken } from "../../proto/subjects.ts";
import { learnedOf } from "../../test/fixtures/auction/learned.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import {
  copyOf,
  faultOfLearned,
  RECORD_LISTS,
  RECORDS_MAX,
} from "../auction/value/learned-record.ts";
import { decodeLearned, encodeLearned, LEARNED_KEY, VALUE_BYTES_MAX } from "./learned-value.ts";

const FORM_BYTES = 8;
const records = [learnedOf("partners", 60), learnedOf("stops", 7, { marketClass: 11 })];

/** The same value with other content. */
async function withContent(change: (plain: Buffer) => Buffer): Promise<Buffer> {
  const value = await encodeLearned(records);
  const plain = change(inflateSync(value.subarray(FORM_BYTES)));
  return Buffer.concat([value.subarray(0, FORM_BYTES), deflateSync(plain)]);
}

const refusal = (value: Uint8Array) =>
  decodeLearned(value).then(
    () => "no refusal",
    (thrown: Error) => thrown.message,
  );

describe("what was learned, as a value", () => {
  test("is read as it was written, to seven digits", async () => {
    const read = await decodeLearned(await encodeLearned(records));
    const names = (all: typeof records) =>
      all.map(({ bidder, marketClass, learnedWallMs, record }) => ({
        ...{ bidder, marketClass, learnedWallMs, seen: record.seen },
      }));
    expect(names(read)).toEqual(names(records));
    for (const [i, { record }] of records.entries())
      for (const name of RECORD_LISTS)
        expect({ name, list: read[i]?.record[name] }).toEqual({
          ...{ name, list: Float64Array.from(Float32Array.from(record[name])) },
        });
    expect(await decodeLearned(await encodeLearned([]))).toEqual([]);
  });

  test("LEARNEDVALUE-1: one that was changed or cut is an Error, or what could have been learned", async () => {
    const value = await encodeLearned(records);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(value.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (i, by) => {
          const changed = Buffer.from(value);
          changed[i] = (changed[i] as number) ^ by;
          // zlib's check finds nearly all; what passes has been checked.
          const read = await decodeLearned(changed).catch(() => []);
          expect(read.flatMap((one) => faultOfLearned(one, isToken) ?? [])).toEqual([]);
          expect(await refusal(value.subarray(0, i))).not.toBe("no refusal");
        },
      ),
      { numRuns: propertyRuns(50) },
    );
  });

  test("LEARNEDVALUE-1: what is wrong is said", async () => {
    const asHead = (text: string) => {
      const plain = Buffer.alloc(4 + text.length);
      plain.writeUInt32LE(text.length);
      plain.write(text, 4);
      return plain;
    };
    const said: [what: string, value: Uint8Array, why: RegExp][] = [
      ["nothing", new Uint8Array(), /another form/],
      ["no head", await withContent(() => Buffer.alloc(2)), /no head/],
      ["no end", await withContent(() => Buffer.alloc(8, 0xff)), /no end/],
      ["no JSON", await withContent(() => asHead("{")), /JSON/],
      ["another head", await withContent(() => asHead('{"records":[["a"]]}')), /records/],
      ["too few numbers", await withContent((plain) => plain.subarray(0, -4)), /2 records take/],
      ["too large", await withContent(() => Buffer.alloc(2 * 1024 * 1024)), /buffer larger/i],
      [
        "a count that is none",
        await withContent((plain) => {
          plain.writeFloatLE(Number.NaN, plain.length - 4);
          return plain;
        }),
        /'squares' of stops has NaN in bin 63/,
      ],
    ];
    for (const [what, value, why] of said)
      expect({ what, why: await refusal(value) }).toEqual({
        ...{ what, why: expect.stringMatching(why) },
      });
  });

  test("LEARNEDVALUE-2: another form is refused, and the key names the form", async () => {
    const value = await encodeLearned(records);
    const key = `values-${value.subarray(0, FORM_BYTES).toString("hex")}`;
    expect({ key: LEARNED_KEY, isToken: isToken(LEARNED_KEY) }).toEqual({ key, isToken: true });
    for (const i of [0, 3]) {
      const newer = Buffer.from(value);
      newer[i] = (newer[i] as number) + 1;
      expect(await refusal(newer)).toMatch(/another form/);
    }
  });

  test("LEARNEDVALUE-3: a value has a bound, and those that were learned of last are in it", async () => {
    // Numbers that no compression makes smaller.
    const noise = learnedOf("x", 1).record;
    let state = 1;
    for (const name of RECORD_LISTS)
      for (let bin = 0; bin < noise[name].length; bin++) {
        state = (state * 48_271) % 2_147_483_647;
        noise[name][bin] = (state % 1_000) + state / 2_147_483_647;
      }
    const many = Array.from({ length: RECORDS_MAX + 40 }, (_, i) => {
      const record = copyOf(noise);
      for (const name of RECORD_LISTS)
        for (let bin = 0; bin < record[name].length; bin++)
          record[name][bin] = ((record[name][bin] as number) * (i + 1)) % 997;
      return { bidder: `b${i}`, marketClass: 0, learnedWallMs: i, record };
    });
    const value = await encodeLearned(many);
    const read = await decodeLearned(value);
    expect({
      isBounded: value.length <= VALUE_BYTES_MAX && read.length <= RECORDS_MAX,
      hasSome: read.length >= RECORDS_MAX / 4,
      last: read.at(-1)?.bidder,
    }).toEqual({ isBounded: true, hasSome: true, last: `b${RECORDS_MAX + 39}` });
  });
});
