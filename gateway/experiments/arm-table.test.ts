import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { ArmTable } from "./arm-table.ts";
import { BASIS_POINTS } from "./policies-schema.ts";

type Shares = Readonly<Record<string, number>>;

const armsOf = (shares: Shares) => Object.entries(shares).map(([name, share]) => ({ name, share }));

/** Ids as a gateway makes them have no order: any texts that differ do. */
const IDS = Array.from({ length: 50_000 }, (_, i) => `search-${i}`);

const placesOf = (salt: string, shares: Shares, ids = IDS) => {
  const table = new ArmTable(salt, armsOf(shares));
  return ids.map((id) => table.armOf(id));
};

const countsOf = (places: readonly number[], arms: number) =>
  Array.from({ length: arms }, (_, arm) => places.filter((one) => one === arm).length);

/** Six standard deviations of a binomial count: one sample in 10⁹ is beyond by chance. */
const sixSigma = (share: number, ids: number) => 6 * Math.sqrt(ids * share * (1 - share));

test("the arm of an id depends on the id, the salt and the arms alone (ARM-1)", () => {
  const shares = { hasty: 3_000, patient: 2_500 };
  const first = placesOf("a", shares, IDS.slice(0, 1_000));
  expect({ again: placesOf("a", shares, IDS.slice(0, 1_000)) }).toEqual({ again: first });
  const other = placesOf("b", shares, IDS.slice(0, 1_000));
  const same = other.filter((arm, i) => arm === first[i]).length;
  // Two independent draws agree in 0.3² + 0.25² + 0.45² of the cases.
  expect(Math.abs(same - 355)).toBeLessThan(sixSigma(0.355, 1_000));
  // As it was when this test was written: gateways of two versions assign alike.
  expect({ first: first.slice(0, 12) }).toEqual({ first: FIRST });
});

const FIRST = [0, -1, 1, -1, -1, 0, -1, 0, -1, 0, 1, 0];

describe("an arm has its share (ARM-2)", () => {
  test.each<[string, Shares]>([
    ["one small arm", { hasty: 1 }],
    ["no share", { hasty: 0, patient: 5_000 }],
    ["all", { hasty: 10_000 }],
    ["eight arms", Object.fromEntries("abcdefgh".split("").map((name) => [name, 1_250]))],
    ["what leaves a rest", { hasty: 1_000, patient: 333, eager: 4_000 }],
  ])("%s", (_what, shares) => {
    const arms = armsOf(shares);
    const counts = countsOf(placesOf("salt", shares), arms.length);
    const off = arms.filter(({ share }, i) => {
      const p = share / BASIS_POINTS;
      return Math.abs((counts[i] as number) - p * IDS.length) > sixSigma(p, IDS.length);
    });
    expect({ off, counts }).toEqual({ off: [], counts });
  });
});

const sharesArbitrary = fc
  .array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 8 })
  .map((list) => {
    const sum = list.reduce((all, one) => all + one, 0);
    return sum <= BASIS_POINTS ? list : list.map((one) => Math.floor((one * BASIS_POINTS) / sum));
  });

test("a change of one share moves as few ids as it can (ARM-3)", () => {
  const ids = IDS.slice(0, 10_000);
  fc.assert(
    fc.property(sharesArbitrary, fc.nat(), fc.nat({ max: BASIS_POINTS }), (list, pick, to) => {
      const changed = pick % list.length;
      const others = list.reduce((sum, one, i) => sum + (i === changed ? 0 : one), 0);
      const share = Math.min(to, BASIS_POINTS - others);
      const named = (shares: readonly number[]) =>
        Object.fromEntries(shares.map((one, i) => [`arm-${i}`, one]));
      const before = placesOf("s", named(list), ids);
      const after = placesOf("s", named(list.with(changed, share)), ids);
      const grows = share >= (list[changed] as number);
      const isRight = (from: number, into: number) =>
        from === into ||
        ((from < 0 || from >= changed) &&
          (into < 0 || into >= changed) &&
          (grows ? from : into) !== changed &&
          // Of the last arm nothing but it and control changes.
          (changed < list.length - 1 || from === changed || into === changed));
      const wrong = before.findIndex((from, i) => !isRight(from, after[i] as number));
      const moved = before.filter((from, i) => from !== after[i]).length;
      const change = Math.abs(share - (list[changed] as number)) / BASIS_POINTS;
      // Each arm after it changes as many buckets at most.
      const most = (change * (list.length - changed) + 0.02) * ids.length;
      expect({ wrong, tooMany: moved > most }).toEqual({ wrong: -1, tooMany: false });
    }),
    { numRuns: propertyRuns(20) },
  );
});
