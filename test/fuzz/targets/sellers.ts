/**
 * What an outside seller answers, as the thread that parses answers reads it: with Duffel's
 * adapter, and with that of a mapping. It becomes offers that can be sold and lines of what is
 * refused, or is the seller's fault; and our token, which a seller may repeat, is in none of them.
 */

import { type ParseTask, parseWhole } from "../../../bidders/partners/parsing/parse-answer.ts";
import { PartnerFailure } from "../../../bidders/partners/partner-failure.ts";
import type { FlightOffer } from "../../../proto/messages.ts";
import { SAMPLE } from "../../fixtures/partners/duffel-sample.ts";
import { changedMapping } from "../../fixtures/partners/mapping.ts";
import { duffelAnswer, duffelOffers, reading } from "../../fixtures/partners/partner.ts";
import { type FuzzTarget, must } from "../target.ts";

const SECRET = "duffel_test_secret_4711";
/** What is refused is logged and shown. */
const LINE_CHARS_MAX = 600;

function check(task: ParseTask): void {
  try {
    for (const { offers, refused } of parseWhole(task)) {
      for (const offer of offers) checkOffer(offer);
      for (const line of refused) {
        must(line.length <= LINE_CHARS_MAX, () => `a line of ${line.length} characters`);
        must(!line.includes(SECRET), () => `the token in ${line}`);
      }
      must(!JSON.stringify(offers).includes(SECRET), () => "the token in an offer");
    }
  } catch (thrown) {
    if (!(thrown instanceof PartnerFailure)) throw thrown;
    must(!thrown.message.includes(SECRET), () => `the token in ${thrown.message}`);
    must(thrown.message.length <= LINE_CHARS_MAX, () => `${thrown.message.length} characters`);
  }
}

function checkOffer({ price, slices }: FlightOffer): void {
  const { amount, currency } = price;
  must(Number.isSafeInteger(amount) && amount > 0, () => `a price of ${amount} (A9)`);
  must(/^[A-Z]{3}$/.test(currency), () => `the currency ${currency}`);
  must(slices.length === 1, () => `${slices.length} slices of one`);
  for (const { durationMinutes, segments } of slices) {
    must(Number.isInteger(durationMinutes) && durationMinutes > 0, () => `${durationMinutes} min`);
    must(segments[0]?.origin === "LHR", () => `it begins at ${segments[0]?.origin}`);
    must(segments.at(-1)?.destination === "JFK", () => `it ends elsewhere`);
  }
}

const taskOf = (adapter: "duffel" | "json", input: Uint8Array): ParseTask => ({
  ...reading(adapter === "json" ? { mapping: changedMapping() } : {}),
  secret: SECRET,
  partner: "one",
  adapter,
  body: { bytes: Uint8Array.from(input), codings: [] },
});

export const duffelAnswers: FuzzTarget = {
  name: "duffel",
  form: "text",
  seeds: () => [
    Buffer.from(SAMPLE),
    Buffer.from(duffelAnswer({ offers: duffelOffers(2) })),
    Buffer.from(
      JSON.stringify({ errors: [{ code: "invalid", title: `no ${SECRET}`, message: "no" }] }),
    ),
  ],
  words: [
    ...['"offers"', '"errors"', '"-1.00"', '"1e9"', '"12.345"', '"PT-5M"', '"P1DT2H"', '"KWD"'],
    ...['"2026-13-01T00:00:00"', `"${SECRET}"`, '"LHR"', '"JFK"', '"marketing_carrier"', '"after"'],
  ],
  msMax: 200,
  run: (input) => check(taskOf("duffel", input)),
};

const FLIGHT = {
  ...{ airline: "BA", no: "117", from: "LHR", to: "JFK", craft: "744", cabin: "economy" },
  ...{ off: "2026-12-15T08:30", on: "2026-12-15T11:05", takes: 455 },
};
const ITEM = {
  ...{ id: "1", until: "2027-01-01T00:00:00Z", family: "Light", classes: "Y" },
  legs: [{ flights: [FLIGHT] }],
  price: { total: "300.00", net: "250.00", tax: "50.00", currency: "USD", adult: "300.00" },
  bags: { hand: 1, hold: 0 },
  change: { ok: true, fee: "20.00" },
  refund: { ok: false },
};

export const mappedAnswers: FuzzTarget = {
  name: "mapped-answers",
  form: "text",
  seeds: () =>
    [
      { result: { items: [ITEM, { ...ITEM, id: "2" }], next: "c2" } },
      { result: { items: [ITEM] } },
      { fault: `no ${SECRET}` },
    ].map((answer) => Buffer.from(JSON.stringify(answer))),
  words: [
    ...['"items"', '"fault"', '"-1.00"', '"12.345"', '"PT7H"', '"2026-12-15T08:30:00+01:00"'],
    ...[`"${SECRET}"`, '"LHR"', '"JFK"', '"next"', '"EUR"', '"KWD"', "455", '"07:35"'],
  ],
  msMax: 200,
  run: (input) => check(taskOf("json", input)),
};
