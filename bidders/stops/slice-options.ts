/** From the itineraries of the engine to the options of a slice, which tickets are made of. */
import type { SliceOption } from "../flights/itineraries/option.ts";
import { departureOn } from "../flights/timetable/departures.ts";
import type { Departure, Timetable } from "../flights/timetable/timetable.ts";
import type { Shown } from "./engine/best-list.ts";
import type { Itinerary } from "./engine/itinerary.ts";

/** Two options one after the other, each with its own seller; one changes tickets at `airport`. */
export interface SelfTransfer {
  readonly tickets: readonly SliceOption[];
  readonly airport: string;
  readonly similar: number;
}

export interface FoundOptions {
  readonly options: readonly SliceOption[];
  /** Of two tickets each, which the traveller changes between by himself. */
  readonly selfTransfers: readonly SelfTransfer[];
}

export function sliceOptionsOf(
  timetable: Timetable,
  found: readonly Shown<Itinerary>[],
): FoundOptions {
  const options: SliceOption[] = [];
  const selfTransfers: SelfTransfer[] = [];
  for (const { itinerary, similar } of found) {
    const tickets = ticketsOf(timetable, itinerary);
    const [first, second] = tickets;
    if (second === undefined) options.push({ ...(first as SliceOption), similar });
    else selfTransfers.push({ tickets, airport: startOf(timetable, second), similar });
  }
  return { options, selfTransfers };
}

function ticketsOf(timetable: Timetable, { legs, tickets }: Itinerary): SliceOption[] {
  return tickets.map(({ from, to, seller, dollars }) => ({
    departures: legs
      .slice(from, to)
      .map(({ row, day }) => departureOn(timetable, row, day) as Departure),
    fares: [{ seller: timetable.carriers[seller] as string, dollars }],
  }));
}

function startOf(timetable: Timetable, { departures }: SliceOption): string {
  return timetable.airports[timetable.origin[departures[0]?.row as number] as number]
    ?.code as string;
}
