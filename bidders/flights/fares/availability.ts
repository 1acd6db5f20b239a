/**
 * Which booking classes of a flight are still open, by the method of airlines' revenue management:
 * seats are nested, and a class is closed when no more seats are left than are protected for
 * travellers who book later and pay more (Littlewood 1972). The protection of several classes above
 * one is Belobaba's EMSR-b: as if they were one class with their mean fare and their demand
 * together.
 *
 * The model of one flight on one date: its demand is one of `LEVELS` levels, drawn from its number
 * and the date. From a year ahead to departure, day by day, travellers who want a class book it if
 * it is open, each class along its own booking curve. That gives seats left and classes open by
 * day; nothing else is random, so every process finds the same. Done once for all levels, cabins
 * and parties, so that a flight's class is one read of a table.
 *
 * AVAIL-1 No booking is made past a class's advance purchase.
 * AVAIL-2 A class that has closed does not open again: a carrier may do so, but then waiting would
 *   pay (FARE-6).
 * AVAIL-3 A better cabin's class is never so cheap that it would cost less than the cabins below it
 *   (FARE-6).
 * AVAIL-4 More seats never find a cheaper class: all of a party's seats are in one class.
 *
 * A flight's aircraft does not count: every flight has the seats of `CABIN`. So its classes do not
 * change with its aircraft.
 */
import { LIMITS } from "../../../proto/limits.ts";
import { CABINS, type Cabin } from "../../../proto/messages.ts";
import { shared } from "../timetable/shared-columns.ts";
import { CLASS_COUNT, classesOf, classFactor } from "./classes.ts";
import { cabinFactor } from "./curves.ts";

/** The largest party. */
export const SEATS_MAX = LIMITS.travellersMax;
/** The number of days ahead at which bookings open. */
export const DAYS_MAX = 365;
/** Levels of demand; a power of two. */
export const LEVELS = 64;

/**
 * The seats of each cabin, and the demand for its classes if all were always open, as a multiple of
 * the seats: the lowest level and the highest. A model's figures, set so that fares centre on the
 * average three weeks before departure, and rise as `fare.ts` describes.
 */
const CABIN: Readonly<
  Record<Cabin, { readonly seats: number; readonly demand: readonly [low: number, high: number] }>
> = {
  economy: { seats: 160, demand: [0.7, 2.95] },
  premium_economy: { seats: 32, demand: [0.4, 2] },
  business: { seats: 28, demand: [0.6, 2.2] },
  first: { seats: 10, demand: [0.3, 1.6] },
};
/** Their share that would buy the most expensive class of a cabin, against the cheapest. */
const MOST_EXPENSIVE_SHARE = 0.8;
/** Standard deviation of what is still to come of a class, against its mean. */
const DEVIATION = 0.4;
/**
 * The share of a cheap fare that counts as revenue, because some who would have paid more buy it,
 * too (Fiig et al. 2010, fare adjustment).
 */
const BUY_DOWN = 0.85;
/**
 * The most expensive class has seats for those who come at the last moment: this many times the
 * square root of the cabin's seats.
 */
const HELD_BACK = 0.7;

/**
 * The cheapest open class by cabin, seats, days ahead and level, in shared memory, so that threads
 * read the same table. The reads of a search are within a few cache lines. It takes some 40 ms, so
 * it is made once, when a bidder opens, and handed to every search (`flight-data.ts`).
 */
export function availabilityTable(): Uint8Array {
  const table = shared(Uint8Array, CABINS.length * SEATS_MAX * (DAYS_MAX + 1) * LEVELS);
  for (const [i, cabin] of CABINS.entries()) fill(table, cabin, CABINS.slice(0, i));
  return table;
}

/** The index in the table at which a cabin with this number of seats begins, for `cheapestOpen`. */
export function openClassesStart(cabin: Cabin, seats: number): number {
  return (
    (CABINS.indexOf(cabin) * SEATS_MAX + Math.min(Math.max(seats, 1), SEATS_MAX) - 1) *
    (DAYS_MAX + 1)
  );
}

/**
 * The cheapest class that is open, or CLASSES when none is. `start` is a result of
 * `openClassesStart`; `level` from 0 to before LEVELS.
 */
export function cheapestOpen(
  availability: Uint8Array,
  start: number,
  daysAhead: number,
  level: number,
): number {
  const days = daysAhead < 0 ? 0 : daysAhead > DAYS_MAX ? DAYS_MAX : daysAhead;
  return availability[(start + days) * LEVELS + level] as number;
}

type BookingClasses = ReturnType<typeof classesOf>;

/**
 * The share of a class's demand that is still to come, `days` days ahead: 1 when bookings open, 0
 * at the end.
 */
function toCome(halfBookedDays: number, days: number): number {
  return ((days / (days + halfBookedDays)) * (DAYS_MAX + halfBookedDays)) / DAYS_MAX;
}

/** Shares of demand by class, which sum to 1: the cheap classes have a little more. */
function sharesOf(bookingClasses: BookingClasses): number[] {
  const weights = bookingClasses.map(
    (_, i) => 1 - ((1 - MOST_EXPENSIVE_SHARE) * i) / (bookingClasses.length - 1),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * EMSR-b: seats to protect from each class for those above it, against the seats of the cabin, at a
 * demand of 1.
 */
function protections(
  bookingClasses: BookingClasses,
  shares: readonly number[],
  days: number,
): number[] {
  const protection = bookingClasses.map(() => 0);
  let [mean, variance, revenue, most] = [0, 0, 0, 0];
  for (let i = bookingClasses.length - 1; i >= 0; i--) {
    const { factor, halfBookedDays } = bookingClasses[i] as BookingClasses[number];
    if (mean > 0) {
      const z = normalQuantile(1 - (BUY_DOWN * factor * mean) / revenue);
      most = Math.max(most, mean + z * Math.sqrt(variance));
    }
    protection[i] = most;
    const coming = (shares[i] as number) * toCome(halfBookedDays, days);
    mean += coming;
    variance += (DEVIATION * coming) ** 2;
    revenue += coming * factor;
  }
  return protection;
}

/** The standard normal distribution's inverse, to 0.0005 (Abramowitz and Stegun, 26.2.23). */
function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  return (
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t) -
    t
  );
}

/**
 * What holds for all levels on one day ahead, by class of the cabin: protected seats and demand
 * that is still to come, against the cabin's seats.
 */
interface DayDemand {
  readonly keep: readonly number[];
  readonly coming: readonly number[];
}

function daysOf(bookingClasses: BookingClasses): DayDemand[] {
  const shares = sharesOf(bookingClasses);
  return Array.from({ length: DAYS_MAX + 1 }, (_, ahead) => ({
    keep: protections(bookingClasses, shares, ahead),
    coming: bookingClasses.map(
      ({ halfBookedDays }, at) => (shares[at] as number) * toCome(halfBookedDays, ahead),
    ),
  }));
}

/**
 * One level's days from the opening of bookings to departure. `found` receives the cheapest open
 * class by party, as an index of `bookingClasses`; their number for none.
 */
function book(
  cabin: Cabin,
  bookingClasses: BookingClasses,
  level: number,
  days: readonly DayDemand[],
  found: (ahead: number, opened: Uint8Array) => void,
): void {
  const { seats: all, demand } = CABIN[cabin];
  const wanted = all * (demand[0] + ((demand[1] - demand[0]) * (level + 0.5)) / LEVELS);
  const held = Math.round(HELD_BACK * Math.sqrt(all));
  const top = bookingClasses.length - 1;
  const opened = new Uint8Array(SEATS_MAX + 1);
  let left = all;
  for (let ahead = DAYS_MAX; ahead >= 0; ahead--) {
    const { keep, coming } = days[ahead] as DayDemand;
    for (let seats = 1; seats <= SEATS_MAX; seats++) {
      let at = opened[seats] as number; // AVAIL-2
      for (; at <= top; at++) {
        const protectedSeats = wanted * (keep[at] as number) + (at < top ? held : 0);
        // AVAIL-1
        if (
          (bookingClasses[at] as BookingClasses[number]).daysAhead <= ahead &&
          left - protectedSeats >= seats
        )
          break;
      }
      opened[seats] = at;
    }
    found(ahead, opened);
    const after = days[ahead - 1]?.coming;
    for (let at = opened[1] as number; at <= top && after !== undefined; at++) {
      left -= Math.min(left, wanted * ((coming[at] as number) - (after[at] as number)));
    }
  }
}

/**
 * The cheapest class of this cabin that costs more on any distance (AVAIL-3), indexed by the open
 * class of a cabin below. A full cabin counts as its most expensive class.
 */
function leastOf(cabin: Cabin, below: Cabin): number[] {
  const times = Math.min(
    ...[0, 10_000].map((miles) => cabinFactor(cabin, miles) / cabinFactor(below, miles)),
  );
  return Array.from({ length: CLASS_COUNT + 1 }, (_, fareClass) => {
    const factor = classFactor(Math.min(fareClass, CLASS_COUNT - 1));
    return classesOf(cabin).find((one) => one.factor * times > factor)?.fareClass ?? CLASS_COUNT;
  });
}

/** The tables of the cabins below are there already. */
function fill(table: Uint8Array, cabin: Cabin, below: readonly Cabin[]): void {
  const bookingClasses = classesOf(cabin);
  const days = daysOf(bookingClasses);
  const parties = Array.from({ length: SEATS_MAX + 1 }, (_, seats) => seats);
  const own = parties.map((seats) => openClassesStart(cabin, seats));
  const least = below.map((other) => ({
    starts: parties.map((seats) => openClassesStart(other, seats)),
    least: leastOf(cabin, other),
  }));
  for (let level = 0; level < LEVELS; level++) {
    book(cabin, bookingClasses, level, days, (ahead, opened) => {
      for (let seats = 1; seats <= SEATS_MAX; seats++) {
        let open = bookingClasses[opened[seats] as number]?.fareClass ?? CLASS_COUNT;
        for (const one of least)
          open = Math.max(
            open,
            one.least[cheapestOpen(table, one.starts[seats] as number, ahead, level)] as number,
          );
        table[((own[seats] as number) + ahead) * LEVELS + level] = open;
      }
    });
  }
}
