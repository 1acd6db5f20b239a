/**
 * A calendar as callers get it, in JSON: the lowest price of each cell, and how sure it is. What a
 * call for bids asks of bidders is in `messages.ts`.
 */
import type { BidderReport, EndedBy, Money } from "./messages.ts";

/**
 * How sure the price of a cell is. `exact`: every expected bidder has answered for the cell.
 * `at-least`: some have not, and have promised that nothing of theirs costs less than a floor.
 * `stale`: the price is of the last calendar of a required bidder, which has not answered.
 * `unanswered`: some have neither answered nor promised anything.
 */
export const CELL_STATES = ["exact", "at-least", "stale", "unanswered"] as const;
export type CellState = (typeof CELL_STATES)[number];

export interface CalendarCell {
  /** `YYYY-MM-DD`, of the first departure, by the clock of its airport. */
  readonly departureDate: string;
  /** Of a return with a price: the day on which its second slice departs. */
  readonly returnDate?: string;
  /** Of a return. */
  readonly nights?: number;
  readonly state: CellState;
  /** The lowest that is known, for all travellers; null where no offer is known. */
  readonly price: Money | null;
  /** The key of its itinerary. */
  readonly itinerary: string | null;
  readonly seller: string | null;
  /** The bidder whose offer it is. */
  readonly bidder: string | null;
  /** `at-least`: the price is no lower than this in the end. */
  readonly atLeast?: Money;
  /** `stale`: how old the offer is. */
  readonly ageMs?: number;
  /** Expected bidders that have neither answered nor promised anything for the cell. */
  readonly unanswered?: readonly string[];
}

/** What the cells of a calendar are of. */
export interface CalendarTerms {
  /** The departure days, both included: those that are asked for and not past. */
  readonly days: { readonly from: string; readonly to: string };
  /** Of returns, both included. */
  readonly stayNights?: { readonly min: number; readonly max: number };
}

export interface CalendarResult extends CalendarTerms {
  readonly searchId: string;
  readonly endedBy: EndedBy;
  /** True when an expected bidder is missing from the result. */
  readonly partial: boolean;
  readonly elapsedMs: number;
  readonly deadlineMs: number;
  /** Day by day, and within a day by nights. */
  readonly cells: readonly CalendarCell[];
  readonly bidders: readonly BidderReport[];
}

/** What a caller may watch while the auction runs. */
export type CalendarEvent =
  | {
      readonly type: "opened";
      readonly opened: CalendarTerms & {
        readonly searchId: string;
        readonly deadlineMs: number;
        readonly expected: readonly string[];
      };
    }
  /** The cells that have changed since the last of these events. */
  | { readonly type: "cells"; readonly cells: { readonly cells: readonly CalendarCell[] } }
  | { readonly type: "bidder"; readonly bidder: BidderReport };
