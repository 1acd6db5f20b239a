import { expect, test } from "@jest/globals";
import { LIMITS } from "../../proto/limits.ts";
import type { BidderChoice } from "../../proto/messages.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { AuctionRequest } from "../auction/ports.ts";
import { withoutFar } from "./without-far.ts";

const far = (bidder: string) => ({ bidder, roundTripMs: 300, budgetMs: 100 });

function requestOf(deadlineMs: number, bidders?: BidderChoice): AuctionRequest {
  const policy = { deadlineMs, quorum: null, required: [] };
  const search = flightSearch({ policy, ...(bidders === undefined ? {} : { bidders }) });
  return { search, arrivedAtMs: 1_000 } as unknown as AuctionRequest;
}

test("FAR-1 it asks for the time that bidders have left, and changes nothing where nobody is too far", () => {
  const request = requestOf(200);
  const asked: number[] = [];
  const same = withoutFar(
    request,
    (_, budgetMs) => [void asked.push(budgetMs)].flatMap(() => []),
    1_050,
  );
  expect(same).toBe(request);
  // 200 ms, less 50 that are over, 10 of the gateway and 1 of the network.
  expect(asked).toEqual([139]);
});

test.each<[BidderChoice | undefined, BidderChoice]>([
  [undefined, { except: ["a", "b"] }],
  [{ except: ["c"] }, { except: ["c", "a", "b"] }],
  [{ only: ["a", "c"] }, { only: ["c"] }],
])("FAR-4 of a search that asks %j those who are too far are not asked", (choice, expected) => {
  const request = requestOf(200, choice);
  const { search, tooFar } = withoutFar(request, () => [far("a"), far("b")], 1_000);
  expect({ bidders: search.bidders, tooFar }).toEqual({
    bidders: expected,
    tooFar: [far("a"), far("b")],
  });
});

test("A6: a call names no more than it may", () => {
  const names = Array.from({ length: LIMITS.bidderNamesMax - 1 }, (_, i) => `x${i}`);
  const request = requestOf(200, { except: names });
  const { search, tooFar } = withoutFar(request, () => [far("a"), far("b")], 1_000);
  expect(search.bidders?.except).toEqual([...names, "a"]);
  expect(tooFar).toEqual([far("a")]);
});
