/** The flights and waits of a slice, one after the other, in words. Pure: no DOM. */
import type { OfferSlice } from "../../../../proto/messages.ts";
import { duration } from "../ui/format.ts";

type Segment = OfferSlice["segments"][number];

/** A wait between two flights. */
interface Layover {
  /** Where the first arrives, and the second leaves. */
  readonly airports: readonly [from: string, to: string];
  readonly minutes: number;
  /** The second leaves on another day than the first arrives. */
  readonly isOvernight: boolean;
  /** The traveller goes to another terminal: both, where they are known. */
  readonly terminals: readonly [from: string, to: string] | null;
}

/** The wait before each flight but the first. */
export function layoversOf({ segments }: Pick<OfferSlice, "segments">): Layover[] {
  return segments.slice(1).map((next, i) => layoverOf(segments[i] as Segment, next));
}

function layoverOf(before: Segment, next: Segment): Layover {
  const { destinationTerminal: from } = before;
  const { originTerminal: to } = next;
  return {
    airports: [before.destination, next.origin],
    // Both times are by clocks of one place: a change of the clock between them is rare.
    minutes: Math.round(
      (Date.parse(`${next.departure}Z`) - Date.parse(`${before.arrival}Z`)) / 60_000,
    ),
    isOvernight: before.arrival.slice(0, 10) !== next.departure.slice(0, 10),
    terminals: from === undefined || to === undefined || from === to ? null : [from, to],
  };
}

/**
 * @param placeOf an airport as it is shown
 * @param isSelfTransfer whether the traveller checks in again there
 * @returns `2 h 10 min at Schiphol (AMS), over night. Change of terminal at AMS: 1 to 2`
 */
export function layoverWords(
  { airports: [from, to], minutes, isOvernight, terminals }: Layover,
  placeOf: (code: string) => string,
  isSelfTransfer: boolean,
): string {
  const where =
    from === to ? `at ${placeOf(from)}` : `to change from ${placeOf(from)} to ${placeOf(to)}`;
  return [
    `${duration(minutes)} ${where}${isOvernight ? ", over night" : ""}`,
    ...(terminals === null
      ? []
      : [`Change of terminal at ${to}: ${terminals[0]} to ${terminals[1]}`]),
    ...(isSelfTransfer ? ["Self-transfer: collect bags and check in again"] : []),
  ].join(". ");
}

/** What a slice is called within its journey. */
export function sliceName(index: number, count: number): string {
  if (count === 1) return "Flights";
  if (count === 2) return index === 0 ? "Outbound" : "Return";
  return `Flight ${index + 1} of ${count}`;
}

/** The carriers of a slice in the order of its flights, each once. */
export function carriersOf({ segments }: Pick<OfferSlice, "segments">): string[] {
  return [...new Set(segments.map(({ carrier }) => carrier))];
}
