import { expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { auctionOf } from "../../test/fixtures/auction/auction.ts";

test("an auction whose call reached no bidder gives its places at the breakers back, once", async () => {
  const auction = auctionOf();
  auction.unreachable(new AuctionError("no-broker", "the broker reaches no bidder"));
  await expect(auction.result).rejects.toMatchObject({ code: "no-broker" });
  expect([auction.reservationsReleased(), auction.wire.learned]).toEqual([1, null]);
});

test("an auction with a result ends its places with the outcomes, and gives none back", async () => {
  const auction = auctionOf({ expected: ["nonstop"] });
  auction.send("nonstop");
  const { endedBy } = await auction.result;
  expect([endedBy, auction.reservationsReleased(), auction.wire.learned?.endedBy]).toEqual([
    "complete",
    0,
    "complete",
  ]);
});
