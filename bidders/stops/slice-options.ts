/** Makes the options of a slice, which tickets are made of, of the engine's itineraries. */
import { CABINS } from "../../proto/messages.ts";
import type { SliceOption } from "../flights/itineraries/option.ts";
import { departureOn } from "../flights/timetable/departures.ts";
import type { Departure, Timetable } from "../flights/timetable/timetable.ts";
import type { Shown } from "./engine/best-list.ts";
import type { EngineItinerary } from "./engine/itinerary.ts";
import type { Leg } from "./engine/legs.ts";

/** Two options one after the other, each with its own seller; one changes tickets at `airport`. */
export interface SelfTransfer {
  readonly tickets: readonly SliceOption[];
  readonly airport: string;
  readonly similar: number;
}

interface FoundOptions {
  readonly options: readonly SliceOption[];
  /**
   * The self-transfers of itineraries of two tickets each, which the traveller changes between by
   * himself.
   */
  readonly selfTransfers: readonly SelfTransfer[];
}

/** `asked`: the cabin's index in CABINS. */
export function sliceOptionsOf(
  timetable: Timetable,
  found: readonly Shown<EngineItinerary>[],
  asked: number,
): FoundOptions {
  const options: SliceOption[] = [];
  const selfTransfers: SelfTransfer[] = [];
  for (const { itinerary, similar } of found) {
    const tickets = ticketsOf(timetable, itinerary, asked);
    const [first, second] = tickets;
    if (second === undefined) options.push({ ...(first as SliceOption), similar });
    else selfTransfers.push({ tickets, airport: startOf(timetable, second), similar });
  }
  return { options, selfTransfers };
}

/** The lower cabins in the form of an option. */
export function lowerCabins(
  legs: readonly Pick<Leg, "cabin">[],
  asked: number,
): Pick<SliceOption, "cabins"> {
  return legs.every(({ cabin }) => cabin === asked)
    ? {}
    : { cabins: legs.map(({ cabin }) => (cabin === asked ? undefined : CABINS[cabin])) };
}

function ticketsOf(
  timetable: Timetable,
  { legs, tickets }: EngineItinerary,
  asked: number,
): SliceOption[] {
  return tickets.map(({ from, to, seller, dollars }) => ({
    departures: legs
      .slice(from, to)
      .map(({ row, day }) => departureOn(timetable, row, day) as Departure),
    fares: [{ seller: timetable.carriers[seller] as string, dollars }],
    ...lowerCabins(legs.slice(from, to), asked),
  }));
}

function startOf(timetable: Timetable, { departures }: SliceOption): string {
  return timetable.airports[timetable.origin[departures[0]?.row as number] as number]
    ?.code as string;
}
