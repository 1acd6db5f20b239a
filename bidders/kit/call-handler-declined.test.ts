/** A call that the bidder itself does not search for (BidderModule.whyDeclined). */
import { expect, test } from "@jest/globals";
import type { FlightSearch } from "../../proto/messages.ts";
import { createHandler, offer, throwSecret } from "../../test/fixtures/kit/call-handler.ts";

const declining = ({ slices }: FlightSearch) => `too much: from ${slices[0]?.origin}`;

test.each<
  [string, (request: FlightSearch) => string | undefined, answer: string, searches: number]
>([
  ["declines", declining, "declined: too much: from LHR", 0],
  ["has no reason", () => undefined, "offers: 1", 1],
  ["throws", throwSecret, "offers: 1", 1],
])("KIT-1: a bidder that %s", async (_, whyDeclined, answer, searches) => {
  let begun = 0;
  const { clock, deliver, answers, sent, reports } = createHandler(
    () => {
      begun++;
      return [offer()];
    },
    {},
    { whyDeclined },
  );
  deliver("s");
  await clock.settle();
  expect({ answers: answers("s"), begun, reports: reports.length }).toEqual({
    answers: [answer],
    begun: searches,
    reports: 1,
  });
  expect(sent.map(({ bid: { final, cellFloors } }) => ({ final, cellFloors }))).toEqual([
    { final: true, cellFloors: undefined },
  ]);
});
