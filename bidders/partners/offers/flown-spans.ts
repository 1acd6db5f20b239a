/**
 * When flights in a row leave and land, as the clocks of their airports and their own durations
 * allow. Where an hour comes twice, a flight has two possible spans, and its duration shows which
 * of them is meant.
 */
import { MINUTES_APART_MAX } from "../../../common/offers/itinerary-rules.ts";
import { type FlightSpan, spansOf } from "../../../common/places/airport-clocks.ts";
import type { Segment } from "../../../proto/messages.ts";

/**
 * The shortest minimum connecting times that airlines file, at small airports. A stop of one flight
 * number is not a connection.
 */
export const CONNECTION_MINUTES_MIN = 20;

/** The spans of a flight by which it takes as long as is stated. */
export function agreedSpans(segment: Segment): readonly FlightSpan[] {
  return spansOf(segment).filter(
    ({ from, to }) =>
      to > from && Math.abs(segment.durationMinutes - (to - from)) <= MINUTES_APART_MAX,
  );
}

/**
 * The spans in which these flights can be flown one after another; empty when they cannot be.
 */
export function flownSpans(segments: readonly Segment[]): readonly FlightSpan[] {
  let journeys: readonly FlightSpan[] = [];
  for (const [i, segment] of segments.entries()) {
    const before = segments[i - 1];
    const spans = agreedSpans(segment);
    journeys =
      before === undefined
        ? spans
        : distinct(
            journeys.flatMap((journey) =>
              spans
                .filter(({ from }) => allowsChange(from - journey.to, before, segment))
                .map(({ to }) => ({ ...journey, to })),
            ),
          );
  }
  return journeys;
}

/**
 * Whether `minutes` minutes are enough to change. A stop of one flight number is not a connection.
 */
export function allowsChange(minutes: number, landed: Segment, next: Segment): boolean {
  return (
    minutes > 0 && (minutes >= CONNECTION_MINUTES_MIN || next.flightNumber === landed.flightNumber)
  );
}

/**
 * The minutes from the first departure to the last arrival. NaN where the flights cannot be flown:
 * such an offer is refused.
 */
export function sliceMinutes(segments: readonly Segment[]): number {
  const [journey] = flownSpans(segments);
  return journey === undefined ? Number.NaN : journey.to - journey.from;
}

function distinct(spans: readonly FlightSpan[]): readonly FlightSpan[] {
  return [...new Map(spans.map((span) => [`${span.from} ${span.to}`, span])).values()];
}
