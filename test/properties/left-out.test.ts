/** LEFTOUT-2: to count what is left out changes nothing of what is found. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { modelRates } from "../../bidders/flights/fares/rates.ts";
import { search as searchNonstop } from "../../bidders/nonstop/index.ts";
import type { Network } from "../../bidders/stops/engine/network.ts";
import { search as searchStops } from "../../bidders/stops/same-thread-search.ts";
import type { BidNote, FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { contextOf } from "../fixtures/flights/context.ts";
import { sidesOf } from "../fixtures/stops/questions.ts";
import { requestOf } from "../fixtures/stops/trip-questions.ts";
import { draftTrips, tripIn } from "../fixtures/stops/trip-worlds.ts";
import { worlds } from "../fixtures/stops/worlds.ts";
import { propertyRuns } from "../harness/property-runs.ts";

const BEST = { valuePerHour: 3000, penaltyPerStop: 4000 };

async function answerOf(
  search: typeof searchStops | typeof searchNonstop,
  network: Network,
  request: FlightSearch,
  nowMs: number,
) {
  const [notes, said, floors]: [string[], BidNote[], (number | null)[]] = [[], [], []];
  const sendBatch = async (floor: number | null) => void floors.push(floor);
  const context = contextOf(network, notes, {
    nowMs,
    rates: modelRates(request.currency),
    objective: BEST,
    sendBatch,
  });
  const leftOut = request.explain === true ? (note: BidNote) => void said.push(note) : undefined;
  const offers: FlightOffer[] = [];
  for await (const offer of await search(request, { ...context, leftOut })) offers.push(offer);
  return { found: { offers, notes, floors }, said };
}

test("LEFTOUT-2: the same offers, floors and notes with and without counting, one way and as trips", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      worlds([6, 14], [80, 250]),
      fc.array(draftTrips, { minLength: 4, maxLength: 4 }),
      async (world, drafts) => {
        const sides = sidesOf(world.timetable);
        for (const draft of drafts) {
          const trip = tripIn(world, draft);
          if (trip === undefined) continue;
          const question = { ...trip, slices: trip.slices.slice(0, 1 + (draft.day % 2)) };
          const request = requestOf(sides, question);
          for (const search of [searchNonstop, searchStops]) {
            const plain = await answerOf(search, sides.network, request, question.nowMs);
            const asking: FlightSearch = { ...request, explain: true };
            const counted = await answerOf(search, sides.network, asking, question.nowMs);
            expect(counted.found).toEqual(plain.found);
            expect(plain.said).toEqual([]);
            for (const { reason, count } of counted.said)
              seen.set(reason, (seen.get(reason) ?? 0) + count);
          }
        }
      },
    ),
    { numRuns: propertyRuns(40), seed: 20_261_129, endOnFailure: true },
  );
  // Something was counted, or the property would say nothing.
  const often = ["sold-out", "minimum-connecting-time", "interline"];
  expect(often.filter((reason) => (seen.get(reason) ?? 0) < 10)).toEqual([]);
});
