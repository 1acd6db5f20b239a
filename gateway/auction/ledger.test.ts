import { describe, expect, test } from "@jest/globals";
import { encodeBid } from "../../proto/codec.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffer, flightOffers, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { elapsed } from "../elapsed.ts";
import { type LateNews, LEDGER_LIMITS, Ledger } from "./ledger.ts";
import { rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";

const search = flightSearch({ sort: "price" });
const wallMs = Date.now();
const rules: RankingRules = {
  search,
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: {
    date: "2026-01-01",
    perUnit: new Map([
      ["USD", 1],
      ["GBP", 1.25],
    ]),
  },
  wallMs,
  elapsed,
};

function result(searchId: string, offers = flightOffers(search, 2, { amount: 50_000 })): SearchResult {
  const { itineraries } = rank([{ bidder: "nonstop", sheets: [sheetOf(offers)] }], rules);
  return { searchId, endedBy: "deadline", partial: true, elapsedMs: 700, deadlineMs: 800, itineraries, bidders: [] };
}

function late(amount: number, currency = "USD"): Uint8Array {
  const sheet = sheetOf([flightOffer(search, { number: 900, amount, currency })]);
  return encodeBid({ searchId: "a", sequence: 0, final: true, status: "offers", reason: null, sheet, floor: null });
}

function ledgerOf(limits = LEDGER_LIMITS) {
  const clock = new DrivenClock(wallMs);
  const news: LateNews[] = [];
  return { clock, news, ledger: new Ledger(clock, (one) => news.push(one), limits) };
}

describe("regret: how much cheaper the best late offer was than the best shown", () => {
  test.each<[what: string, amounts: [number, string?][], regret: number, cheapest: number]>([
    ["a dearer late offer costs nothing", [[60_000]], 0, 60_000],
    ["a cheaper one costs the difference", [[48_000]], 2_000, 48_000],
    ["the best of several counts", [[49_000], [45_000], [47_000]], 5_000, 45_000],
    ["in the search's currency", [[36_000, "GBP"]], 5_000, 45_000],
  ])("%s", (_what, amounts, regret, cheapest) => {
    const { clock, ledger, news } = ledgerOf();
    ledger.open("a", result("s"), rules, { startedAt: clock.now(), endedAt: clock.now() + 700 }, new Set(["nonstop"]));
    clock.moveTo(900);
    for (const [amount, currency] of amounts) expect(ledger.enter("a", "stops", "stops-1", late(amount, currency))).toBe(true);
    expect(ledger.view("s")).toMatchObject({
      late: [{ bidder: "stops", latencyMs: 900, offers: amounts.length, cheapest: { amount: cheapest, currency: "USD" } }],
      regret: { amount: regret, currency: "USD" },
    });
    expect(news.map(({ regretRise }) => regretRise.amount).reduce((a, b) => a + b)).toBe(regret);
  });

  test("is not known where nothing was shown", () => {
    const { clock, ledger } = ledgerOf();
    ledger.open("a", result("s", []), rules, { startedAt: clock.now(), endedAt: clock.now() + 700 }, new Set(["nonstop"]));
    ledger.enter("a", "stops", "stops-1", late(48_000));
    expect(ledger.view("s")?.regret).toBeNull();
  });

  test("a late offer that lies about its price raises no regret", () => {
    const { clock, ledger } = ledgerOf();
    ledger.open("a", result("s"), rules, { startedAt: clock.now(), endedAt: clock.now() + 700 }, new Set(["nonstop"]));
    const sheet = { ...sheetOf([flightOffer(search, { number: 900, amount: 60_000 })]), price: [1] };
    ledger.enter(
      "a",
      "stops",
      "stops-1",
      encodeBid({ searchId: "a", sequence: 0, final: true, status: "offers", reason: null, sheet, floor: null }),
    );
    expect(ledger.view("s")).toMatchObject({ late: [{ offers: 1, cheapest: null }], regret: { amount: 0 } });
  });
});

describe("A6: what the ledger keeps is bounded", () => {
  test("in time", () => {
    const { clock, ledger } = ledgerOf();
    clock.moveTo(1); // the cache takes a start of exactly 0 for none; a process's clock is never there
    ledger.open("a", result("s"), rules, { startedAt: clock.now(), endedAt: clock.now() + 700 }, new Set(["nonstop"]));
    clock.moveTo(LEDGER_LIMITS.keepMs + 1);
    expect(ledger.view("s")).toBeDefined();
    clock.moveTo(LEDGER_LIMITS.keepMs + 2);
    expect(ledger.view("s")).toBeUndefined();
    expect(ledger.enter("a", "stops", "stops-1", late(1))).toBe(false);
  });

  test("in entries", () => {
    const { clock, ledger } = ledgerOf({ ...LEDGER_LIMITS, entriesMax: 3 });
    for (let i = 0; i < 10; i++)
      ledger.open(`a${i}`, result(`s${i}`), rules, { startedAt: clock.now(), endedAt: clock.now() + 700 }, new Set(["nonstop"]));
    expect(["s0", "s6", "s7", "s9"].map((id) => ledger.view(id) !== undefined)).toEqual([false, false, true, true]);
  });

  test("in messages of one bidder", () => {
    const { clock, ledger } = ledgerOf();
    ledger.open("a", result("s"), rules, { startedAt: clock.now(), endedAt: clock.now() + 700 }, new Set(["nonstop"]));
    const taken = Array.from({ length: 20 }, () => ledger.enter("a", "stops", "stops-1", late(50_000))).filter(Boolean);
    expect(taken).toHaveLength(LEDGER_LIMITS.lateBidsMax);
  });
});

test("A5: late garbage is counted as late, and nothing else", () => {
  const { clock, ledger } = ledgerOf();
  ledger.open("a", result("s"), rules, { startedAt: clock.now(), endedAt: clock.now() + 700 }, new Set(["nonstop"]));
  expect(ledger.enter("a", "stops", "stops-1", new Uint8Array([255, 255]))).toBe(true);
  expect(ledger.view("s")).toMatchObject({ late: [{ bidder: "stops", offers: 0, cheapest: null }], regret: { amount: 0 } });
});

test("a bid for an auction that nobody knows is nobody's", () => {
  expect(ledgerOf().ledger.enter("unknown", "stops", "stops-1", late(1))).toBe(false);
});

test("what comes again of a bidder that had finished is a duplicate, not late", () => {
  const { clock, ledger } = ledgerOf();
  ledger.open("a", result("s"), rules, { startedAt: clock.now(), endedAt: clock.now() }, new Set(["stops"]));
  expect(ledger.enter("a", "stops", "stops-2", late(1))).toBe(false);
  expect(ledger.view("s")).toMatchObject({ late: [], regret: { amount: 0 } });
});
