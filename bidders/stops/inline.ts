/**
 * The bidder `stops` on the calling thread, in turns with whatever else its event loop has to do:
 * for those who search now and then, and need neither threads nor bids (the sandbox's shelf,
 * benchmarks of the search alone, tests).
 */
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { availability } from "../flights/fares/availability.ts";
import { paced } from "../flights/itineraries/pace.ts";
import { loadTimetable } from "../flights/timetable/load.ts";
import type { TimetableSource } from "../flights/timetable/timetable-setting.ts";
import type { SearchContext } from "../kit/bidder.ts";
import { type Answer, answers, type Part, type Summary } from "./answer.ts";
import { networkOf } from "./engine/network.ts";
import type { StopsResources } from "./rounds.ts";
import { zonesAhead } from "./sharing.ts";

export async function open({ timetablePath, note }: TimetableSource): Promise<StopsResources> {
  const timetable = await loadTimetable(timetablePath, note);
  // What the first search would have to work out.
  availability();
  zonesAhead(timetable, Date.now());
  return { timetable, network: networkOf(timetable) };
}

export async function* search(
  request: FlightSearch,
  context: SearchContext<StopsResources>,
): AsyncGenerator<FlightOffer> {
  const { objective, rates, offersMax, signal } = context;
  const answer = answers(request, context.resources, {
    nowMs: context.now(),
    objective,
    rates,
    offersMax,
  });
  for (;;) {
    const { done, value } = await paced(untilTold(answer), signal);
    yield* value.offers;
    if (done) {
      for (const note of value.notes) context.note(note);
      return;
    }
    await context.part(value.floor);
  }
}

/** The work up to the next part, or to the end. */
function* untilTold(answer: Answer): Generator<undefined, IteratorResult<Part, Summary>> {
  for (;;) {
    const step = answer.next();
    if (step.done) return step;
    if (step.value !== undefined) return { done: false, value: step.value };
    yield;
  }
}
