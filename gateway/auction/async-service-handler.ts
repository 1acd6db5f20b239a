/**
 * AsyncServiceHandler: one auction's collector. It folds bids as they come, keeps each bidder's
 * standing, and can say at any moment whether the auction may stop. It never waits and never throws
 * on what a bidder sent (A5).
 *
 * A bidder's answer is one instance's attempt, or two where the call was hedged. The first attempt
 * that ends well is the answer, and what the other sends then changes nothing; one that ends badly
 * counts only when no other is out.
 */
import { decodeBid } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Bid, Outcome, Sheet } from "../../proto/messages.ts";
import { type StopPolicy, type Verdict, verdict } from "./policy.ts";

/** A6: more bids than this in one attempt make it `invalid`; what follows is not even decoded. */
export const BIDS_AN_ATTEMPT_MAX = 64;
/**
 * A6: offers and bytes of one attempt; one more makes it `invalid`, and all that it sent is let go.
 */
export const OFFERS_AN_ATTEMPT_MAX = 1_500;
export const BYTES_AN_ATTEMPT_MAX = 1024 * 1024;
/** A6: bidders that bid without being expected; one more is not heard. */
export const UNEXPECTED_BIDDERS_MAX = 16;

/**
 * What one instance has sent. `floor` is the highest it has promised, which binds it to the end;
 * null when it has promised nothing.
 */
export interface Attempt {
  readonly instance: string;
  bids: number;
  bytes: number;
  offers: number;
  sheets: Sheet[];
  floor: number | null;
  /**
   * Set when it has broken its own floor: what costs less is dropped, and nothing settles on its
   * word any more.
   */
  lie: string | null;
  /** `stopped`: it was cut short, and says so. */
  ended: {
    readonly outcome: Outcome;
    readonly reason: string | null;
    readonly stopped: boolean;
  } | null;
  lastAt: number;
}

/** How one bidder stands. `outcome` is null while it has not finished. */
export interface Standing {
  readonly bidder: string;
  /**
   * It was alive and served the market when the call went out, or was required: the result is
   * partial without it.
   */
  readonly expected: boolean;
  /** Its breaker was open: it was called, and nobody waits for it. */
  readonly skipped: boolean;
  /** The auction does not end as complete without it. */
  awaited: boolean;
  readonly attempts: Map<string, Attempt>;
  /** The instance that its call was hedged to. */
  hedgedTo: string | null;
  /** The attempt that is its answer; while there is none, the one that began first. */
  answer: Attempt | null;
  outcome: Outcome | null;
  reason: string | null;
}

export interface Terms extends StopPolicy {
  /** The id that bids carry. */
  readonly auctionId: string;
  /** Waited for. */
  readonly expected: readonly string[];
  /** Called, but not waited for. */
  readonly skipped: readonly string[];
  /**
   * Must have answered before a quorum ends the auction. Those that serve another market are not
   * among them.
   */
  readonly required: readonly string[];
  /** Required, and known from the start not to be there. */
  readonly absent: readonly string[];
  /** Distinct bidders; null asks for every expected one. */
  readonly quorum: number | null;
  /** What an offer costs under the search's objective; undefined when it cannot be priced. */
  readonly costOf: (sheet: Sheet, row: number) => number | undefined;
  /**
   * Whether the K-th best itinerary among these, all checked, costs less than this; false while
   * there are fewer than K.
   */
  readonly kthCostsLessThan: (cost: number, standings: readonly Standing[]) => boolean;
}

/**
 * What became of a message: it finished or furthered its bidder's answer, or it was one too many
 * and changed nothing.
 */
export type Taken = "finished" | "furthered" | "surplus";

export class AsyncServiceHandler {
  readonly #terms: Terms;
  readonly #standings = new Map<string, Standing>();
  #quorumAt: number | null = null;
  #cancelled = false;
  #nobodyListens = false;
  #settled = false;
  /** Something has come since the last look for `settled`. */
  #changed = false;
  #outstanding: number;

  constructor(terms: Terms) {
    this.#terms = terms;
    const add = (bidder: string, traits: Partial<Standing>) =>
      this.#standings.set(bidder, { ...newStanding(bidder), ...traits });
    for (const bidder of terms.expected) add(bidder, { expected: true, awaited: true });
    for (const bidder of terms.skipped) add(bidder, { expected: true, skipped: true });
    const reason = "required, but no instance of it is alive";
    for (const bidder of terms.absent) add(bidder, { expected: true, outcome: "absent", reason });
    this.#outstanding = terms.expected.length;
  }

  /** Who is waited for. */
  get awaited(): readonly string[] {
    return this.#terms.expected;
  }

  /**
   * True while some bidder may be at work for this auction: one that is out, a second instance, or
   * one that nobody knows.
   */
  get someoneAtWork(): boolean {
    if (this.#nobodyListens) return false;
    const known = this.standings;
    return (
      known.length === 0 ||
      known.some(
        ({ outcome, hedgedTo }) => outcome === null || outcome === "absent" || hedgedTo !== null,
      )
    );
  }

  get standings(): readonly Standing[] {
    return [...this.#standings.values()];
  }

  standing(bidder: string): Standing | undefined {
    return this.#standings.get(bidder);
  }

  /** Takes one message of a bidder. Who it is comes from the subject (A4). */
  take(bidder: string, instance: string, bytes: Uint8Array, at: number): Taken {
    const standing = this.#standings.get(bidder) ?? this.#admitGuest(bidder);
    const attempt =
      standing === undefined || isFinished(standing) ? undefined : attemptOf(standing, instance);
    if (standing === undefined || attempt === undefined || attempt.ended !== null) {
      return "surplus";
    }
    if (standing.outcome === "absent") {
      // It was thought not to be there, and is: what it says counts, though nobody waits for it.
      standing.outcome = null;
      standing.reason = null;
    }
    attempt.lastAt = at;
    this.#changed = true;
    return this.#fold(standing, attempt, bytes, at);
  }

  /** The call of this bidder has also gone to another instance. */
  hedged(bidder: string, instance: string): void {
    const standing = this.#standings.get(bidder);
    if (standing !== undefined) standing.hedgedTo = instance;
    this.#changed = true;
  }

  /**
   * The instance that the call was hedged to is not there: from now on the first call alone is out.
   * If that one has ended badly while the hedge was awaited, its end counts now.
   */
  hedgeLost(bidder: string, at: number): Taken {
    const standing = this.#standings.get(bidder);
    if (standing === undefined || standing.hedgedTo === null || isFinished(standing))
      return "surplus";
    if (standing.attempts.has(standing.hedgedTo)) return "surplus"; // it has spoken before it went
    standing.hedgedTo = null;
    const first = [...standing.attempts.values()].find(({ ended }) => ended !== null);
    if (first?.ended != null) return this.#end(standing, first, first.ended, at);
    this.#changed = true;
    return "furthered";
  }

  /**
   * The last instance of this bidder is lost: what it still sends is heard, but nobody waits for
   * it.
   */
  lost(bidder: string): void {
    const standing = this.#standings.get(bidder);
    if (standing === undefined || !standing.awaited || isFinished(standing)) return;
    standing.awaited = false;
    standing.reason = "its last live instance was lost during the auction";
    this.#outstanding--;
    this.#changed = true;
  }

  /** The broker's 503: no subscriber for this market. */
  nobodyListens(): void {
    this.#nobodyListens = true;
    for (const standing of this.#standings.values()) {
      if (isFinished(standing)) continue;
      standing.outcome = "absent";
      standing.reason = "the broker knows no subscriber for this market";
    }
  }

  /** The caller went away. */
  cancel(): void {
    this.#cancelled = true;
  }

  /**
   * Whether the auction may be settled: every bidder that is waited for and out has promised a
   * floor. Does not rank.
   */
  get maySettle(): boolean {
    return this.#lowestFloor() !== null;
  }

  /**
   * Looks whether the auction is settled, for `verdict`. The threshold idea of Fagin, Lotem and
   * Naor (2003): stop when no unseen offer can enter the top K. An unseen offer comes from an
   * attempt that is out, and costs its floor at least; so it is enough that the lowest of those
   * floors costs more than the K-th best.
   */
  lookForSettled(): void {
    if (!this.#changed) return;
    this.#changed = false;
    const lowest = this.#lowestFloor();
    this.#settled = lowest !== null && this.#terms.kthCostsLessThan(lowest, this.standings);
  }

  verdict(now: number): Verdict {
    return verdict(
      this.#terms,
      {
        awaited: this.#terms.expected.length,
        outstanding: this.#outstanding,
        settled: this.#settled,
        quorumAt: this.#quorumAt,
        cancelled: this.#cancelled,
        nobodyListens: this.#nobodyListens,
      },
      now,
    );
  }

  #admitGuest(bidder: string): Standing | undefined {
    const { expected, skipped, absent } = this.#terms;
    if (
      this.#standings.size - expected.length - skipped.length - absent.length >=
      UNEXPECTED_BIDDERS_MAX
    )
      return undefined;
    const standing = newStanding(bidder);
    this.#standings.set(bidder, standing);
    return standing;
  }

  #fold(standing: Standing, attempt: Attempt, bytes: Uint8Array, at: number): Taken {
    const end = (outcome: Outcome, reason: string | null, stopped = false) =>
      this.#end(standing, attempt, { outcome, reason, stopped }, at);
    const tooMuch = (what: string) => {
      attempt.sheets = [];
      return end("invalid", `sent more than ${what}`);
    };
    attempt.bytes += bytes.length;
    if (++attempt.bids > BIDS_AN_ATTEMPT_MAX) return tooMuch(`${BIDS_AN_ATTEMPT_MAX} bids`);
    if (attempt.bytes > BYTES_AN_ATTEMPT_MAX) return tooMuch(`${BYTES_AN_ATTEMPT_MAX} bytes`);
    let bid: Bid;
    try {
      bid = decodeBid(bytes);
    } catch (thrown) {
      return end("invalid", AuctionError.from(thrown, "bid-malformed").message);
    }
    // The id is not repeated: it may be that of another auction, and ids on the wire are not
    // public.
    if (bid.searchId !== this.#terms.auctionId)
      return end("invalid", "answered another auction in the inbox of this one");
    attempt.offers += bid.sheet.rows;
    if (attempt.offers > OFFERS_AN_ATTEMPT_MAX) return tooMuch(`${OFFERS_AN_ATTEMPT_MAX} offers`);
    this.#keep(attempt, bid.sheet);
    if (bid.final) {
      if (attempt.lie !== null) return end("invalid", attempt.lie);
      return end(
        outcomeOf(bid.status, attempt.sheets.length > 0),
        bid.reason,
        bid.stopped === true,
      );
    }
    if (bid.floor !== null) attempt.floor = Math.max(bid.floor, attempt.floor ?? bid.floor);
    return "furthered";
  }

  /**
   * Keeps what a bid offers, but for offers below the floor that the same instance has promised:
   * those it may not make.
   */
  #keep(attempt: Attempt, sheet: Sheet): void {
    if (sheet.rows === 0) return;
    const { floor } = attempt;
    if (floor === null) {
      attempt.sheets.push(sheet);
      return;
    }
    const kept = withoutRows(
      sheet,
      (row) => (this.#terms.costOf(sheet, row) ?? Number.POSITIVE_INFINITY) < floor,
    );
    if (kept.rows < sheet.rows) {
      attempt.lie ??= `promised that nothing more would cost less than ${floor}, and sent ${sheet.rows - kept.rows} offers that do`;
    }
    if (kept.rows > 0) attempt.sheets.push(kept);
  }

  #end(
    standing: Standing,
    attempt: Attempt,
    ended: NonNullable<Attempt["ended"]>,
    at: number,
  ): Taken {
    const { outcome, reason } = ended;
    attempt.ended = ended;
    const isGood = outcome === "answered" || outcome === "empty";
    if (!isGood && attemptsOut(standing) > 0) return "furthered";
    standing.outcome = outcome;
    standing.reason = reason;
    standing.answer = attempt;
    if (standing.awaited) this.#outstanding--;
    if (this.#quorumAt === null && this.#quorumIsIn()) this.#quorumAt = at;
    return "finished";
  }

  #quorumIsIn(): boolean {
    const { quorum, required } = this.#terms;
    if (quorum === null) return false;
    const answered = this.standings.filter(hasAnswered);
    return (
      answered.length >= quorum &&
      required.every((bidder) => hasAnswered(this.#standings.get(bidder)))
    );
  }

  /**
   * The lowest floor of those that are out, which binds them all; null when one of them has
   * promised nothing, or nobody is out.
   */
  #lowestFloor(): number | null {
    let lowest: number | null = null;
    for (const standing of this.#standings.values()) {
      if (!standing.awaited || isFinished(standing)) continue;
      const floor = floorOf(standing);
      if (floor === null) return null;
      lowest = Math.min(lowest ?? floor, floor);
    }
    return lowest;
  }
}

/**
 * What nothing that an unfinished bidder still sends may cost less than; null when it has not
 * promised anything, or broken its word.
 */
export function floorOf(standing: Standing): number | null {
  const open = [...standing.attempts.values()].filter(({ ended }) => ended === null);
  // one that has not said a word has promised nothing
  if (open.length < attemptsOut(standing)) return null;
  let lowest: number | null = null;
  for (const { floor, lie } of open) {
    // the word of one that has broken it counts for nothing
    if (floor === null || lie !== null) return null;
    lowest = Math.min(lowest ?? floor, floor);
  }
  return lowest;
}

function newStanding(bidder: string): Standing {
  return {
    bidder,
    expected: false,
    skipped: false,
    awaited: false,
    attempts: new Map(),
    hedgedTo: null,
    answer: null,
    outcome: null,
    reason: null,
  };
}

/** A required bidder that was thought absent, and bids after all, is heard. */
export function isFinished(standing: Standing): boolean {
  return standing.outcome !== null && standing.outcome !== "absent";
}

function hasAnswered(standing: Standing | undefined): boolean {
  return standing?.outcome === "answered" || standing?.outcome === "empty";
}

/**
 * The call goes to one instance, and to one more where it is hedged: what any other instance sends
 * is nobody's answer.
 */
function attemptOf(standing: Standing, instance: string): Attempt | undefined {
  const known = standing.attempts.get(instance);
  if (known !== undefined) return known;
  const calls = standing.hedgedTo === null ? 1 : 2;
  const expected = instance === standing.hedgedTo || callsTaken(standing) < 1;
  if (standing.attempts.size >= calls || !expected) return undefined;
  const attempt: Attempt = {
    instance,
    bids: 0,
    bytes: 0,
    offers: 0,
    sheets: [],
    floor: null,
    lie: null,
    ended: null,
    lastAt: 0,
  };
  standing.attempts.set(instance, attempt);
  standing.answer ??= attempt;
  return attempt;
}

/** Attempts that are not the hedge's. */
function callsTaken({ attempts, hedgedTo }: Standing): number {
  return attempts.size - (hedgedTo !== null && attempts.has(hedgedTo) ? 1 : 0);
}

/** Attempts that have not ended, those that have not said a word among them. */
function attemptsOut({ attempts, hedgedTo }: Standing): number {
  const calls = hedgedTo === null ? 1 : 2;
  return calls - [...attempts.values()].filter(({ ended }) => ended !== null).length;
}

/**
 * What a bidder has in the result: its answer, or while it has none, all that its attempts have
 * sent.
 */
export function sheetsOf(standing: Standing): readonly Sheet[] {
  if (isFinished(standing) && standing.answer !== null) return standing.answer.sheets;
  return [...standing.attempts.values()].flatMap(({ sheets }) => sheets);
}

/**
 * A bidder that sent offers in parts may close with an `empty` last part; one that fails after some
 * parts has failed.
 */
function outcomeOf(status: Bid["status"], hasOffers: boolean): Outcome {
  if (status === "offers" || status === "empty") return hasOffers ? "answered" : "empty";
  return status;
}

function withoutRows(sheet: Sheet, drop: (row: number) => boolean): Sheet {
  const rows = Array.from({ length: sheet.rows }, (_, row) => row).filter((row) => !drop(row));
  if (rows.length === sheet.rows) return sheet;
  const pick = <T>(column: readonly T[]): T[] => rows.map((row) => column[row] as T);
  return {
    ...sheet,
    rows: rows.length,
    price: pick(sheet.price),
    currency: pick(sheet.currency),
    durationMinutes: pick(sheet.durationMinutes),
    departure: pick(sheet.departure),
    stops: pick(sheet.stops),
    itinerary: pick(sheet.itinerary),
    seller: pick(sheet.seller),
    body: pick(sheet.body),
  };
}
