import { describe, expect, test } from "@jest/globals";
import { EMPTY_SHEET, encodeFallbackRecord, LIMITS } from "../../proto/codec/index.ts";
import type { Sheet } from "../../proto/messages.ts";
import {
  memory,
  search,
  sheet,
  sheetOfBytes,
  WITHIN_MS,
} from "../../test/fixtures/fallback/memory.ts";
import { flightOffers, sheetOf } from "../../test/harness/offers.ts";
import { ENCODED_AFTER_MS } from "./memory-store.ts";
import { readRecord } from "./record.ts";

describe("the last answer of a bidder", () => {
  test("is found as it was, under its own bidder and key only", async () => {
    const { clock, store, save, find } = memory();
    save("a");
    expect(await find("a")).toEqual({ takenAtMs: clock.wall(), sheets: [sheet] });
    expect(await find("b")).toBeUndefined();
    expect(await store.find("stops", "a", WITHIN_MS)).toBeUndefined();
  });

  test("is that of the newest search, in whatever order searches end", async () => {
    const { clock, save, find } = memory();
    const newest = clock.wall();
    save("a", newest);
    save("a", newest - 100, [sheetOf(flightOffers(search, 1))]);
    expect(await find("a")).toEqual({ takenAtMs: newest, sheets: [sheet] });
  });

  test("is not a fallback any more once the bidder has answered `empty`", async () => {
    const { clock, store, save, find } = memory();
    save("a");
    clock.moveTo(10);
    store.saveEmpty("nonstop", "a");
    expect(await find("a")).toBeUndefined();
    // Taken before the empty answer, saved after it; or in the same millisecond: in doubt, none.
    save("a", clock.wall() - 5);
    save("a", clock.wall());
    expect(await find("a")).toBeUndefined();
    save("a", clock.wall() + 1);
    expect(await find("a")).toBeDefined();
  });

  test("sheets without rows are not kept beside those with rows", async () => {
    const { save, find } = memory();
    save("a", undefined, [EMPTY_SHEET, sheet, EMPTY_SHEET]);
    expect((await find("a"))?.sheets).toEqual([sheet]);
  });

  test("is found at once; only the newest of those that come in a short time is encoded", async () => {
    const { clock, store, save, find } = memory();
    for (let i = 0; i < 5; i++) {
      clock.moveTo(i);
      save("a");
      expect((await find("a"))?.takenAtMs).toBe(clock.wall());
    }
    for (let i = 0; i < 500; i++) save(`${i}`);
    expect({ timers: clock.timers, entries: store.size.entries }).toEqual({
      timers: 1,
      entries: 501,
    });
    expect(clock.timers).toBe(0);
  });

  test("holds no part of the message in which it arrived in memory, a short time after it", async () => {
    const { clock, save, find } = memory();
    const message = new Uint8Array(65_536).fill(7);
    save("a", undefined, [
      { ...sheetOf(flightOffers(search, 1)), body: [message.subarray(10, 20)] },
    ]);
    clock.moveTo(ENCODED_AFTER_MS);
    message.fill(9);
    const body = (await find("a"))?.sheets[0]?.body[0] as Uint8Array;
    expect([...body]).toEqual(Array(10).fill(7));
    expect(body.buffer.byteLength).toBeLessThan(1_024);
  });
});

describe("A6 memory is bounded", () => {
  test("by what is counted: the decoded sheets of a record from the bucket are not kept", async () => {
    const { clock, store, find } = memory();
    const read = readRecord(encodeFallbackRecord({ takenAtMs: clock.wall(), sheets: [sheet] }));
    if (read === undefined) throw new Error("it can be read");
    store.put("nonstop", "a", read);
    expect(Object.keys(store.get("nonstop", "a") ?? {}).sort()).toEqual([
      "bytes",
      "empty",
      "takenAtMs",
    ]);
    expect(await find("a")).toEqual({ takenAtMs: clock.wall(), sheets: [sheet] });
  });

  test("in age: a millisecond past it nothing is found, and nothing is kept", async () => {
    const { clock, store, save, find } = memory({ ageMsMax: 60_000 });
    save("a");
    clock.moveTo(60_000);
    expect(await find("a")).toBeDefined();
    clock.moveTo(60_001);
    expect(await find("a")).toBeUndefined();
    expect(store.size).toEqual({ entries: 0, bytes: 0 });
  });

  test("in age of the bid, not of the entry", async () => {
    const { clock, save, find } = memory({ ageMsMax: 60_000 });
    save("a", clock.wall() - 60_000);
    expect(await find("a")).toBeDefined();
    clock.moveTo(1);
    expect(await find("a")).toBeUndefined();
  });

  test("in entries: the least recently used entry is dropped", async () => {
    const { store, save, find } = memory({ entriesMax: 3 });
    for (const key of ["a", "b", "c"]) save(key);
    await find("a");
    save("d");
    expect(store.size.entries).toBe(3);
    expect(
      await Promise.all(["a", "b", "c", "d"].map(async (key) => (await find(key)) !== undefined)),
    ).toEqual([true, false, true, true]);
  });

  test.each<[string, Sheet[]]>([
    ["too many bytes", [sheetOfBytes(LIMITS.fallbackBytesMax)]],
    ["too many sheets", Array<Sheet>(LIMITS.fallbackSheetsMax + 1).fill(sheet)],
  ])("a record with %s is refused whole and counted; the known record stays", async (_what, sheets) => {
    const { clock, dropped, save, find } = memory();
    save("a", clock.wall() - 1_000);
    save("a", clock.wall(), sheets);
    expect(await find("a")).toEqual({ takenAtMs: clock.wall() - 1_000, sheets: [sheet] });
    expect(dropped).toEqual(["nonstop too-large"]);
  });

  test("a bid of the largest size is kept", async () => {
    const { dropped, save, find } = memory();
    save("a", undefined, [sheetOfBytes(LIMITS.bidBytesMax)]);
    expect(await find("a")).toBeDefined();
    expect(dropped).toEqual([]);
  });
});

test("once closed, it keeps nothing", async () => {
  const { store, save } = memory();
  save("a");
  await store.close();
  expect(store.size).toEqual({ entries: 0, bytes: 0 });
});
