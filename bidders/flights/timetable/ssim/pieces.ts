/**
 * A row's period, cut wherever the UTC offset of either end changes: SSIM gives times of arrival
 * and offsets for a whole period, so they must be the same on all its days.
 */
import { MINUTES_PER_DAY } from "../../../../proto/local-time.ts";
import { leavesAt, operatesOn } from "../departures.ts";
import { type Index, OPEN_FROM, OPEN_TO, type Timetable } from "../timetable.ts";
import type { Zone } from "../zones.ts";

export interface Piece {
  readonly row: Index;
  /** OPEN_FROM and OPEN_TO where the row is open. */
  readonly from: number;
  readonly to: number;
  /** Minutes east of UTC: of the departure, of the arrival. */
  readonly departureOffset: number;
  readonly arrivalOffset: number;
  /** Minutes from the day of departure's midnight, on the destination's wall clock. */
  readonly arrival: number;
}

/** Days between which all is written; an open row is cut within them only. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

/** Never empty; one after the other without a gap, from the row's first day to its last. */
export function piecesOf(
  timetable: Timetable,
  row: Index,
  validity: Validity,
  changes: ChangeDays,
): Piece[] {
  const validFrom = timetable.validFrom[row] as number;
  const validTo = timetable.validTo[row] as number;
  const first = validFrom === OPEN_FROM ? validity.from : validFrom;
  const last = validTo === OPEN_TO ? Math.max(first, validity.to) : validTo;
  const [from, to] = ends(timetable, row);
  const clocksOn = (day: number) => clocks(timetable, row, day, from, to);
  const starts = changes
    .of(from, to)
    .filter((day) => day > first && day <= last && !same(clocksOn(day - 1), clocksOn(day)));
  const pieces: Piece[] = [];
  for (const [i, start] of [first, ...starts].entries()) {
    const end = (starts[i] ?? last + 1) - 1;
    const day = firstDeparture(timetable, row, start, end);
    const before = pieces.at(-1);
    // A piece without a departure would be an empty record: its days go to a neighbour.
    if (day !== undefined)
      pieces.push({
        row,
        from: before === undefined ? validFrom : start,
        to: end,
        ...clocksOn(day),
      });
    else if (before !== undefined) pieces[pieces.length - 1] = { ...before, to: end };
  }
  const end = pieces.at(-1) ?? { row, from: validFrom, to: last, ...clocksOn(first) };
  return [...pieces.slice(0, -1), { ...end, to: validTo }];
}

function ends(timetable: Timetable, row: Index): [Zone, Zone] {
  const { zones } = timetable;
  return [
    zones[timetable.origin[row] as number] as Zone,
    zones[timetable.destination[row] as number] as Zone,
  ];
}

type Clocks = Pick<Piece, "departureOffset" | "arrivalOffset" | "arrival">;

function clocks(timetable: Timetable, row: Index, day: number, from: Zone, to: Zone): Clocks {
  const local = day * MINUTES_PER_DAY + (timetable.departure[row] as number);
  const utc = leavesAt(timetable, row, from, local);
  const lands = utc + (timetable.blockMinutes[row] as number);
  const arrivalOffset = to.offsetAt(lands);
  return {
    departureOffset: local - utc,
    arrivalOffset,
    arrival: lands + arrivalOffset - day * MINUTES_PER_DAY,
  };
}

function same(a: Clocks, b: Clocks): boolean {
  return a.departureOffset === b.departureOffset && a.arrivalOffset === b.arrivalOffset;
}

function firstDeparture(
  timetable: Timetable,
  row: Index,
  from: number,
  to: number,
): number | undefined {
  for (let day = from; day <= to && day < from + 7; day++)
    if (operatesOn(timetable, row, day)) return day;
  return undefined;
}

/**
 * The days on which a flight between two zones may first have other clock times, kept for each
 * pair of zones.
 */
export class ChangeDays {
  readonly #validity: Validity;
  readonly #byPair = new Map<string, readonly number[]>();

  constructor(validity: Validity) {
    this.#validity = validity;
  }

  of(from: Zone, to: Zone): readonly number[] {
    const pair = `${from.name} ${to.name}`;
    const known = this.#byPair.get(pair);
    if (known !== undefined) return known;
    const days = new Set<number>();
    const [fromUtc, toUtc] = [
      (this.#validity.from - 2) * MINUTES_PER_DAY,
      (this.#validity.to + 3) * MINUTES_PER_DAY,
    ];
    for (const zone of [from, to]) {
      for (const change of zone.changesWithin(fromUtc, toUtc)) {
        // A day of flight, and a day's difference between UTC and any wall clock.
        const around = Math.floor(change / MINUTES_PER_DAY);
        for (let day = around - 2; day <= around + 2; day++) days.add(day);
      }
    }
    const sorted = [...days].sort((a, b) => a - b);
    this.#byPair.set(pair, sorted);
    return sorted;
  }
}
