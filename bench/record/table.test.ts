import { expect, test } from "@jest/globals";
import type { Costs } from "../auction/session.ts";
import type { RecordMeasured } from "./measure.ts";
import { recordTable, recordVerdict } from "./table.ts";

const OPTIONS = { pairs: 20, seconds: 1, warmUpSeconds: 1, share: 0.05 };

/** Pairs whose halves with a record take so many µs more, by turns `spread` more and less. */
function measured(its: {
  readonly gateway: number;
  readonly others?: number;
  readonly spread?: number;
  readonly recorded?: number;
}): RecordMeasured {
  const { gateway, others = 0, spread = 1, recorded = 50 } = its;
  const costs = (gatewayCpuUs: number, othersUs: number) =>
    ({ gatewayCpuUs, allCpuUs: gatewayCpuUs + othersUs }) as Costs;
  const pairs = Array.from({ length: OPTIONS.pairs }, (_, i) => {
    const off = spread * (i % 2 === 0 ? 1 : -1);
    return {
      plain: costs(100, 100),
      recording: costs(100 + gateway + off, 100 + others + off),
    };
  });
  return { pairs, auctions: 1_000, recorded, faults: [] };
}

test.each([
  // Of all processes it is half as many per cent: the highest are 3 and 5.
  { its: { gateway: 5 }, verdict: ": REACHED" },
  { its: { gateway: 9, spread: 1 }, verdict: ": REACHED" },
  { its: { gateway: 9, spread: 4 }, verdict: ": not decided: more pairs" },
  { its: { gateway: 20 }, verdict: ": NOT REACHED" },
  { its: { gateway: 5, others: 5 }, verdict: ": not decided: bidders and broker differ" },
  { its: { gateway: 5, others: -5 }, verdict: ": not decided: bidders and broker differ" },
  { its: { gateway: 5, recorded: 100 }, verdict: ": not measured: the share" },
])("$its: $verdict", ({ its, verdict }) => {
  expect(recordVerdict(measured(its), OPTIONS)).toContain(verdict);
});

test("of too few pairs, and where neither records, there is no verdict", () => {
  const few = { ...measured({ gateway: 5 }), pairs: measured({ gateway: 5 }).pairs.slice(0, 5) };
  expect(recordVerdict(few, OPTIONS)).toContain("not measured: too few pairs");
  expect(recordVerdict(measured({ gateway: 5 }), { ...OPTIONS, share: 0 })).not.toContain(
    "REACHED",
  );
});

test("each row has its own per cent", () => {
  const lines = recordTable(measured({ gateway: 6, others: 2, spread: 0 })).split("\n");
  const cellsOf = (name: string) =>
    lines
      .find((line) => line.startsWith(name))
      ?.split(/ {2,}/)
      .slice(1);
  expect(cellsOf("gateway CPU µs")).toEqual(["100.0", "106.0", "+6.00 %", "+6.00 % and +6.00 %"]);
  expect(cellsOf("all CPU µs")).toEqual(["200.0", "208.0", "+4.00 %", "+4.00 % and +4.00 %"]);
  expect(cellsOf("gateway, in %")).toEqual(["100.0", "106.0", "+3.00 %", "+3.00 % and +3.00 %"]);
});
