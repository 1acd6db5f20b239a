import { expect, test } from "@jest/globals";
import { encodeResult } from "../../proto/codec/index.ts";
import { resultEnded } from "../../test/fixtures/auction/ends.ts";
import { viewOfRecords } from "./record-view.ts";

const rates = { date: "2026-12-01", perUnit: new Map([["USD", 0.8]]) };
const result = encodeResult(resultEnded("quorum", true, []));

async function* recordsOf(...arms: readonly (readonly [string | null, Uint8Array | null])[]) {
  for (const [arm, its] of arms) yield { arm, result: its, rates, sampled: true };
}

test("what has no arm or no result is left out, and counted (RECORDVIEW-1)", async () => {
  const { view, withoutArm, withoutResult } = await viewOfRecords(
    recordsOf(
      ...([
        ["hasty", result],
        ["control", result],
        ["hasty", result],
      ] as const),
      ...([
        [null, result],
        ["hasty", null],
        ["hasty", new Uint8Array([255, 255])],
      ] as const),
    ),
    "records",
  );
  expect({ withoutArm, withoutResult }).toEqual({ withoutArm: 1, withoutResult: 2 });
  expect(
    view.arms.map(({ arm, auctions, partial, regret }) => [arm, auctions, partial, regret.unknown]),
  ).toEqual([
    ["control", 1, 1, 1],
    ["hasty", 2, 2, 2],
  ]);
});

test("of several experiments there is no view, and of none there is no experiment", async () => {
  const many = Array.from({ length: 20 }, (_, i) => [`arm-${i}`, result] as const);
  await expect(viewOfRecords(recordsOf(...many), "records")).rejects.toThrow(/several experiments/);
  const { view } = await viewOfRecords(recordsOf([null, result]), "records");
  expect({ experiment: view.experiment }).toEqual({ experiment: null });
});
