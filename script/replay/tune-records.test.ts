/** Records of several classes of markets: which are tuned by themselves, and on what. */
import { expect, test } from "@jest/globals";
import type { RecordedAuction, RecordedEvent } from "../../gateway/recording/recorded-auction.ts";
import { encodeBid } from "../../proto/codec/index.ts";
import { recordedAuction } from "../../test/fixtures/recording/recorded.ts";
import { flightOffer, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { tuneRecords } from "./tune-records.ts";

const SHORT = "CDG";
const MEDIUM = "ATH";
const LONG = "JFK";

/**
 * From London to there: `first` answers after 50 ms, `cheap` after so long, for half of the price.
 */
function auctionsTo(destination: string, cheapAtMs: number): () => RecordedAuction {
  const search = flightSearch({
    slices: [{ origin: "LHR", destination, departureDate: "2026-12-23" }],
    policy: { deadlineMs: 1_000, quorum: null, required: [] },
  });
  const bid = (bidder: string, atMs: number, amount: number): RecordedEvent => {
    const sheet = sheetOf([flightOffer(search, { amount, seller: bidder })]);
    const sent = { status: "offers", sequence: 0, final: true, reason: null, floor: null } as const;
    const bytes = encodeBid({ ...sent, searchId: "a1", sheet });
    return { kind: "bid", atUs: atMs * 1_000, bidder, instance: `${bidder}-1`, bytes };
  };
  const endedAtUs = cheapAtMs * 1_000 + 10;
  const auction = recordedAuction({
    search,
    expectation: {
      ...{ expected: ["first", "cheap"], skipped: [], required: [], absent: [], hedgeAfterMs: [] },
    },
    events: [bid("first", 50, 20_000), bid("cheap", cheapAtMs, 10_000)],
    ...{ endedAtUs, heardUntilUs: endedAtUs, lateWanted: true },
  });
  return () => auction;
}

test("a class of markets is tuned by itself, on its own auctions, where it has 200 of them", async () => {
  const records = [
    ...Array.from({ length: 200 }, auctionsTo(SHORT, 300)),
    ...Array.from({ length: 199 }, auctionsTo(MEDIUM, 500)),
    ...Array.from({ length: 201 }, auctionsTo(LONG, 800)),
  ];
  const tuned = await tuneRecords(records, { regretPercent: 1 }, () => 0.5);
  const { auctions, left, unheard, offered, whole } = tuned;
  expect({ auctions, left, unheard, offered, whole }).toEqual({
    ...{ auctions: 600, left: 0, unheard: 0, offered: 600, whole: 600 },
  });
  const fixed = (rules: typeof tuned.all) => {
    const { policy, score } = rules.find(({ rule }) => rule === "fixed timeout") ?? {};
    return { deadlineMs: policy?.deadlineMs, meanMs: Math.round(score?.meanMs ?? 0) };
  };
  const classes = tuned.classes.map((one) => ({
    ...{ market: one.market, auctions: one.auctions, rules: one.tuned.length },
    ...fixed(one.tuned),
  }));
  // Each waits for `cheap` of its own markets, and no longer: all auctions together need the most.
  expect(classes).toEqual([
    expect.objectContaining({ market: "up to 1,500 km", auctions: 200, rules: 4, meanMs: 300 }),
    expect.objectContaining({ market: "beyond 4,000 km", auctions: 201, rules: 4, meanMs: 800 }),
  ]);
  const [near, far] = classes.map(({ deadlineMs }) => deadlineMs as number);
  expect(near).toBeLessThan(far as number);
  expect(fixed(tuned.all)).toMatchObject({ deadlineMs: far });
});
