/** What the table of instances knows of markets, and that knowing it costs little (A5, A6). */
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { marketIncludes } from "../../common/places/region-markets.ts";
import { instanceReport } from "../../test/fixtures/scatter/client-setup.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { INSTANCES_MAX, InstanceTable, SERVING_KEPT_MAX } from "./instance-table.ts";

const market = (origin: string, destination: string) => ({ origin, destination });
const nameOf = (number: number) => String.fromCharCode(65 + (number >> 4), 65 + (number & 15));
/** Distinct ones, and no two instances have one in common. */
const marketsOf = (instance: number) =>
  Array.from({ length: 64 }, (_, i) => `${nameOf(instance)}X.${nameOf(i)}Y`);

function listed(instances: number, marketsOf: (instance: number) => readonly string[]) {
  const table = new InstanceTable();
  for (let i = 0; i < instances; i++)
    table.update(instanceReport(`i-${i}`, { markets: marketsOf(i) }), 0);
  return table;
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a change of one instance's markets", () => {
  test("A5, A6: reads none of the markets of the others", () => {
    const table = listed(INSTANCES_MAX, marketsOf);
    const reading = jest.spyOn(String.prototype, "split");
    table.update(instanceReport("i-0", { markets: ["EU.NA"] }), 0);
    table.update(instanceReport("i-0", { markets: ["LHR.JFK"] }), 0);
    const read = reading.mock.calls.length;
    reading.mockRestore();
    // Its own, which go, and the two that come and go.
    expect(read).toBeLessThanOrEqual(64 + 3);
  });

  test("leaves the table as one that has seen only the last reports", () => {
    const id = fc.constantFrom("a", "b", "c", "d");
    const markets = fc.uniqueArray(
      fc.constantFrom("*.*", "LHR.*", "LHR.JFK", "*.JFK", "EU.NA", "EU.*", "154.JFK", "CDG.AS"),
    );
    const standby = fc.constantFrom(undefined, "waiting" as const, "acting" as const);
    const step = fc.oneof(
      fc.record({ id, markets, standby }),
      fc.record({ id, markets: fc.constant(null), standby }),
    );
    const asked = [market("LHR", "JFK"), market("CDG", "HND"), market("BOS", "SFO")];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const table = new InstanceTable();
        const last = new Map<string, readonly string[]>();
        for (const { id, markets, standby } of steps) {
          if (markets === null) table.remove(id);
          else table.update(instanceReport(id, { markets, ...(standby && { standby }) }), 0);
          if (markets === null || standby === "waiting") last.delete(id);
          else last.set(id, markets);
          const serve = ({ origin, destination }: (typeof asked)[number]) =>
            [...last]
              .filter(([, its]) => its.some((one) => marketIncludes(one, origin, destination)))
              .map(([id]) => id);
          const found = (...of: typeof asked) => table.servingAnyOf(of).map(([id]) => id);
          expect({
            serving: table.serving,
            markets: table.markets,
            hasRegions: table.patternsOf(market("LHR", "JFK")).length > 4,
            each: asked.map((one) => found(one)),
            any: found(...asked),
            serves: asked.map(({ origin, destination }) => table.serves(origin, destination)),
          }).toEqual({
            serving: last.size,
            markets: [...new Set([...last.values()].flat())].sort(),
            hasRegions: [...last.values()].flat().some((one) => /EU|154|AS/.test(one)),
            each: asked.map((one) => serve(one).sort()),
            any: [...new Set(asked.flatMap(serve))].sort(),
            serves: asked.map((one) => serve(one).length > 0),
          });
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("the instances that serve a market", () => {
  const all = () => ["EU.NA"];
  const route = market("LHR", "JFK");

  test("are found once, until there is a change", () => {
    const table = listed(3, all);
    const found = table.servingAnyOf([route]);
    expect(found.map(([id]) => id)).toEqual(["i-0", "i-1", "i-2"]);
    table.update(instanceReport("i-1", { markets: all() }), 5);
    expect({ isKept: table.servingAnyOf([route]) === found }).toEqual({ isKept: true });
    table.remove("i-1");
    expect(table.servingAnyOf([route]).map(([id]) => id)).toEqual(["i-0", "i-2"]);
  });

  test("A6: are kept for so many markets, and found again for others", () => {
    const table = listed(2, all);
    const first = table.servingAnyOf([route]);
    const ask = (from: number, to: number) => {
      for (let i = from; i < to; i++) table.servingAnyOf([market(`A${i}`, "JFK")]);
    };
    ask(1, SERVING_KEPT_MAX);
    expect({ isKept: table.servingAnyOf([route]) === first }).toEqual({ isKept: true });
    ask(SERVING_KEPT_MAX, SERVING_KEPT_MAX + 1);
    const again = table.servingAnyOf([route]);
    expect({ isKept: again === first }).toEqual({ isKept: false });
    expect(again.map(([id]) => id)).toEqual(["i-0", "i-1"]);
  });

  test("are not looped over to know how many take calls", () => {
    const table = listed(INSTANCES_MAX, all);
    const looping = jest.spyOn(Map.prototype, "values");
    expect(table.serving).toBe(INSTANCES_MAX);
    expect(looping).not.toHaveBeenCalled();
  });
});
