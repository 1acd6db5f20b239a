/**
 * AsyncServiceHandler: one auction's collector. It folds bids as they come, keeps each bidder's standing, and can say at any
 * moment whether the auction may stop. It never waits and never throws on what a bidder sent (A5).
 */
import { decodeBid } from "../../proto/codec.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Bid, Outcome, Sheet } from "../../proto/messages.ts";
import { type StopPolicy, type Verdict, verdict } from "./policy.ts";

/** A6: more bids than this from one bidder in one auction make it `invalid`; what follows is not even decoded. */
export const BIDS_A_BIDDER_MAX = 64;
/** A6: bidders that bid without being expected; one more is not heard. */
export const UNEXPECTED_BIDDERS_MAX = 16;

/** How one bidder stands. `outcome` is null while it has not finished. */
export interface Standing {
  readonly bidder: string;
  /** Waited for: it was alive and serves the market when the call went out. */
  readonly expected: boolean;
  instance: string | null;
  bids: number;
  offers: number;
  sheets: Sheet[];
  outcome: Outcome | null;
  reason: string | null;
  /** Monotonic: when its last bid that counted came. */
  lastAt: number | null;
}

export interface Terms extends StopPolicy {
  readonly searchId: string;
  /** Waited for. */
  readonly expected: readonly string[];
  /** Must have answered before a quorum ends the auction. Those that serve another market are not among them. */
  readonly required: readonly string[];
  /** Required, and known from the start not to be there. */
  readonly absent: readonly string[];
}

/** What became of a message: it finished or furthered its bidder's answer, or it was one too many and changed nothing. */
export type Taken = "finished" | "furthered" | "surplus";

export class AsyncServiceHandler {
  readonly #terms: Terms;
  readonly #standings = new Map<string, Standing>();
  #quorumAt: number | null = null;
  #cancelled = false;
  #nobodyListens = false;
  #outstanding: number;
  #answered = 0;
  /** Messages that changed nothing: second finals, bids of another instance, floods. */
  surplus = 0;

  constructor(terms: Terms) {
    this.#terms = terms;
    for (const bidder of terms.expected) this.#standings.set(bidder, newStanding(bidder, true));
    for (const bidder of terms.absent) {
      this.#standings.set(bidder, { ...newStanding(bidder, false), outcome: "absent", reason: "required, but no instance of it is alive" });
    }
    this.#outstanding = terms.expected.length;
  }

  /** Who is waited for. */
  get awaited(): readonly string[] {
    return this.#terms.expected;
  }

  get standings(): readonly Standing[] {
    return [...this.#standings.values()];
  }

  standing(bidder: string): Standing | undefined {
    return this.#standings.get(bidder);
  }

  /** Takes one message of a bidder. Who it is comes from the subject (A4). */
  take(bidder: string, instance: string, bytes: Uint8Array, at: number): Taken {
    const standing = this.#standings.get(bidder) ?? this.#admitUnexpected(bidder);
    // Its answer is the one it began first: a second final, or another instance's answer to the same call, changes nothing.
    if (standing === undefined || isFinished(standing) || (standing.instance ?? instance) !== instance) {
      this.surplus++;
      return "surplus";
    }
    standing.instance = instance;
    standing.lastAt = at;
    if (++standing.bids > BIDS_A_BIDDER_MAX) {
      return this.#finish(standing, "invalid", `sent more than ${BIDS_A_BIDDER_MAX} bids`, at);
    }
    let bid: Bid;
    try {
      bid = decodeBid(bytes);
    } catch (thrown) {
      return this.#finish(standing, "invalid", AuctionError.from(thrown, "bid-malformed").message, at);
    }
    return this.#fold(standing, bid, at);
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

  verdict(now: number): Verdict {
    return verdict(
      this.#terms,
      {
        expected: this.#terms.expected.length,
        outstanding: this.#outstanding,
        quorumAt: this.#quorumAt,
        cancelled: this.#cancelled,
        nobodyListens: this.#nobodyListens,
      },
      now,
    );
  }

  #admitUnexpected(bidder: string): Standing | undefined {
    const unexpected = this.#standings.size - this.#terms.expected.length - this.#terms.absent.length;
    if (unexpected >= UNEXPECTED_BIDDERS_MAX) return undefined;
    const standing = newStanding(bidder, false);
    this.#standings.set(bidder, standing);
    return standing;
  }

  #fold(standing: Standing, bid: Bid, at: number): Taken {
    if (bid.searchId !== this.#terms.searchId) {
      return this.#finish(standing, "invalid", `answered the search '${bid.searchId.slice(0, 64)}' in the inbox of this one`, at);
    }
    if (bid.sheet.rows > 0) {
      standing.sheets.push(bid.sheet);
      standing.offers += bid.sheet.rows;
    }
    if (!bid.final) return "furthered";
    return this.#finish(standing, outcomeOf(bid.status, standing.offers), bid.reason, at);
  }

  #finish(standing: Standing, outcome: Outcome, reason: string | null, at: number): Taken {
    standing.outcome = outcome;
    standing.reason = reason;
    if (standing.expected) this.#outstanding--;
    if (outcome === "answered" || outcome === "empty") this.#answered++;
    if (this.#quorumAt === null && this.#quorumIsIn()) this.#quorumAt = at;
    return "finished";
  }

  #quorumIsIn(): boolean {
    const { quorum, required } = this.#terms;
    if (quorum === null || this.#answered < quorum) return false;
    return required.every((bidder) => {
      const outcome = this.#standings.get(bidder)?.outcome;
      return outcome === "answered" || outcome === "empty";
    });
  }
}

function newStanding(bidder: string, expected: boolean): Standing {
  return { bidder, expected, instance: null, bids: 0, offers: 0, sheets: [], outcome: null, reason: null, lastAt: null };
}

function isFinished(standing: Standing): boolean {
  // A required bidder that was thought absent, and bids after all, is heard.
  return standing.outcome !== null && standing.outcome !== "absent";
}

/** A bidder that sent offers in parts may close with an `empty` last part; one that fails after some parts has failed. */
function outcomeOf(status: Bid["status"], offers: number): Outcome {
  if (status === "offers" || status === "empty") return offers > 0 ? "answered" : "empty";
  return status;
}
