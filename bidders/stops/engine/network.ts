/**
 * The timetable as a graph, made once when the bidder opens: markets (pairs of airports with
 * flights) as edges, to be walked from either end, and what the search needs of each row, market,
 * airport and carrier as numbers. Plain columns, so that threads share them.
 *
 * Tests: `rules-places.test.ts`, `rules-cabins.test.ts`.
 */
import { CABINS } from "../../../proto/messages.ts";
import { carrierFacts } from "../../flights/fares/carriers.ts";
import { milesOf } from "../../flights/fares/curves.ts";
import { flightSeed, tierOf } from "../../flights/fares/fare.ts";
import type { FlightData } from "../../flights/flight-data.ts";
import { interliningOf } from "../../flights/itineraries/interline.ts";
import { flightNumberOf, hasCabin } from "../../flights/itineraries/option.ts";
import { firstOf, sharedFrom, sharedOf } from "../../flights/timetable/shared-columns.ts";
import { FLAGS, type Index, type Timetable } from "../../flights/timetable/timetable.ts";
import { type CabinColumns, cabinColumns } from "./cabin-columns.ts";

/**
 * Typed arrays in shared memory, and a few numbers: what a thread is handed beside the timetable's
 * own columns.
 */
export interface NetworkColumns extends CabinColumns {
  /**
   * Markets, sorted by origin, then destination. Rows of market m: `marketRow[m]` to before
   * `marketRow[m + 1]`.
   */
  readonly marketRow: Uint32Array;
  readonly marketOrigin: Uint16Array;
  readonly marketDestination: Uint16Array;
  readonly marketKm: Float64Array;
  readonly marketInternational: Uint8Array;
  /** The shortest block time of all flights of the market, whatever the day. */
  readonly marketBlockMin: Uint16Array;
  /** The hours of the clock in which its flights are listed to leave, a bit for each from 0. */
  readonly marketHours: Uint32Array;
  /**
   * Who flies market m: `marketCarriers[i]` for i from `marketCarrierFrom[m]` to before
   * `marketCarrierFrom[m + 1]`.
   */
  readonly marketCarrierFrom: Uint32Array;
  readonly marketCarriers: Uint16Array;
  /** Markets out of airport a: `marketsFrom[a]` to before `marketsFrom[a + 1]`. */
  readonly marketsFrom: Uint32Array;
  /**
   * Markets into airport a: `marketsInto[i]` for i from `firstInto[a]` to before `firstInto[a +
   * 1]`.
   */
  readonly firstInto: Uint32Array;
  readonly marketsInto: Uint32Array;
  /** The seed of the demand for each row's flight. */
  readonly rowSeed: Uint32Array;
  /**
   * The cabins of each row: a bit for each of CABINS that it has, the first the lowest, and none
   * where it is not sold in connections (ENGINE-11).
   */
  readonly rowCabins: Uint8Array;
  /** Indexed by carrier: the number of its tier, the cheapest first. */
  readonly carrierTier: Uint8Array;
  /**
   * One carrier for each currency that carriers sell in and each tier: each combination prices a
   * party in its own way.
   */
  readonly sellers: Uint16Array;
  /** Indexed by `a * carriers + b`: INTERLINING of the two (`itineraries/interline.ts`). */
  readonly connects: Uint8Array;
  /** The longest block time of all. */
  readonly blockMax: number;
}

/** All hours of `marketHours`. */
export const ALL_HOURS = (1 << 24) - 1;

export interface Network extends FlightData, NetworkColumns {}

export function networkOf(data: FlightData): Network {
  const { timetable } = data;
  const markets = marketColumns(timetable);
  const rows = rowColumns(timetable);
  const carriers = marketCarriers(timetable, markets);
  return {
    ...data,
    ...markets,
    ...graphColumns(timetable, markets),
    ...carriers,
    ...cabinColumns(timetable, { ...markets, ...carriers, ...rows }),
    ...rows,
    ...carrierColumns(timetable.carriers),
    blockMax: timetable.blockMinutes.reduce((max, minutes) => Math.max(max, minutes), 0),
  };
}

type MarketColumns = Pick<
  NetworkColumns,
  | "marketRow"
  | "marketOrigin"
  | "marketDestination"
  | "marketKm"
  | "marketInternational"
  | "marketBlockMin"
  | "marketHours"
>;

function marketColumns(timetable: Timetable): MarketColumns {
  const { rows, origin, destination, airports, departure, blockMinutes } = timetable;
  const starts: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (row === 0 || origin[row] !== origin[row - 1] || destination[row] !== destination[row - 1])
      starts.push(row);
  }
  const markets = starts.length;
  const end = (ends: Uint16Array) => (market: number) => ends[starts[market] as Index] as Index;
  const marketRow = sharedOf(Uint32Array, markets + 1, (market) => starts[market] ?? rows);
  const marketOrigin = sharedOf(Uint16Array, markets, end(origin));
  const marketDestination = sharedOf(Uint16Array, markets, end(destination));
  const country = (airport: Index | undefined) => airports[airport as Index]?.country;
  return {
    marketRow,
    marketOrigin,
    marketDestination,
    marketKm: sharedOf(Float64Array, markets, (market) =>
      timetable.distanceKm(marketOrigin[market] as Index, marketDestination[market] as Index),
    ),
    marketInternational: sharedOf(Uint8Array, markets, (market) =>
      country(marketOrigin[market]) === country(marketDestination[market]) ? 0 : 1,
    ),
    marketBlockMin: sharedOf(Uint16Array, markets, (market) => {
      let min = Number.POSITIVE_INFINITY;
      for (let row = marketRow[market] as Index; row < (marketRow[market + 1] as Index); row++) {
        min = Math.min(min, blockMinutes[row] as number);
      }
      return min;
    }),
    marketHours: sharedOf(Uint32Array, markets, (market) => {
      let hours = 0;
      for (let row = marketRow[market] as Index; row < (marketRow[market + 1] as Index); row++)
        hours |= 1 << Math.floor((departure[row] as number) / 60);
      return hours;
    }),
  };
}

function graphColumns(
  { airports }: Timetable,
  { marketOrigin, marketDestination }: MarketColumns,
): Pick<NetworkColumns, "marketsFrom" | "firstInto" | "marketsInto"> {
  const into = Array.from(marketDestination, (_, market) => market);
  into.sort((a, b) => (marketDestination[a] as Index) - (marketDestination[b] as Index) || a - b);
  return {
    marketsFrom: firstOf(marketOrigin, airports.length),
    firstInto: firstOf(marketDestination, airports.length),
    marketsInto: sharedFrom(Uint32Array, into),
  };
}

function marketCarriers(
  { carrier }: Timetable,
  { marketRow, marketOrigin }: MarketColumns,
): Pick<NetworkColumns, "marketCarrierFrom" | "marketCarriers"> {
  const byMarket = Array.from(marketOrigin, (_, market) => [
    ...new Set(carrier.subarray(marketRow[market], marketRow[market + 1])),
  ]);
  let carriersSoFar = 0;
  return {
    marketCarrierFrom: sharedOf(Uint32Array, byMarket.length + 1, (market) => {
      const from = carriersSoFar;
      carriersSoFar += byMarket[market]?.length ?? 0;
      return from;
    }),
    marketCarriers: sharedFrom(Uint16Array, byMarket.flat()),
  };
}

function rowColumns(timetable: Timetable): Pick<NetworkColumns, "rowSeed" | "rowCabins"> {
  const { rows, flags } = timetable;
  const cabins = (row: Index) =>
    CABINS.reduce(
      (bits, cabin, i) => (hasCabin(timetable, row, cabin) ? bits | (1 << i) : bits),
      0,
    );
  // Cabins depend on few things (`fares/cabins.ts`): they are found once for each combination.
  const { carrier, aircraft, aircraftTypes, airports, origin, destination } = timetable;
  const isUs = Uint8Array.from(airports, ({ country }) => Number(country === "US"));
  const known = new Map<number, number>();
  const knownCabins = (row: Index) => {
    const withinUs =
      (isUs[origin[row] as Index] as number) & (isUs[destination[row] as Index] as number);
    const type = 2 * (aircraft[row] as number) + withinUs;
    const key = (carrier[row] as Index) * 2 * aircraftTypes.length + type;
    const bits = known.get(key) ?? cabins(row);
    known.set(key, bits);
    return bits;
  };
  return {
    rowSeed: sharedOf(Uint32Array, rows, (row) => flightSeed(flightNumberOf(timetable, row))),
    rowCabins: sharedOf(Uint8Array, rows, (row) =>
      (flags[row] as number) & FLAGS.localOnly ? 0 : knownCabins(row),
    ),
  };
}

function carrierColumns(
  carriers: readonly string[],
): Pick<NetworkColumns, "carrierTier" | "sellers" | "connects"> {
  const sellers = new Map(
    carriers.map((code, carrier) => [`${carrierFacts(code).currency} ${tierOf(code)}`, carrier]),
  );
  const code = (carrier: Index) => carriers[carrier] as string;
  return {
    carrierTier: sharedOf(Uint8Array, carriers.length, (carrier) => tierOf(code(carrier))),
    sellers: sharedFrom(Uint16Array, [...sellers.values()]),
    connects: sharedOf(Uint8Array, carriers.length ** 2, (i) =>
      interliningOf(code(Math.floor(i / carriers.length)), code(i % carriers.length)),
    ),
  };
}

/** Whether a carrier flies the markets `from` to before `to`, on whatever day. */
export function fliesAll(
  network: NetworkColumns,
  carrier: Index,
  markets: readonly Index[],
  from: number,
  to: number,
): boolean {
  for (let i = from; i < to; i++) if (!flies(network, carrier, markets[i] as Index)) return false;
  return true;
}

function flies(network: NetworkColumns, carrier: Index, market: Index): boolean {
  return placeOf(network, carrier, market) !== -1;
}

/** The index of a carrier of a market in `marketCarriers`; -1 when it does not fly the market. */
export function placeOf(
  { marketCarrierFrom, marketCarriers: its }: NetworkColumns,
  carrier: Index,
  market: Index,
): number {
  const end = marketCarrierFrom[market + 1] as number;
  for (let i = marketCarrierFrom[market] as number; i < end; i++) if (its[i] === carrier) return i;
  return -1;
}

/** Whether one of these carriers flies the market; indexed by carrier, 1 for each of them. */
export function fliesAny(
  { marketCarrierFrom, marketCarriers: its }: NetworkColumns,
  carriers: Uint8Array,
  market: Index,
): boolean {
  const end = marketCarrierFrom[market + 1] as number;
  for (let i = marketCarrierFrom[market] as number; i < end; i++)
    if (carriers[its[i] as Index] === 1) return true;
  return false;
}

/** Along the markets `from` to `to` of a chain, both included. */
export function flownMiles(
  { marketKm }: NetworkColumns,
  markets: readonly Index[],
  from: number,
  to: number,
): number {
  let km = 0;
  for (let i = from; i <= to; i++) km += marketKm[markets[i] as Index] as number;
  return milesOf(km);
}

/**
 * The index of the longest of the markets `from` to before `to` of a chain; the first of two that
 * are equally long.
 */
export function longestOf(
  { marketKm }: NetworkColumns,
  markets: readonly Index[],
  from = 0,
  to = markets.length,
): number {
  let longest = from;
  for (let i = from + 1; i < to; i++)
    if ((marketKm[markets[i] as Index] as number) > (marketKm[markets[longest] as Index] as number))
      longest = i;
  return longest;
}

/** The market from one airport to another, or -1: there are no flights, on whatever day. */
export function marketBetween(
  { marketsFrom, marketDestination }: NetworkColumns,
  from: Index,
  to: Index,
): Index {
  let low = marketsFrom[from] as number;
  let high = marketsFrom[from + 1] as number;
  const end = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marketDestination[middle] as Index) < to) low = middle + 1;
    else high = middle;
  }
  return low < end && marketDestination[low] === to ? low : -1;
}

/**
 * Whether a carrier competes with others' non-stop flights between two airports, on whatever day,
 * without any of its own (FARE-7).
 */
export function isRival(network: NetworkColumns, carrier: Index, from: Index, to: Index): boolean {
  const market = marketBetween(network, from, to);
  return market !== -1 && !flies(network, carrier, market);
}

/** Whether a row's flights are sold by themselves (NONSTOP-3), as far as its flags tell. */
export function isRowSoldAlone({ cabotageTags, timetable }: Network, row: Index): boolean {
  return (
    cabotageTags[row] === 0 && ((timetable.flags[row] as number) & FLAGS.connectionsOnly) === 0
  );
}
