/** CHOICE-1: bidders that are not asked, in the auction and after it. */
import { describe, expect, test } from "@jest/globals";
import {
  AUCTION_ID,
  auctionOf,
  outcomesOf,
  SEARCH_ID,
} from "../../test/fixtures/auction/auction.ts";

const asked = { search: { bidders: { except: ["stops"] } }, expected: ["nonstop", "partners"] };

describe("CHOICE-1 a bidder that is not asked and bids all the same", () => {
  test("is not shown, counted or reported, in time or late", async () => {
    const { clock, offers, send, result, ledger } = auctionOf(asked);
    clock.moveTo(5);
    offers("stops", [{ amount: 1_000, number: 7 }]);
    clock.moveTo(10);
    offers("nonstop", [{ amount: 51_000 }]);
    send("partners");
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "complete", partial: false });
    expect(ended.itineraries.map(({ price }) => price.amount)).toEqual([51_000]);
    expect(outcomesOf(ended)).toEqual({ nonstop: "answered", partners: "empty" });
    offers("stops", [{ amount: 1_000, number: 7 }]);
    ledger.readLate(SEARCH_ID);
    expect(ledger.view(SEARCH_ID)).toMatchObject({ late: [], regret: { amount: 0 } });
  });

  test("does not fill a quorum", async () => {
    const { clock, send, result } = auctionOf({
      ...asked,
      policy: { quorum: 1, required: [] },
    });
    send("stops");
    clock.moveTo(700);
    clock.moveTo(790);
    expect(await result).toMatchObject({ endedBy: "deadline", partial: true });
  });

  test("is asked again by an auction without a choice", async () => {
    const { offers, send, result, ledger } = auctionOf({ expected: ["nonstop"] });
    offers("stops", [{ amount: 1_000, number: 7 }]);
    send("nonstop");
    expect((await result).itineraries).toHaveLength(1);
    expect(ledger.enter(AUCTION_ID, "partners", "p1", new Uint8Array())).toBe(true);
  });
});
