/**
 * What a search of the timetable left out by rule, counted for a caller that asks why (`explain`).
 *
 * LEFTOUT-1 Each flight and each pair of flights counts once for a reason, however often the
 *    search comes to it. What a search never looks at, since it could not be among the best, is not
 *    counted. The count stops at COUNTED_MAX, and its text says so (A6).
 *    Near-identical itineraries (LIST-3) are counted by the list that leaves them out.
 * LEFTOUT-2 A search that counts finds what it finds without counting.
 */
import type { BidNote } from "../../../proto/messages.ts";

/** A6: different flights, or pairs of them, for one reason: some MB in all. */
const COUNTED_MAX = 50_000;
/** Different days of one flight. */
const DAYS = 1_024;

const TEXTS = {
  "sold-out": "flights without seats for the whole party in one booking class",
  "no-longer-on-sale": "flights that have left, or are too near to departure to be sold",
  "no-cabin": "flights without the cabin",
  "traffic-rights": "flights or connections that the airline has no right to sell",
  "connections-only": "flights that are sold in connections only",
  "over-limit": "flights or connections that break a limit of the search",
  "minimum-connecting-time": "connections with less than the minimum connecting time",
  interline: "connections of airlines that do not sell them together",
  overnight: "connections over a night, between ends that are near to each other",
} as const;

const SIMILAR =
  "itineraries near-identical to one that is offered: `similar` in a search lists them";

export type LeftOutReason = keyof typeof TEXTS;

/** The counts of one search. `rows`: of the timetable. */
export class LeftOutCounts {
  readonly #rows: number;
  readonly #seen = new Map<LeftOutReason, Set<number>>();
  #similar = 0;

  constructor(rows: number) {
    this.#rows = rows;
  }

  /** A flight on a day. */
  flight(reason: LeftOutReason, row: number, day: number): void {
    this.#add(reason, row * DAYS + (day % DAYS));
  }

  /** A connection, or the first and the last flight of one. */
  connection(reason: LeftOutReason, before: number, next: number): void {
    this.#add(reason, before * this.#rows + next);
  }

  /** LIST-3: each of these has the number of those that are one with it. */
  similarTo(found: readonly { readonly similar?: number }[]): void {
    for (const { similar = 0 } of found) this.#similar += similar;
  }

  /** One note for each reason that counts anything, in the order of the reasons. */
  notes(): BidNote[] {
    const notes: BidNote[] = [];
    for (const [reason, text] of Object.entries(TEXTS)) {
      const count = this.#seen.get(reason as LeftOutReason)?.size ?? 0;
      if (count === 0) continue;
      notes.push({ reason, count, text: count < COUNTED_MAX ? text : `at least so many ${text}` });
    }
    if (this.#similar > 0) notes.push({ reason: "similar", count: this.#similar, text: SIMILAR });
    return notes;
  }

  #add(reason: LeftOutReason, key: number): void {
    const seen = this.#seen.get(reason);
    if (seen === undefined) this.#seen.set(reason, new Set([key]));
    else if (seen.size < COUNTED_MAX) seen.add(key);
  }
}
