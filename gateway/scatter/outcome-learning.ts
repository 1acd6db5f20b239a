/**
 * Learns from the outcomes of auctions: how long the bidders' answers take, for hedging, and
 * whether an auction should wait for them, for their breakers.
 *
 * LEARNING-1 An answer later than the deadline of its search is not evidence of a bidder's speed.
 * LEARNING-2 An answer that was late or missing while the broker or this process stalled is not the
 *    bidder's fault: nothing is learned from it. An answer that was faster than a stall lasts needs
 *    no such check.
 */
import type { BidderReport, EndedBy } from "../../proto/messages.ts";
import type { BidderResult, Reservation } from "../auction/ports.ts";
import type { MicroserviceClient } from "./microservice-client.ts";
import { STALL_MS_MIN } from "./stall-detector.ts";

/** One call to a second instance. */
export interface Hedge {
  readonly instance: string;
  /** How long after the search's arrival it was sent. */
  readonly afterMs: number;
  /** It replaces a call that an unresponsive instance may have. */
  readonly replaces: boolean;
}

interface EndedAuction {
  readonly reservation: Pick<Reservation, "observe">;
  readonly endedBy: EndedBy;
  readonly reports: readonly BidderReport[];
  /** Monotonic: when the search arrived, and when its call was sent. */
  readonly arrivedAtMs: number;
  readonly calledAtMs: number;
  /** Keyed by bidder, in the order in which they were sent; null without any. */
  readonly hedges: ReadonlyMap<string, readonly Hedge[]> | null;
}

/** A bid that arrived after its auction had ended. */
export interface LateAnswer {
  readonly bidder: string;
  readonly instance: string;
  /** The time since the search's arrival. */
  readonly latencyMs: number;
  readonly deadlineMs: number;
  /** Monotonic. */
  readonly arrivedAtMs: number;
}

type LearningClient = Pick<MicroserviceClient, "answered">;
/** Calls back with whether there was a stall since that instant. */
type StallCheck = (fromAtMs: number, report: (stalled: boolean) => void) => void;

export class OutcomeLearning {
  readonly #clientOf: (bidder: string) => LearningClient | undefined;
  readonly #checkStall: StallCheck;

  constructor(clientOf: (bidder: string) => LearningClient | undefined, checkStall: StallCheck) {
    this.#clientOf = clientOf;
    this.#checkStall = checkStall;
  }

  learn(auction: EndedAuction): void {
    const { reservation, endedBy, reports, calledAtMs } = auction;
    for (const report of reports) {
      const { bidder } = report;
      const result = resultOf(report, endedBy);
      if (result === "failure" && isMissing(report)) {
        this.#checkStall(calledAtMs, (stalled) =>
          reservation.observe(bidder, stalled ? "neutral" : "failure"),
        );
      } else {
        reservation.observe(bidder, result);
      }
      this.#learnLatency(report, auction);
    }
  }

  /**
   * A late answer within its deadline (the auction ended by quorum or settled) counts like one in
   * time; one past it does not count (LEARNING-1).
   */
  learnLate({ bidder, instance, latencyMs, deadlineMs, arrivedAtMs }: LateAnswer): void {
    const client = this.#clientOf(bidder);
    if (client === undefined || latencyMs > deadlineMs) return;
    this.#answered(client, instance, latencyMs, latencyMs, arrivedAtMs);
  }

  #learnLatency(report: BidderReport, { arrivedAtMs, calledAtMs, hedges }: EndedAuction): void {
    const { bidder, outcome, instance, latencyMs } = report;
    const client = this.#clientOf(bidder);
    if (client === undefined || instance === null || latencyMs === null) return;
    if (outcome !== "answered" && outcome !== "empty") return;
    const hedge = hedges?.get(bidder)?.findLast((one) => one.instance === instance);
    const calledAfterMs = calledAtMs - arrivedAtMs;
    const tookMs = latencyMs - (hedge?.afterMs ?? calledAfterMs);
    // The time that a call spent at an unresponsive instance is not evidence of how long answers
    // take: it would delay the next hedge.
    const sinceCallMs = hedge?.replaces ? tookMs : latencyMs - calledAfterMs;
    this.#answered(client, instance, tookMs, sinceCallMs, calledAtMs);
  }

  #answered(
    client: LearningClient,
    instance: string,
    tookMs: number,
    sinceCallMs: number,
    calledAtMs: number,
  ): void {
    if (Math.max(tookMs, sinceCallMs) < STALL_MS_MIN) {
      client.answered(instance, tookMs, sinceCallMs);
      return;
    }
    this.#checkStall(calledAtMs, (stalled) => {
      if (!stalled) client.answered(instance, tookMs, sinceCallMs);
    });
  }
}

function isMissing({ outcome }: BidderReport): boolean {
  return outcome === "silent" || outcome === "late";
}

/**
 * A missing answer counts as a failure only when the bidder had its whole time. A bidder that
 * declines keeps to the protocol; that is not evidence of its health.
 */
function resultOf({ outcome }: BidderReport, endedBy: EndedBy): BidderResult {
  switch (outcome) {
    case "answered":
    case "empty":
      return "success";
    case "failed":
    case "invalid":
      return "failure";
    case "silent":
    case "late":
      return endedBy === "deadline" ? "failure" : "neutral";
    default:
      return "neutral";
  }
}
