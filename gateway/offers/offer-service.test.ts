import { afterEach, describe, expect, test } from "@jest/globals";
import { EMPTY_SHEET, encodePriceAnswer } from "../../proto/codec/index.ts";
import type { PriceAnswer } from "../../proto/messages.ts";
import { auctionOf, SEARCH_ID } from "../../test/fixtures/auction/auction.ts";
import { countedOfferIds, OFFERS_IN_COMMON } from "../../test/fixtures/auction/offer-ids.ts";
import type { OfferTraits } from "../../test/harness/offers.ts";
import { LEDGER_LIMITS } from "../auction/ledger.ts";
import type { PriceQuestion } from "../scatter/price-requests.ts";
import { OfferService } from "./offer-service.ts";

const MINUTE_MS = 60_000;

type Answer = Pick<PriceAnswer, "status" | "offer"> & Partial<PriceAnswer>;

/** How bidders answer. */
let answerTo: (question: PriceQuestion) => Answer = ({ offer }) => ({ status: "offer", offer });

afterEach(() => {
  answerTo = ({ offer }) => ({ status: "offer", offer });
});

/** The offers of a search that has ended, 100 ms after the clock's start. */
async function ended(...traits: Partial<OfferTraits>[]) {
  const auction = auctionOf({ expected: ["nonstop"], offerIds: countedOfferIds() });
  auction.clock.moveTo(100);
  auction.offers("nonstop", traits);
  const { itineraries } = await auction.result;
  const { clock, ledger } = auction;
  const offers = itineraries.flatMap(({ key, sellers }) =>
    sellers.map((seller) => ({ key, ...seller, offerId: seller.offerId ?? "" })),
  );
  const asked: PriceQuestion[] = [];
  const priced: unknown[] = [];
  const service = new OfferService({
    ledger,
    clock,
    requests: {
      ask: async (bidder, question) => {
        asked.push(question);
        clock.spend(12.34);
        const answer = answerTo(question);
        const bytes = encodePriceAnswer({ searchId: "p", reason: null, ...answer });
        return { id: "p", instance: `${bidder}-1`, bytes };
      },
    },
    events: { priced: (...all) => void priced.push(all) },
    tracing: null,
  });
  return { clock, ledger, itineraries, offers, service, asked, priced };
}

describe("OFFERS-1: an offer is found by its id", () => {
  test("with its own seller alone, its own price and its own cost", async () => {
    const { service, itineraries, offers } = await ended(
      { amount: 51_000 },
      { amount: 52_000, seller: "AA" },
    );
    const [itinerary] = itineraries;
    expect(offers.map(({ seller }) => seller)).toEqual(["BA", "AA"]);
    for (const { offerId, price, key } of offers) {
      const view = service.view(offerId);
      expect(view).toMatchObject({ offerId, passengers: { adults: 1, children: 0, infants: 0 } });
      expect(view.itinerary).toEqual({
        ...itinerary,
        key,
        price,
        cost: price.amount,
        sellers: itinerary?.sellers.filter((one) => one.offerId === offerId),
      });
      expect(JSON.stringify(view)).not.toContain(SEARCH_ID);
    }
  });

  test("for as long as the ledger keeps its search, where it holds longer", async () => {
    const { service, clock, offers } = await ended({ amount: 51_000 });
    const offerId = offers[0]?.offerId ?? "";
    const keptUntil = clock.wall() + LEDGER_LIMITS.keepMs;
    expect(service.view(offerId)).toMatchObject({
      expiresAt: new Date(keptUntil).toISOString(),
      remainingMs: LEDGER_LIMITS.keepMs,
    });
    clock.moveTo(100 + LEDGER_LIMITS.keepMs);
    expect(service.view(offerId)).toMatchObject({ remainingMs: 0 });
    clock.moveTo(101 + LEDGER_LIMITS.keepMs);
    expect(() => service.view(offerId)).toThrow(
      expect.objectContaining({
        code: "not-found",
        message: expect.stringMatching(/is kept here.*for 5 minutes$/),
      }),
    );
  });

  test("until it expires, where that is sooner; then it is gone by name", async () => {
    const { clock, ledger, offers } = await ended({ amount: 51_000 });
    const expiresAtMs = clock.wall() + 2 * MINUTE_MS;
    const soon = await ended({ amount: 51_000, expiresAtMs });
    const offerId = soon.offers[0]?.offerId ?? "";
    soon.clock.moveTo(100 + MINUTE_MS);
    expect(soon.service.view(offerId)).toMatchObject({
      expiresAt: new Date(expiresAtMs).toISOString(),
      remainingMs: MINUTE_MS,
    });
    soon.clock.moveTo(100 + 2 * MINUTE_MS);
    expect(() => soon.service.view(offerId)).toThrow(
      expect.objectContaining({
        code: "offer-expired",
        status: 410,
        message: `the offer expired at ${new Date(expiresAtMs).toISOString()}; search again for a new one`,
      }),
    );
    expect(ledger.offer(offers[0]?.offerId ?? "")).toBeDefined();
  });
});

describe("what is not the id of an offer that is kept", () => {
  test.each([
    ["no id at all", "x", /is not the id of an offer, which has 24 characters/],
    ["of a search that is not kept", `another-search--${"0".repeat(8)}`, /is kept here/],
    ["of no offer of this search", `${OFFERS_IN_COMMON}${"9".repeat(8)}`, /is kept here/],
  ])("is not found: %s", async (_what, offerId, message) => {
    const { service } = await ended({ amount: 51_000 });
    expect(() => service.view(offerId)).toThrow(
      expect.objectContaining({ code: "not-found", message: expect.stringMatching(message) }),
    );
  });

  test("a long text is not repeated in whole", async () => {
    const { service } = await ended();
    const view = () => service.view("y".repeat(10_000));
    expect(view).toThrow(expect.objectContaining({ code: "not-found" }));
    expect(view).not.toThrow("y".repeat(100));
  });
});

describe("the price of an offer that is kept", () => {
  const limits = { deadlineMs: 1_000, signal: null, transport: "http" } as const;

  test("is asked of the bidder that has made it, and compared by the gateway", async () => {
    const { service, offers, asked, priced } = await ended({ amount: 51_000 });
    const offerId = offers[0]?.offerId ?? "";
    expect(await service.price(offerId, limits)).toMatchObject({
      offerId,
      bidder: "nonstop",
      instance: "nonstop-1",
      seller: "BA",
      elapsedMs: 12.3,
      outcome: "same",
    });
    expect(asked[0]?.offer).toMatchObject({
      rows: 1,
      price: [51_000],
      itinerary: [offers[0]?.key],
    });
    expect(priced).toEqual([["nonstop", "same", 12.3]]);
  });

  test("is not asked where the offer is not kept or has expired", async () => {
    const { clock, service, offers, asked } = await ended({
      amount: 51_000,
      expiresAtMs: Date.parse("2026-11-23T12:01:00Z"),
    });
    await expect(service.price("x", limits)).rejects.toMatchObject({ code: "not-found" });
    clock.moveTo(MINUTE_MS);
    await expect(service.price(offers[0]?.offerId ?? "", limits)).rejects.toMatchObject({
      code: "offer-expired",
    });
    expect(asked).toEqual([]);
  });

  test("an answer counts by the time at which it came: what has expired meanwhile is refused", async () => {
    const { clock, service, offers, priced } = await ended({
      amount: 51_000,
      expiresAtMs: Date.parse("2026-11-23T12:01:00Z"),
    });
    clock.moveTo(MINUTE_MS - 10);
    await expect(service.price(offers[0]?.offerId ?? "", limits)).rejects.toMatchObject({
      code: "bid-invalid",
    });
    expect(priced).toEqual([["nonstop", "bid-invalid", 12.3]]);
  });

  test("an answer to another request is refused", async () => {
    answerTo = () => ({ searchId: "q", status: "gone", offer: EMPTY_SHEET });
    const { service, offers } = await ended({ amount: 51_000 });
    await expect(service.price(offers[0]?.offerId ?? "", limits)).rejects.toMatchObject({
      code: "bid-invalid",
    });
  });

  test("does not need the ledger any more once the bidder is asked", async () => {
    const { clock, ledger, service, offers } = await ended({ amount: 51_000 });
    answerTo = ({ offer }) => {
      clock.spend(LEDGER_LIMITS.keepMs + 1);
      ledger.dropExpired();
      return { status: "offer", offer };
    };
    expect(ledger.size.entries).toBe(1);
    const asking = service.price(offers[0]?.offerId ?? "", limits);
    expect(ledger.size.entries).toBe(0);
    expect(await asking).toMatchObject({ outcome: "same" });
  });
});
