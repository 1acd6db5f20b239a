/** Callers that ask a gateway again as soon as they are answered. */
import { setTimeout as delay } from "node:timers/promises";
import { answerDifference, type SideAnswer } from "./answer.ts";
import type { Work } from "./work.ts";

export interface CallerLoad {
  readonly callers: number;
  /** How long they go on asking ... */
  readonly ms: number;
  /** ... unless so many answers come before. */
  readonly auctionsMax?: number;
  /** How long nothing is asked after it, within what is measured; absent: not at all. */
  readonly restMs?: number;
  /** Asked is the gateway of the same process that records nothing (`SideGateway.plain`). */
  readonly isPlain?: boolean;
}

export interface LoadMeasured {
  readonly auctions: number;
  readonly elapsedMs: number;
  /** Milliseconds that callers waited. */
  readonly p50: number;
  readonly p99: number;
  /** Answers in which a bidder was missing. */
  readonly partial: number;
  /** Searches that the gateway refused because it was overloaded; they are not auctions. */
  readonly refusals: number;
  /** Milliseconds past the deadline, of those that ended by it. */
  readonly overrun: { readonly p50: number; readonly p999: number } | null;
}

/** One answer of so many is compared with the expected one. */
const COMPARED_EVERY = 64;

/**
 * Searches for about `ms` milliseconds. @throws Error when an answer that has all bidders is not
 * the expected one
 */
export async function drive(
  search: () => Promise<SideAnswer>,
  { callers, ms, auctionsMax = Number.POSITIVE_INFINITY, restMs = 0 }: CallerLoad,
  { expected, search: { policy } }: Work,
): Promise<LoadMeasured> {
  const waited: number[] = [];
  const overrun: number[] = [];
  let asked = 0;
  let partial = 0;
  let refusals = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + ms;
  const caller = async () => {
    for (let at = performance.now(); at < endsAt && asked < auctionsMax; ) {
      asked++;
      const answer = await orRefusal(search);
      const now = performance.now();
      if (answer === null) {
        refusals++;
        await delay(PAUSE_MS);
        at = performance.now();
        continue;
      }
      waited.push(now - at);
      if (answer.partial) {
        partial++;
        if ((answer.endedBy ?? "deadline") === "deadline")
          overrun.push(now - at - policy.deadlineMs);
      } else if (waited.length % COMPARED_EVERY === 0) mustBeExpected(answer, expected);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsedMs = performance.now() - startedAt;
  if (restMs > 0) await delay(restMs);
  waited.sort((a, b) => a - b);
  overrun.sort((a, b) => a - b);
  return {
    auctions: waited.length,
    elapsedMs,
    p50: quantileOfSorted(waited, 0.5),
    p99: quantileOfSorted(waited, 0.99),
    partial,
    refusals,
    overrun:
      overrun.length === 0
        ? null
        : { p50: quantileOfSorted(overrun, 0.5), p999: quantileOfSorted(overrun, 0.999) },
  };
}

/** Codes of searches that a busy gateway refuses. */
const PRESSURE: ReadonlySet<unknown> = new Set(["overloaded", "expired"]);
/** The pause before a caller that was refused asks again, in milliseconds. */
const PAUSE_MS = 5;

/** Null when the gateway is overloaded. */
async function orRefusal(search: () => Promise<SideAnswer>): Promise<SideAnswer | null> {
  try {
    return await search();
  } catch (thrown) {
    if (!PRESSURE.has((thrown as { code?: unknown }).code)) throw thrown;
    return null;
  }
}

/** How often in a row a bidder may be missing, or the gateway too busy, before that is a fault. */
const TRIES_MAX = 50;

/** @throws Error when the first answer that has all bidders is not the expected one */
export async function check(search: () => Promise<SideAnswer>, { expected }: Work): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const answer = await orRefusal(search);
    if (answer !== null && !answer.partial) return mustBeExpected(answer, expected);
    await delay(PAUSE_MS);
  }
  throw new Error(`no answer of ${TRIES_MAX} has all bidders`);
}

/** @throws Error with the first difference */
function mustBeExpected(answer: SideAnswer, expected: Work["expected"]): void {
  const what = answerDifference(answer, expected);
  if (what !== undefined) throw new Error(`the answer is not the expected one: ${what}`);
}

/** The value below which this share of the sorted values lies. */
function quantileOfSorted(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
