import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { minorUnitsPerDollar } from "../../bidders/flights/fares/rates.ts";
import { saleFault } from "../../common/offers/sale-rules.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { AGENCIES, type Agency } from "./agencies.ts";
import { cheapestPerItinerary, resell } from "./pricing.ts";

const offer = (number: number, amount: number, currency = "USD", seller = "BA"): FlightOffer => ({
  seller,
  price: { amount, currency },
  expiresAtMs: 86_400_000,
  modelled: true,
  slices: [
    {
      durationMinutes: 455,
      segments: [
        {
          carrier: "BA",
          flightNumber: `BA${number}`,
          origin: "LHR",
          destination: "JFK",
          departure: "2026-12-15T08:30",
          arrival: "2026-12-15T11:05",
          durationMinutes: 455,
          aircraft: "",
        },
      ],
    },
  ],
  fares: [],
  selfTransfers: [],
  similar: 0,
});

describe("an agency", () => {
  test("A9: sells in its own currency, in whole minor units, within its mark-up", () => {
    const anyAgency = fc.constantFrom(...AGENCIES);
    fc.assert(
      fc.property(
        anyAgency,
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1_000, max: 10_000_000 }),
        (agency, number, amount) => {
          const sold = resell(offer(number, amount, "GBP"), agency, 0);
          if (sold === undefined) return;
          expect(sold).toMatchObject({
            seller: agency.name,
            expiresAtMs: agency.expiryMinutes * 60_000,
            price: { currency: agency.currency },
          });
          expect(Number.isSafeInteger(sold.price.amount)).toBe(true);
          const par = (amount * minorUnitsPerDollar(agency.currency)) / minorUnitsPerDollar("GBP");
          expect(sold.price.amount).toBeGreaterThanOrEqual(
            Math.floor(par * (1 + agency.markup[0])),
          );
          expect(sold.price.amount).toBeLessThanOrEqual(Math.ceil(par * (1 + agency.markup[1])));
        },
      ),
    );
  });

  test("A9: sells the carrier's fare families at its mark-up, with the carrier's fees, all in its own currency", () => {
    const carriers = offer(1, 40_000, "GBP");
    const family = { brand: null, name: "Flex", bookingClass: "O", cabinBags: 1, checkedBags: 1 };
    const fee = (amount: number) => ({ allowed: true, fee: { amount, currency: "GBP" } });
    const fares = [
      { ...family, price: carriers.price, change: { allowed: false, fee: null }, refund: null },
      { ...family, price: { amount: 52_345, currency: "GBP" }, change: fee(7_000), refund: fee(0) },
    ];
    for (const agency of AGENCIES) {
      const sold = Array.from({ length: 50 }, (_, i) =>
        resell({ ...offer(i, 40_000, "GBP"), fares }, agency, 0),
      ).find((one) => one !== undefined);
      expect(saleFault(sold as FlightOffer)).toBeUndefined();
      const its = (amount: number) =>
        Math.round((amount * minorUnitsPerDollar(agency.currency)) / minorUnitsPerDollar("GBP"));
      expect(
        sold?.fares.map(({ change, refund }) => [change?.fee?.amount, refund?.fee?.amount]),
      ).toEqual([
        [undefined, undefined],
        [its(7_000), 0],
      ]);
    }
  });

  test("holds a price no longer than the carrier does", () => {
    for (const agency of AGENCIES) {
      const sold = Array.from({ length: 20 }, (_, i) =>
        resell({ ...offer(i, 40_000), expiresAtMs: 599_999 }, agency, 0),
      );
      expect(new Set(sold.map((one) => one?.expiresAtMs).filter((ms) => ms !== undefined))).toEqual(
        new Set([599_999]),
      );
    }
  });

  test("asks the same price for the same itinerary every time, and another for another", () => {
    const [alder] = AGENCIES as [Agency];
    const prices = Array.from(
      { length: 50 },
      (_, i) => resell(offer(i, 40_000), alder, 0)?.price.amount,
    );
    expect(
      Array.from({ length: 50 }, (_, i) => resell(offer(i, 40_000), alder, 999)?.price.amount),
    ).toEqual(prices);
    expect(new Set(prices).size).toBeGreaterThan(20);
  });

  test.each(
    AGENCIES.map((agency) => [agency.id, agency] as const),
  )("%s sells about its share, and not the same as the others", (_, agency) => {
    const sold = Array.from(
      { length: 2_000 },
      (_, i) => resell(offer(i, 40_000), agency, 0) !== undefined,
    );
    expect(sold.filter(Boolean).length / sold.length).toBeGreaterThan(agency.share - 0.05);
    expect(sold.filter(Boolean).length / sold.length).toBeLessThan(agency.share + 0.05);
    for (const other of AGENCIES.filter((one) => one !== agency)) {
      expect(sold).not.toEqual(
        Array.from({ length: 2_000 }, (_, i) => resell(offer(i, 40_000), other, 0) !== undefined),
      );
    }
  });
});

test("an agency buys each itinerary where it is cheapest, whatever the currency", () => {
  const offers = [
    offer(1, 50_000),
    offer(1, 30_000, "GBP", "AA"),
    offer(2, 90_000),
    offer(2, 80_000, "USD", "AA"),
    offer(3, 20_000),
  ];
  const found = cheapestPerItinerary(offers, 2);
  expect(found.map((o) => [itineraryKey(o.slices).slice(0, 3), o.seller, o.price.amount])).toEqual([
    ["BA3", "BA", 20_000],
    ["BA1", "AA", 30_000],
  ]);
});

test("agencies beat the carrier in 10 to 25 % of itineraries, and by less than one per cent", () => {
  const COUNT = 4_000;
  let won = 0;
  for (let number = 1; number <= COUNT; number++) {
    const carriers = offer(number, 400_000);
    const best = Math.min(
      ...AGENCIES.map((agency) => resell(carriers, agency, 0))
        .filter((sold) => sold !== undefined)
        .map(({ price }) => (100 * price.amount) / minorUnitsPerDollar(price.currency)),
    );
    if (best < 400_000 - 1) won++;
    expect(best).toBeGreaterThan(400_000 * 0.99);
  }
  expect(won / COUNT).toBeGreaterThan(0.1);
  expect(won / COUNT).toBeLessThan(0.25);
});
