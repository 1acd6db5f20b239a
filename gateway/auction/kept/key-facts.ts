/** What an itinerary key says of its itinerary, for those who have not opened its offers. */
import { KeyReader } from "../../../proto/itinerary-key.ts";

export interface KeyFacts {
  /** The most connections of a slice, as `maxStops` of a search counts them. */
  readonly stops: number;
  /** Of each flight, as the passenger sees it, each once. */
  readonly carriers: readonly string[];
  /** Where the first slice begins. */
  readonly origin: string;
  /** Where the first slice ends. */
  readonly destination: string;
  /** Where the traveller changes, each once; of a change of airports both. */
  readonly via: readonly string[];
  /** The hour of the first departure by the clock of its airport, 0 to 23. */
  readonly departureHour: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** Shared by all that are read: it keeps nothing from one key to the next. */
const reader = new KeyReader();

/** Undefined for what is not a key: no offer of it can be shown. */
export function keyFacts(key: string): KeyFacts | undefined {
  const carriers: string[] = [];
  const via: string[] = [];
  let stops = 0;
  let ofSlice = 0;
  let origin: string | undefined;
  let destination: string | undefined;
  let departureHour = 0;
  let arrivedAt: string | undefined;
  reader.start(key);
  while (!reader.ended) {
    if (!reader.next()) return undefined;
    if (origin === undefined) {
      origin = reader.origin;
      departureHour = hourOf(reader.departure);
    }
    addOnce(carriers, reader.carrier);
    if (arrivedAt !== undefined) {
      addOnce(via, arrivedAt);
      addOnce(via, reader.origin);
      stops = Math.max(stops, ++ofSlice);
    }
    arrivedAt = reader.destination;
    if (reader.endsSlice) {
      destination ??= arrivedAt;
      arrivedAt = undefined;
      ofSlice = 0;
    }
  }
  return origin === undefined || destination === undefined
    ? undefined
    : { stops, carriers, origin, destination, via, departureHour };
}

function hourOf(wallClockMinutes: number): number {
  return Math.floor((((wallClockMinutes % DAY) + DAY) % DAY) / HOUR);
}

function addOnce(list: string[], value: string): void {
  if (!list.includes(value)) list.push(value);
}
