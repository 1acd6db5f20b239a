import { expect, test } from "@jest/globals";
import { holdsFor, perTraveller, priceFor, safeLink, travellersIn } from "./price-words.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

test.each([
  [{ adults: 1, children: 0, infants: 0 }, "for 1 adult"],
  [{ adults: 2, children: 0, infants: 0 }, "for 2 adults, $256.17 each"],
  [{ adults: 3, children: 0, infants: 0 }, "for 3 adults, about $170.78 each"],
  [{ adults: 2, children: 1, infants: 0 }, "for 2 adults and 1 child"],
  [{ adults: 1, children: 2, infants: 1 }, "for 1 adult, 2 children and 1 infant"],
])("what $512.34 is for, of %j", (travellers, expected) => {
  const amount = travellers.adults === 3 ? 51_235 : 51_234;
  expect(priceFor(usd(amount), travellers, "en-US")).toBe(expected);
});

test.each([
  [null, { adults: 1, children: 0, infants: 0 }],
  [{ passengers: { adults: 2, children: 1 } }, { adults: 2, children: 1, infants: 0 }],
  [{ passengers: { adults: "many" } }, { adults: 1, children: 0, infants: 0 }],
])("the travellers of %j", (body, expected) => expect(travellersIn(body)).toEqual(expected));

test("what each traveller pays, only where the seller says it", () => {
  const fares = [{ perTraveller: { adult: usd(40_000), child: usd(30_000) } }] as never;
  expect(perTraveller({ fares }, "en-US")).toBe("$400.00 an adult, $300.00 a child");
  expect(perTraveller({ fares: [] })).toBe("");
});

test.each([
  [2 * 3_600_000 + 5 * 60_000, "holds for 2 h 5 min"],
  [272_999, "holds for 4 min 32 s"],
  [999, "holds for 0 s"],
  [0, "has expired"],
  [-5_000, "has expired"],
])("%i ms are left: %s", (ms, expected) => expect(holdsFor(ms)).toBe(expected));

test.each([
  ["https://alder.example/o/1?a=b", "https://alder.example/o/1?a=b"],
  ["http://alder.example/", null],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["//alder.example/", null],
  ["nonsense", null],
  [undefined, null],
])("the link %s opens %s", (link, expected) => expect(safeLink(link)).toBe(expected));
