/**
 * Which cabins a flight has, as far as its carrier and type of aircraft show it: the timetable has
 * no seat maps. These are small tables by hand, of the cabins that carriers had about 2019 to 2025.
 * Where they are wrong, a cabin is missing.
 *
 * CABIN-1 Low-cost carriers sell economy alone.
 * CABIN-2 Business: any other carrier's jets, but not those of 50 seats and fewer; no turboprops.
 * CABIN-3 Premium economy: wide-bodies of carriers that have it.
 * CABIN-4 First: the larger wide-bodies of carriers that have it; and, within the United States,
 *   what carriers call so there: the front of a jet.
 * CABIN-5 In a connection a flight that has the asked cabin is sold in it or not at all. One that
 *   does not have it is sold in the next lower cabin that it has (`mixed-cabins.ts`). ENGINE-14
 *   says how much of a connection may be so.
 */
import type { Cabin } from "../../../proto/messages.ts";
import { carrierFacts } from "./carriers.ts";

/** IATA aircraft types, and groups of them where the timetable has them. */
const TURBOPROPS = "AT4 AT5 AT7 ATR BNI DH1 DH2 DH3 DH4 DHT J32 J41 SF3";
const SMALL_JETS = "CR1 CR2 ER3 ER4 ERD ERJ";
const WITH_ROOM_FOR_FIRST = "333 343 346 35X 388 744 74H 772 773 77L 77W 789";
const WIDE_BODIES =
  "310 332 333 339 343 345 346 359 35X 388 744 74H 763 764 767 772 773 77L 77W 788 789 78X AB4";

const PREMIUM_ECONOMY =
  "AA AC AF AM AY AZ BA BR CI CX CZ DL EK EY FJ IB JL KL LH LO LX NH NZ OS QF SK SQ SU TG UA VA VN VS";
const FIRST = "AA AF AI BA CA CX CZ EK EY GA JL KE KU LH LX MU NH QF QR SQ SV TG WY";
const FIRST_IN_US = "AA AS DL HA UA";

const set = (codes: string): ReadonlySet<string> => new Set(codes.split(" "));
const [SMALL, WIDE, LARGE] = [
  set(`${TURBOPROPS} ${SMALL_JETS}`),
  set(WIDE_BODIES),
  set(WITH_ROOM_FOR_FIRST),
];
const [WITH_PREMIUM_ECONOMY, WITH_FIRST, WITH_FIRST_IN_US] = [
  set(PREMIUM_ECONOMY),
  set(FIRST),
  set(FIRST_IN_US),
];

/** What decides on a flight's cabins. */
interface CabinFacts {
  /** IATA code of the carrier that operates it. */
  readonly carrier: string;
  /** IATA aircraft type; empty where it is not known, and then treated as a narrow-body jet. */
  readonly aircraft: string;
  /** Whether both its ends are in the United States. */
  readonly withinUs: boolean;
}

export function sellsCabin(cabin: Cabin, { carrier, aircraft, withinUs }: CabinFacts): boolean {
  if (cabin === "economy") return true;
  if (carrierFacts(carrier).tier === "low-cost" || SMALL.has(aircraft)) return false;
  if (cabin === "business") return true;
  if (cabin === "premium_economy") return WIDE.has(aircraft) && WITH_PREMIUM_ECONOMY.has(carrier);
  return (
    (LARGE.has(aircraft) && WITH_FIRST.has(carrier)) || (withinUs && WITH_FIRST_IN_US.has(carrier))
  );
}
