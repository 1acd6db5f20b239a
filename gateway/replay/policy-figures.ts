/**
 * What policies would have cost: the figures of each over many recorded auctions, and beside those
 * of the first one.
 *
 * FIGURES-1 An auction of which a record does not know how it goes on is counted as unknown, and is
 *    in no other figure of that policy. Regret is over the auctions of which it is known.
 * FIGURES-2 Where a policy learns, auctions are judged in the order of their time, and the first of
 *    them are in no figure of any policy: all figures are of the same auctions.
 */
import type { EndedBy } from "../../proto/messages.ts";
import type { AuctionTimeline } from "./auction-timeline.ts";
import { Distribution } from "./distribution.ts";
import type { Judgement } from "./judge.ts";
import { isLearning, type PolicyJudge, policyJudge, warmUpOf } from "./policy-judge.ts";
import type { ReplayPolicy } from "./replay-policy.ts";
import { TimeOrder } from "./time-order.ts";

/** A6: what is beyond is counted together. */
const MARKETS_MAX = 500;
const CURRENCIES_MAX = 64;
const OTHER = "other";

/** Of one policy in one market, or in all. */
export interface Figures {
  readonly auctions: number;
  readonly unknown: number;
  readonly time: { readonly meanMs: number | null } & Quantiles;
  readonly partialShare: number | null;
  readonly ends: Readonly<Partial<Record<EndedBy, number>>>;
  readonly regret: RegretFigures;
}

interface Quantiles {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

interface RegretFigures {
  /** Auctions of which it is known. */
  readonly known: number;
  /** The share of those with any. */
  readonly shareWithAny: number | null;
  /** Per cent of the best cost. */
  readonly meanPercent: number | null;
  readonly p95Percent: number | null;
  /** Minor units, by currency. */
  readonly money: readonly MoneyFigures[];
}

interface MoneyFigures {
  readonly currency: string;
  readonly auctions: number;
  readonly mean: number | null;
  readonly p95: number | null;
}

export interface PolicyFigures extends Figures {
  readonly policy: ReplayPolicy;
  readonly byMarket: readonly (Figures & { readonly market: string })[];
  /** Whose offers were missed, and their share of all regret in per cent terms. */
  readonly byBidder: readonly { readonly bidder: string; readonly share: number }[];
  /** Null for the first policy. */
  readonly compared: Comparison | null;
}

/** Over the auctions that both know, in the currency of most of them. */
interface Comparison {
  readonly auctions: number;
  /** Of the mean; negative: it takes longer. */
  readonly msLess: number;
  /** Minor units a search. */
  readonly costMore: number;
  readonly currency: string;
  /**
   * The bidder and the market that most of it comes from, and their share of what is lost; null
   * where nothing is lost.
   */
  readonly most: {
    readonly bidder: string;
    readonly market: string;
    readonly share: number;
  } | null;
}

class Gathered {
  auctions = 0;
  unknown = 0;
  partial = 0;
  readonly time = new Distribution();
  readonly ends = new Map<EndedBy, number>();
  readonly percent = new Distribution();
  readonly money = new Map<string, Distribution>();

  add({ currency, best }: AuctionTimeline, judged: Judgement | null): void {
    this.auctions++;
    if (judged === null) {
      this.unknown++;
      return;
    }
    const { endedAtMs, endedBy, isPartial, regret } = judged;
    this.time.add(endedAtMs);
    this.ends.set(endedBy, (this.ends.get(endedBy) ?? 0) + 1);
    if (isPartial) this.partial++;
    if (regret === null || best === null) return;
    this.percent.add((100 * regret) / Math.max(1, best.cost));
    of(this.money, currency, CURRENCIES_MAX, () => new Distribution()).add(regret);
  }

  get figures(): Figures {
    const { auctions, unknown, time, percent } = this;
    const known = auctions - unknown;
    return {
      ...{ auctions, unknown },
      time: {
        meanMs: time.mean,
        p50Ms: time.quantile(0.5),
        p95Ms: time.quantile(0.95),
        p99Ms: time.quantile(0.99),
      },
      partialShare: known === 0 ? null : this.partial / known,
      ends: Object.fromEntries(
        [...this.ends].sort(([, a], [, b]) => b - a).map(([end, count]) => [end, count / known]),
      ),
      regret: {
        known: percent.count,
        shareWithAny: percent.shareAboveZero,
        meanPercent: percent.mean,
        p95Percent: percent.quantile(0.95),
        money: [...this.money].map(([currency, amounts]) => ({
          ...{ currency, auctions: amounts.count },
          mean: amounts.mean,
          p95: amounts.quantile(0.95),
        })),
      },
    };
  }
}

/** The entry of this name, made where there is none; beyond `max`, that of all others. */
function of<Entry>(map: Map<string, Entry>, name: string, max: number, make: () => Entry): Entry {
  const known = map.get(name);
  if (known !== undefined) return known;
  const key = map.size >= max ? OTHER : name;
  const entry = map.get(key) ?? make();
  map.set(key, entry);
  return entry;
}

/** What a policy takes and costs beside the first one, in one currency. */
class Difference {
  auctions = 0;
  msLess = 0;
  costMore = 0;
  /** By bidder and market. */
  readonly sources = new Map<string, { bidder: string; market: string; cost: number }>();

  add(bidder: string, market: string, one: Judgement, first: Judgement): void {
    this.auctions++;
    this.msLess += first.endedAtMs - one.endedAtMs;
    const cost = (one.regret ?? 0) - (first.regret ?? 0);
    this.costMore += cost;
    if (cost === 0) return;
    const make = () => ({ bidder, market, cost: 0 });
    of(this.sources, `${bidder} ${market}`, MARKETS_MAX, make).cost += cost;
  }

  compared(currency: string): Comparison {
    const { auctions, costMore } = this;
    // Of those that cost more: in others something may be won, and shares of the sum exceed it.
    const dearer = [...this.sources.values()].filter(({ cost }) => cost > 0);
    const [most] = dearer.sort((a, b) => b.cost - a.cost);
    const lost = dearer.reduce((sum, { cost }) => sum + cost, 0);
    return {
      ...{ auctions, currency },
      msLess: this.msLess / Math.max(1, auctions),
      costMore: costMore / Math.max(1, auctions),
      most:
        most === undefined || costMore <= 0
          ? null
          : { bidder: most.bidder, market: most.market, share: most.cost / lost },
    };
  }
}

class PolicyGatherer {
  readonly #policy: ReplayPolicy;
  readonly #all = new Gathered();
  readonly #markets = new Map<string, Gathered>();
  readonly #bidders = new Map<string, { percent: number }>();
  readonly #differences = new Map<string, Difference>();

  constructor(policy: ReplayPolicy) {
    this.#policy = policy;
  }

  add(timeline: AuctionTimeline, market: string, one: Judgement | null): void {
    this.#all.add(timeline, one);
    of(this.#markets, market, MARKETS_MAX, () => new Gathered()).add(timeline, one);
    const { best } = timeline;
    if (best === null || !one?.regret) return;
    const make = () => ({ percent: 0 });
    of(this.#bidders, best.bidder, MARKETS_MAX, make).percent +=
      one.regret / Math.max(1, best.cost);
  }

  compare(timeline: AuctionTimeline, market: string, one: Judgement, first: Judgement): void {
    const { currency, best } = timeline;
    of(this.#differences, currency, CURRENCIES_MAX, () => new Difference()).add(
      best?.bidder ?? "",
      market,
      one,
      first,
    );
  }

  get figures(): PolicyFigures {
    let all = 0;
    for (const { percent } of this.#bidders.values()) all += percent;
    const [most] = [...this.#differences].sort(([, a], [, b]) => b.auctions - a.auctions);
    return {
      policy: this.#policy,
      ...this.#all.figures,
      byMarket: [...this.#markets]
        .map(([market, gathered]) => ({ market, ...gathered.figures }))
        .sort((a, b) => b.auctions - a.auctions),
      byBidder: [...this.#bidders]
        .map(([bidder, { percent }]) => ({ bidder, share: percent / all }))
        .sort((a, b) => b.share - a.share),
      compared: most === undefined ? null : most[1].compared(most[0]),
    };
  }
}

/** One auction as each policy sees it: with the hedges of the record, or without. */
interface GatheredAuction {
  readonly wallMs: number;
  readonly market: string;
  readonly timelines: readonly AuctionTimeline[];
}

/** What learning made of the order and the number of the auctions. */
interface LearningCounts {
  /** Auctions from which policies learned, and which are in no figure. */
  readonly warmUp: number;
  /** Auctions that came so late in the record that later ones were judged before them. */
  readonly outOfOrder: number;
}

export class FiguresGatherer {
  readonly #policies: readonly ReplayPolicy[];
  readonly #gatherers: readonly PolicyGatherer[];
  readonly #judges: readonly PolicyJudge[];
  /** Null where no policy learns: then nothing is kept. */
  readonly #order: TimeOrder<GatheredAuction> | null;
  #warmUp = 0;
  #judged = 0;

  /** The others are compared with the first one. */
  constructor(policies: readonly ReplayPolicy[]) {
    this.#policies = policies;
    this.#gatherers = policies.map((policy) => new PolicyGatherer(policy));
    this.#judges = policies.map((policy) => policyJudge(policy));
    this.#order = policies.some(isLearning) ? new TimeOrder() : null;
  }

  /** @param timelineFor the timeline of this auction with the hedges of a policy, or without */
  add(timelineFor: (policy: ReplayPolicy) => AuctionTimeline, market: string): void {
    const timelines = this.#policies.map(timelineFor);
    const auction = { wallMs: timelines[0]?.wallMs ?? 0, market, timelines };
    if (this.#order === null) this.#judge(auction);
    else this.#judgeAll(this.#order.add(auction));
  }

  get learning(): LearningCounts | null {
    const order = this.#order;
    return order === null ? null : { warmUp: this.#warmUp, outOfOrder: order.outOfOrder };
  }

  #judgeAll(auctions: readonly GatheredAuction[]): void {
    // Those that are handed out first are either all that there are, or very many.
    if (this.#judged === 0) this.#warmUp = warmUpOf(auctions.length);
    for (const auction of auctions) this.#judge(auction);
  }

  #judge({ timelines, market }: GatheredAuction): void {
    const counts = this.#judged++ >= this.#warmUp;
    let first: Judgement | null = null;
    for (const [i, judgeOne] of this.#judges.entries()) {
      const timeline = timelines[i] as AuctionTimeline;
      const one = judgeOne(timeline);
      if (!counts) continue;
      const gatherer = this.#gatherers[i] as PolicyGatherer;
      gatherer.add(timeline, market, one);
      if (i === 0) first = one;
      else if (one !== null && first !== null && one.regret !== null && first.regret !== null)
        gatherer.compare(timeline, market, one, first);
    }
  }

  /** Nothing can be added afterwards. */
  get figures(): readonly PolicyFigures[] {
    if (this.#order !== null) this.#judgeAll(this.#order.rest());
    return this.#gatherers.map(({ figures }) => figures);
  }
}
