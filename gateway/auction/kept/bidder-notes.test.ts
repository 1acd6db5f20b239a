/** EXPLAIN-2: what bidders say that they left out by rule. */
import { describe, expect, test } from "@jest/globals";
import type { BidNote } from "../../../proto/messages.ts";
import { auctionOf, DEADLINE_MS, SEARCH_ID } from "../../../test/fixtures/auction/auction.ts";
import { KeptSearches } from "../../search/kept-searches.ts";

const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40, countsInconvenience: true };
const note = (count: number): BidNote => ({ reason: "sold-out", count, text: "without seats" });

type Auction = ReturnType<typeof auctionOf>;

async function explained(auction: Auction) {
  await auction.result;
  return new KeptSearches(auction.ledger, PREFERENCES).explain(SEARCH_ID, {}).bidders;
}

describe("EXPLAIN-2: the notes of bidders", () => {
  test("are shown of each bidder of the result, in a search that asks for them", async () => {
    const auction = auctionOf({ search: { explain: true } });
    auction.offers("nonstop", [{ amount: 51_000 }], { notes: [note(2)] });
    auction.send("partners", { status: "declined", reason: "overloaded", notes: [note(3)] });
    auction.send("stops");
    expect(await explained(auction)).toEqual([
      { bidder: "nonstop", notes: [note(2)] },
      { bidder: "partners", notes: [note(3)] },
      { bidder: "stops", notes: [] },
    ]);
  });

  test("are in no answer of a search that has not asked, whatever bidders send", async () => {
    const auction = auctionOf();
    for (const bidder of ["nonstop", "partners", "stops"])
      auction.send(bidder, { notes: [note(1)] });
    expect(await explained(auction)).toBeUndefined();
  });

  test("are those of the final bid, and of none that came late", async () => {
    const auction = auctionOf({ search: { explain: true } });
    auction.offers("nonstop", [{ amount: 51_000 }], { final: false, notes: [note(1)] });
    auction.offers("nonstop", [{ amount: 52_000, number: 7 }], { notes: [note(2)] });
    auction.offers("stops", [{ amount: 53_000, number: 8 }], { final: false, notes: [note(3)] });
    auction.clock.moveTo(DEADLINE_MS);
    await auction.result;
    auction.send("stops", { notes: [note(4)] });
    expect(await explained(auction)).toEqual([
      { bidder: "nonstop", notes: [note(2)] },
      { bidder: "partners", notes: [] },
      { bidder: "stops", notes: [] },
    ]);
  });

  test("are those of the answer that counts, where a call was hedged", async () => {
    const auction = auctionOf({
      search: { explain: true },
      hedgeAfterMs: { nonstop: 100 },
      hedgeTo: { nonstop: "nonstop-2" },
    });
    auction.clock.moveTo(150);
    const early = { final: false, floor: 1 };
    auction.offers("nonstop", [{ amount: 51_000 }], early, "nonstop-1");
    auction.offers("nonstop", [{ amount: 51_000 }], early, "nonstop-2");
    auction.send("nonstop", { notes: [note(5)] }, "nonstop-1");
    auction.send("nonstop", { notes: [note(6)] }, "nonstop-2");
    auction.send("partners");
    auction.send("stops");
    expect((await explained(auction))?.[0]).toEqual({ bidder: "nonstop", notes: [note(5)] });
  });

  test("change nothing of the result", async () => {
    const results = [false, true].map((explains) => {
      const auction = auctionOf({ search: explains ? { explain: true } : {} });
      const notes = explains ? { notes: [note(1)] } : {};
      auction.offers("nonstop", [{ amount: 51_000 }], notes);
      auction.send("partners", notes);
      auction.send("stops", notes);
      return auction.result;
    });
    const [plain, noted] = await Promise.all(results);
    expect(noted).toEqual(plain);
  });
});
