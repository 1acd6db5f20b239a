/**
 * The price of an offer, asked again of each of our bidders, over the real broker: those that
 * compute it from the timetable, and the sandbox's agencies behind `partners`.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import { type Sandbox, startSandbox } from "../../examples/sandbox/app.ts";
import { SANDBOX_DEFAULTS } from "../../examples/sandbox/config.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult, SellerOffer } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { askPrice, gatewayOn, post } from "../harness/gateway.ts";
import { flightOffers, inDays } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const LINKS = "https://sandbox.example.com";

let folder: string;
let broker: Broker;
let sandbox: Sandbox;
let gateway: Gateway;
const bidders: BidderApp[] = [];
let result: SearchResult;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "offer-prices-"));
  broker = await startBroker();
  const config = { ...SANDBOX_DEFAULTS, links: LINKS };
  const inventory = {
    find: async (search: Parameters<typeof flightOffers>[0]) =>
      flightOffers(search, 12, { currency: "GBP" }),
    close: async () => {},
  };
  sandbox = await startSandbox(config, { inventory });
  const PARTNERS = join(folder, "partners.json");
  // On a busy machine the usual time limit of the sandbox's agencies is too short.
  const patient = sandbox.partners.map((entry) => ({ ...entry, timeoutMs: 9_000 }));
  await writeFile(PARTNERS, JSON.stringify(patient));
  for (const kind of ["nonstop", "stops", "partners"])
    bidders.push(
      await startBidder(
        await readConfig(
          {
            NATS_URL: broker.url,
            NATS_USER: kind,
            NATS_PASSWORD: broker.passwords[kind] ?? "",
            LOG_LEVEL: "silent",
            PARTNERS,
          },
          kind,
        ),
      ),
    );
  gateway = await gatewayOn(broker, ["nonstop", "partners", "stops"]);
  const search = {
    slices: [{ origin: "LHR", destination: "JFK", departureDate: inDays(40) }],
    maxResults: 100,
    policy: { deadlineMs: 10_000, required: ["nonstop", "partners", "stops"] },
  };
  // Cold bidders on a busy machine may need longer than the longest deadline.
  result = await until(async () => {
    const { body } = await post<SearchResult>(gateway, search);
    if (body.partial !== false) throw new Error(JSON.stringify(body.bidders));
    return body;
  });
});

afterAll(async () => {
  await gateway?.stop();
  await Promise.all(bidders.map((bidder) => bidder.stop()));
  await sandbox?.stop(0);
  await broker?.stop();
  await rm(folder, { recursive: true });
});

/** The offers of one bidder, of this seller where one is named. */
function offersOf(kind: string, named?: string): SellerOffer[] {
  return result.itineraries
    .flatMap(({ sellers }) => sellers)
    .filter(({ bidder, seller }) => bidder === kind && (named ?? seller) === seller);
}

const priceOf = ({ offerId = "" }: SellerOffer) =>
  askPrice<{ outcome: string; lowestFareOnly: boolean }>(gateway, offerId, { deadlineMs: 10_000 });

test.each(["nonstop", "stops"])("%s computes it again: it is the same", async (kind) => {
  const offers = offersOf(kind).slice(0, 5);
  expect(offers.length).toBeGreaterThan(0);
  for (const offer of offers)
    expect(await priceOf(offer)).toMatchObject({
      status: 200,
      body: {
        bidder: kind,
        outcome: "same",
        lowestFareOnly: false,
        before: { originalPrice: offer.originalPrice, fares: offer.fares },
        now: { originalPrice: offer.originalPrice, fares: offer.fares },
      },
    });
});

/** The seller that speaks Duffel's protocol, as the sandbox names it, and the mapped one. */
const [duffel, mapped] = [
  SANDBOX_DEFAULTS.agencies.find(({ protocol }) => protocol === "duffel"),
  SANDBOX_DEFAULTS.agencies.find(({ protocol }) => protocol === "trips"),
];

async function behave(change: object): Promise<void> {
  await fetch(`${sandbox.url}/sandbox/behaviour`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ agency: duffel?.id, ...change }),
  });
}

test("partners asks the seller: the same, then a price that has changed, then an error", async () => {
  const [offer] = offersOf("partners", duffel?.name) as [SellerOffer];
  expect(await priceOf(offer)).toMatchObject({ status: 200, body: { outcome: "same" } });
  await behave({ priceChangePercent: 10 });
  expect(await priceOf(offer)).toMatchObject({
    status: 200,
    body: {
      outcome: "changed",
      before: { originalPrice: offer.originalPrice },
      now: {
        originalPrice: {
          amount: Math.round(offer.originalPrice.amount * 1.1),
          currency: offer.originalPrice.currency,
        },
      },
    },
  });
  await behave({ priceChangePercent: 0 });
});

test("a seller whose mapping has no price cannot be asked, and it is said", async () => {
  const [offer] = offersOf("partners", mapped?.name) as [SellerOffer];
  expect(await priceOf(offer)).toMatchObject({
    status: 501,
    body: { code: "price-unsupported", detail: expect.stringContaining(mapped?.id ?? "") },
  });
});

test("an offer of a seller has its own id and a link, which ends where nothing is sold", async () => {
  const [offer] = offersOf("partners", duffel?.name) as [SellerOffer];
  for (const { link, reference } of offer.fares) {
    expect(reference).toEqual({ partner: duffel?.id, id: expect.stringMatching(/^off_/) });
    expect(link).toBe(`${LINKS}/book/${reference?.id}`);
  }
  const path = new URL(offer.fares[0]?.link ?? "").pathname;
  const page = await fetch(sandbox.url + path);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("Nothing is sold here");
});

test("a seller that is away: an error that names it by a code", async () => {
  const [offer] = offersOf("partners", duffel?.name) as [SellerOffer];
  await sandbox.stop(0);
  expect(await priceOf(offer)).toMatchObject({
    status: 502,
    body: {
      code: "price-failed",
      detail: expect.stringContaining(`${duffel?.id}: partner-unreachable`),
    },
  });
});
