import { expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { auctionOf } from "../../test/fixtures/auction/auction.ts";

test("an auction whose call reached no bidder gives its reservations at the breakers back, once", async () => {
  const auction = auctionOf();
  auction.unreachable(new AuctionError("no-broker", "the broker reaches no bidder"));
  await expect(auction.result).rejects.toMatchObject({ code: "no-broker" });
  expect(auction.reservationsReleased()).toBe(1);
  expect(auction.wire.learned).toBeNull();
});

test("an auction with a result ends its reservations with the outcomes, and gives none back", async () => {
  const auction = auctionOf({ expected: ["nonstop"] });
  auction.send("nonstop");
  expect(await auction.result).toMatchObject({ endedBy: "complete" });
  expect(auction.reservationsReleased()).toBe(0);
  expect(auction.wire.learned).toMatchObject({ endedBy: "complete" });
});
