import { describe, expect, test } from "@jest/globals";
import { lateRecords, READ_AFTER_MS } from "./late-records.ts";
import type { RecordedResult } from "./lookups.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

const record = (late: readonly string[], regret: number | null, shown = 1) =>
  ({
    late: late.map((bidder) => ({ bidder, latencyMs: 9, offers: 1, cheapest: null })),
    regret: regret === null ? null : usd(regret),
    itineraries: Array.from({ length: shown }, (_, i) => ({ key: `${i}` })),
  }) as unknown as RecordedResult;

/** Reads these records one after the other, the last of them again and again. */
async function readAll(records: readonly RecordedResult[], known: RecordedResult | null = null) {
  const waits: number[] = [];
  let reads = 0;
  const given: string[] = [];
  const all = lateRecords(
    async () => records[Math.min(reads++, records.length - 1)] as RecordedResult,
    async (ms) => void waits.push(ms),
    known,
  );
  for await (const { late, regret } of all)
    given.push(`${late.map(({ bidder }) => bidder).join()} ${regret?.amount ?? "unknown"}`);
  return { given, reads, waits };
}

describe("what comes after the end of an auction (LATEREAD-1)", () => {
  test("the record is read until its regret is known", async () => {
    const { given, reads, waits } = await readAll([
      record([], null),
      record([], null),
      record(["stops"], 400),
      record(["stops", "partners"], 900),
    ]);
    expect({ given, reads, waits }).toEqual({
      given: [" unknown", "stops 400"],
      reads: 3,
      waits: READ_AFTER_MS.slice(0, 3),
    });
  });

  test("one that never is, is read a few times; what is new is given", async () => {
    const { given, reads, waits } = await readAll([record([], null), record(["stops"], null)]);
    expect({ given, reads, waits }).toEqual({
      given: [" unknown", "stops unknown"],
      reads: READ_AFTER_MS.length,
      waits: READ_AFTER_MS,
    });
  });

  test.each<[string, RecordedResult | null, number]>([
    ["its regret is known already", record([], 0), 0],
    ["nothing was shown", record([], null, 0), 0],
    ["it was not read yet", null, 1],
  ])("%s", async (_what, known, expected) => {
    const { reads } = await readAll([record([], 0)], known);
    expect(reads).toBe(expected);
  });

  test("an error ends it", async () => {
    const all = lateRecords(
      () => Promise.reject(new Error("the gateway is away")),
      () => Promise.resolve(),
    );
    await expect(all.next()).rejects.toThrow("the gateway is away");
    expect((await all.next()).done).toBe(true);
  });
});
