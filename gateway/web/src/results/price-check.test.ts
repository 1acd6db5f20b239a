import { describe, expect, test } from "@jest/globals";
import { NoAnswer } from "../api/attempt.ts";
import type { OfferPrice } from "../api/offer-price.ts";
import { Refusal } from "../api/refusal.ts";
import { checkedPrice, uncheckedPrice } from "./price-check.ts";

const LINK = "https://alder.example/1";
const priced = (amount: number, link?: string) =>
  ({
    price: { amount, currency: "USD" },
    originalPrice: { amount, currency: "USD" },
    expiresAt: "2026-12-01T00:00:00Z",
    fares: link === undefined ? [] : [{ link }],
  }) as unknown as OfferPrice["before"];

describe("what a seller says", () => {
  test.each<[string, Partial<OfferPrice>, object]>([
    [
      "the same",
      { outcome: "same", now: priced(500) },
      { kind: "same", text: "It still costs $5.00.", link: LINK },
    ],
    [
      "dearer",
      { outcome: "changed", now: priced(650) },
      { kind: "changed", text: "It costs $6.50 now; it was $5.00.", link: LINK },
    ],
    [
      "other conditions",
      { outcome: "changed", now: priced(500) },
      {
        kind: "changed",
        text: "It still costs $5.00, but its fares or conditions have changed.",
        link: LINK,
      },
    ],
    [
      "another link",
      { outcome: "same", now: priced(500, "https://birch.example/") },
      { kind: "same", text: "It still costs $5.00.", link: "https://birch.example/" },
    ],
    [
      "a link that must not be opened",
      { outcome: "same", now: priced(500, "http://birch.example/") },
      { kind: "same", text: "It still costs $5.00.", link: LINK },
    ],
    [
      "gone",
      { outcome: "gone", now: null },
      { kind: "gone", text: "It is not sold any more. Choose another offer.", link: null },
    ],
  ])("%s", (_what, answer, expected) => {
    const whole = {
      outcome: "same",
      reason: null,
      before: priced(500),
      now: null,
      ...answer,
    } as OfferPrice;
    expect(checkedPrice(whole, LINK, "en-US")).toEqual(expected);
  });
});

describe("the price is not known", () => {
  test.each<[unknown, string, string | null]>([
    [
      new Refusal("x", [], { code: "price-unsupported" }),
      "This seller does not say what a single offer costs now.",
      LINK,
    ],
    [
      new Refusal("x", [], { code: "offer-expired" }),
      "This offer has expired. Search again.",
      null,
    ],
    [
      new Refusal("x", [], { code: "not-found" }),
      "This offer is too old to be asked for. Search again.",
      null,
    ],
    [new Refusal("In its own words."), "In its own words.", LINK],
    [new NoAnswer(7_000), "The gateway gave no answer in time. Try again.", LINK],
    [new TypeError("fetch failed"), "The gateway cannot be reached. Try again.", LINK],
  ])("%s", (thrown, text, link) => {
    expect(uncheckedPrice(thrown, LINK)).toEqual({
      kind: "unknown",
      text,
      link,
      ...(link === null ? { isOver: true } : {}),
    });
  });
});
