import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { EMPTY_SHEET, encodeFallbackRecord, LIMITS } from "../../proto/codec/index.ts";
import type { Sheet } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffers, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { MemoryStandIns, STAND_IN_LIMITS } from "./memory-store.ts";
import { readStatement } from "./record.ts";

const WITHIN_MS = 20;
const search = flightSearch();
const sheet = sheetOf(flightOffers(search, 3));
/** A sheet of one row whose body is so large. */
const sheetOfBytes = (bytes: number): Sheet => ({
  ...sheetOf(flightOffers(search, 1)),
  body: [new Uint8Array(bytes)],
});

function memory(limits: Partial<typeof STAND_IN_LIMITS> = {}) {
  const clock = new DrivenClock();
  const dropped: string[] = [];
  const standIns = new MemoryStandIns(
    clock,
    { dropped: (bidder, reason) => dropped.push(`${bidder} ${reason}`) },
    { ...STAND_IN_LIMITS, ...limits },
  );
  const remember = (key: string, takenAtMs = clock.wall(), sheets = [sheet]) =>
    standIns.remember("nonstop", key, { takenAtMs, sheets });
  const recall = (key: string) => standIns.recall("nonstop", key, WITHIN_MS);
  return { clock, dropped, standIns, remember, recall };
}

describe("what a bidder said last", () => {
  test("is recalled as it was, under its own name and key only", async () => {
    const { clock, standIns, remember, recall } = memory();
    remember("a");
    expect(await recall("a")).toEqual({ takenAtMs: clock.wall(), sheets: [sheet] });
    expect(await recall("b")).toBeUndefined();
    expect(await standIns.recall("stops", "a", WITHIN_MS)).toBeUndefined();
  });

  test("is what the newest search heard, in whatever order searches end", async () => {
    const { clock, remember, recall } = memory();
    const newest = clock.wall();
    remember("a", newest);
    remember("a", newest - 100, [sheetOf(flightOffers(search, 1))]);
    expect(await recall("a")).toEqual({ takenAtMs: newest, sheets: [sheet] });
  });

  test("does not stand in once the bidder has answered `empty`", async () => {
    const { clock, standIns, remember, recall } = memory();
    remember("a");
    clock.moveTo(10);
    standIns.forget("nonstop", "a");
    expect(await recall("a")).toBeUndefined();
    // Taken before it had nothing, remembered after; or in the same millisecond: in doubt, none.
    remember("a", clock.wall() - 5);
    remember("a", clock.wall());
    expect(await recall("a")).toBeUndefined();
    remember("a", clock.wall() + 1);
    expect(await recall("a")).toBeDefined();
  });

  test("sheets without rows are not kept beside those with rows", async () => {
    const { remember, recall } = memory();
    remember("a", undefined, [EMPTY_SHEET, sheet, EMPTY_SHEET]);
    expect((await recall("a"))?.sheets).toEqual([sheet]);
  });

  test("keeps nothing of the message that it came in alive", async () => {
    const { remember, recall } = memory();
    const message = new Uint8Array(65_536).fill(7);
    remember("a", undefined, [
      { ...sheetOf(flightOffers(search, 1)), body: [message.subarray(10, 20)] },
    ]);
    message.fill(9);
    const body = (await recall("a"))?.sheets[0]?.body[0] as Uint8Array;
    expect([...body]).toEqual(Array(10).fill(7));
    expect(body.buffer.byteLength).toBeLessThan(1_024);
  });
});

describe("A6 memory is bounded", () => {
  test("by what is counted: of a statement that was read from a bucket, its decoded sheets are not kept", async () => {
    const { clock, standIns, recall } = memory();
    const read = readStatement(encodeFallbackRecord({ takenAtMs: clock.wall(), sheets: [sheet] }));
    if (read === undefined) throw new Error("it can be read");
    standIns.keep("nonstop", "a", read);
    expect(Object.keys(standIns.read("nonstop", "a") ?? {}).sort()).toEqual([
      "bytes",
      "empty",
      "takenAtMs",
    ]);
    expect(await recall("a")).toEqual({ takenAtMs: clock.wall(), sheets: [sheet] });
  });

  test("in age: a millisecond past it nothing is recalled, and nothing is held", async () => {
    const { clock, standIns, remember, recall } = memory({ ageMsMax: 60_000 });
    remember("a");
    clock.moveTo(60_000);
    expect(await recall("a")).toBeDefined();
    clock.moveTo(60_001);
    expect(await recall("a")).toBeUndefined();
    expect(standIns.size).toEqual({ entries: 0, bytes: 0 });
  });

  test("in age of the bid, not of the entry", async () => {
    const { clock, remember, recall } = memory({ ageMsMax: 60_000 });
    remember("a", clock.wall() - 60_000);
    expect(await recall("a")).toBeDefined();
    clock.moveTo(1);
    expect(await recall("a")).toBeUndefined();
  });

  test("in entries: the one that was not looked at for longest goes", async () => {
    const { standIns, remember, recall } = memory({ entriesMax: 3 });
    for (const key of ["a", "b", "c"]) remember(key);
    await recall("a");
    remember("d");
    expect(standIns.size.entries).toBe(3);
    expect(
      await Promise.all(["a", "b", "c", "d"].map(async (key) => (await recall(key)) !== undefined)),
    ).toEqual([true, false, true, true]);
  });

  test("in bytes, whatever is remembered and forgotten", () => {
    const bytesMax = 100_000;
    const steps = fc.array(fc.tuple(fc.nat(50), fc.nat(20_000), fc.boolean()), {
      minLength: 20,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const { clock, standIns, remember } = memory({ bytesMax });
        for (const [i, [key, bytes, forget]] of all.entries()) {
          clock.moveTo(i);
          if (forget) standIns.forget("nonstop", `${key}`);
          else remember(`${key}`, undefined, [sheetOfBytes(bytes)]);
          expect(standIns.size.bytes).toBeLessThanOrEqual(bytesMax);
        }
        expect(standIns.size.entries).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  test.each<[string, Sheet[]]>([
    ["too many bytes", [sheetOfBytes(LIMITS.fallbackBytesMax)]],
    ["too many sheets", Array<Sheet>(LIMITS.fallbackSheetsMax + 1).fill(sheet)],
  ])("a statement of %s is refused whole, counted, and leaves what was known", async (_what, sheets) => {
    const { clock, dropped, remember, recall } = memory();
    remember("a", clock.wall() - 1_000);
    remember("a", clock.wall(), sheets);
    expect(await recall("a")).toEqual({ takenAtMs: clock.wall() - 1_000, sheets: [sheet] });
    expect(dropped).toEqual(["nonstop too-large"]);
  });

  test("a bid of the largest size is kept", async () => {
    const { dropped, remember, recall } = memory();
    remember("a", undefined, [sheetOfBytes(LIMITS.bidBytesMax)]);
    expect(await recall("a")).toBeDefined();
    expect(dropped).toEqual([]);
  });
});

test("closed, it holds nothing", async () => {
  const { standIns, remember } = memory();
  remember("a");
  await standIns.close();
  expect(standIns.size).toEqual({ entries: 0, bytes: 0 });
});
