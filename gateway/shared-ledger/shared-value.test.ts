import { deflateSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { LedgerCopy } from "../auction/ledger-entry.ts";
import type { AsyncCopy } from "../search/async-copy.ts";
import { sharedKey } from "./shared-key.ts";
import { decodeShared, encodeShared, type SharedSearch } from "./shared-value.ts";

const ended: AsyncCopy = {
  ...{ state: "ended", owner: "acme", count: 2, hasSteps: false },
  ...{ events: '[{"id":1}]', problem: null },
};
const account = (bytes: number): LedgerCopy => ({
  head: {
    ...{ searchId: "s", auctionId: "a", deadlineMs: 800, rankedWallMs: 1, endedWallMs: 2 },
    ...{ durationMs: 0.123456789, sheetsBegin: 4, bestShown: 7, late: [] },
    rates: { date: "2026-01-01", perUnit: [["GBP", 1.2345678901234567]] },
    regret: { rise: 0, incomplete: [] },
  },
  bytes: Buffer.alloc(bytes, 7),
});

/** Of another realm, as Node's own are under jest. */
const ANY_ERROR = { message: expect.any(String) };

describe("what is shared of a search", () => {
  test.each<[string, SharedSearch]>([
    ["a result", { searchId: "s", account: account(10_000) }],
    ["a search that runs, with its events", { searchId: "s", asynchronous: ended }],
    ["both", { searchId: "語", account: account(0), asynchronous: ended }],
  ])("is read as it was written: %s", async (_what, search) => {
    expect(await decodeShared(await encodeShared(search))).toEqual(search);
  });

  test("SHAREDVALUE-1 a value that was changed, cut or is too large is an Error", async () => {
    const search = { searchId: "s", account: account(5_000) };
    const value = await encodeShared(search);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(value.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (i, by) => {
          const changed = Buffer.from(value);
          changed[i] = (changed[i] as number) ^ by;
          // A few bits of a compressed text say nothing.
          const read = await decodeShared(changed).catch(() => "refused");
          if (read !== "refused") expect(read).toEqual(search);
          await expect(decodeShared(value.subarray(0, i))).rejects.toMatchObject(ANY_ERROR);
        },
      ),
      { numRuns: propertyRuns(50) },
    );
    const bomb = Buffer.concat([value.subarray(0, 4), deflateSync(Buffer.alloc(5 * 1024 * 1024))]);
    await expect(decodeShared(bomb)).rejects.toThrow(/buffer larger/i);
    const endless = Buffer.alloc(8);
    endless.writeUInt32LE(1_000);
    const wrong = Buffer.concat([value.subarray(0, 4), deflateSync(endless)]);
    await expect(decodeShared(wrong)).rejects.toThrow("a value without its end");
  });

  test("A6: the bytes of an account hold no other memory", async () => {
    const value = await encodeShared({ searchId: "s", account: account(1_000) });
    const { account: read } = await decodeShared(value);
    expect({ held: read?.bytes.buffer.byteLength }).toEqual({ held: 1_000 });
  });

  test("SHAREDVALUE-2 a value of another form is an Error", async () => {
    const value = await encodeShared({ searchId: "s", asynchronous: ended });
    const newer = Buffer.from(value);
    newer[0] = (newer[0] as number) + 1;
    await expect(decodeShared(newer)).rejects.toThrow("a value of another form");
    await expect(decodeShared(new Uint8Array())).rejects.toThrow("a value of another form");
  });
});

test("SHAREDKEY-1 the key is a token of a subject, the same everywhere, and another one for each search", () => {
  expect(sharedKey("q0mXS-1bYxsVdGkP")).toBe("TdCnQogb7PUAcxoA");
  const keys = Array.from({ length: 1_000 }, (_, i) => sharedKey(`s${i}`));
  expect({
    distinct: new Set(keys).size,
    form: keys.every((key) => /^[\w-]{16}$/.test(key)),
  }).toEqual({ distinct: 1_000, form: true });
});
