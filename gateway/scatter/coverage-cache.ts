/**
 * What the live bidders state of their coverage. No bidder is asked before a caller asks for it.
 *
 * STATED-1 One instance of each bidder is asked, and its statement is kept for as long as this
 *    instance lives: a process does not change what it has. So at most BIDDERS_MAX statements of at
 *    most `serviceAnswerBytesMax` bytes are kept (A6).
 * STATED-2 However many callers wait for it, there is one inquiry at a time, and a bidder that
 *    did not answer is asked again no sooner than after ASK_AGAIN_MS.
 * STATED-3 Each live bidder is in exactly one list of a view: it states its coverage, it states
 *    none, or it has not answered.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { Coverage } from "../../proto/coverage.ts";
import { readStatement } from "./coverage-statement.ts";

/** An inquiry, in which all live bidders are asked, lasts no longer. */
export const ANSWER_MS_MAX = 500;
export const ASK_AGAIN_MS = 5_000;

export interface StatedCoverage {
  /** Those that state the same, in order. */
  readonly bidders: readonly string[];
  readonly coverage: Coverage;
}

export interface CoverageView {
  readonly stated: readonly StatedCoverage[];
  /** Live bidders that answer and state none. */
  readonly unstated: readonly string[];
  /** Live bidders that have not answered. */
  readonly unanswered: readonly string[];
}

interface CoveragePorts {
  /** The live bidders in order, each with its live instances. */
  live(): readonly { readonly bidder: string; readonly instances: readonly string[] }[];
  /** Sends INFO to one instance. The answer comes to `answered`. */
  ask(bidder: string, instance: string): void;
  /** An answer is refused, for the log. */
  refused(bidder: string, reason: string): void;
}

/** `coverage` null: it states none. `text` is the statement as JSON; empty without one. */
interface KnownCoverage {
  readonly instance: string;
  readonly coverage: Coverage | null;
  readonly text: string;
}

export class CoverageCache {
  readonly #clock: Clock;
  readonly #ports: CoveragePorts;
  readonly #known = new Map<string, KnownCoverage>();
  /** Keyed by bidder: until when it is not asked again, and how often it was. */
  readonly #asked = new Map<string, { until: number; times: number }>();
  /** Bidders whose answer is awaited, with the instance that was asked. */
  readonly #awaited = new Map<string, string>();
  #inquiry: PromiseWithResolvers<void> | null = null;

  constructor(clock: Clock, ports: CoveragePorts) {
    this.#clock = clock;
    this.#ports = ports;
  }

  /** Resolves within ANSWER_MS_MAX; at once when nothing is to be asked. */
  async view(): Promise<CoverageView> {
    this.#removeAbsent();
    this.#ask();
    await this.#inquiry?.promise;
    return this.#now();
  }

  /** An answer to INFO of a confirmed bidder (A4). */
  answered(bidder: string, bytes: Uint8Array): void {
    const asked = this.#awaited.get(bidder);
    // It was not asked for, or is answered already: it is not read (A6).
    if (asked === undefined) return;
    const statement = readStatement(bytes);
    // Another process of this bidder answers what it was not asked.
    if ("instance" in statement && statement.instance !== asked) return;
    if ("fault" in statement) {
      this.#ports.refused(bidder, `its coverage: ${statement.fault}`);
    } else {
      const { instance, coverage } = statement;
      const text = coverage === null ? "" : JSON.stringify(coverage);
      this.#known.set(bidder, { instance, coverage, text });
      this.#asked.delete(bidder);
    }
    this.#awaited.delete(bidder);
    if (this.#awaited.size === 0) this.#endInquiry();
  }

  #removeAbsent(): void {
    const live = new Map(this.#ports.live().map(({ bidder, instances }) => [bidder, instances]));
    for (const [bidder, { instance }] of this.#known)
      if (!live.get(bidder)?.includes(instance)) this.#known.delete(bidder);
    for (const bidder of this.#asked.keys()) if (!live.has(bidder)) this.#asked.delete(bidder);
  }

  /** Begins an inquiry if there is a bidder to ask and none is under way (STATED-2). */
  #ask(): void {
    if (this.#inquiry !== null) return;
    const now = this.#clock.now();
    const questions = this.#ports.live().flatMap(({ bidder, instances }) => {
      const asked = this.#asked.get(bidder) ?? { until: Number.NEGATIVE_INFINITY, times: 0 };
      if (this.#known.has(bidder) || now < asked.until) return [];
      this.#asked.set(bidder, { until: now + ASK_AGAIN_MS, times: asked.times + 1 });
      // Another one each time: one that hangs does not hide what the others have.
      const instance = instances[asked.times % instances.length];
      return instance === undefined ? [] : { bidder, instance };
    });
    if (questions.length === 0) return;
    const inquiry = Promise.withResolvers<void>();
    this.#inquiry = inquiry;
    for (const { bidder, instance } of questions) this.#awaited.set(bidder, instance);
    const cancel = this.#clock.at(now + ANSWER_MS_MAX, () => this.#endInquiry());
    void inquiry.promise.then(cancel);
    for (const { bidder, instance } of questions) this.#ports.ask(bidder, instance);
  }

  #endInquiry(): void {
    this.#awaited.clear();
    this.#inquiry?.resolve();
    this.#inquiry = null;
  }

  #now(): CoverageView {
    const byText = new Map<string, { bidders: string[]; coverage: Coverage }>();
    const unstated: string[] = [];
    const unanswered: string[] = [];
    for (const { bidder } of this.#ports.live()) {
      const known = this.#known.get(bidder);
      if (known === undefined) unanswered.push(bidder);
      else if (known.coverage === null) unstated.push(bidder);
      else {
        const same = byText.get(known.text);
        if (same === undefined)
          byText.set(known.text, { bidders: [bidder], coverage: known.coverage });
        else same.bidders.push(bidder);
      }
    }
    return { stated: [...byText.values()], unstated, unanswered };
  }
}
