/**
 * What a seller says of a price beside the price itself, where one goes on to buy it, and the
 * terminals of flights. Texts are readable before (TERM-1). Pure.
 */
import { LIMITS } from "../../proto/limits.ts";
import type { Fare, Itinerary, Segment } from "../../proto/messages.ts";
import { formatMoney } from "./format.ts";
import { plain } from "./outside-text.ts";

/** `base 400.00 USD, taxes 110.00 USD`; empty where the seller does not say it. */
export function partsWords(fare: Partial<Pick<Fare, "base" | "taxes">> | undefined): string {
  const { base, taxes } = fare ?? {};
  if (base === undefined || taxes === undefined) return "";
  return `base ${formatMoney(base)}, taxes ${formatMoney(taxes)}`;
}

/** `BA117: LHR terminal 5, JFK terminal 8` for each flight of which one is known. */
export function terminalLines({ slices }: Pick<Itinerary, "slices">): string[] {
  return slices.flatMap(({ segments }) => segments.flatMap(terminalLine));
}

const TERMINAL_CHARS_MAX = 20;

function terminalLine(segment: Segment): string[] {
  const { flightNumber, origin, destination, originTerminal, destinationTerminal } = segment;
  const ends = [
    [origin, originTerminal],
    [destination, destinationTerminal],
  ].flatMap(([airport = "", terminal]) =>
    terminal === undefined
      ? []
      : [`${plain(airport)} terminal ${plain(terminal, TERMINAL_CHARS_MAX)}`],
  );
  return ends.length === 0 ? [] : [`${plain(flightNumber)}: ${ends.join(", ")}`];
}

interface HandOff {
  readonly words: string;
  /** It is copied, so it is not broken between lines. */
  readonly copied: string;
}

/** Where the seller sells it, or else what it calls it; undefined where it says neither. */
export function handOffOf(
  fares: readonly (Partial<Pick<Fare, "link" | "reference">> | undefined)[],
): HandOff | undefined {
  // The gateway has checked its host; nothing else than https is shown as an address.
  const link = fares.map((fare) => fare?.link).find((one) => one?.startsWith("https://") === true);
  if (link !== undefined)
    return { words: "its seller sells it here:", copied: plain(link, LIMITS.linkLengthMax) };
  const reference = fares.find((fare) => fare?.reference !== undefined)?.reference;
  if (reference === undefined) return undefined;
  const { partner, id } = reference;
  return {
    words: `its id in the API of ${plain(partner, LIMITS.referenceLengthMax)}:`,
    copied: plain(id, LIMITS.referenceLengthMax),
  };
}
