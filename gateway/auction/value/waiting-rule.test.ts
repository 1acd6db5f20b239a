import { describe, expect, test } from "@jest/globals";
import { OUT_MAX } from "./expected-gain.ts";
import { ValueHistory } from "./value-history.ts";
import {
  EXPLORING_EVERY,
  explores,
  PATIENT_EVERY,
  patienceOf,
  pricePerSecondOf,
  unitsPerDollarOf,
  type WaitingSituation,
  waitingRule,
} from "./waiting-rule.ts";

/** Partners answers at 400 ms and is then a tenth cheaper, each time; stops never is. */
function knownHistory(): ValueHistory {
  const history = new ValueHistory();
  for (let i = 0; i < 100; i++)
    history.learn({
      marketClass: 0,
      messages: [
        { bidder: "nonstop", atMs: 20, cost: 1_000 },
        { bidder: "stops", atMs: 200, cost: 1_000 },
        { bidder: "partners", atMs: 400, cost: 900 },
      ],
      bidders: new Map([
        ["nonstop", 20],
        ["stops", 200],
        ["partners", 400],
      ]),
      endedAtMs: 400,
    });
  return history;
}

const out = (...bidders: string[]) => bidders.map((bidder) => ({ bidder, floor: null }));
const situation = (traits: Partial<WaitingSituation> = {}): WaitingSituation => ({
  out: out("partners"),
  bestCost: 10_000,
  nowMs: 20,
  untilMs: 785,
  ...traits,
});

describe("whether one auction still waits", () => {
  const history = knownHistory();
  const judged = (price: number, traits: Partial<WaitingSituation> = {}) =>
    waitingRule(history, 0, price).judge(situation(traits))?.atMs ?? null;

  const table: [
    what: string,
    price: number,
    traits: Partial<WaitingSituation>,
    at: number | null,
  ][] = [
    ["WAIT-1: there is no offer yet", 1e6, { bestCost: undefined }, null],
    ["WAIT-1: a bidder is out that is not known", 1e6, { out: out("partners", "other") }, null],
    ["WAIT-1: the best offer costs nothing", 1e6, { bestCost: 0 }, null],
    [
      "WAIT-1: more bidders are out than are weighed",
      1e6,
      { out: Array.from({ length: OUT_MAX + 1 }, () => ({ bidder: "stops", floor: null })) },
      null,
    ],
    // A tenth of 10,000 is expected in 0.38 s: waiting is worth up to some 2,500 a second.

    ["the same second costs 30,000: it does not", 30_000, {}, 20],
    ["one is out of which nothing is expected", 100, { out: out("stops") }, 20],
    [
      "the one that is out has promised to be no cheaper",
      100,
      { out: [{ bidder: "partners", floor: 10_000 }] },
      20,
    ],
  ];
  test.each(table)("%s", (_, price, traits, at) => {
    expect(judged(price, traits)).toBe(at);
  });

  test("it waits for the usual time of the answer, and not much longer", () => {
    const at = judged(1_500);
    expect({ at, isAfter: (at ?? 0) > 400, isBefore: (at ?? 0) < 785 }).toEqual({
      at,
      isAfter: true,
      isBefore: true,
    });
  });

  const ids = Array.from({ length: 20_000 }, (_, i) => `01K${i.toString(36)}-search`);
  test.each([
    ["WAIT-2: explore", explores, EXPLORING_EVERY],
    ["WAIT-3: are patient", (id: string) => patienceOf(id) > 1, PATIENT_EVERY],
  ])("%s, by their ids alone", (_, isOne, every) => {
    const share = ids.filter(isOne).length / ids.length;
    expect({ share, isLow: share < 0.8 / every, isHigh: share > 1.2 / every }).toEqual({
      ...{ share, isLow: false, isHigh: false },
    });
    expect(ids.map(isOne)).toEqual(ids.map(isOne));
  });

  test("WAIT-3: a patient search stops as one to which a second costs less, and names its own price", () => {
    const [patient, cheap, stated] = [
      waitingRule(history, 0, 3_000, 2),
      waitingRule(history, 0, 1_500),
      waitingRule(history, 0, 3_000),
    ];
    const at = (rule: typeof patient) => rule.judge(situation())?.atMs;
    expect({ at: at(patient), isLater: (at(patient) ?? 0) > (at(stated) ?? 0) }).toEqual({
      at: at(cheap),
      isLater: true,
    });
    expect(patient.pricePerSecond).toBe(3_000);
  });

  test.each([
    [1, "USD", 1, 100],
    [0.01, "JPY", 1.5, 2],
    [0.01, "KWD", 0.003, 1],
    [1_000, "USD", 1, 100_000],
  ])("A9: %d dollars a second in %s are whole minor units", (dollars, _, rate, expected) => {
    const rates = { date: "2026-01-01", perUnit: new Map([["USD", rate]]) };
    expect(pricePerSecondOf(dollars, unitsPerDollarOf(rates))).toBe(expected);
  });
});
