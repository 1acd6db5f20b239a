/**
 * The price of one offer, asked of outside sellers over real HTTP, and how offers are handed off.
 */
import { afterEach, describe, expect, test } from "@jest/globals";
import type { FlightOffer } from "../../proto/messages.ts";
import { contextOf } from "../../test/fixtures/flights/context.ts";
import {
  jsonAnswer,
  jsonOffer,
  jsonOtherTicket,
  writtenMapping,
} from "../../test/fixtures/partners/mapping.ts";
import {
  duffelAnswer,
  NOW,
  partner,
  SEARCH,
  sampleDuffelOffer,
} from "../../test/fixtures/partners/partner.ts";
import {
  answer,
  closeAll,
  closeLater,
  inTurn,
  recorded,
  type SellerScript,
  startSeller,
} from "../../test/fixtures/partners/seller.ts";
import type { PartnerEntry } from "./entries.ts";
import { open, price, search } from "./index.ts";
import type { PartnerConfig } from "./partner-config.ts";

afterEach(closeAll);

const link = {
  template: "https://book.example.com/o/{{id}}?from={{origin}}&on={{departureDate}}",
  hosts: ["book.example.com"],
};

/** A bidder with one partner, whose seller answers the search and then the question for a price. */
async function bidderOf(config: (url: string) => PartnerConfig, ...scripts: SellerScript[]) {
  const { script, asked } = recorded(inTurn(...scripts));
  const failures: string[] = [];
  const partners = await open(
    { partners: [config(await startSeller(script))] },
    { reportFailure: (what) => void failures.push(what) },
  );
  closeLater(() => partners.close());
  const context = () => contextOf(partners, [], { nowMs: NOW });
  const offers: FlightOffer[] = [];
  for await (const offer of search(SEARCH, context())) offers.push(offer);
  const priced = (offer: FlightOffer | undefined) => price(offer as FlightOffer, SEARCH, context());
  return { offers, asked, failures, priced };
}

const duffelAt = (url: string, entry: Partial<PartnerEntry> = {}) =>
  partner({ url, link, ...entry });
const found = answer(201, duffelAnswer({ id: "orq_1", offers: [sampleDuffelOffer()] }));
const duffelOne = (over: object) => answer(200, duffelAnswer(sampleDuffelOffer(over)));

describe("Duffel", () => {
  test("an offer has Duffel's id, and a link by the entry's template", async () => {
    const { offers } = await bidderOf(duffelAt, found);
    expect(offers[0]?.fares).toMatchObject([
      {
        reference: { partner: "one", id: "off_1" },
        link: "https://book.example.com/o/off_1?from=LHR&on=2026-12-15",
      },
    ]);
  });

  test("its price is asked by that id, once", async () => {
    const { offers, asked, priced } = await bidderOf(
      duffelAt,
      found,
      duffelOne({ total_amount: "333.00" }),
    );
    const { offer } = await priced(offers[0]);
    expect(asked.slice(1)).toEqual(["GET /air/offers/off_1"]);
    expect(offer).toMatchObject({
      seller: "One",
      price: { amount: 33_300, currency: "USD" },
      fares: [{ price: { amount: 33_300 }, reference: { id: "off_1" } }],
    });
  });

  const gone = { errors: [{ type: "invalid_state_error", code: "offer_no_longer_available" }] };
  test.each([
    ["404", answer(404, "{}")],
    ["410, whatever its body", answer(410, "gone")],
    ["422 with its code", answer(422, JSON.stringify(gone))],
  ])("an offer that it does not have any more is gone: %s", async (_what, script) => {
    const { offers, priced } = await bidderOf(duffelAt, found, script);
    expect(await priced(offers[0])).toEqual({ offer: null });
  });

  test.each([
    ["its own error", answer(500, "{}"), "one: partner-error"],
    ["another error of the request", answer(422, "{}"), "one: partner-refused"],
    ["no offer in a good answer", answer(200, "{}"), "one: partner-bad-answer"],
    ["no answer", (() => {}) as SellerScript, "one: partner-timeout"],
    [
      "another itinerary",
      duffelOne({
        slices: [
          {
            segments: [
              {
                origin: { iata_code: "LHR" },
                destination: { iata_code: "JFK" },
                departing_at: "2026-12-15T10:30:00",
                arriving_at: "2026-12-15T13:05:00",
                duration: "PT7H35M",
                marketing_carrier: { iata_code: "BA" },
                marketing_carrier_flight_number: "175",
              },
            ],
          },
        ],
      }),
      "one: partner-offers-refused",
    ],
  ])("is not known: %s", async (_what, script, message) => {
    // Short where it is waited for; a busy machine answers in it now and then only.
    const isSilent = message.endsWith("timeout");
    const at = (url: string) => (isSilent ? duffelAt(url, { timeoutMs: 200 }) : duffelAt(url));
    const { offers, priced } = await bidderOf(at, found, script);
    await expect(priced(offers[0])).rejects.toMatchObject({ code: "partner-failed", message });
  });

  test("of several brands only the lowest is asked for, and it is said", async () => {
    const brands = [
      sampleDuffelOffer({}, { fare_brand_name: "Light" }),
      sampleDuffelOffer({ id: "off_2", total_amount: "400.00" }, { fare_brand_name: "Flex" }),
    ];
    const { offers, priced } = await bidderOf(
      duffelAt,
      answer(201, duffelAnswer({ id: "orq_1", offers: brands })),
      answer(200, duffelAnswer(sampleDuffelOffer({}, { fare_brand_name: "Light" }))),
    );
    expect(offers[0]?.fares.map(({ reference }) => reference?.id)).toEqual(["off_1", "off_2"]);
    expect(await priced(offers[0])).toMatchObject({
      lowestFareOnly: true,
      offer: { fares: [{ name: "Light" }] },
    });
  });
});

describe("a mapped seller", () => {
  const section = {
    method: "GET" as const,
    path: "/offers/{{id}}",
    query: { quote: "{{currency}}" },
    offer: "item",
  };
  const acme = (url: string) =>
    jsonOtherTicket({}, { url, link, mapping: { ...writtenMapping(), price: section } });
  const listed = answer(200, jsonAnswer([jsonOffer()]));

  test("is asked as its mapping says", async () => {
    const now = jsonOffer({ price: { total: "320.00", currency: "EUR" } });
    const { offers, asked, priced } = await bidderOf(
      acme,
      listed,
      answer(200, JSON.stringify({ item: now })),
    );
    expect(offers[0]?.fares).toMatchObject([
      {
        reference: { partner: "acme", id: "A1" },
        link: "https://book.example.com/o/A1?from=LHR&on=2026-12-15",
      },
    ]);
    const { offer } = await priced(offers[0]);
    expect(asked.slice(1)).toEqual(["GET /offers/A1?quote=USD"]);
    expect(offer?.price).toEqual({ amount: 32_000, currency: "EUR" });
  });

  test("an answer without the offer says that it is gone", async () => {
    const { offers, priced } = await bidderOf(acme, listed, answer(200, '{"item":null}'));
    expect(await priced(offers[0])).toEqual({ offer: null });
  });

  test("without a price in its mapping it cannot be asked", async () => {
    const plain = (url: string) => jsonOtherTicket({}, { url });
    const { offers, asked, priced } = await bidderOf(plain, listed);
    await expect(priced(offers[0])).rejects.toMatchObject({
      code: "price-unsupported",
      message: "acme cannot be asked for a single offer",
    });
    expect(asked).toHaveLength(1);
  });
});

test.each<[string, (offer: FlightOffer) => FlightOffer, RegExp]>([
  ["without an id", (offer) => ({ ...offer, fares: [] }), /has given no id/],
  [
    "of a seller that is not there",
    (offer) => ({
      ...offer,
      fares: offer.fares.map((one) => ({ ...one, reference: { partner: "x", id: "1" } })),
    }),
    /^x is not among the sellers/,
  ],
])("an offer %s cannot be asked for", async (_what, change, message) => {
  const { offers, asked, priced } = await bidderOf(duffelAt, found);
  await expect(priced(change(offers[0] as FlightOffer))).rejects.toMatchObject({
    code: "price-unsupported",
    message: expect.stringMatching(message),
  });
  expect(asked).toHaveLength(1);
});
