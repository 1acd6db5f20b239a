import { describe, expect, test } from "@jest/globals";
import { LIMITS } from "../../proto/limits.ts";
import type { SearchEvent, SearchResult } from "../../proto/messages.ts";
import { auctionOf, SEARCH_ID } from "../../test/fixtures/auction/auction.ts";
import { countedOfferIds, OFFERS_IN_COMMON } from "../../test/fixtures/auction/offer-ids.ts";
import { randomId, shortRandomId } from "../runtime/random-id.ts";
import { offerIdOf, partsOfOfferId } from "./offer-ids.ts";

/** The ids of the offers by itinerary and seller. */
function idsOf({ itineraries }: Pick<SearchResult, "itineraries">): Map<string, string> {
  return new Map(
    itineraries.flatMap(({ key, sellers }) =>
      sellers.map(({ seller, offerId }) => [`${key} ${seller}`, offerId ?? ""] as const),
    ),
  );
}

test("OFFERID-1: an id is 24 random characters, and its parts are those that it was made of", () => {
  const [common, own] = [randomId(), shortRandomId()];
  const offerId = offerIdOf(common, own);
  expect({ offerId, length: offerId.length }).toEqual({
    offerId: expect.stringMatching(/^[A-Za-z0-9_-]+$/),
    length: LIMITS.offerIdLength,
  });
  expect(partsOfOfferId(offerId)).toEqual({ common, own });
});

test.each([
  ["", "nothing"],
  ["x".repeat(23), "one character less"],
  ["x".repeat(25), "one more"],
  [`${"x".repeat(23)}.`, "a character of another kind"],
  ["x".repeat(100_000), "very many"],
])("a text that cannot be an id has no parts: %#", (text) => {
  expect(partsOfOfferId(text)).toBeUndefined();
});

describe("OFFERID-1: every seller's offer of a result has an id of its own", () => {
  test("which has nothing of the search's id, and none where the auction gives none", async () => {
    const auction = auctionOf({ expected: ["nonstop"], offerIds: countedOfferIds() });
    auction.offers("nonstop", [
      { amount: 51_000 },
      { amount: 52_000, seller: "AA" },
      { amount: 53_000, number: 300 },
    ]);
    const ids = [...idsOf(await auction.result).values()];
    expect({ offers: ids.length, different: new Set(ids).size }).toEqual({
      offers: 3,
      different: 3,
    });
    for (const id of ids) {
      expect(partsOfOfferId(id)?.common).toBe(OFFERS_IN_COMMON);
      expect(id).not.toContain(SEARCH_ID);
    }
    const plain = auctionOf({ expected: ["nonstop"] });
    plain.offers("nonstop", [{ amount: 51_000 }]);
    const [itinerary] = (await plain.result).itineraries;
    expect(Object.keys(itinerary?.sellers[0] ?? {})).not.toContain("offerId");
  });
});

describe("OFFERID-2: an offer keeps its id", () => {
  test("in the snapshots before the result, though other offers overtake it", async () => {
    const snapshots: SearchResult["itineraries"][] = [];
    const observe = (event: SearchEvent) => {
      if (event.type === "snapshot") snapshots.push(event.snapshot.itineraries);
    };
    const auction = auctionOf({ observe, offerIds: countedOfferIds() });
    auction.offers("nonstop", [{ amount: 51_000 }, { amount: 53_000, number: 300 }]);
    auction.clock.moveTo(100);
    auction.offers("stops", [
      { amount: 50_000, number: 500 },
      { amount: 50_500, seller: "AA" },
    ]);
    auction.clock.moveTo(200);
    auction.send("partners");
    const last = idsOf(await auction.result);
    expect(last.size).toBe(4);
    const [first] = snapshots;
    expect(first).toHaveLength(2);
    for (const itineraries of snapshots)
      for (const [offer, id] of idsOf({ itineraries })) expect(last.get(offer)).toBe(id);
  });

  test("in what the ledger keeps, with its offer", async () => {
    const auction = auctionOf({ expected: ["nonstop"], offerIds: countedOfferIds() });
    const traits = [
      { amount: 51_000 },
      { amount: 52_000, seller: "AA", stops: 1, number: 400 },
      { amount: 41_000, currency: "GBP", number: 300 },
    ];
    auction.offers("nonstop", traits);
    const result = await auction.result;
    expect(auction.ledger.view(SEARCH_ID)?.itineraries).toEqual(result.itineraries);
    for (const { key, sellers } of result.itineraries) {
      for (const shown of sellers) {
        const found = auction.ledger.offer(shown.offerId ?? "");
        expect(found?.offer).toMatchObject({
          bidder: shown.bidder,
          price: shown.price.amount,
          columns: {
            itinerary: key,
            seller: shown.seller,
            price: shown.originalPrice.amount,
            currency: shown.originalPrice.currency,
          },
        });
      }
    }
  });
});
