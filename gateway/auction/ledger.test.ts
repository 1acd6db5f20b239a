import { describe, expect, test } from "@jest/globals";
import { EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import { endedWith, rules, search, wallMs } from "../../test/fixtures/auction/ledger.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffer, flightOffers, sheetOf } from "../../test/harness/offers.ts";
import { AccountBuffers } from "./account-buffers.ts";
import { LATE_BIDDERS_MAX, LEDGER_LIMITS, Ledger } from "./ledger.ts";
import type { LateBidEvent, RegretEvent } from "./ledger-events.ts";
import type { IncompleteBidder } from "./regret.ts";
import { accountOf } from "./write-account.ts";

const two = flightOffers(search, 2, { amount: 50_000 });

function bidOf(bid: Partial<Bid>, auctionId = "a"): Uint8Array {
  return encodeBid({
    searchId: auctionId,
    sequence: 0,
    final: true,
    status: "empty",
    reason: null,
    sheet: EMPTY_SHEET,
    floor: null,
    ...bid,
  });
}

function late(amount: number, currency = "USD"): Uint8Array {
  return bidOf({
    status: "offers",
    sheet: sheetOf([flightOffer(search, { number: 900, amount, currency })]),
  });
}

function ledgerOf(limits = LEDGER_LIMITS) {
  const clock = new DrivenClock(wallMs);
  const lateBids: LateBidEvent[] = [];
  const regrets: RegretEvent[] = [];
  const ledger = new Ledger(
    clock,
    { late: (one) => lateBids.push(one), regret: (one) => regrets.push(one) },
    limits,
  );
  const open = (
    offers = two,
    finished = ["nonstop"],
    incomplete: [string, IncompleteBidder][] = [],
  ) =>
    ledger.open(
      endedWith("", offers, { startedAtMs: clock.now(), endedAtMs: clock.now() }),
      finished,
      new Map(incomplete),
    );
  return { clock, lateBids, regrets, ledger, open };
}

const stillOut = (floor: number | null = null): [string, IncompleteBidder][] => [
  ["stops", { floor, floorBinds: true, out: true }],
];

describe("LEDGER-1: regret, how much cheaper the best late offer was than the best shown", () => {
  test.each<[what: string, amounts: [number, string?][], regret: number, cheapest: number]>([
    ["a late offer at a higher cost costs nothing", [[60_000]], 0, 60_000],
    ["a cheaper one costs the difference", [[48_000]], 2_000, 48_000],
    ["the best of several counts", [[49_000], [45_000], [47_000]], 5_000, 45_000],
    ["in the search's currency", [[36_000, "GBP"]], 5_000, 45_000],
  ])("%s", (_what, amounts, regret, cheapest) => {
    const { clock, ledger, lateBids, open } = ledgerOf();
    open();
    clock.moveTo(900);
    for (const [amount, currency] of amounts)
      expect(ledger.enter("a", "stops", "stops-1", late(amount, currency))).toBe(true);
    expect(ledger.view("s")).toMatchObject({
      late: [
        {
          bidder: "stops",
          latencyMs: 900,
          offers: amounts.length,
          cheapest: { amount: cheapest, currency: "USD" },
        },
      ],
      regret: { amount: regret, currency: "USD" },
    });
    expect(lateBids.map(({ regretRise }) => regretRise.amount).reduce((a, b) => a + b)).toBe(
      regret,
    );
    expect(lateBids.at(-1)).toMatchObject({
      searchId: "s",
      auctionId: "a",
      lateByMs: 900,
      regret: { amount: regret },
    });
  });

  test("REGRET-1 is not known when nothing was shown", () => {
    const { ledger, regrets, open } = ledgerOf();
    open([]);
    ledger.enter("a", "stops", "stops-1", late(48_000));
    expect({ regret: ledger.view("s")?.regret, reported: regrets }).toEqual({
      regret: null,
      reported: [],
    });
  });

  test("a late offer whose body has another price raises no regret", () => {
    const { ledger, open } = ledgerOf();
    open();
    const sheet = {
      ...sheetOf([flightOffer(search, { number: 900, amount: 60_000 })]),
      price: [1],
    };
    ledger.enter("a", "stops", "stops-1", bidOf({ status: "offers", sheet }));
    expect(ledger.view("s")).toMatchObject({
      late: [{ offers: 1, cheapest: null }],
      regret: { amount: 0 },
    });
  });

  test("the lowest price is reported although another offer has the lowest cost", () => {
    const { clock, ledger } = ledgerOf();
    const its = { ...rules, objective: { valuePerHour: 6_000, penaltyPerStop: 0 } };
    ledger.open(
      endedWith("", two, { its, startedAtMs: clock.now(), endedAtMs: clock.now() }),
      ["nonstop"],
      new Map(),
    );
    const sheet = sheetOf([
      flightOffer(search, { number: 900, amount: 49_000 }),
      flightOffer(search, { number: 901, amount: 48_000, durationMinutes: 900 }),
    ]);
    ledger.enter("a", "stops", "stops-1", bidOf({ status: "offers", sheet }));
    expect(ledger.view("s")).toMatchObject({
      late: [{ cheapest: { amount: 48_000 } }],
      regret: { amount: 1_000 },
    });
  });

  test("LEDGER-3: it is reported once: at once, with the last bidder that is out, or when its entry is dropped", () => {
    const first = ledgerOf();
    first.open();
    expect(first.regrets).toEqual([
      { searchId: "s", auctionId: "a", regret: { amount: 0, currency: "USD" } },
    ]);

    const second = ledgerOf();
    second.open(two, ["nonstop"], stillOut());
    expect(second.regrets).toEqual([]);
    second.ledger.enter(
      "a",
      "stops",
      "stops-1",
      bidOf({ status: "declined", reason: "cancelled", stopped: true }),
    );
    expect({
      reported: second.regrets.map(({ regret }) => regret),
      regret: second.ledger.view("s")?.regret,
    }).toEqual({ reported: [null], regret: null });
    second.clock.moveTo(LEDGER_LIMITS.keepMs + 1);
    second.ledger.dropExpired();
    expect({ entries: second.ledger.size.entries, reported: second.regrets.length }).toEqual({
      entries: 0,
      reported: 1,
    });

    const third = ledgerOf();
    third.open(two, ["nonstop"], stillOut());
    third.clock.moveTo(LEDGER_LIMITS.keepMs + 1);
    expect(third.ledger.view("s")).toBeUndefined();
    expect(third.regrets).toEqual([]); // a query reports nothing
    third.ledger.dropExpired();
    expect({
      size: third.ledger.size,
      reported: third.regrets.map(({ regret }) => regret),
    }).toEqual({ size: { entries: 0, bytes: 0 }, reported: [null] });
  });
});

describe("LEDGER-2, A6: what the ledger keeps is bounded", () => {
  test("in time", () => {
    const { clock, ledger, open } = ledgerOf();
    open();
    clock.moveTo(LEDGER_LIMITS.keepMs);
    expect(ledger.view("s")).toBeDefined();
    clock.moveTo(LEDGER_LIMITS.keepMs + 1);
    expect(ledger.view("s")).toBeUndefined();
    expect(ledger.enter("a", "stops", "stops-1", late(1))).toBe(false);
  });

  test("in entries: the oldest is dropped", () => {
    const { ledger } = ledgerOf({ ...LEDGER_LIMITS, entriesMax: 3 });
    for (let i = 0; i < 10; i++) ledger.open(endedWith(i, two), ["nonstop"], new Map());
    expect(["s0", "s6", "s7", "s9"].map((id) => ledger.view(id) !== undefined)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(ledger.enter("a6", "stops", "stops-1", late(1))).toBe(false);
  });

  test("a result that is larger than the limit is not kept, and no other is dropped for it", () => {
    const one = ledgerOf();
    one.open();
    const { ledger, regrets } = ledgerOf({
      ...LEDGER_LIMITS,
      bytesMax: one.ledger.size.bytes + 10,
    });
    ledger.open(endedWith(1, two), ["nonstop"], new Map());
    ledger.open(endedWith(2, flightOffers(search, 10)), ["nonstop"], new Map());
    expect({
      hasFirst: ledger.view("s1") !== undefined,
      second: ledger.view("s2"),
      entries: ledger.size.entries,
    }).toEqual({ hasFirst: true, second: undefined, entries: 1 });
    expect(regrets.map(({ searchId }) => searchId)).toEqual(["s1", "s2"]);
  });

  test("in bytes, late bids among them", () => {
    const one = ledgerOf();
    one.open();
    const entryBytes = one.ledger.size.bytes;
    const { ledger } = ledgerOf({ ...LEDGER_LIMITS, bytesMax: 3 * entryBytes + 100 });
    for (let i = 0; i < 10; i++) {
      ledger.open(endedWith(i, two), ["nonstop"], new Map());
      expect(ledger.size.bytes).toBeLessThanOrEqual(3 * entryBytes + 100);
    }
    expect(ledger.size.entries).toBe(3);
    ledger.enter("a9", "stops", "stops-1", new Uint8Array([1]));
    expect({
      entries: ledger.size.entries,
      s7: ledger.view("s7"),
      lateOfS9: ledger.view("s9")?.late.length,
    }).toEqual({ entries: 2, s7: undefined, lateOfS9: 1 });
    expect(ledger.size.bytes).toBeLessThanOrEqual(3 * entryBytes + 100);
  });

  test("a result that is larger than the limit is not kept, also when it is the only one", () => {
    const { ledger, open } = ledgerOf({ ...LEDGER_LIMITS, bytesMax: 1_000 });
    open();
    expect({ view: ledger.view("s"), size: ledger.size }).toEqual({
      view: undefined,
      size: { entries: 0, bytes: 0 },
    });
  });

  test("in messages of one bidder", () => {
    const { ledger, open } = ledgerOf();
    open();
    const accepted = Array.from({ length: 20 }, () =>
      ledger.enter("a", "stops", "stops-1", late(50_000)),
    ).filter(Boolean);
    expect(accepted).toHaveLength(LEDGER_LIMITS.lateBidsMax);
  });

  test("in bidders that are late", () => {
    const { ledger, open } = ledgerOf();
    open();
    const unreadable = new Uint8Array([1]);
    const accepted = Array.from({ length: LATE_BIDDERS_MAX + 100 }, (_, i) =>
      ledger.enter("a", `bidder${i}`, "i", unreadable),
    ).filter(Boolean);
    expect({ accepted: accepted.length, late: ledger.view("s")?.late.length }).toEqual({
      accepted: LATE_BIDDERS_MAX,
      late: LATE_BIDDERS_MAX,
    });
  });
});

describe("A3: the ledger returns the result unchanged", () => {
  test("a fallback with its age", () => {
    const ended = endedWith("", two);
    const entries = ended.bids.entries.map((entry) => ({ ...entry, staleAgeMs: 60_000 }));
    const bids = { ...ended.bids, entries };
    expect(
      accountOf({ ...ended, bids }, [], new AccountBuffers()).result().itineraries[0]?.sellers[0],
    ).toMatchObject({
      stale: true,
      staleAgeMs: 60_000,
    });
  });
});

test("A5: a late message that cannot be read is counted as late, and makes the regret unknown", () => {
  const { ledger, open } = ledgerOf();
  open();
  expect(ledger.enter("a", "stops", "stops-1", new Uint8Array([255, 255]))).toBe(true);
  expect(ledger.view("s")).toMatchObject({
    late: [{ bidder: "stops", offers: 0, cheapest: null }],
    regret: null,
  });
});

test.each([
  "reading it",
  "reporting it",
])("A5: a late bid ends nothing when %s throws: it is late, and the fault is reported", (what) => {
  const clock = new DrivenClock(wallMs);
  const faults: unknown[] = [];
  const boom = () => {
    throw new TypeError("boom");
  };
  const ledger = new Ledger(clock, {
    ...(what === "reporting it" && { late: boom }),
    fault: (...fault) => faults.push(fault),
  });
  ledger.open(endedWith("", two, { startedAtMs: 0, endedAtMs: 0 }), ["nonstop"], new Map());
  if (what === "reading it") clock.wall = boom;
  expect(ledger.enter("a", "stops", "stops-1", late(48_000))).toBe(true);
  expect(ledger.view("s")?.late).toMatchObject([{ bidder: "stops" }]);
  expect(faults).toEqual([["a", new TypeError("boom")]]);
});

test("a bid for an auction that is not in the ledger is ignored", () => {
  expect(ledgerOf().ledger.enter("unknown", "stops", "stops-1", late(1))).toBe(false);
});

test("late bids are entered under the auction id, not under the public id", () => {
  const { ledger, open } = ledgerOf();
  open();
  expect({
    accepted: ledger.enter("s", "stops", "stops-1", late(1)),
    other: ledger.view("a"),
  }).toEqual({ accepted: false, other: undefined });
});

test("a further bid of a bidder that had finished is a duplicate, not late", () => {
  const { ledger, open } = ledgerOf();
  open(two, ["stops"]);
  expect(ledger.enter("a", "stops", "stops-2", late(1))).toBe(false);
  expect(ledger.view("s")).toMatchObject({ late: [], regret: { amount: 0 } });
});

test("LATE-1: a view shows what was read; late messages that wait are read on request, and once", () => {
  const clock = new DrivenClock(wallMs);
  const waiting: (() => void)[] = [];
  const ledger = new Ledger(clock, {}, LEDGER_LIMITS, (job) => void waiting.push(job));
  ledger.open(endedWith("", two, { startedAtMs: 0, endedAtMs: 0 }), ["nonstop"], new Map());
  ledger.enter("a", "stops", "stops-1", late(48_000));
  const offersShown = () => ledger.view("s")?.late.map(({ offers }) => offers);
  expect(offersShown()).toEqual([0]);
  ledger.readLate("s");
  expect(offersShown()).toEqual([1]);
  for (const job of waiting) job();
  expect(offersShown()).toEqual([1]);
});

test("LATE-1: a message that is read while its entry is dropped is reported, and tells of no change", () => {
  const changes: string[] = [];
  const lateBids: LateBidEvent[] = [];
  const ledger = new Ledger(
    new DrivenClock(wallMs),
    { late: (one) => lateBids.push(one), changed: (searchId) => changes.push(searchId) },
    { ...LEDGER_LIMITS, entriesMax: 1 },
    () => {},
  );
  const open = (n: number) =>
    ledger.open(endedWith(n, two, { startedAtMs: 0, endedAtMs: 0 }), ["nonstop"], new Map());
  open(1);
  ledger.enter("a1", "stops", "stops-1", late(48_000));
  open(2);
  expect({ changes, late: lateBids.map(({ searchId }) => searchId) }).toEqual({
    changes: ["s1", "s2"],
    late: ["s1"],
  });
});
