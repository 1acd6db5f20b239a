import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { OUTCOMES, type Outcome } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import {
  BIDDERS_COUNTED_MAX,
  INSTANCES_COUNTED_MAX,
  MINUTES,
  RecentMinutes,
  SELLERS_COUNTED_MAX,
} from "./recent-minutes.ts";

const MINUTE_MS = 60_000;

function report(bidder: string, outcome: Outcome = "answered", latencyMs: number | null = 10) {
  return { bidder, outcome, instance: latencyMs === null ? null : `${bidder}-1`, latencyMs };
}

function offer(bidder: string, seller: string, modelled = false) {
  return { bidder, seller, modelled };
}

function lateBid(bidder: string, amount: number, currency = "USD") {
  return { instance: `${bidder}-1`, late: { bidder }, regretRise: { amount, currency } };
}

function recent() {
  const clock = new DrivenClock();
  return { clock, minutes: new RecentMinutes(clock) };
}

describe("the last ten minutes (RECENT-1)", () => {
  test("an event counts in its minute and the nine after it, and then no more", () => {
    const { clock, minutes } = recent();
    clock.moveTo(30_000);
    minutes.searched({ bidders: [report("nonstop")], itineraries: [] });
    clock.moveTo(MINUTES * MINUTE_MS - 1);
    expect(minutes.sums()).toMatchObject({ searches: 1, sinceMs: clock.wall() - clock.now() });
    clock.moveTo(MINUTES * MINUTE_MS);
    const { searches, bidders, sinceMs } = minutes.sums();
    expect({ searches, bidders: bidders.size }).toEqual({ searches: 0, bidders: 0 });
    expect(sinceMs).toBe(clock.wall() - (MINUTES - 1) * MINUTE_MS);
  });

  test("it says since when it counts: at first since its own start", () => {
    const { clock, minutes } = recent();
    const startedAtMs = clock.wall();
    clock.moveTo(90_000);
    expect(minutes.sums().sinceMs).toBe(startedAtMs);
  });

  test("property: the sums are those of the events that are young enough", () => {
    const event = fc.record({
      afterMs: fc.nat(3 * MINUTE_MS),
      bidder: fc.constantFrom("nonstop", "stops", "partners"),
      outcome: fc.constantFrom(...OUTCOMES),
      rise: fc.option(fc.nat(1_000), { nil: null }),
      winners: fc.array(fc.constantFrom("nonstop", "stops"), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const { clock, minutes } = recent();
        const at: number[] = [];
        for (const { afterMs, bidder, outcome, rise, winners } of events) {
          clock.spend(afterMs);
          at.push(Math.floor(clock.now() / MINUTE_MS));
          const itineraries = winners.map((winner) => ({ sellers: [offer(winner, "A")] }));
          minutes.searched({ bidders: [report(bidder, outcome)], itineraries });
          if (rise !== null) minutes.late(lateBid(bidder, rise));
        }
        const oldest = Math.floor(clock.now() / MINUTE_MS) - MINUTES + 1;
        const young = events.filter((_, i) => (at[i] as number) >= oldest);
        const sums = minutes.sums();
        expect({ searches: sums.searches, shown: sums.shown }).toEqual({
          searches: young.length,
          shown: young.flatMap(({ winners }) => winners).length,
        });
        for (const [name, tally] of sums.bidders) {
          const own = young.filter(({ bidder }) => bidder === name);
          const rises = own.flatMap(({ rise }) => (rise === null ? [] : [rise]));
          expect({
            auctions: tally.auctions,
            invalid: tally.outcomes.invalid,
            won: tally.won,
            lateBids: tally.lateBids,
            regret: tally.regret?.get("USD") ?? 0,
          }).toEqual({
            auctions: own.length,
            invalid: own.filter(({ outcome }) => outcome === "invalid").length,
            won: young.flatMap(({ winners }) => winners).filter((one) => one === name).length,
            lateBids: rises.length,
            regret: rises.reduce((sum, rise) => sum + rise, 0),
          });
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

test("latencies are exact to 1 % over several minutes, per bidder and per instance", () => {
  const { clock, minutes } = recent();
  for (let i = 1; i <= 100; i++) {
    clock.spend(3_000);
    minutes.searched({ bidders: [report("stops", "answered", i)], itineraries: [] });
  }
  minutes.searched({ bidders: [report("stops", "silent", null)], itineraries: [] });
  const tally = minutes.sums().bidders.get("stops");
  const instance = tally?.instances.get("stops-1");
  for (const one of [tally, instance])
    for (const rank of [50, 95, 99]) {
      const ms = one?.percentileMs(rank) ?? 0;
      expect({ rank, isExact: Math.abs(ms - rank) <= rank / 100 }).toEqual({ rank, isExact: true });
    }
  expect({ bidder: tally?.auctions, instance: instance?.auctions }).toEqual({
    bidder: 101,
    instance: 100,
  });
});

test("a latency beyond all deadlines, or below zero, is counted all the same", () => {
  const { minutes } = recent();
  for (const ms of [-1, 1e9])
    minutes.searched({ bidders: [report("stops", "answered", ms)], itineraries: [] });
  const tally = minutes.sums().bidders.get("stops");
  expect({
    p50: tally?.percentileMs(50),
    isLong: (tally?.percentileMs(99) ?? 0) >= 10_000,
  }).toEqual({ p50: 0, isLong: true });
});

test("outside sellers: searches once each, offers and first places; modelled prices are nobody's", () => {
  const { minutes } = recent();
  const itineraries = [
    { sellers: [offer("partners", "Agency"), offer("nonstop", "BA", true)] },
    { sellers: [offer("nonstop", "BA", true), offer("partners", "Agency")] },
    { sellers: [] },
  ];
  minutes.searched({ bidders: [report("nonstop"), report("partners")], itineraries });
  minutes.searched({ bidders: [report("nonstop"), report("partners")], itineraries });
  const { bidders, shown } = minutes.sums();
  const [nonstop, partners] = [bidders.get("nonstop"), bidders.get("partners")];
  expect({ shown, nonstop: nonstop?.won, partners: partners?.won }).toEqual({
    shown: 6,
    nonstop: 2,
    partners: 2,
  });
  expect(nonstop?.sellers.size).toBe(0);
  expect(partners?.sellers.get("Agency")).toMatchObject({ searches: 2, shown: 4, won: 2 });
});

describe("however many names there are, those of a minute are bounded and the sums are right (RECENT-2)", () => {
  test("bidders", () => {
    const { minutes } = recent();
    const many = BIDDERS_COUNTED_MAX + 5;
    for (let i = 0; i < many; i++)
      minutes.searched({
        bidders: [report(`bidder-${i}`)],
        itineraries: [{ sellers: [offer(`bidder-${i}`, `seller-${i}`)] }],
      });
    minutes.late(lateBid("one-more", 7));
    const { bidders, others } = minutes.sums();
    expect({ named: bidders.size, auctions: others?.auctions, won: others?.won }).toEqual({
      named: BIDDERS_COUNTED_MAX,
      auctions: 5,
      won: 5,
    });
    expect({ late: others?.lateBids, regret: others?.regret?.get("USD") }).toEqual({
      late: 1,
      regret: 7,
    });
    expect({ instances: others?.instances.size, sellers: others?.sellers.size }).toEqual({
      instances: 0,
      sellers: 0,
    });
  });

  test("instances and outside sellers", () => {
    const { minutes } = recent();
    for (let i = 0; i < INSTANCES_COUNTED_MAX + 3; i++) {
      const one = { ...report("nonstop"), instance: `nonstop-${i}` };
      minutes.searched({ bidders: [one], itineraries: [] });
    }
    for (let i = 0; i < SELLERS_COUNTED_MAX + 2; i++)
      minutes.searched({
        bidders: [],
        itineraries: [{ sellers: [offer("nonstop", `seller-${i}`)] }],
      });
    const tally = minutes.sums().bidders.get("nonstop");
    expect({
      instances: tally?.instances.size,
      otherInstances: tally?.otherInstances?.auctions,
      sellers: tally?.sellers.size,
      otherSellers: tally?.otherSellers?.won,
    }).toEqual({
      instances: INSTANCES_COUNTED_MAX,
      otherInstances: 3,
      sellers: SELLERS_COUNTED_MAX,
      otherSellers: 2,
    });
  });
});
