/**
 * One auction, from the call to the result. The rules it keeps:
 *
 * A1 Every search that is accepted gets exactly one final result, by its deadline.
 * A2 The result depends on which bids are in, never on the order in which they came. (rank.ts)
 * A3 Every expected bidder has exactly one outcome; a late bid amends the ledger only. (outcome.ts,
 *    ledger.ts)
 * A4 A bid counts for the bidder in its subject. (scatter/inbox.ts)
 * A5 Nothing a bidder sends can throw, hang or grow memory here: it becomes an outcome.
 *    (async-service-handler.ts, verify.ts)
 * A6 Everything is bounded. (codec.ts, async-service-handler.ts, ledger.ts)
 * A9 Money is an integer in minor units with its currency. (money.ts)
 */

import type { Clock } from "../../common/runtime/clock.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { AsyncServiceHandler, isFinished } from "./async-service-handler.ts";
import { collectUntil } from "./budget.ts";
import { costOf } from "./candidates.ts";
import { type Collected, collect, entriesOf } from "./collect.ts";
import { rememberGoodBids, StandInRecall } from "./fallback.ts";
import { isPartial, reports, round } from "./outcome.ts";
import { quorumCount } from "./policy.ts";
import type { Expectation, Order, Ports, Reservation } from "./ports.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { unheardOf } from "./regret.ts";
import { RunningRank } from "./running-rank.ts";

/**
 * @throws AuctionError `no-broker` when the call cannot be sent or reaches no bidder that it
 * should; nothing else ends without a result (A1, A10)
 */
export async function run(order: Order, ports: Ports): Promise<SearchResult> {
  const expectation = ports.scatter.reserve(order.search);
  try {
    return await runWith(expectation, order, ports);
  } catch (thrown) {
    expectation.release();
    throw thrown;
  }
}

async function runWith(
  expectation: Reservation,
  order: Order,
  ports: Ports,
): Promise<SearchResult> {
  const { search, arrivedAt: startedAt } = order;
  const { clock } = ports;
  const { deadlineMs } = search.policy;
  const until = collectUntil(startedAt, deadlineMs);
  const running = new RunningRank(termsOf(order));
  const handler = collector(order, expectation, running, clock, until);
  const recall = new StandInRecall(handler, search, ports, {
    until,
    deadlineAt: startedAt + deadlineMs,
  });

  const collected = await collect(handler, running, order, expectation, ports, until).finally(
    recall.stop,
  );
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
  const { itineraries, opened, exposed } = running.ranking(
    entriesOf(standings, stoodIn),
    clock.wall(),
  );
  const ages = new Map(stoodIn.map(({ bidder, staleAgeMs }) => [bidder, staleAgeMs]));
  const bidders = reports(standings, exposed, {
    by: endedBy,
    at: endedAt,
    startedAt,
    standIns: ages,
  });
  const partial = isPartial(bidders, standings);
  const result: SearchResult = {
    searchId,
    endedBy,
    partial,
    elapsedMs: round(clock.now() - startedAt),
    deadlineMs,
    itineraries,
    bidders,
  };

  const finished = new Set(standings.filter(isFinished).map(({ bidder }) => bidder));
  ledger.open(
    { auctionId, result, opened, rules, startedAt, endedAt },
    finished,
    unheardOf(standings, unread),
  );
  for (const { bidder, instance, bytes } of tooLate)
    ledger.enter(auctionId, bidder, instance, bytes);
  rememberGoodBids(standings, bidders, search, ports);
  call.learn(endedBy, bidders);
  return result;
}

function termsOf({
  search,
  objective,
  rates,
  elapsed,
  plausibility = null,
}: Omit<RankingRules, "wallMs">): Omit<RankingRules, "wallMs"> {
  return { search, objective, rates, elapsed, plausibility };
}

function collector(
  order: Order,
  expectation: Expectation,
  running: RunningRank,
  clock: Clock,
  until: number,
): AsyncServiceHandler {
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
    kthCostsLessThan: (cost, standings) =>
      running.kthCostsLessThan(cost, entriesOf(standings), clock.wall()),
  });
}
