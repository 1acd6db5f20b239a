import { expect, test } from "@jest/globals";
import { pino } from "pino";
import type { NotShown } from "../auction/kept/not-shown.ts";
import { OFFER_LINES_MAX, offerLines } from "./offer-lines.ts";

function kept(level: string) {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { lines, events: offerLines(log) };
}

const USD = { amount: 100, currency: "USD" };
const result = (count: number) =>
  ({
    searchId: "s",
    itineraries: Array.from({ length: count }, (_, i) => ({
      key: `key-${i}`,
      cost: 100 + i,
      sellers: [{ bidder: "nonstop", seller: "BA", price: USD }],
    })),
  }) as unknown as Parameters<ReturnType<typeof offerLines>["explained"]>[0];
const notShown: NotShown = {
  bidder: "stops",
  seller: "x".repeat(80),
  itinerary: "key-9",
  price: USD,
  cost: 999,
  reason: "mismatch",
  detail: "its price is not that of its columns",
};

test("each offer has one line, with its place or with why it is not shown", () => {
  const { lines, events } = kept("debug");
  events.explained(result(2), "a", { notShown: 3, offers: [notShown] });
  expect(lines.map(({ msg, place, reason, offers }) => ({ msg, place, reason, offers }))).toEqual([
    { msg: "offer shown", place: 1 },
    { msg: "offer shown", place: 2 },
    { msg: "offer not shown", reason: "mismatch" },
    { msg: "more offers are not shown", offers: 2 },
  ]);
  for (const line of lines)
    expect(line).toMatchObject({ level: 20, searchId: "s", auctionId: "a" });
});

test.each([
  ["trace", true],
  ["debug", true],
  ["info", false],
  ["warn", false],
  ["silent", false],
])("at the level %s they are wanted: %s (OFFERLINES-1)", (level, wanted) =>
  expect(kept(level).events.wantsOffers()).toBe(wanted));

test("one search has a bounded number of lines (OFFERLINES-1, A6)", () => {
  const { lines, events } = kept("debug");
  const offers = Array(1_000).fill(notShown);
  events.explained(result(1_000), "a", { notShown: 1_000, offers });
  expect(lines.length).toBe(2 * OFFER_LINES_MAX + 1);
});
