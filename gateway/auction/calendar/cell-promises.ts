/**
 * What bidders have promised of each cell of a calendar, and when they have broken it.
 *
 * CELLFLOOR-1 What was promised is not taken back: the floor of a cell never falls, and a cell for
 *    which nothing more comes stays so.
 * CELLFLOOR-2 A list with another number of cells than the calendar has makes its attempt
 *    `invalid`.
 * CELLFLOOR-3 An offer below the floor of its cell is dropped, and its bidder is `invalid`.
 * CELLFLOOR-4 A bidder that has sent no floors of cells knows no calendars: it promises nothing,
 *    and its final bid answers for no cell. A bidder that knows them, and whose final bid is good
 *    and not `stopped`, has answered for all.
 */
import { NOTHING_FOLLOWS, NOTHING_PROMISED } from "../../../common/offers/calendar-cells.ts";
import type { Bid, SheetColumns } from "../../../proto/messages.ts";
import { type Attempt, attemptsOut, type Participant, rankedAttempts } from "../participant.ts";

/** What may still come costs no less than this: nothing comes. */
const NOTHING_COMES = Number.POSITIVE_INFINITY;

/** What folding a bid needs to know of the calendar. */
export interface CellRules {
  readonly count: number;
  /** The index of the cell of the offer in a row, or -1. */
  readonly cellOf: (sheet: SheetColumns, row: number) => number;
}

/** Adds the floors of a bid; returns what is wrong with them (CELLFLOOR-1, CELLFLOOR-2). */
export function addCellFloors(
  attempt: Attempt,
  { cellFloors }: Pick<Bid<SheetColumns>, "cellFloors">,
  { count }: CellRules,
): string | undefined {
  if (cellFloors === undefined) return undefined;
  if (cellFloors.length !== count)
    return `promised floors of ${cellFloors.length} cells; the calendar has ${count}`;
  attempt.cellFloors ??= Array<number>(count).fill(NOTHING_PROMISED);
  const known = attempt.cellFloors;
  for (let cell = 0; cell < count; cell++) {
    const floor = cellFloors[cell] as number;
    if (known[cell] === NOTHING_FOLLOWS || floor === NOTHING_FOLLOWS) known[cell] = NOTHING_FOLLOWS;
    else known[cell] = Math.max(known[cell] as number, floor);
  }
  return undefined;
}

/** Whether an offer of this cost breaks what was promised of its cell (CELLFLOOR-3). */
export function isBelowCellFloor(floors: readonly number[], cell: number, cost: number): boolean {
  const floor = floors[cell];
  return floor !== undefined && (floor === NOTHING_FOLLOWS || cost < floor);
}

/** What an attempt has promised of a cell: the least that what it has not sent may cost. */
function attemptPromise(attempt: Attempt, cell: number): number {
  const { cellFloors, floor, brokenFloor, ended } = attempt;
  if (cellFloors === null || brokenFloor !== null) return NOTHING_PROMISED;
  if (ended !== null) {
    if (ended.outcome === "invalid") return NOTHING_PROMISED;
    const isGood = ended.outcome === "answered" || ended.outcome === "empty";
    if (isGood && !ended.stopped) return NOTHING_COMES;
  }
  const ofCell = cellFloors[cell] as number;
  return ofCell === NOTHING_FOLLOWS ? NOTHING_COMES : Math.max(ofCell, floor ?? NOTHING_PROMISED);
}

/**
 * The least that a bidder may have for a cell beside what it has sent: 0 where it has promised
 * nothing, infinite where it has answered for the cell.
 */
export function promiseOf(participant: Participant, cell: number): number {
  if (participant.outcome === "invalid") return NOTHING_PROMISED;
  let best = NOTHING_PROMISED;
  for (const attempt of rankedAttempts(participant))
    best = Math.max(best, attemptPromise(attempt, cell));
  return best;
}

/**
 * The least that a bidder which is out may still send for a cell: every attempt that has not ended
 * has promised it.
 */
export function comingFloor(participant: Participant, cell: number): number {
  let lowest = NOTHING_COMES;
  let promised = 0;
  for (const attempt of participant.attempts) {
    if (attempt.ended !== null) continue;
    lowest = Math.min(lowest, attemptPromise(attempt, cell));
    promised++;
  }
  return promised < attemptsOut(participant) ? NOTHING_PROMISED : lowest;
}

/** Whether a bidder that is out has promised something of every cell. */
export function hasPromisedAll(participant: Participant, count: number): boolean {
  for (let cell = 0; cell < count; cell++)
    if (comingFloor(participant, cell) <= NOTHING_PROMISED) return false;
  return true;
}
