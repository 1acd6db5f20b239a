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
import type { EndedBy, FlightSearch, Objective, Rates, SearchEvent, SearchResult } from "../../proto/messages.ts";
import { AsyncServiceHandler } from "./async-service-handler.ts";
import { bidderBudgetMs, collectUntil } from "./budget.ts";
import type { Clock } from "./clock.ts";
import type { Ledger } from "./ledger.ts";
import { isPartial, report, reports, round } from "./outcome.ts";
import type { Grace } from "./policy.ts";
import { type RankingRules, rank } from "./rank.ts";

export interface Order {
  readonly searchId: string;
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly grace: Grace;
  /** Fires when the caller has gone. */
  readonly signal: AbortSignal;
  /** Told what happens, as it happens. Must not throw. */
  readonly watch?: (event: SearchEvent) => void;
}

/** Where the call goes and the bids come from. */
export interface Scatter {
  /** Who is waited for in this search's market, and which of the required bidders are not alive at all. */
  expectation(search: FlightSearch): { expected: readonly string[]; required: readonly string[]; absent: readonly string[] };
  /** Sends the call and listens. @throws AuctionError `no-broker` */
  call(order: Order, budgetMs: number, listener: BidListener): Call;
}

export interface BidListener {
  bid(bidder: string, instance: string, bytes: Uint8Array): void;
  nobodyListens(): void;
}

export interface Call {
  /** Stops listening; bidders that are still at work are told to stop. */
  end(outstanding: boolean): void;
}

export interface Ports {
  readonly scatter: Scatter;
  readonly clock: Clock;
  readonly ledger: Ledger;
}

/** @throws AuctionError `no-broker` when the call cannot be sent; nothing else ends an auction without a result (A1) */
export async function run(order: Order, ports: Ports): Promise<SearchResult> {
  const { search, searchId } = order;
  const { clock, scatter, ledger } = ports;
  const startedAt = clock.now();
  const expectation = scatter.expectation(search);
  const { deadlineMs, quorum } = search.policy;
  const until = collectUntil(startedAt, deadlineMs);
  const handler = new AsyncServiceHandler({ searchId, ...expectation, quorum, grace: order.grace, startedAt, collectUntil: until });

  const { endedBy, endedAt, tooLate } = await collect(handler, order, ports, { startedAt, until });

  const rules = { search, objective: order.objective, rates: order.rates, wallMs: clock.wall() };
  const { standings } = handler;
  const { itineraries, exposed } = rank(standings, rules);
  const bidders = reports(standings, exposed, { by: endedBy, at: endedAt, startedAt });
  const partial = isPartial(bidders, standings);
  const elapsedMs = round(clock.now() - startedAt);
  const result: SearchResult = { searchId, endedBy, partial, elapsedMs, deadlineMs, itineraries, bidders };
  ledger.open(result, rules, startedAt);
  for (const { bidder, bytes } of tooLate) ledger.enter(searchId, bidder, bytes);
  return result;
}

/** A6: messages that came between the stop and the result, which the ledger still hears of; it reads no more of them than this. */
const TOO_LATE_MAX = 64;

interface Collected {
  readonly endedBy: EndedBy;
  /** Monotonic. */
  readonly endedAt: number;
  readonly tooLate: readonly { bidder: string; bytes: Uint8Array }[];
}

/** Sends the call and folds what comes until the handler says that it may stop. */
async function collect(
  handler: AsyncServiceHandler,
  order: Order,
  { clock, scatter }: Ports,
  { startedAt, until }: { startedAt: number; until: number },
): Promise<Collected> {
  const { promise, resolve, reject } = Promise.withResolvers<Pick<Collected, "endedBy" | "endedAt">>();
  const tooLate: { bidder: string; bytes: Uint8Array }[] = [];
  let stopped = false;
  let disarm = () => {};
  const look = () => {
    disarm();
    if (stopped) return;
    const verdict = handler.verdict(clock.now());
    if ("stop" in verdict) {
      stopped = true;
      resolve({ endedBy: verdict.stop, endedAt: clock.now() });
    } else {
      disarm = clock.at(verdict.wakeAt, look);
    }
  };
  const guarded = (step: () => void) => {
    try {
      step();
      look();
    } catch (thrown) {
      reject(thrown); // a fault of ours, never of a bidder: the caller must still hear of it
    }
  };
  const gone = () => guarded(() => handler.cancel());

  const call = scatter.call(order, bidderBudgetMs(clock.now(), until), {
    bid: (bidder, instance, bytes) =>
      guarded(() => {
        // What comes at the deadline or after it is late, even when the timer is later still.
        if (stopped || clock.now() >= until) {
          if (tooLate.length < TOO_LATE_MAX) tooLate.push({ bidder, bytes });
        } else if (handler.take(bidder, instance, bytes, clock.now()) === "finished") {
          announce(handler, bidder, order, clock, startedAt);
        }
      }),
    nobodyListens: () => guarded(() => handler.nobodyListens()),
  });
  order.watch?.({
    type: "opened",
    opened: { searchId: order.searchId, deadlineMs: order.search.policy.deadlineMs, expected: handler.awaited },
  });
  order.signal.addEventListener("abort", gone, { once: true });
  try {
    if (order.signal.aborted) handler.cancel();
    look();
    return { ...(await promise), tooLate };
  } finally {
    disarm();
    order.signal.removeEventListener("abort", gone);
    call.end(handler.standings.some(({ outcome }) => outcome === null));
  }
}

/** Tells the watcher how a bidder finished, and what the top looks like now. */
function announce(handler: AsyncServiceHandler, bidder: string, order: Order, clock: Clock, startedAt: number): void {
  const standing = handler.standing(bidder);
  if (order.watch === undefined || standing === undefined) return;
  const rules: RankingRules = { search: order.search, objective: order.objective, rates: order.rates, wallMs: clock.wall() };
  const { itineraries, exposed } = rank(handler.standings, rules);
  order.watch({ type: "bid", bid: report(standing, exposed.get(bidder), { by: "complete", at: clock.now(), startedAt }) });
  order.watch({ type: "snapshot", snapshot: { itineraries } });
}
