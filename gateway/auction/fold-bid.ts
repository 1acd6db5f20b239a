/**
 * Folds one message of a bidder into the attempt of its instance. Never throws on what the message
 * holds: what cannot be read or is too much ends the attempt as `invalid` (A5).
 *
 * CUTBID-1 A bid marked `cut` ends its attempt as the same bid would as the final one: the result
 *    of an auction whose call has a late allowance is the one without it. What its bidder sends
 *    later counts for regret alone.
 * CUTBID-2 Under a longer deadline than that of its call it is a part: its bidder would have had
 *    more time, and what it sent later is its answer.
 */
import { decodeBidColumns, plainSheet } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Bid, Outcome, SheetColumns } from "../../proto/messages.ts";
import { addCellFloors, type CellRules, isBelowCellFloor } from "./calendar/cell-promises.ts";
import { type Attempt, type AttemptEnd, NOT_SAID } from "./participant.ts";

/** A6: more bids than this in one attempt make it `invalid`; later bids are not decoded. */
export const BIDS_AN_ATTEMPT_MAX = 64;
/** A6: more offers or bytes in one attempt make it `invalid`, and its offers are dropped. */
export const OFFERS_AN_ATTEMPT_MAX = 1_500;
export const BYTES_AN_ATTEMPT_MAX = 1024 * 1024;

export interface BidRules {
  /** The id that bids must carry. */
  readonly auctionId: string;
  /** The cost of an offer under the search's objective; undefined when it has no price. */
  readonly costOf: (sheet: SheetColumns, row: number) => number | undefined;
  /** Of a calendar; absent for a search, whose bidders promise nothing of cells. */
  readonly cells?: CellRules;
  /**
   * False: a bid marked `cut` does not end its attempt, as in a replay under a longer deadline
   * (CUTBID-2); absent: it does.
   */
  readonly cutsEnd?: boolean | undefined;
}

/** Returns how the attempt has ended with this message; null when it has not. */
export function foldBid(attempt: Attempt, bytes: Uint8Array, rules: BidRules): AttemptEnd | null {
  attempt.bytes += bytes.length;
  attempt.queuedUs = NOT_SAID;
  attempt.workedUs = NOT_SAID;
  if (++attempt.bids > BIDS_AN_ATTEMPT_MAX) return tooMuch(attempt, `${BIDS_AN_ATTEMPT_MAX} bids`);
  if (attempt.bytes > BYTES_AN_ATTEMPT_MAX)
    return tooMuch(attempt, `${BYTES_AN_ATTEMPT_MAX} bytes`);
  let bid: Bid<SheetColumns>;
  try {
    bid = decodeBidColumns(bytes);
  } catch (thrown) {
    return invalid(AuctionError.from(thrown, "bid-malformed").message);
  }
  // The id is not repeated: it may be that of another auction, and ids on the wire are not public.
  if (bid.searchId !== rules.auctionId)
    return invalid("answered another auction in the inbox of this one");
  attempt.queuedUs = bid.queuedUs ?? NOT_SAID;
  attempt.workedUs = bid.workedUs ?? NOT_SAID;
  attempt.offers += bid.sheet.rows;
  if (attempt.offers > OFFERS_AN_ATTEMPT_MAX)
    return tooMuch(attempt, `${OFFERS_AN_ATTEMPT_MAX} offers`);
  addSheet(attempt, bid.sheet, rules);
  if (rules.cells !== undefined) {
    const fault = addCellFloors(attempt, bid, rules.cells);
    if (fault !== undefined) return invalid(fault);
  }
  if (bid.final) return finalEnd(attempt, bid);
  if (bid.cut === true) {
    if (rules.cutsEnd !== false) return { ...finalEnd(attempt, bid), stopped: true, isCut: true };
    attempt.wasCut = true;
  }
  if (bid.floor !== null) attempt.floor = Math.max(bid.floor, attempt.floor ?? bid.floor);
  return null;
}

function finalEnd(attempt: Attempt, bid: Bid<SheetColumns>): AttemptEnd {
  if (attempt.brokenFloor !== null) return invalid(attempt.brokenFloor);
  const end = {
    outcome: outcomeOf(bid.status, attempt.sheets.length > 0),
    reason: bid.reason,
    stopped: bid.stopped === true,
  };
  return bid.notes === undefined ? end : { ...end, notes: bid.notes };
}

function invalid(reason: string): AttemptEnd {
  return { outcome: "invalid", reason, stopped: false };
}

function tooMuch(attempt: Attempt, limit: string): AttemptEnd {
  attempt.sheets = [];
  attempt.belowFloor = null;
  return invalid(`sent more than ${limit}`);
}

/**
 * Adds the offers of a bid, without those below the floor that the same instance has promised: it
 * may not make them.
 */
function addSheet(attempt: Attempt, sheet: SheetColumns, rules: BidRules): void {
  if (sheet.rows === 0) return;
  const { floor, cellFloors } = attempt;
  if (floor === null && cellFloors === null) {
    attempt.sheets.push(sheet);
    return;
  }
  const below = rowsBelow(sheet, attempt, rules);
  const allowed = withoutRows(sheet, below);
  if (below !== null) {
    attempt.belowFloor ??= [];
    attempt.belowFloor.push(plainSheet(sheet, [...below]));
    attempt.brokenFloor ??=
      cellFloors === null
        ? `promised that nothing more would cost less than ${floor}, and sent ${sheet.rows - allowed.rows} offers that do`
        : `sent ${sheet.rows - allowed.rows} offers below what it had promised of their cells`;
  }
  if (allowed.rows > 0) attempt.sheets.push(allowed);
}

/**
 * A bidder that sent its offers in several bids may end with an `empty` final bid; one that fails
 * after some bids has failed.
 */
function outcomeOf(status: Bid["status"], hasOffers: boolean): Outcome {
  if (status === "offers" || status === "empty") return hasOffers ? "answered" : "empty";
  return status;
}

/** Mostly there is none, and nothing is made. */
function rowsBelow(
  sheet: SheetColumns,
  { floor, cellFloors }: Attempt,
  { costOf, cells }: BidRules,
): ReadonlySet<number> | null {
  const lowest = floor ?? Number.NEGATIVE_INFINITY;
  let below: Set<number> | null = null;
  for (let row = 0; row < sheet.rows; row++) {
    const cost = costOf(sheet, row);
    if (cost === undefined) continue;
    const isBelow =
      cost < lowest ||
      (cellFloors !== null &&
        cells !== undefined &&
        isBelowCellFloor(cellFloors, cells.cellOf(sheet, row), cost));
    if (isBelow) below = (below ?? new Set()).add(row);
  }
  return below;
}

function withoutRows(sheet: SheetColumns, dropped: ReadonlySet<number> | null): SheetColumns {
  if (dropped === null) return sheet;
  const all = Array.from({ length: sheet.rows }, (_, row) => row);
  return plainSheet(
    sheet,
    all.filter((row) => !dropped.has(row)),
  );
}
