/** Whether the flights of an itinerary may be sold beside each other on its tickets. */
import { FLAGS, type Index } from "../../flights/timetable/timetable.ts";
import type { Leg } from "./legs.ts";
import type { Network } from "./network.ts";

/** The flags that ENGINE-12 is about. */
const IN_CONNECTIONS =
  FLAGS.onlineOnly | FLAGS.domesticOnly | FLAGS.internationalOnly | FLAGS.connectionsOnly;

/** An itinerary's flights, and the market of each. */
interface FlownLegs {
  readonly legs: readonly Leg[];
  readonly markets: readonly Index[];
  /** The flight before which the ticket changes, 0 where it does not. */
  readonly split: number;
}

/**
 * Whether every flight that is not sold alone is next to an international one of its carrier that
 * is, on its ticket (ENGINE-9), and every one has the connections that its airline sells
 * (ENGINE-12).
 */
export function areSoldTogether(network: Network, flown: FlownLegs): boolean {
  const { cabotageTags, timetable } = network;
  const { legs } = flown;
  for (let i = 0; i < legs.length; i++) {
    const { row } = legs[i] as Leg;
    const restriction = (timetable.flags[row] as number) & IN_CONNECTIONS;
    if (restriction !== 0 && !keepsRestriction(network, flown, restriction, i)) return false;
    if (cabotageTags[row] === 0) continue;
    if (!carries(network, flown, i - 1, i) && !carries(network, flown, i + 1, i)) return false;
  }
  return true;
}

/** Whether flight `other` lets the tag `at` be sold (CABOTAGE-3). */
function carries(
  { cabotageTags, marketInternational }: Network,
  flown: FlownLegs,
  other: number,
  at: number,
): boolean {
  if (!areOnOneTicket(flown, other, at)) return false;
  const { legs, markets } = flown;
  const { carrier, row } = legs[other] as Leg;
  return (
    carrier === (legs[at] as Leg).carrier &&
    cabotageTags[row] === 0 &&
    marketInternational[markets[other] as Index] === 1
  );
}

/** ENGINE-12, of the flight `at`. */
function keepsRestriction(
  { marketInternational }: Network,
  flown: FlownLegs,
  flags: number,
  at: number,
): boolean {
  const { legs, markets } = flown;
  let [neighbours, international, foreign] = [0, 0, 0];
  for (const other of [at - 1, at + 1]) {
    if (!areOnOneTicket(flown, other, at)) continue;
    neighbours++;
    international += marketInternational[markets[other] as Index] as number;
    if ((legs[other] as Leg).carrier !== (legs[at] as Leg).carrier) foreign++;
  }
  if (neighbours === 0) return (flags & FLAGS.connectionsOnly) === 0;
  return (
    ((flags & FLAGS.onlineOnly) === 0 || foreign === 0) &&
    ((flags & FLAGS.domesticOnly) === 0 || international === 0) &&
    ((flags & FLAGS.internationalOnly) === 0 || international > 0)
  );
}

/** False where there is no flight `other`. */
function areOnOneTicket({ legs, split }: FlownLegs, other: number, at: number): boolean {
  return other >= 0 && other < legs.length && (split === 0 || other < split === at < split);
}
