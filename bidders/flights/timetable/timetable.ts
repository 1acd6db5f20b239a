/**
 * The flights of the whole world, as typed arrays: one row a flight that repeats by weekday within
 * a period. Rows are sorted by origin, then destination, then departure, so a market is a range of
 * rows. All columns are in shared memory: threads read the same ones.
 *
 * A row keeps its departure on the origin's wall clock and its block time in physical minutes. The
 * arrival follows from both through the time zones, so it is right on the days when one end has
 * changed its clocks and the other has not.
 */

import type { Zone } from "./zones.ts";

/** An index into `airports`, `carriers` or the rows; -1 where there is none. */
export type Index = number;

/** The period of a row whose first or last day is not known. */
export const OPEN_FROM = 0;
export const OPEN_TO = 65_535;

/** Bits of a row's flags. */
export const FLAGS = {
  /** Its departure is in the second pass of an hour that comes twice, on a day on which it does. */
  secondPass: 1,
  /** It is sold by itself only, not as a part of a connection. */
  localOnly: 2,
  /**
   * The next three limit what it connects with: flights of its own carrier; domestic flights; an
   * international flight on at least one side.
   */
  onlineOnly: 4,
  domesticOnly: 8,
  internationalOnly: 16,
  /** It is sold as a part of a connection only, not by itself. */
  connectionsOnly: 32,
} as const;
export const FLAGS_MAX = 63;

export interface TimetableAirport {
  readonly code: string;
  /** ISO 3166 alpha-2; two airports of one country make a domestic flight. */
  readonly country: string;
  readonly city: string;
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Timetable {
  readonly rows: number;
  readonly airports: readonly TimetableAirport[];
  readonly carriers: readonly string[];
  readonly aircraftTypes: readonly string[];

  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
  readonly carrier: Uint16Array;
  /** Number without the carrier. */
  readonly number: Uint16Array;
  readonly aircraft: Uint8Array;
  /** Minutes after midnight on the origin's clock. */
  readonly departure: Uint16Array;
  /** Gate to gate, in physical minutes. */
  readonly blockMinutes: Uint16Array;
  /** Bit 0 is Monday ... bit 6 Sunday, of the departure's local date. */
  readonly days: Uint8Array;
  /** See FLAGS. */
  readonly flags: Uint8Array;
  /**
   * First and last local date of departure, both inclusive, in days since 1970-01-01; OPEN_FROM and
   * OPEN_TO where no bound is known.
   */
  readonly validFrom: Uint16Array;
  readonly validTo: Uint16Array;
  /**
   * The code-shares of a row are those from codeshareStart[row] to codeshareStart[row + 1]: rows +
   * 1 long.
   */
  readonly codeshareStart: Uint32Array;
  /** An index into `carriers`, and the number without it. */
  readonly codeshareCarrier: Uint16Array;
  readonly codeshareNumber: Uint16Array;

  /** The time zone of each airport, by airport index. */
  readonly zones: readonly Zone[];
  /** The airport with this IATA code, or -1. */
  airport(code: string): Index;
  /** Rows of one origin: [from, to). */
  departures(origin: Index): readonly [number, number];
  /** Rows of one market: [from, to). */
  market(origin: Index, destination: Index): readonly [number, number];
  /**
   * Designators under which others sell this flight too: `AA6143`. In the order of carrier, then
   * number.
   */
  codeshares(row: Index): readonly string[];
  /** Great-circle kilometres between two airports. */
  distanceKm(a: Index, b: Index): number;
}

/**
 * One flight on one day. All instants in minutes since 1970-01-01T00:00, UTC or on the airport's
 * own wall clock.
 */
export interface Departure {
  readonly row: Index;
  readonly departureUtc: number;
  readonly arrivalUtc: number;
  readonly departureLocal: number;
  readonly arrivalLocal: number;
}
