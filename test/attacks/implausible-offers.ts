/**
 * `partners`, with its own credentials, sends implausible offers: 1 cent, LHR-JFK in 60 minutes,
 * an expiry in the year 275760, an unknown carrier, in one bid with a plausible offer, beside the
 * real `nonstop`. Prints who won and how `partners` ended. Not part of `npm test`.
 *
 *   npx node test/attacks/implausible-offers.ts
 */
import type { FlightOffer } from "../../proto/messages.ts";
import { scriptedBidder } from "../harness/bidder.ts";
import { startBroker } from "../harness/broker.ts";
import { flightOffer, flightSearch } from "../harness/offers.ts";
import { startSystem } from "./load-kit.ts";

const search = flightSearch({ maxResults: 3, sort: "price" });
const plausible = flightOffer(search, { amount: 30_000, number: 900, seller: "partner" });
const hostile: Record<string, FlightOffer> = {
  plausible,
  "0 cents": flightOffer(search, { amount: 0, seller: "partner" }),
  "1 cent": flightOffer(search, { amount: 1, seller: "partner" }),
  "2.99 dollars": flightOffer(search, { amount: 299, seller: "partner" }),
  "60 minutes": flightOffer(search, { amount: 20_000, durationMinutes: 60, seller: "partner" }),
  "180 minutes": flightOffer(search, { amount: 20_000, durationMinutes: 180, seller: "partner" }),
  "3,000 minutes": flightOffer(search, {
    amount: 20_000,
    durationMinutes: 3_000,
    seller: "partner",
  }),
  "year 275760": flightOffer(search, {
    amount: 20_000,
    expiresAtMs: 8_640_000_000_000_000,
    seller: "partner",
  }),
  "in 8 days": flightOffer(search, {
    amount: 20_000,
    expiresAtMs: Date.now() + 8 * 86_400_000,
    seller: "partner",
  }),
  "carrier QQ": flightOffer(search, { amount: 20_000, carrier: "QQ", seller: "partner" }),
};

const broker = await startBroker();
let offered: FlightOffer[] = [];
const partners = await scriptedBidder(broker, "partners", (_call, reply) => reply.offers(offered), {
  instance: "p1",
});
const system = await startSystem({
  broker,
  bidders: ["nonstop"],
  others: ["p1"],
  gateway: { PLAUSIBLE_CARRIERS: "partners=BA,AA" },
});
interface PricedAnswer {
  readonly itineraries: {
    price: { amount: number };
    sellers: { bidder: string; seller: string }[];
  }[];
  readonly bidders: { bidder: string; outcome: string; reason: string | null }[];
}
async function ask(): Promise<PricedAnswer> {
  const { selfTransfer: _, similar: __, ...asked } = search;
  const answer = await fetch(`${system.url}/v1/searches`, {
    method: "POST",
    body: JSON.stringify({ ...asked, policy: { deadlineMs: 800 } }),
    headers: { "content-type": "application/json" },
  });
  return (await answer.json()) as PricedAnswer;
}
try {
  for (const [what, offer] of Object.entries(hostile)) {
    offered = offer === plausible ? [plausible] : [offer, plausible];
    const { itineraries, bidders } = await ask();
    const first = itineraries[0];
    const report = bidders.find(({ bidder }) => bidder === "partners");
    console.log(
      `${what}: first is ${first?.price.amount} of ${first?.sellers[0]?.bidder}; partners ${report?.outcome} (${report?.reason ?? ""})`,
    );
  }
} finally {
  await system[Symbol.asyncDispose]();
  await partners.kill();
  await broker.stop();
}
