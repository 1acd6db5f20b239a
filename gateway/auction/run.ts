/**
 * One auction, from the call to the result. The rules it keeps:
 *
 * A1 Every search that is accepted gets exactly one final result, by its deadline.
 * A2 The result depends on which bids are in, never on the order in which they came.        (rank.ts)
 * A3 Every expected bidder has exactly one outcome; a late bid amends the ledger only.        (outcome.ts, ledger.ts)
 * A4 A bid counts for the bidder in its subject.                                              (scatter/inbox.ts)
 * A5 Nothing a bidder sends can throw, hang or grow memory here: it becomes an outcome.       (async-service-handler.ts, verify.ts)
 * A6 Everything is bounded.                                                                   (codec.ts, async-service-handler.ts, ledger.ts)
 * A9 Money is an integer in minor units with its currency.                                    (money.ts)
 */
import type { AuctionError } from "../../proto/errors.ts";
import type { BidderReport, EndedBy, FlightSearch, Objective, Rates, SearchEvent, SearchResult } from "../../proto/messages.ts";
import { AsyncServiceHandler, isFinished, type Standing, sheetsOf } from "./async-service-handler.ts";
import { bidderBudgetMs, collectUntil } from "./budget.ts";
import { costOf } from "./candidates.ts";
import type { Clock } from "./clock.ts";
import type { Ledger } from "./ledger.ts";
import { isPartial, report, reports, round } from "./outcome.ts";
import { type Grace, quorumCount } from "./policy.ts";
import type { Entry } from "./rank.ts";
import type { Elapsed, Plausibility, RankingRules } from "./ranking-rules.ts";
import { unheardOf } from "./regret.ts";
import { RunningRank } from "./running-rank.ts";
import { SettledLooks } from "./settled-looks.ts";
import { rememberGoodBids, type StandInPorts, StandInRecall, type StoodIn } from "./standing-in.ts";

export interface Order {
  /** The id that the caller gets: for HTTP, NATS results and the ledger's view. It never goes to a bidder. */
  readonly searchId: string;
  /**
   * The id on the wire: in subjects, calls, bids and cancels, where the field keeps its old name `search_id`. It is in no public answer, so
   * that a bidder that knows it cannot read the result with it.
   */
  readonly auctionId: string;
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly elapsed: Elapsed;
  readonly plausibility?: Plausibility | null;
  readonly grace: Grace;
  /** Monotonic: when the search came. What it has waited since is off its deadline. */
  readonly arrivedAt: number;
  /** Fires when the caller has gone. */
  readonly signal: AbortSignal;
  /** Told what happens, as it happens. Must not throw. */
  readonly watch?: (event: SearchEvent) => void;
}

/** Who takes part in an auction, as the roster knows when the call goes out. */
export interface Expectation {
  /** Waited for. */
  readonly expected: readonly string[];
  /** Called, but not waited for: their breakers are open. */
  readonly skipped: readonly string[];
  /** Must have answered before a quorum ends the auction. */
  readonly required: readonly string[];
  /** Required, but not alive. */
  readonly absent: readonly string[];
  /** After how long a bidder's call goes to a second instance; not for bidders that are not in it. */
  readonly hedgeAfterMs: ReadonlyMap<string, number>;
  /** Waited for on trial: how this auction ends for them decides on their breakers. */
  readonly trials: readonly string[];
}

/** Where the call goes and the bids come from. */
export interface Scatter {
  expectation(search: FlightSearch): Expectation;
  /** Sends the call and listens. @throws AuctionError `no-broker` */
  call(order: Order, expectation: Expectation, budgetMs: number, listener: BidListener): Call;
}

export interface BidListener {
  bid(bidder: string, instance: string, bytes: Uint8Array): void;
  /** No bidder is subscribed to this market, and none is known to be. */
  nobodyListens(): void;
  /** The call reached no bidder, though bidders of this market are known or may be about to return: no result would be true. */
  unreachable(error: AuctionError): void;
  /** The instance that this bidder's hedge was sent to is not there. The first call is not affected. */
  hedgeLost(bidder: string): void;
  /** The last live instance of this bidder is lost. */
  lost(bidder: string): void;
}

export interface Call {
  /** Sends the call to one more instance of the bidder, if there is one and the allowance permits; its id, or null. */
  hedge(bidder: string, holder: string | null, budgetMs: number): string | null;
  /** Tells bidders that are still at work to stop. What they send all the same is heard until `release`. */
  end(outstanding: boolean): void;
  /** Stops listening: what comes from now on goes to the ledger by itself. */
  release(): void;
  /** How it ended, for what is learned of the bidders. */
  learn(endedBy: EndedBy, reports: readonly BidderReport[]): void;
}

export interface Ports extends StandInPorts {
  readonly scatter: Scatter;
  readonly ledger: Ledger;
}

/** @throws AuctionError `no-broker` when the call cannot be sent or reaches no bidder that it should; nothing else ends without a result (A1, A10) */
export async function run(order: Order, ports: Ports): Promise<SearchResult> {
  const { search, arrivedAt: startedAt } = order;
  const { clock, scatter } = ports;
  const expectation = scatter.expectation(search);
  const { deadlineMs } = search.policy;
  const until = collectUntil(startedAt, deadlineMs);
  const running = new RunningRank(termsOf(order));
  const handler = collector(order, expectation, running, clock, until);
  const recall = new StandInRecall(handler, search, ports, { until, deadlineAt: startedAt + deadlineMs });

  const collected = await collect(handler, running, order, expectation, ports, until).finally(recall.stop);
  try {
    return await conclude(order, ports, handler, running, recall, collected);
  } finally {
    collected.call.release();
  }
}

/** From what is in to the result, with what stands in; and the books. */
async function conclude(
  { search, searchId, auctionId, arrivedAt: startedAt, ...order }: Order,
  ports: Ports,
  handler: AsyncServiceHandler,
  running: RunningRank,
  recall: StandInRecall,
  { call, endedBy, endedAt, tooLate, unread }: Collected,
): Promise<SearchResult> {
  const { clock, ledger } = ports;
  const { deadlineMs } = search.policy;
  const { standings } = handler;
  const stoodIn = endedBy === "cancelled" ? [] : await recall.stoodIn(endedBy);
  const rules = termsOf({ search, ...order });
  const { itineraries, opened, exposed } = running.ranking(entriesOf(standings, stoodIn), clock.wall());
  const ages = new Map(stoodIn.map(({ bidder, staleAgeMs }) => [bidder, staleAgeMs]));
  const bidders = reports(standings, exposed, { by: endedBy, at: endedAt, startedAt, standIns: ages });
  const partial = isPartial(bidders, standings);
  const result: SearchResult = { searchId, endedBy, partial, elapsedMs: round(clock.now() - startedAt), deadlineMs, itineraries, bidders };

  const finished = new Set(standings.filter(isFinished).map(({ bidder }) => bidder));
  ledger.open({ auctionId, result, opened, rules, startedAt, endedAt }, finished, unheardOf(standings, unread));
  for (const { bidder, instance, bytes } of tooLate) ledger.enter(auctionId, bidder, instance, bytes);
  rememberGoodBids(standings, bidders, search, ports);
  call.learn(endedBy, bidders);
  return result;
}

function termsOf({ search, objective, rates, elapsed, plausibility = null }: Omit<RankingRules, "wallMs">): Omit<RankingRules, "wallMs"> {
  return { search, objective, rates, elapsed, plausibility };
}

function entriesOf(standings: readonly Standing[], stoodIn: readonly StoodIn[] = []): Entry[] {
  return [...standings.map((standing): Entry => ({ bidder: standing.bidder, sheets: sheetsOf(standing) })), ...stoodIn];
}

function collector(order: Order, expectation: Expectation, running: RunningRank, clock: Clock, until: number): AsyncServiceHandler {
  const { search, auctionId, grace, arrivedAt } = order;
  const { expected, skipped, absent } = expectation;
  return new AsyncServiceHandler({
    auctionId,
    ...expectation,
    quorum: quorumCount(search.policy.quorum, expected.length + skipped.length + absent.length),
    grace,
    startedAt: arrivedAt,
    collectUntil: until,
    costOf: (sheet, row) => costOf(sheet, row, order),
    kthCostsLessThan: (cost, standings) => running.kthCostsLessThan(cost, entriesOf(standings), clock.wall()),
  });
}

/** A6: messages that came between the stop and the result, which the ledger still hears of; it reads no more of them than this. */
const TOO_LATE_MAX = 64;

/** With less time left than this no second instance could answer. */
const HEDGE_MS_MIN = 5;

/** A6: calls to a second instance for one bidder, when those before it turned out not to be there. */
const HEDGES_A_BIDDER_MAX = 3;

interface Collected {
  readonly call: Call;
  readonly endedBy: EndedBy;
  /** Monotonic. */
  readonly endedAt: number;
  readonly tooLate: readonly { bidder: string; instance: string; bytes: Uint8Array }[];
  /** Bidders of which a message was one too many, and is not among them. */
  readonly unread: ReadonlySet<string>;
}

/** Sends the call, folds what comes and hedges what is slow, until the handler says that it may stop. */
async function collect(
  handler: AsyncServiceHandler,
  running: RunningRank,
  order: Order,
  expectation: Expectation,
  { clock, scatter }: Ports,
  until: number,
): Promise<Collected> {
  const { promise, resolve, reject } = Promise.withResolvers<Pick<Collected, "endedBy" | "endedAt">>();
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
        if (handler.hedgeLost(bidder, clock.now()) === "finished") announce(handler, running, bidder, order, clock);
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
    if (stopped || standing === undefined || isFinished(standing) || standing.hedgedTo !== null || sent >= HEDGES_A_BIDDER_MAX) return;
    const leftMs = bidderBudgetMs(clock.now(), until);
    const instance = leftMs < HEDGE_MS_MIN ? null : call.hedge(bidder, standing.answer?.instance ?? null, leftMs);
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
    order.watch?.({ type: "opened", opened: { searchId, deadlineMs: search.policy.deadlineMs, expected: handler.awaited } });
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
function announce(handler: AsyncServiceHandler, running: RunningRank, bidder: string, order: Order, clock: Clock): void {
  const standing = handler.standing(bidder);
  if (order.watch === undefined || standing === undefined) return;
  const { itineraries, exposed } = running.ranking(entriesOf(handler.standings), clock.wall());
  const ending = { by: "complete", at: clock.now(), startedAt: order.arrivedAt } as const;
  order.watch({ type: "bid", bid: report(standing, exposed.get(bidder), ending) });
  order.watch({ type: "snapshot", snapshot: { itineraries } });
}
