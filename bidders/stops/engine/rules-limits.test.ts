/** The limits of a search, case by case; `found` holds each against the oracle, too. */
import { expect, test } from "@jest/globals";
import type { SearchLimits, TimeWindow } from "../../../proto/messages.ts";
import { type BoardCase, foundIn } from "../../../test/fixtures/stops/boards.ts";
import type { QuestionLimits } from "../../../test/fixtures/stops/oracle-limits.ts";

// In Frankfurt one waits from 11:35 to 13:30, in Paris from 09:15 to 10:30.
const LH = ["LH901 LHR-FRA 0900 95", "LH400 FRA-JFK 1330 525"];
const AF = ["AF1 LHR-CDG 0700 75", "AF6 CDG-JFK 1030 500"];
const NIGHT = ["LH903 LHR-FRA 2000 95", "LH404 FRA-JFK 0600 525"];
const [BY_LH, BY_AF, BY_NIGHT] = ["LH901+LH400", "AF1+AF6", "LH903+LH404"];

const search = (limits: SearchLimits): QuestionLimits => ({ search: limits });
const window = (from: number, to: number): TimeWindow => ({ fromMinute: from, toMinute: to });
const only = (...codes: string[]): SearchLimits => ({ carriers: { only: codes, by: "marketing" } });

type LimitCase = readonly [rule: string, limits: QuestionLimits, expected: readonly string[]];

const cases: readonly LimitCase[] = [
  ["none", {}, [BY_AF, BY_LH]],
  ["WITHIN-1: departure to the minute", { departure: window(420, 539) }, [BY_AF]],
  ["WITHIN-1: departure, the other end", { departure: window(421, 540) }, [BY_LH]],
  ["WITHIN-1: departure over midnight", { departure: window(1380, 420) }, [BY_AF]],
  ["WITHIN-1: arrival at 12:50 local", { arrival: window(700, 770) }, [BY_AF]],
  ["WITHIN-1: arrival at 16:15 local", { arrival: window(771, 975) }, [BY_LH]],
  ["WITHIN-1: both", { departure: window(0, 480), arrival: window(900, 1000) }, []],
  ["WITHIN-2: only one carrier", search(only("LH")), [BY_LH]],
  ["WITHIN-2: all but one", search({ carriers: { except: ["LH"], by: "operating" } }), [BY_AF]],
  ["WITHIN-2: a carrier that is not known", search(only("ZZ")), []],
  ["WITHIN-3: by one airport", search({ via: { only: ["FRA", "XXX"] } }), [BY_LH]],
  ["WITHIN-3: not by one", search({ via: { except: ["FRA"] } }), [BY_AF]],
  ["WITHIN-4: 115 minutes", search({ maxLayoverMinutes: 115 }), [BY_AF, BY_LH]],
  ["WITHIN-4: 114 minutes", search({ maxLayoverMinutes: 114 }), [BY_AF]],
  ["WITHIN-5: 650 minutes", search({ maxDurationMinutes: 650 }), [BY_AF]],
  ["WITHIN-5: 649 minutes", search({ maxDurationMinutes: 649 }), []],
  ["WITHIN-5: a price that none has", search({ maxPrice: 1 }), []],
  ["two of them", search({ ...only("LH"), maxLayoverMinutes: 114 }), []],
];

const found = (flights: readonly string[], limits: QuestionLimits, date = ""): string[] => {
  const one: BoardCase = ["", `LHR-JFK${date}`, flights, [], { limits }];
  return foundIn(one);
};

test.each(cases)("ENGINE-15: %s", (_, limits, expected) => {
  expect(found([...LH, ...AF], limits).toSorted()).toEqual([...expected].toSorted());
});

test("ENGINE-15 and WITHIN-4: no night between flights", () => {
  const flights = [...AF, ...NIGHT];
  expect(found(flights, {})).toEqual([BY_AF, BY_NIGHT]);
  expect(found(flights, search({ noOvernightLayover: true }))).toEqual([BY_AF]);
});

test("ENGINE-15: what a limit leaves out beats nothing", () => {
  // Later, earlier there and by a cheaper carrier.
  const better = ["B61 LHR-FRA 0905 90", "B62 FRA-JFK 1330 520"];
  const [all, limited] = [{}, search(only("LH"))].map((limits) =>
    found([...LH, ...better], limits),
  );
  expect({ all, limited }).toEqual({ all: ["B61+B62"], limited: [BY_LH] });
});

test("ENGINE-15: the waits are as long as without limits", () => {
  // In Frankfurt one waits for 13 hours and 55 minutes.
  const long = ["LH901 LHR-FRA 0700 95", "LH400 FRA-JFK 2330 525"];
  const byLh = search(only("LH"));
  const [beside, alone] = [found([...AF, ...long], byLh), found(long, byLh)];
  expect({ beside, alone }).toEqual({ beside: [], alone: [BY_LH] });
});

const PARIS_NIGHT = ["AF3 LHR-CDG 2000 75", "AF8 CDG-JFK 0600 500"];
// In Frankfurt one waits for nearly 15 hours, on one day.
const LONG = ["LH901 LHR-FRA 0600 95", "LH400 FRA-JFK 2330 525"];

test.each<[string, readonly string[], QuestionLimits]>([
  ["departure", AF, { departure: window(0, 400) }],
  ["arrival", AF, { arrival: window(120, 180) }],
  ["nights", PARIS_NIGHT, search({ noOvernightLayover: true })],
  ["via", AF, search({ via: { except: ["CDG"] } })],
  [
    "fares that low-cost carriers do not have",
    ["B61 LHR-FRA 0905 90", "B62 FRA-JFK 1330 520"],
    search({ refundable: true }),
  ],
])("ENGINE-15: nothing further away is found where something near breaks a limit: %s (CUT-1)", (_, near, limits) => {
  const [beside, alone] = [found([...near, ...LONG], limits), found(LONG, limits)];
  expect({ near: found(near, {}).length, beside, alone }).toEqual({
    near: 1,
    beside: [],
    alone: [BY_LH],
  });
});

test("ENGINE-15: nor where it costs too much (CUT-1)", () => {
  const cheap = ["B61 LHR-FRA 0600 95", "B62 FRA-JFK 2330 525"];
  let seen = 0;
  for (let maxPrice = 20_000; maxPrice <= 90_000; maxPrice += 2_500) {
    const limits = search({ maxPrice });
    const beside = found([...AF, ...cheap], limits);
    expect(beside).not.toContain("B61+B62");
    if (beside.length === 0 && found(cheap, limits).length > 0) seen++;
  }
  expect(seen).toBeGreaterThan(0);
});

test("ENGINE-15: nor where it costs a little too much, which no bound tells (CUT-1)", () => {
  // Two carriers' fares are a sum, whose bound is lower than the price by what may be rounded.
  const near = ["AF1 LHR-CDG 0700 75", "DL6 CDG-JFK 1030 500"];
  const cheap = ["B61 LHR-FRA 0600 95", "B62 FRA-JFK 2330 525"];
  const within = (maxPrice: number) =>
    found([...near, ...cheap], search({ maxPrice })).includes("AF1+DL6");
  let [below, price] = [1, 1_000_000];
  while (price - below > 1) {
    const middle = (below + price) >> 1;
    if (within(middle)) price = middle;
    else below = middle;
  }
  const limits = search({ maxPrice: below });
  const [beside, alone] = [found([...near, ...cheap], limits), found(cheap, limits)];
  expect({ beside, alone }).toEqual({ beside: [], alone: ["B61+B62"] });
});

test("ENGINE-15: where clocks are turned back, a wait is as long as the clock shows", () => {
  // At night on 2027-10-31 Frankfurt repeats an hour: one waits 185 minutes there, and reads 125.
  const flights = ["LH901 LHR-FRA 2345 75", "LH400 FRA-JFK 0405 525"];
  const date = " 2027-10-30";
  const [kept, broken] = [125, 124].map((maxLayoverMinutes) =>
    found(flights, search({ maxLayoverMinutes }), date),
  );
  expect({ kept, broken }).toEqual({ kept: [BY_LH], broken: [] });
});

test("ENGINE-16: the order is that of the wanted fares", () => {
  // A low-cost carrier has no fare with a refund.
  const flights = [...AF, "B61 LHR-BOS 0800 420", "B62 BOS-JFK 1400 80"];
  const refundable = found(flights, search({ refundable: true }));
  const changeable = found(flights, search({ changeable: true }));
  expect({ refundable, changeable: changeable.toSorted() }).toEqual({
    refundable: [BY_AF],
    changeable: [BY_AF, "B61+B62"],
  });
});
