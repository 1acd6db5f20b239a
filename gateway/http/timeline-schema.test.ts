/** What the OpenAPI document says of a timeline is what one is, field for field. */
import { expect, test } from "@jest/globals";
import { auctionOf, SEARCH_ID } from "../../test/fixtures/auction/auction.ts";
import { KeptSearches } from "../search/kept-searches.ts";
import { timelineSchema } from "./timeline-schema.ts";

test("a timeline with all that one can have is the schema's", async () => {
  const { clock, offers, result, ledger } = auctionOf({
    policy: { quorum: 1 },
    absent: ["gone"],
    hedgeAfterMs: { stops: 2 },
    hedgeTo: { stops: "stops-2" },
  });
  clock.moveTo(3);
  offers("stops", [{ amount: 60_000 }], { final: false, floor: 50_000 });
  offers("nonstop", [{ amount: 51_000 }]);
  clock.moveTo(30);
  await result;
  offers("partners", [{ amount: 49_000 }]);
  const preferences = { dollarsPerHour: 30, dollarsPerStop: 40 };
  const timeline = new KeptSearches(ledger, preferences).timeline(SEARCH_ID, {});
  const { quorum, lanes, best } = timeline;
  expect({ met: quorum?.metAtMs, best: best.length }).toEqual({ met: 3, best: 1 });
  expect(lanes.map(({ hedges, bids, late }) => [hedges.length, bids.length, late.length])).toEqual([
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1, 1, 0],
  ]);
  expect(timelineSchema.parse(timeline)).toEqual(timeline);
  expect(Object.keys(timeline)).toEqual(Object.keys(timelineSchema.shape));
});
