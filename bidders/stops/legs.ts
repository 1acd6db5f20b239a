/** Flights of one market over a few days, with their instants and fares, in the order in which a search steps through them. */
import { CABINS } from "../../proto/messages.ts";
import { milesOf } from "../fares/curves.ts";
import { demandOf, type FareDay, type FareLeg, fareLeg } from "../fares/fare.ts";
import { MINUTES_PER_DAY, operatesOn, zonesOf } from "../timetable/departures.ts";
import type { Index } from "../timetable/timetable.ts";
import type { Zone } from "../timetable/zones.ts";
import type { Network } from "./network.ts";

/** One flight on one day. Instants in minutes since 1970-01-01T00:00Z. */
export interface Leg {
  readonly row: Index;
  /** The origin's local date, in days since 1970-01-01. */
  readonly day: number;
  readonly departureUtc: number;
  readonly arrivalUtc: number;
  readonly carrier: Index;
  readonly fare: FareLeg;
}

/** Whether this row's flight has the cabin (R5). */
export function sold(network: Network, row: Index, fares: FareDay): boolean {
  return (((network.rowCabins[row] as number) >> CABINS.indexOf(fares.cabin)) & 1) === 1;
}

export function departureUtcOf(network: Network, zone: Zone, row: Index, day: number): number {
  return zone.toUtc(day * MINUTES_PER_DAY + (network.timetable.departure[row] as number));
}

export function legOf(network: Network, row: Index, day: number, departureUtc: number, km: number, fares: FareDay): Leg {
  const { timetable, carrierKind, rowSeed } = network;
  const carrier = timetable.carrier[row] as Index;
  const demand = demandOf(rowSeed[row] as number, day);
  const fare = fareLeg(fares, timetable.carriers[carrier] as string, carrierKind[carrier] as number, demand, milesOf(km));
  return { row, day, departureUtc, arrivalUtc: departureUtc + (timetable.blockMinutes[row] as number), carrier, fare };
}

/** Flights of a market that leave on the local dates `from` to `to`, both included. */
export function legsOf(network: Network, market: Index, from: number, to: number, fares: FareDay): Leg[] {
  const { timetable, marketRow, marketOrigin, marketKm } = network;
  const zone = zonesOf(timetable)[marketOrigin[market] as Index] as Zone;
  const km = marketKm[market] as number;
  const legs: Leg[] = [];
  const rowTo = marketRow[market + 1] as Index;
  for (let row = marketRow[market] as Index; row < rowTo; row++) {
    if (!sold(network, row, fares)) continue;
    for (let day = from; day <= to; day++) {
      if (operatesOn(timetable, row, day)) legs.push(legOf(network, row, day, departureUtcOf(network, zone, row, day), km, fares));
    }
  }
  return legs;
}

export function byDeparture(a: Leg, b: Leg): number {
  return a.departureUtc - b.departureUtc;
}

export function byArrival(a: Leg, b: Leg): number {
  return a.arrivalUtc - b.arrivalUtc;
}

/** The first of legs sorted by departure that leaves at `minute` or later. */
export function firstLeaving(legs: readonly Leg[], minute: number): number {
  let low = 0;
  let high = legs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((legs[middle] as Leg).departureUtc < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of legs sorted by arrival that is in at `minute` or later. */
export function firstArriving(legs: readonly Leg[], minute: number): number {
  let low = 0;
  let high = legs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((legs[middle] as Leg).arrivalUtc < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}
