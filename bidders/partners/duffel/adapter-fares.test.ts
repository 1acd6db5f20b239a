import { describe, expect, test } from "@jest/globals";
import { readDuffelAnswer } from "../../../test/fixtures/partners/duffel-sample.ts";
import {
  duffelAnswer,
  duffelSegment,
  SEARCH,
  sampleDuffelOffer,
} from "../../../test/fixtures/partners/partner.ts";

describe("fares", () => {
  const fare = (brandName: unknown, amount: string, over: object = {}) =>
    sampleDuffelOffer(
      { id: `off_${amount}`, total_amount: amount, ...over },
      { fare_brand_name: brandName },
    );
  const fares = (...offers: object[]) => {
    const { offers: all, refused } = readDuffelAnswer(duffelAnswer({ offers }), SEARCH);
    expect(refused).toEqual([]);
    expect(all).toHaveLength(1);
    return all[0]?.fares;
  };
  const travellers = (...each: object[]) => [{ segments: [duffelSegment({ passengers: each })] }];

  test("brands of one itinerary are one offer, cheapest first, in any order of arrival", () => {
    const [light, flex] = [fare("Economy Light", "300.00"), fare("Economy Flex", "450.00")];
    for (const offers of [
      [light, flex],
      [flex, light],
    ]) {
      expect(fares(...offers)).toMatchObject([
        { name: "Economy Light", brand: "light", price: { amount: 30_000, currency: "USD" } },
        { name: "Economy Flex", brand: "flex", price: { amount: 45_000, currency: "USD" } },
      ]);
    }
  });

  test("an offer that states nothing of its fare has no fares; one of several fares with a price alone has no name", () => {
    expect(fares(fare(null, "300.00"))).toEqual([]);
    expect(fares(fare("Flex", "400.00"), fare(null, "300.00"))).toMatchObject([
      { name: "", price: { amount: 30_000 } },
      { name: "Flex" },
    ]);
  });

  const terms = (
    penalty_amount: unknown,
    penalty_currency: unknown = "GBP",
    allowed: unknown = true,
  ) => ({
    allowed,
    penalty_amount,
    penalty_currency,
  });
  test.each<[string, unknown, unknown]>([
    ["a fee", terms("50.00"), { allowed: true, fee: { amount: 5_000, currency: "GBP" } }],
    ["no fee", terms("0.00"), { allowed: true, fee: { amount: 0, currency: "GBP" } }],
    ["a fee that Duffel does not state", terms(null, null), { allowed: true, fee: null }],
    ["a fee that is not an exact amount", terms("50.005"), { allowed: true, fee: null }],
    ["a fee of no currency", terms("50.00", "XQZ"), { allowed: true, fee: null }],
    ["what is not allowed", terms("50.00", "GBP", false), { allowed: false, fee: null }],
    ["no condition", null, null],
    ["a condition of another form", { allowed: "perhaps" }, null],
  ])("conditions: %s", (_, stated, read) => {
    const conditions = { change_before_departure: stated, refund_before_departure: null };
    expect(fares(fare("Light", "300.00", { conditions }))).toMatchObject([
      { change: read, refund: null },
    ]);
    const other = { change_before_departure: null, refund_before_departure: stated };
    expect(fares(fare("Light", "300.00", { conditions: other }))).toMatchObject([
      { change: null, refund: read },
    ]);
  });

  test.each<[string, object, object | undefined]>([
    ["both", {}, { base: 25_000, taxes: 5_000 }],
    ["no taxes", { tax_amount: null }, undefined],
    ["parts that are not the price together", { tax_amount: "50.01" }, undefined],
    ["a base in another currency", { base_currency: "EUR" }, undefined],
    ["a base that is not an exact amount", { base_amount: "250.001" }, undefined],
    ["a base of another form", { base_amount: 250 }, undefined],
  ])("base and taxes: %s", (_, over, parts) => {
    const stated = {
      ...{ base_amount: "250.00", base_currency: "USD" },
      ...{ tax_amount: "50.00", tax_currency: "USD" },
      ...over,
    };
    const [one] = fares(fare("Light", "300.00", stated)) ?? [];
    expect({ name: one?.name, base: one?.base?.amount, taxes: one?.taxes?.amount }).toEqual({
      name: "Light",
      base: undefined,
      taxes: undefined,
      ...parts,
    });
  });

  test.each<[unknown, string | undefined]>([
    [{ iata_code: "AA" }, "AA"],
    [{ iata_code: "BA" }, undefined],
    [{ iata_code: null }, undefined],
    [{ iata_code: "American" }, undefined],
    [null, undefined],
  ])("the carrier that flies, where it is another: %j", (operating_carrier, read) => {
    const slice = { segments: [duffelSegment({ operating_carrier })] };
    const { offers } = readDuffelAnswer(
      duffelAnswer({ offers: [sampleDuffelOffer({}, slice)] }),
      SEARCH,
    );
    const [segment] = offers[0]?.slices[0]?.segments ?? [];
    expect({ carrier: segment?.carrier, operatingCarrier: segment?.operatingCarrier }).toEqual({
      carrier: "BA",
      operatingCarrier: read,
    });
  });

  test("bags are the fewest of all flights and travellers; where one part does not state them, they are not known", () => {
    const bags = (carry_on: number, checked: number) => ({
      baggages: [
        { type: "carry_on", quantity: carry_on },
        { type: "checked", quantity: checked },
        { type: "skis", quantity: 9 },
      ],
    });
    const connection = (...each: object[][]) => {
      const [first, second] = each.map((passengers) => ({ passengers }));
      const out = duffelSegment({
        destination: { iata_code: "DUB" },
        arriving_at: "2026-12-15T09:55:00",
        duration: "PT1H25M",
        ...first,
      });
      const on = duffelSegment({
        origin: { iata_code: "DUB" },
        departing_at: "2026-12-15T11:00:00",
        arriving_at: "2026-12-15T13:40:00",
        duration: "PT7H40M",
        ...second,
      });
      return fares(
        sampleDuffelOffer({ slices: [{ segments: [out, on], fare_brand_name: "Value" }] }),
      );
    };
    expect(connection([bags(1, 2)], [bags(2, 1)])).toMatchObject([
      { cabinBags: 1, checkedBags: 1 },
    ]);
    expect(connection([bags(1, 2)], [{ baggages: [] }])).toMatchObject([
      { cabinBags: 0, checkedBags: 0 },
    ]);
    expect(connection([bags(1, 2)], [{ baggages: null }])).toMatchObject([
      { cabinBags: null, checkedBags: null },
    ]);
    expect(connection([bags(1, 2), bags(0, 1)], [bags(1, 2)])).toMatchObject([
      { cabinBags: 0, checkedBags: 1 },
    ]);
    expect(
      connection([{ baggages: [{ type: "checked", quantity: -1 }] }], [bags(1, 1)]),
    ).toMatchObject([{ checkedBags: null }]);
  });

  test("an infant on a lap has no bags, and does not change those of the others", () => {
    const search = { ...SEARCH, passengers: { adults: 1, children: 0, infants: 1 } };
    const offer = sampleDuffelOffer({
      passengers: [
        { id: "a", type: "adult" },
        { id: "b", age: 1 },
      ],
      slices: travellers(
        { passenger_id: "b", baggages: [], fare_basis_code: "ZIN" },
        {
          passenger_id: "a",
          baggages: [{ type: "checked", quantity: 2 }],
          fare_basis_code: "OKN0ZBS",
        },
      ),
    });
    expect(
      readDuffelAnswer(duffelAnswer({ offers: [offer] }), search).offers[0]?.fares,
    ).toMatchObject([{ checkedBags: 2, bookingClass: "O" }]);
  });

  test("the booking class is the fare basis' first letter, where all flights have one", () => {
    const basis = (code: unknown) =>
      fares(
        sampleDuffelOffer({
          slices: [{ fare_brand_name: "Saver", ...travellers({ fare_basis_code: code })[0] }],
        }),
      );
    expect(basis("VLOWX")).toMatchObject([{ bookingClass: "V" }]);
    for (const code of [null, "", "1ABC", "lower"])
      expect(basis(code)).toMatchObject([{ bookingClass: "" }]);
  });
});
