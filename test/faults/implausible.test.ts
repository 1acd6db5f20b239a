/**
 * A5: a bidder with valid credentials sends implausible offers. They win nothing, the bidder is
 * named, and the offers of the others are sold.
 */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { flightOffer, flightOffers, flightSearch, type OfferTraits } from "../harness/offers.ts";

let broker: Broker;
let plausible: ScriptedBidder;
let hostile: ScriptedBidder;
let gateway: Gateway | undefined;

beforeAll(async () => {
  broker = await startBroker();
  plausible = await scriptedBidder(broker, "nonstop", (call, reply) =>
    reply.offers(flightOffers(call.search, 3)),
  );
  hostile = await scriptedBidder(broker, "partners", (_call, reply) => reply.empty());
});

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

afterAll(async () => {
  await plausible?.stop();
  await hostile?.stop();
  await broker?.stop();
});

const search = flightSearch({
  sort: "price",
  policy: { deadlineMs: 10_000, quorum: null, required: [] },
});

async function attack(
  traits: Partial<OfferTraits>,
  environment: Record<string, string> = {},
): Promise<SearchResult> {
  hostile.follow((call, reply) =>
    reply.offers([flightOffer(call.search, { number: 900, seller: "Hostile", ...traits })]),
  );
  gateway = await gatewayOn(broker, ["nonstop", "partners"], {
    PLAUSIBILITY: "on",
    ...environment,
  });
  return (await post<SearchResult>(gateway, search)).body;
}

test.each<
  [what: string, traits: Partial<OfferTraits>, environment: Record<string, string>, reason: RegExp]
>([
  ["at nothing", { amount: 0 }, {}, /an offer of Hostile costs 0 /],
  ["at one cent", { amount: 1 }, {}, /an offer of Hostile costs 1 /],
  ["of 60 minutes", { amount: 40_000, durationMinutes: 60 }, {}, /km in 60 minutes/],
  ["until the year 275760", { amount: 40_000, expiresAtMs: 8.64e15 }, {}, /168 are the most/],
  [
    "of a flight that is not its own to sell",
    { amount: 40_000 },
    { PLAUSIBLE_CARRIERS: "partners=AA" },
    /may not offer flights of BA/,
  ],
])("%s", async (_what, traits, environment, reason) => {
  const { endedBy, itineraries, bidders } = await attack(traits, environment);
  expect({ endedBy, itineraries: itineraries.length }).toEqual({
    endedBy: "complete",
    itineraries: 3,
  });
  expect(itineraries.flatMap(({ sellers }) => sellers.map(({ bidder }) => bidder))).toEqual([
    "nonstop",
    "nonstop",
    "nonstop",
  ]);
  expect(bidders.map(({ bidder, outcome }) => `${bidder} ${outcome}`)).toEqual([
    "nonstop answered",
    "partners invalid",
  ]);
  expect(bidders[1]?.reason).toMatch(reason);
});

test("with PLAUSIBILITY=off the same offer wins", async () => {
  const { itineraries } = await attack({ amount: 1 }, { PLAUSIBILITY: "off" });
  expect(itineraries[0]?.sellers[0]?.bidder).toBe("partners");
});
