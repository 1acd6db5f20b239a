/**
 * What auctions teach of their bidders: how long answers take, for hedging, and whether they are
 * worth waiting for, for the breakers.
 *
 * L1 An answer later than its search's deadline says nothing of a bidder's speed.
 * L2 What came late or not at all while the broker or this process stalled is not the bidder's
 *    fault: nothing is learned from it. What came sooner than a stall takes needs no such look.
 */
import type { BidderReport, EndedBy } from "../../proto/messages.ts";
import type { Expectation } from "../auction/ports.ts";
import type { BreakerResult } from "./breaker.ts";
import type { MicroserviceClient } from "./microservice-client.ts";
import { STALL_MS_MIN } from "./stall-detector.ts";

/** One call to a second instance. */
export interface Hedge {
  readonly instance: string;
  /** When, after the search's arrival, it went out. */
  readonly afterMs: number;
  /** In place of a call that lies with an instance that is not heard. */
  readonly replaces: boolean;
}

export interface Lesson {
  readonly expectation: Expectation;
  readonly endedBy: EndedBy;
  readonly reports: readonly BidderReport[];
  /** Monotonic: when the search arrived, and when its call went out. */
  readonly arrivedAt: number;
  readonly calledAt: number;
  /** By bidder, in the order in which they went out. */
  readonly hedges: ReadonlyMap<string, readonly Hedge[]>;
}

/** A bid that came after its auction had ended. */
export interface LateAnswer {
  readonly bidder: string;
  readonly instance: string;
  /** From the search's arrival. */
  readonly latencyMs: number;
  readonly deadlineMs: number;
  /** Monotonic. */
  readonly arrivedAt: number;
}

type LearningClient = Pick<MicroserviceClient, "observe" | "answered">;
/** Calls back with whether there was a stall since that instant. */
type Judge = (since: number, judged: (stalled: boolean) => void) => void;

export class Lessons {
  readonly #clientOf: (bidder: string) => LearningClient | undefined;
  readonly #judge: Judge;

  constructor(clientOf: (bidder: string) => LearningClient | undefined, judge: Judge) {
    this.#clientOf = clientOf;
    this.#judge = judge;
  }

  learn({ expectation, endedBy, reports, arrivedAt, calledAt, hedges }: Lesson): void {
    for (const report of reports) {
      const { bidder, outcome, instance, latencyMs } = report;
      const client = this.#clientOf(bidder);
      if (client === undefined) continue;
      const trial = expectation.trials.includes(bidder);
      const verdict = verdictOn(report, endedBy);
      if (verdict === "failure" && isMissing(report)) {
        this.#judge(calledAt, (stalled) => client.observe(stalled ? "neutral" : "failure", trial));
      } else {
        client.observe(verdict, trial);
      }
      if (
        (outcome !== "answered" && outcome !== "empty") ||
        instance === null ||
        latencyMs === null
      )
        continue;
      const hedge = hedges.get(bidder)?.findLast((one) => one.instance === instance);
      const calledAfterMs = calledAt - arrivedAt;
      const tookMs = latencyMs - (hedge?.afterMs ?? calledAfterMs);
      // How long a call lay with an instance that is not heard says nothing of how long answers
      // take: it would put off the next hedge.
      const sinceCallMs = hedge?.replaces ? tookMs : latencyMs - calledAfterMs;
      this.#answered(client, { instance, tookMs, sinceCallMs, since: calledAt });
    }
  }

  /**
   * A late answer within its deadline (the auction ended by quorum or settled) is as good as one in
   * time; one past it is none (L1).
   */
  learnLate({ bidder, instance, latencyMs, deadlineMs, arrivedAt }: LateAnswer): void {
    const client = this.#clientOf(bidder);
    if (client === undefined || latencyMs > deadlineMs) return;
    this.#answered(client, {
      instance,
      tookMs: latencyMs,
      sinceCallMs: latencyMs,
      since: arrivedAt,
    });
  }

  #answered(
    client: LearningClient,
    answer: { instance: string; tookMs: number; sinceCallMs: number; since: number },
  ): void {
    const { instance, tookMs, sinceCallMs, since } = answer;
    const learn = () => client.answered(instance, tookMs, sinceCallMs);
    if (Math.max(tookMs, sinceCallMs) < STALL_MS_MIN) learn();
    else this.#judge(since, (stalled) => void (stalled || learn()));
  }
}

function isMissing({ outcome }: BidderReport): boolean {
  return outcome === "silent" || outcome === "late";
}

/**
 * Silence counts against a bidder only when it had its whole time; a bidder that declines is
 * honest, and proves nothing.
 */
function verdictOn({ outcome }: BidderReport, endedBy: EndedBy): BreakerResult {
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
