/**
 * The bidder `stops` on the calling thread, in turns with the other work of its event loop:
 * for callers that search now and then, and need neither threads nor bids (the sandbox's inventory,
 * benchmarks of the search alone, tests).
 */
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { loadFlightData } from "../flights/flight-data.ts";
import { runInTurns } from "../flights/itineraries/event-loop-turns.ts";
import { zonesAhead } from "../flights/shared-flight-data.ts";
import type { TimetableSource } from "../flights/timetable/timetable-setting.ts";
import type { SearchContext } from "../kit/bidder.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import { type Network, networkOf } from "./engine/network.ts";
import { type OfferSearch, searchOffers } from "./offer-search.ts";

/** @throws Error when the timetable is of no use */
export async function open({ timetablePath, closures, note }: TimetableSource): Promise<Network> {
  const flights = await loadFlightData(timetablePath, note, closures);
  // Otherwise the first search would read them.
  zonesAhead(flights.timetable, Date.now());
  return networkOf(flights);
}

export async function* search(
  request: FlightSearch,
  context: SearchContext<Network>,
): AsyncGenerator<FlightOffer> {
  const { resources, objective, rates, offersMax, signal } = context;
  const terms = { nowMs: context.now(), objective, rates, offersMax };
  const batches = searchOffers(request, resources, terms);
  for (;;) {
    const {
      offers,
      floor,
      final,
      notes,
      leftOut = [],
    } = await runInTurns(nextBatch(batches), signal);
    yield* offers;
    for (const note of notes) context.note(note);
    if (context.leftOut !== undefined) leftOut.forEach(context.leftOut);
    if (final) return;
    await context.sendBatch(floor);
  }
}

function* nextBatch(
  batches: OfferSearch,
): Generator<undefined, OfferBatch<readonly FlightOffer[]>> {
  for (;;) {
    const { done, value } = batches.next();
    if (done) throw new Error("the search has ended without a final batch");
    if (value !== undefined) return value;
    yield;
  }
}
