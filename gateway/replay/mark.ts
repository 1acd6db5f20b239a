/**
 * What is known of a recorded auction after one of its events. Its best offer is found when it is
 * asked for: that takes an offer out of its bytes, and a judgement needs it of one or two marks.
 */
import type { WaitedFor } from "../auction/value/waiting-rule.ts";
import type { RecordedEvent } from "../recording/recorded-auction.ts";
import { type BestKnown, bestOf, type HeldSheet } from "./best-known.ts";

/** What is known after one event. */
export interface Mark {
  /** Milliseconds since the search arrived. */
  readonly atMs: number;
  readonly kind: RecordedEvent["kind"];
  /** Bidders that are waited for and have not finished. */
  readonly outstanding: number;
  /** Bidders that have answered well. */
  readonly answered: number;
  /** A check for `settled` is due after this event. */
  readonly maySettle: boolean;
  /** Such a check finds that the auction is settled. */
  readonly settled: boolean;
  /** A result of this moment is partial. */
  readonly isPartial: boolean;
  /** The same of one that ends as settled. */
  readonly isPartialIfSettled: boolean;
  readonly best: BestKnown | null;
  /** It changes what a check finds; absent: it does. */
  readonly isNews?: boolean | undefined;
  /** What some bidder would have had by now is in no record (MARKS-5); absent: it is known. */
  readonly isUnknown?: true | undefined;
  /** Who is waited for and has not finished; absent where nothing is to be learned. */
  readonly out?: readonly WaitedFor[] | undefined;
}

type Seen = Omit<Mark, "best">;

/** A mark that finds its best offer when it is asked for it, and holds sheets until then. */
export class LazyMark implements Mark {
  readonly atMs: number;
  readonly kind: RecordedEvent["kind"];
  readonly outstanding: number;
  readonly answered: number;
  readonly maySettle: boolean;
  readonly settled: boolean;
  isPartial: boolean;
  isPartialIfSettled: boolean;
  readonly isNews: boolean | undefined;
  readonly isUnknown: true | undefined;
  readonly out: readonly WaitedFor[] | undefined;
  readonly #held: readonly HeldSheet[];

  /** @param held what is in the ranking by then */
  constructor(seen: Seen, held: readonly HeldSheet[]) {
    this.atMs = seen.atMs;
    this.kind = seen.kind;
    this.outstanding = seen.outstanding;
    this.answered = seen.answered;
    this.maySettle = seen.maySettle;
    this.settled = seen.settled;
    this.isPartial = seen.isPartial;
    this.isPartialIfSettled = seen.isPartialIfSettled;
    this.isNews = seen.isNews;
    this.isUnknown = seen.isUnknown;
    this.out = seen.out;
    this.#held = held;
  }

  /** A sheet is opened once, so that to ask again costs little. */
  get best(): BestKnown | null {
    return bestOf(this.#held);
  }
}
