import { describe, expect, test } from "@jest/globals";
import { one, read, thrownBy } from "../../../test/fixtures/partners/json-adapter.ts";
import { changedMapping, jsonAnswer, jsonOffer } from "../../../test/fixtures/partners/mapping.ts";
import { NOW, reading, SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { runToEnd } from "../parsing/parse-answer.ts";
import { json } from "./adapter.ts";

describe("fares", () => {
  test("without the one that has expired are still sold", () => {
    const [light, flex] = [
      jsonOffer({ family: "Light" }),
      jsonOffer({ id: "A2", family: "Flex", until: "2026-11-20T09:59:00Z" }),
    ];
    const { offers, refused } = runToEnd(
      json.offers(jsonAnswer([light, flex]), reading({ mapping: changedMapping() })),
    );
    expect(offers).toMatchObject([{ expiresAtMs: NOW + 3_600_000, fares: [{ name: "Light" }] }]);
    expect(refused).toEqual([expect.stringMatching(/^A2 holds until /)]);
  });

  const terms = {
    family: "Economy Light",
    classes: "O",
    bags: { hand: 1, hold: 0 },
    change: { ok: true, fee: "25.00" },
    refund: { ok: false },
  };
  test("are read with their conditions, in the price's unit", () => {
    expect(one(jsonOffer(terms)).offers[0]?.fares).toEqual([
      {
        name: "Economy Light",
        brand: "light",
        price: { amount: 31_250, currency: "EUR" },
        bookingClass: "O",
        cabinBags: 1,
        checkedBags: 0,
        change: { allowed: true, fee: { amount: 2_500, currency: "EUR" } },
        refund: { allowed: false, fee: null },
      },
    ]);
  });

  test.each<[string, object, object]>([
    [
      "bags that are not a number",
      { bags: { hand: "1", hold: -1 } },
      { cabinBags: null, checkedBags: null },
    ],
    [
      "a fee as a JSON number",
      { change: { ok: true, fee: 25.5 } },
      { change: { allowed: true, fee: null } },
    ],
    ["allowed in words", { change: { ok: "yes", fee: "1.00" } }, { change: null }],
    ["classes as a list", { classes: ["O"] }, { bookingClass: "O" }],
    ["invalid booking classes", { classes: ["O", 7] }, { bookingClass: "" }],
    ["a very long name", { family: "x".repeat(500) }, { name: "x".repeat(64) }],
  ])("%s are left out, and the rest of the fare is kept", (_, change, fare) => {
    expect(one(jsonOffer({ ...terms, ...change })).offers[0]?.fares).toMatchObject([fare]);
  });

  const EUR = (amount: number) => ({ amount, currency: "EUR" });
  test.each<[string, object, object]>([
    ["both", { net: "250.00", tax: "62.50" }, { base: EUR(25_000), taxes: EUR(6_250) }],
    ["one of them", { net: "250.00" }, {}],
    ["what is not the price together", { net: "250.00", tax: "62.49" }, {}],
    ["a JSON number", { net: 250.5, tax: "62.00" }, {}],
  ])("base and taxes (PARTS-1): %s", (_, parts, read) => {
    const price = { total: "312.50", currency: "EUR", ...parts };
    const [fare] = one(jsonOffer({ ...terms, price })).offers[0]?.fares ?? [];
    const { base, taxes } = fare ?? {};
    expect({ name: fare?.name, base, taxes }).toEqual({ name: "Economy Light", ...read });
  });

  const FAMILY = { ...SEARCH, passengers: { adults: 2, children: 1, infants: 0 } };
  test.each<[string, object, object | undefined]>([
    [
      "of all that travel",
      { adult: "120.00", child: "72.50" },
      { adult: EUR(12_000), child: EUR(7_250) },
    ],
    [
      "of infants too, of whom none travels",
      { adult: "120.00", child: "72.50", infant: "12.00" },
      { adult: EUR(12_000), child: EUR(7_250) },
    ],
    ["of adults alone", { adult: "120.00" }, undefined],
    ["what is not the price together", { adult: "120.00", child: "72.00" }, undefined],
  ])("prices of travellers (PARTS-2): %s", (_, each, read) => {
    const price = { total: "312.50", currency: "EUR", ...each };
    const answer = jsonAnswer([jsonOffer({ ...terms, price })]);
    const { offers } = runToEnd(
      json.offers(answer, reading({ mapping: changedMapping(), search: FAMILY })),
    );
    expect({ perTraveller: offers[0]?.fares[0]?.perTraveller }).toEqual({ perTraveller: read });
  });

  test("in one offer or in several are one offer of that itinerary, cheapest first", () => {
    const nested = {
      fares: "tickets",
      id: "id",
      seller: "'Acme'",
      expiresAt: "until",
      slices: "legs",
    };
    const ticket = (family: string, total: string) => ({
      family,
      price: { total, currency: "EUR" },
    });
    const mapping = changedMapping({ answer: { offer: nested } });
    const flat = read(
      jsonAnswer([jsonOffer(ticket("Flex", "500.00")), jsonOffer(ticket("Light", "300.00"))]),
    );
    const within = one(
      jsonOffer({ tickets: [ticket("Flex", "500.00"), ticket("Light", "300.00")] }),
      { mapping },
    );
    for (const { offers } of [flat, within]) {
      expect(offers).toHaveLength(1);
      expect(offers[0]?.price.amount).toBe(30_000);
      expect(offers[0]?.fares.map(({ brand, name }) => [brand, name])).toEqual([
        ["light", "Light"],
        ["flex", "Flex"],
      ]);
    }
    // One that cannot be sold does not affect the others.
    const some = one(
      jsonOffer({
        tickets: [
          ticket("Flex", "500.00"),
          { family: "Light", price: { total: 3.5, currency: "EUR" } },
        ],
      }),
      {
        mapping,
      },
    );
    expect({ offers: some.offers.length, refused: some.refused }).toEqual({
      offers: 1,
      refused: [expect.stringMatching(/^A1 costs 3\.5, a JSON number/)],
    });
    expect(
      thrownBy(() =>
        one(jsonOffer({ tickets: Array(25).fill(ticket("Flex", "1.00")) }), { mapping }),
      ),
    ).toMatchObject({
      message: expect.stringContaining("A1 fares: 25 at tickets, at most 24 are read"),
    });
  });
});
