/**
 * Judges each row's block time by its distance, its aircraft and the other rows of its market, and
 * corrects it or leaves it out. The source has times that were observed or mistyped: a delay at the
 * gate, an arrival with another flight's time. A wrong short time does harm, because a list by
 * duration begins with it.
 *
 * BLOCK-1 A row is too fast where its aircraft would have to be faster over ground than any of its
 *   kind, after the minutes that taxiing takes at least. Makers' figures: a jet airliner cruises at
 *   820 to 910 km/h, a Dash 8-400 at 667, an ATR 72 at 510, a Saab 340 at 525, a Twin Otter at 338,
 *   an Islander at 257; some of each is added for wind.
 * BLOCK-2 In a market with four sound rows or more of its kind of aircraft (jets, turboprops), it
 *   is out of line where it is more than 20 minutes and 20 % below their median, or more than 30
 *   minutes and 30 % above it.
 *   So is one that is more than 20 minutes faster than the same flight number on more days: a
 *   timetable plans a flight alike on all days.
 * BLOCK-3 Such a row takes the times of a sound row of the same flight number, the one of most
 *   other days: either of its two times may be the wrong one. Where there is none, it keeps its
 *   departure and takes the median of the market's sound rows, or of the opposite direction's, if
 *   there are two or more. With fewer nothing shows what would be right, and it is left out; but
 *   where it is short of the least of BLOCK-1 by 2 % or less (Johannesburg - Sydney with the wind),
 *   it takes that.
 */
import { daysAWeek } from "../../bidders/flights/timetable/departures.ts";
import type { TimetableRow } from "./merge.ts";

interface Judged {
  readonly rows: readonly TimetableRow[];
  readonly corrected: readonly Corrected[];
  readonly dropped: readonly TimetableRow[];
}

export interface Corrected {
  readonly was: TimetableRow;
  readonly now: TimetableRow;
}

interface AircraftKind {
  readonly taxiMinutes: number;
  readonly kmhMax: number;
}

const JET: AircraftKind = { taxiMinutes: 20, kmhMax: 950 };
const TURBOPROP: AircraftKind = { taxiMinutes: 10, kmhMax: 580 };
/** Keyed by IATA aircraft type; all others are jets. */
const KINDS: ReadonlyMap<string, AircraftKind> = new Map([
  ["BNI", { taxiMinutes: 0, kmhMax: 300 }],
  ["DHT", { taxiMinutes: 5, kmhMax: 400 }],
  ["DH4", { taxiMinutes: 10, kmhMax: 720 }],
  ...["AT4", "AT5", "AT7", "ATR", "BEH", "DH1", "DH2", "DH3", "J32", "J41", "SF3"].map(
    (type) => [type, TURBOPROP] as const,
  ),
]);

/** Rows of a kind in a market from which on the median is believed (BLOCK-2). */
const JUDGING_ROWS_MIN = 4;
/** Sound rows from which on their median corrects another (BLOCK-3). */
const MENDING_ROWS_MIN = 2;
/** The share of the least block time that counts as near (BLOCK-3). */
const NEARLY = 0.98;

/** The least minutes from gate to gate for an aircraft of this type (BLOCK-1). */
export function leastBlockMinutes(km: number, aircraft: string): number {
  const { taxiMinutes, kmhMax } = KINDS.get(aircraft) ?? JET;
  return taxiMinutes + (60 * km) / kmhMax;
}

/** `kmOf` is the great circle of a row's market. The result does not depend on the rows' order. */
export function judgeBlockTimes(
  rows: readonly TimetableRow[],
  kmOf: (row: TimetableRow) => number,
): Judged {
  const markets = new Map<string, TimetableRow[]>();
  for (const row of rows) {
    const key = marketOf(row.origin, row.destination, row);
    const known = markets.get(key);
    if (known === undefined) markets.set(key, [row]);
    else known.push(row);
  }
  const sound = new Map<string, ReadonlySet<TimetableRow>>();
  for (const [key, market] of markets)
    sound.set(key, asUsual(soundRows(market, kmOf(market[0] as TimetableRow))));
  const kept: TimetableRow[] = [];
  const corrected: Corrected[] = [];
  const dropped: TimetableRow[] = [];
  for (const [key, market] of markets) {
    const here = sound.get(key) as ReadonlySet<TimetableRow>;
    const { origin, destination } = market[0] as TimetableRow;
    const back = sound.get(marketOf(destination, origin, market[0] as TimetableRow)) ?? new Set();
    const usual = median(here.size >= MENDING_ROWS_MIN ? here : back);
    const isKnown = Math.max(here.size, back.size) >= MENDING_ROWS_MIN;
    const km = kmOf(market[0] as TimetableRow);
    for (const row of market) {
      const now = here.has(row) ? row : correct(row, here, isKnown ? usual : leastIfNear(row, km));
      if (now === undefined) dropped.push(row);
      else kept.push(now);
      if (now !== undefined && now !== row) corrected.push({ was: row, now });
    }
  }
  return { rows: kept, corrected, dropped };
}

/** One direction, and one kind of aircraft. */
function marketOf(origin: string, destination: string, { aircraft }: TimetableRow): string {
  return `${origin}${destination} ${KINDS.has(aircraft) ? "turboprop" : "jet"}`;
}

/** The rows without those of BLOCK-1 and BLOCK-2; each row that is left out moves the median. */
function soundRows(market: readonly TimetableRow[], km: number): Set<TimetableRow> {
  let sound = market.filter(
    ({ aircraft, blockMinutes }) => blockMinutes >= leastBlockMinutes(km, aircraft),
  );
  for (;;) {
    if (sound.length < JUDGING_ROWS_MIN) return new Set(sound);
    const usual = median(sound);
    const left = sound.filter(({ blockMinutes }) => isInLine(blockMinutes, usual));
    if (left.length === sound.length) return new Set(sound);
    sound = left;
  }
}

/**
 * The rows without those that are much faster than their own flight number on more days (BLOCK-2).
 */
function asUsual(sound: ReadonlySet<TimetableRow>): Set<TimetableRow> {
  const usual = new Map<string, TimetableRow>();
  for (const row of sound) {
    const other = usual.get(numberOf(row));
    if (other === undefined || byDays(row, other) < 0) usual.set(numberOf(row), row);
  }
  return new Set(
    [...sound].filter((row) => {
      const other = usual.get(numberOf(row)) as TimetableRow;
      const isRarer = daysAWeek(other.days) > daysAWeek(row.days);
      return !isRarer || row.blockMinutes >= other.blockMinutes - 20;
    }),
  );
}

function numberOf({ carrier, number }: TimetableRow): string {
  return `${carrier}${number}`;
}

/** Most days first; then the slower one. */
function byDays(a: TimetableRow, b: TimetableRow): number {
  return (
    daysAWeek(b.days) - daysAWeek(a.days) ||
    b.blockMinutes - a.blockMinutes ||
    a.departure - b.departure
  );
}

function isInLine(minutes: number, usual: number): boolean {
  const isFast = minutes < usual - 20 && minutes < 0.8 * usual;
  const isSlow = minutes > usual + 30 && minutes > 1.3 * usual;
  return !isFast && !isSlow;
}

/** The higher one of the two in the middle. NaN of none. */
function median(rows: Iterable<TimetableRow>): number {
  const minutes = Array.from(rows, ({ blockMinutes }) => blockMinutes).sort((a, b) => a - b);
  return minutes[minutes.length >> 1] ?? Number.NaN;
}

/** The least block time, for a row that nearly has it. */
function leastIfNear({ blockMinutes, aircraft }: TimetableRow, km: number): number | undefined {
  const least = Math.ceil(leastBlockMinutes(km, aircraft));
  return blockMinutes >= NEARLY * least ? least : undefined;
}

/** `usual` minutes where they are known. */
function correct(
  row: TimetableRow,
  sound: ReadonlySet<TimetableRow>,
  usual: number | undefined,
): TimetableRow | undefined {
  const sameNumber = [...sound]
    .filter((other) => numberOf(other) === numberOf(row))
    .sort(byDays)[0];
  if (sameNumber !== undefined) {
    const { departure, blockMinutes } = sameNumber;
    return { ...row, departure, blockMinutes };
  }
  return usual === undefined ? undefined : { ...row, blockMinutes: usual };
}
