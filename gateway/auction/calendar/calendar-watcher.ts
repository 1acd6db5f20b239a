/**
 * What the caller of a calendar may watch while its auction runs.
 *
 * CELLEVENT-1 An event of cells has only those that have changed since the last one that was sent,
 *    so that all of them together are what is known.
 * CELLEVENT-2 There is at most one in `CELLS_EVENT_MS`, and none while the caller does not read
 *    (A6); what has changed meanwhile is in the next one, or in the result.
 */
import type { CalendarCells } from "../../../common/offers/calendar-cells.ts";
import type { CalendarCell, CalendarEvent } from "../../../proto/calendar.ts";
import type { AuctionWatcher, OpenAuction } from "../open-auction.ts";
import { bidderReportOf } from "../outcome.ts";
import { entriesOf } from "../participant.ts";
import type { CellRank } from "./cell-rank.ts";
import { knownCells, termsOf } from "./known-cells.ts";

/** Receives the events of one calendar. Must not throw. */
export interface CalendarObserver {
  observe(event: CalendarEvent): void;
  /** False while what was sent before is not read; absent: always true. */
  readonly isReading?: () => boolean;
}

/** A ranking of 434 cells and the text of those that have changed take some milliseconds. */
export const CELLS_EVENT_MS = 100;

interface WatchedAuction extends Omit<OpenAuction, "watcher"> {
  readonly cells: CalendarCells;
  readonly ranking: CellRank;
}

export class CalendarWatcher implements AuctionWatcher {
  readonly #auction: WatchedAuction;
  readonly #observer: CalendarObserver;
  /** The cells that were sent, as texts. */
  readonly #sent: string[] = [];
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #cancelPlanned: (() => void) | null = null;
  #hasEnded = false;

  constructor(auction: WatchedAuction, observer: CalendarObserver) {
    this.#auction = auction;
    this.#observer = observer;
  }

  opened(): void {
    const { request, cells, handler } = this.#auction;
    const { searchId, search } = request;
    const { deadlineMs } = search.policy;
    const expected = handler.awaitedBidders;
    const opened = { searchId, deadlineMs, expected, ...termsOf(cells) };
    this.#observer.observe({ type: "opened", opened });
  }

  hedged(): void {}

  added(): void {
    this.#plan();
  }

  finished(bidder: string): void {
    const { request, ports, handler } = this.#auction;
    const participant = handler.participant(bidder);
    if (participant === undefined) return;
    const { faults } = this.#ranking();
    const report = bidderReportOf(participant, faults.byBidder.get(bidder), {
      by: "complete",
      endedAtMs: ports.clock.now(),
      startedAtMs: request.arrivedAtMs,
    });
    this.#observer.observe({ type: "bidder", bidder: report });
    this.#plan();
  }

  /** The auction has ended: the result says the rest. */
  stop(): void {
    this.#hasEnded = true;
    this.#cancelPlanned?.();
    this.#cancelPlanned = null;
  }

  #ranking() {
    const { ranking, handler, ports } = this.#auction;
    return ranking.ranking(entriesOf(handler.participants), ports.clock.wall());
  }

  #plan(): void {
    if (this.#cancelPlanned !== null || this.#hasEnded) return;
    const { clock } = this.#auction.ports;
    const at = Math.max(clock.now(), this.#sentAtMs + CELLS_EVENT_MS);
    this.#cancelPlanned = clock.at(at, () => this.#send());
  }

  #send(): void {
    this.#cancelPlanned = null;
    const { cells, request, ports, handler } = this.#auction;
    this.#sentAtMs = ports.clock.now();
    if (this.#observer.isReading?.() === false) {
      this.#plan();
      return;
    }
    const { currency } = request.search;
    const all = knownCells(cells, currency, handler.participants, this.#ranking());
    const changed = this.#changes(all);
    if (changed.length > 0) this.#observer.observe({ type: "cells", cells: { cells: changed } });
  }

  /** CELLEVENT-1 */
  #changes(all: readonly CalendarCell[]): CalendarCell[] {
    return all.filter((cell, index) => {
      const text = JSON.stringify(cell);
      if (this.#sent[index] === text) return false;
      this.#sent[index] = text;
      return true;
    });
  }
}
