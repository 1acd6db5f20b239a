/** Everything that one auction works with. It is created when the auction begins (run.ts). */
import { AsyncServiceHandler } from "./async-service-handler.ts";
import { collectUntilMs } from "./budget.ts";
import { costOf } from "./candidates.ts";
import type { BidRules } from "./fold-bid.ts";
import { observed } from "./observation.ts";
import type { OpenAuction } from "./open-auction.ts";
import { entriesOf, floorOf, hasFloor, lowestFloor, type Participant } from "./participant.ts";
import { quorumCount } from "./policy.ts";
import type { AuctionObserver, AuctionRequest, Ports } from "./ports.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { RunningRank } from "./running-rank.ts";
import { shadowBids } from "./shadow-bids.ts";
import type { Judgement } from "./value/expected-gain.ts";
import type { WaitingRule } from "./value/waiting-rule.ts";

export interface AuctionContext extends OpenAuction {
  /** The ranking of what has been sent so far. */
  readonly ranking: RunningRank;
  readonly rules: Omit<RankingRules, "wallMs">;
  /** When waiting is no longer worth it; null: the search has no such rule, and waits. */
  readonly waiting: WaitingRule | null;
}

const never = () => false;

export function createContext(
  request: AuctionRequest,
  ports: Ports,
  observer: AuctionObserver | null,
): AuctionContext {
  const { auctionId, search, objective, rates, elapsed, kilometres, plausibility } = request;
  const { grace, arrivedAtMs, offerIds, markUp, disabledSellers } = request;
  const { deadlineMs, quorum } = search.policy;
  const reservation = ports.scatter.reserve(search);
  const { expected, skipped, required, absent } = reservation;
  const rules = {
    search,
    objective,
    rates,
    elapsed,
    kilometres,
    plausibility,
    offerIds,
    markUp,
    ...(disabledSellers === undefined ? {} : { disabledSellers }),
  };
  const ranking = new RunningRank(rules);
  const until = collectUntilMs(arrivedAtMs, deadlineMs);
  const waiting = ports.waiting?.ruleFor(request) ?? null;
  const costByColumns: BidRules["costOf"] = (sheet, row) => costOf(sheet, row, request);
  const handler = new AsyncServiceHandler({
    auctionId,
    expected,
    skipped,
    required,
    absent,
    quorum: quorumCount(quorum, expected.length + skipped.length + absent.length),
    grace,
    startedAtMs: arrivedAtMs,
    collectUntilMs: until,
    costOf: costByColumns,
    cutsEnd: request.cutsEnd,
    hasPromised: request.settles === false ? never : hasFloor,
    isSettled: (out, participants) =>
      ranking.kthCostsLessThan(lowestFloor(out), entriesOf(participants), ports.clock.wall()),
    ...(waiting === null ? {} : { judgeWaiting: judgeBy(waiting, request, ranking, ports) }),
  });
  return {
    request,
    ports,
    reservation,
    handler,
    shadows: shadowBids(reservation.shadow, { auctionId, costOf: costByColumns }),
    hedgeAfterMs: reservation.hedgeAfterMs,
    ranking,
    rules,
    waiting,
    collectUntilMs: until,
    deadlineAtMs: arrivedAtMs + deadlineMs,
    watcher: observer === null ? null : observed({ request, ports, handler, ranking, observer }),
  };
}

/** The rule counts time since the acceptance of the search; an auction has monotonic time. */
function judgeBy(
  rule: WaitingRule,
  { arrivedAtMs: startedAtMs }: AuctionRequest,
  ranking: RunningRank,
  { clock }: Ports,
) {
  return (
    out: readonly Participant[],
    participants: readonly Participant[],
    nowMs: number,
    untilMs: number,
  ): Judgement | null => {
    const judged = rule.judge({
      out: out.map((participant) => ({
        bidder: participant.bidder,
        floor: floorOf(participant),
      })),
      bestCost: ranking.bestCost(entriesOf(participants), clock.wall()),
      nowMs: nowMs - startedAtMs,
      untilMs: untilMs - startedAtMs,
    });
    return judged && { ...judged, atMs: startedAtMs + judged.atMs };
  };
}
