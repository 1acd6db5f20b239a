/**
 * The middle of an auction: from the call to the moment at which it stops. What it keeps of the
 * invariants is said in run.ts.
 */

import type { Clock } from "../../common/runtime/clock.ts";
import type { EndedBy } from "../../proto/messages.ts";
import {
  type AsyncServiceHandler,
  isFinished,
  type Standing,
  sheetsOf,
} from "./async-service-handler.ts";
import { bidderBudgetMs } from "./budget.ts";
import type { StoodIn } from "./fallback.ts";
import { report } from "./outcome.ts";
import type { Call, Order, Ports, Reservation } from "./ports.ts";
import type { Entry } from "./rank.ts";
import type { RunningRank } from "./running-rank.ts";
import { SettledLooks } from "./settled-checks.ts";

/**
 * A6: messages that came between the stop and the result, which the ledger still hears of; it reads
 * no more of them than this.
 */
const TOO_LATE_MAX = 64;

/** With less time left than this no second instance could answer. */
const HEDGE_MS_MIN = 5;

/**
 * A6: calls to a second instance for one bidder, when those before it turned out not to be there.
 */
const HEDGES_A_BIDDER_MAX = 3;

export interface Collected {
  readonly call: Call;
  readonly endedBy: EndedBy;
  /** Monotonic. */
  readonly endedAt: number;
  readonly tooLate: readonly { bidder: string; instance: string; bytes: Uint8Array }[];
  /** Bidders of which a message was one too many, and is not among them. */
  readonly unread: ReadonlySet<string>;
}

/**
 * Sends the call, folds what comes and hedges what is slow, until the handler says that it may
 * stop.
 */
export async function collect(
  handler: AsyncServiceHandler,
  running: RunningRank,
  order: Order,
  expectation: Reservation,
  { clock, scatter }: Ports,
  until: number,
): Promise<Collected> {
  const { promise, resolve, reject } =
    Promise.withResolvers<Pick<Collected, "endedBy" | "endedAt">>();
  const tooLate: { bidder: string; instance: string; bytes: Uint8Array }[] = [];
  const unread = new Set<string>();
  let stopped = false;
  let disarm = () => {};
  const look = () => {
    disarm();
    if (stopped) return;
    let verdict = handler.verdict(clock.now());
    if ("stop" in verdict && settledLooks.planned) {
      lookForSettled();
      verdict = handler.verdict(clock.now());
    }
    if ("stop" in verdict) {
      stopped = true;
      resolve({ endedBy: verdict.stop, endedAt: clock.now() });
    } else {
      disarm = clock.at(verdict.wakeAt, look);
    }
  };
  const guarded = (step: () => unknown) => {
    try {
      step();
      if (!stopped && handler.maySettle) settledLooks.plan();
      look();
    } catch (thrown) {
      reject(thrown); // a fault of ours, never of a bidder: the caller must still hear of it
    }
  };
  const lookForSettled = () => {
    settledLooks.taken();
    handler.lookForSettled();
  };
  const settledLooks = new SettledLooks(clock, () => {
    try {
      if (stopped) return;
      lookForSettled();
      look();
    } catch (thrown) {
      reject(thrown);
    }
  });
  const gone = () => guarded(() => handler.cancel());

  const call = scatter.call(order, expectation, bidderBudgetMs(clock.now(), until), {
    bid: (bidder, instance, bytes) =>
      guarded(() => {
        // What comes at the deadline or after it is late, even when the timer is later still.
        if (stopped || clock.now() >= until) {
          if (tooLate.length < TOO_LATE_MAX) tooLate.push({ bidder, instance, bytes });
          else if (handler.standing(bidder) !== undefined) unread.add(bidder);
        } else if (handler.take(bidder, instance, bytes, clock.now()) === "finished") {
          announce(handler, running, bidder, order, clock);
        }
      }),
    // What has stopped is not amended by what comes in the same turn.
    nobodyListens: () => guarded(() => stopped || handler.nobodyListens()),
    unreachable: (error) =>
      guarded(() => {
        if (stopped) return;
        stopped = true;
        handler.nobodyListens();
        reject(error);
      }),
    hedgeLost: (bidder) =>
      guarded(() => {
        if (stopped) return;
        if (handler.hedgeLost(bidder, clock.now()) === "finished")
          announce(handler, running, bidder, order, clock);
        else hedge(bidder);
      }),
    lost: (bidder) =>
      guarded(() => {
        // What was settled before the loss stays so.
        if (settledLooks.planned) lookForSettled();
        look();
        if (!stopped) handler.lost(bidder);
      }),
  });
  const hedgesOf = new Map<string, number>();
  const hedge = (bidder: string) => {
    const standing = handler.standing(bidder);
    const sent = hedgesOf.get(bidder) ?? 0;
    if (
      stopped ||
      standing === undefined ||
      isFinished(standing) ||
      standing.hedgedTo !== null ||
      sent >= HEDGES_A_BIDDER_MAX
    )
      return;
    const leftMs = bidderBudgetMs(clock.now(), until);
    const instance =
      leftMs < HEDGE_MS_MIN ? null : call.hedge(bidder, standing.answer?.instance ?? null, leftMs);
    if (instance === null) return;
    hedgesOf.set(bidder, sent + 1);
    handler.hedged(bidder, instance);
  };
  const hedges = [...expectation.hedgeAfterMs].map(([bidder, afterMs]) =>
    clock.at(clock.now() + afterMs, () => guarded(() => hedge(bidder))),
  );
  const { searchId, search, signal } = order;
  signal.addEventListener("abort", gone, { once: true });
  try {
    order.watch?.({
      type: "opened",
      opened: { searchId, deadlineMs: search.policy.deadlineMs, expected: handler.awaited },
    });
    if (signal.aborted) handler.cancel();
    look();
    return { call, ...(await promise), tooLate, unread };
  } catch (thrown) {
    call.release();
    throw thrown;
  } finally {
    disarm();
    settledLooks.stop();
    for (const cancel of hedges) cancel();
    signal.removeEventListener("abort", gone);
    call.end(handler.someoneAtWork);
  }
}

/** Tells the watcher how a bidder finished, and what the top looks like now. */
function announce(
  handler: AsyncServiceHandler,
  running: RunningRank,
  bidder: string,
  order: Order,
  clock: Clock,
): void {
  const standing = handler.standing(bidder);
  if (order.watch === undefined || standing === undefined) return;
  const { itineraries, exposed } = running.ranking(entriesOf(handler.standings), clock.wall());
  const ending = { by: "complete", at: clock.now(), startedAt: order.arrivedAt } as const;
  order.watch({ type: "bid", bid: report(standing, exposed.get(bidder), ending) });
  order.watch({ type: "snapshot", snapshot: { itineraries } });
}

/** What each bidder has in the ranking. */
export function entriesOf(
  standings: readonly Standing[],
  stoodIn: readonly StoodIn[] = [],
): Entry[] {
  return [
    ...standings.map(
      (standing): Entry => ({ bidder: standing.bidder, sheets: sheetsOf(standing) }),
    ),
    ...stoodIn,
  ];
}
