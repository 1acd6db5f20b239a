/**
 * What happened in the searches of the last minutes, bidder by bidder: counted minute by minute, so
 * that what is old is dropped whole. An auction costs it some increments, after its result is sent.
 *
 * RECENT-1 It counts what happened in the present minute and the nine before it, and nothing older.
 * RECENT-2 Of each minute BIDDERS_COUNTED_MAX bidders, INSTANCES_COUNTED_MAX instances and
 *    SELLERS_COUNTED_MAX outside sellers are counted by name, those that came first. All further
 *    ones are counted together, so the sums are right however many there are (A6).
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { BidderReport, SellerOffer } from "../../proto/messages.ts";
import type { LateBidEvent } from "../auction/ledger-events.ts";
import {
  addAll,
  BidderTally,
  SellerTally,
  Tally,
  type ToldFeedback,
  ToldTally,
} from "./tallies.ts";

export const MINUTES = 10;
const MINUTE_MS = 60_000;

/** A6: with a histogram each: 6 kB. Ten minutes of the most bidders and instances take 12 MB. */
export const BIDDERS_COUNTED_MAX = 64;
export const INSTANCES_COUNTED_MAX = 128;
/** A6: an outside seller is a name and three numbers. */
export const SELLERS_COUNTED_MAX = 256;

/** What is counted of a late bid. */
type LateBid = Pick<LateBidEvent, "instance" | "regretRise"> & {
  readonly late: Pick<LateBidEvent["late"], "bidder">;
};

/** What is counted of a bidder's report. */
type CountedReport = Pick<BidderReport, "bidder" | "outcome" | "instance" | "latencyMs">;

/** What is counted of a result. */
type CountedResult = {
  readonly bidders: readonly CountedReport[];
  readonly itineraries: readonly {
    readonly sellers: readonly Pick<SellerOffer, "bidder" | "seller" | "modelled">[];
  }[];
};

/** The sums of the last minutes. */
export interface RecentSums {
  /** Epoch milliseconds: from when on it has counted. */
  readonly sinceMs: number;
  readonly searches: number;
  /** Itineraries that were shown. */
  readonly shown: number;
  readonly bidders: ReadonlyMap<string, BidderTally>;
  /** Bidders that are not counted by name; null: none. */
  readonly others: BidderTally | null;
}

export class RecentMinutes {
  readonly #clock: Pick<Clock, "now" | "wall">;
  readonly #beganAtMs: number;
  /** The oldest first. */
  #minutes: Minute[] = [];
  #present: Minute | null = null;

  constructor(clock: Pick<Clock, "now" | "wall">) {
    this.#clock = clock;
    this.#beganAtMs = clock.now();
  }

  /** A search has its result. */
  searched(result: CountedResult): void {
    this.#minute().searched(result);
  }

  /** A bid came after the end of its auction. */
  late(news: LateBid): void {
    this.#minute().late(news);
  }

  /** A shadow bidder has ended: counted as an outcome, and never as shown. */
  shadow(report: CountedReport): void {
    this.#minute().ended(report);
  }

  /** A bidder was told what became of its bid. */
  told(bidder: string, feedback: ToldFeedback): void {
    this.#minute().told(bidder, feedback);
  }

  sums(): RecentSums {
    this.#dropOld();
    const bidders = new Map<string, BidderTally>();
    let [searches, shown] = [0, 0];
    let others: BidderTally | null = null;
    for (const minute of this.#minutes) {
      searches += minute.searches;
      shown += minute.shown;
      addAll(bidders, minute.bidders, () => new BidderTally());
      if (minute.others === null) continue;
      others ??= new BidderTally();
      others.add(minute.others);
    }
    return { sinceMs: this.#sinceMs, searches, shown, bidders, others };
  }

  get #sinceMs(): number {
    const oldestMs = (this.#index - MINUTES + 1) * MINUTE_MS;
    const ageMs = this.#clock.now() - Math.max(oldestMs, this.#beganAtMs);
    return this.#clock.wall() - ageMs;
  }

  get #index(): number {
    return Math.floor(this.#clock.now() / MINUTE_MS);
  }

  #minute(): Minute {
    const index = this.#index;
    if (this.#present !== null && this.#present.index === index) return this.#present;
    this.#dropOld();
    this.#present = new Minute(index);
    this.#minutes.push(this.#present);
    return this.#present;
  }

  /** RECENT-1 */
  #dropOld(): void {
    const oldest = this.#index - MINUTES + 1;
    this.#minutes = this.#minutes.filter(({ index }) => index >= oldest);
  }
}

class Minute {
  readonly index: number;
  searches = 0;
  shown = 0;
  readonly bidders = new Map<string, BidderTally>();
  others: BidderTally | null = null;
  #instances = 0;
  #sellers = 0;

  constructor(index: number) {
    this.index = index;
  }

  searched({ bidders, itineraries }: CountedResult): void {
    this.searches++;
    for (const report of bidders) this.ended(report);
    this.shown += itineraries.length;
    for (const { sellers } of itineraries) {
      let isFirst = true;
      for (const { bidder, seller, modelled } of sellers) {
        // Who sells at the price of a fare model is no outside seller.
        if (modelled && !isFirst) continue;
        const tally = this.#bidder(bidder);
        if (isFirst) tally.won++;
        if (!modelled) this.#seller(tally, seller).offered(this.searches, isFirst);
        isFirst = false;
      }
    }
  }

  ended(report: CountedReport): void {
    const tally = this.#bidder(report.bidder);
    tally.report(report);
    if (report.instance !== null) this.#instance(tally, report.instance).report(report);
  }

  told(bidder: string, feedback: ToldFeedback): void {
    const tally = this.#bidder(bidder);
    tally.told ??= new ToldTally();
    tally.told.count(feedback);
  }

  late({ instance, late: { bidder }, regretRise: { amount, currency } }: LateBid): void {
    const tally = this.#bidder(bidder);
    tally.late(amount, currency);
    this.#instance(tally, instance).late(amount, currency);
  }

  /** RECENT-2 */
  #bidder(name: string): BidderTally {
    const known = this.bidders.get(name);
    if (known !== undefined) return known;
    if (this.bidders.size >= BIDDERS_COUNTED_MAX) {
      this.others ??= new BidderTally();
      return this.others;
    }
    const made = new BidderTally();
    this.bidders.set(name, made);
    return made;
  }

  #instance(bidder: BidderTally, name: string): Tally {
    const known = bidder.instances.get(name);
    if (known !== undefined) return known;
    // The names of two bidders' instances may be the same.
    if (bidder === this.others || this.#instances >= INSTANCES_COUNTED_MAX) {
      bidder.otherInstances ??= new Tally();
      return bidder.otherInstances;
    }
    this.#instances++;
    const made = new Tally();
    bidder.instances.set(name, made);
    return made;
  }

  #seller(bidder: BidderTally, name: string): SellerTally {
    const known = bidder.sellers.get(name);
    if (known !== undefined) return known;
    if (bidder === this.others || this.#sellers >= SELLERS_COUNTED_MAX) {
      bidder.otherSellers ??= new SellerTally();
      return bidder.otherSellers;
    }
    this.#sellers++;
    const made = new SellerTally();
    bidder.sellers.set(name, made);
    return made;
  }
}
