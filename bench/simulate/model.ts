/**
 * What the simulated bidders do. All of it is drawn from a seed, so a run can be repeated.
 *
 * Latencies are log-normal: times of services are skewed to the right, and their logarithm is close
 * to a normal distribution (Limpert, Stahel and Abbt, "Log-normal distributions across the
 * sciences", 2001). With a spread of 0.6 the 99th percentile is four times the median. Dean and
 * Barroso ("The Tail at Scale", 2013) describe what follows from such a tail for a call to many.
 * A bidder's price is drawn in the same way, and is correlated with its latency: who asks more
 * systems is slower, and finds cheaper offers. The figures are assumptions, and options.
 */
import { randomFrom } from "../../common/runtime/seeded-random.ts";

export interface BidderModel {
  /** Milliseconds from the call to the bid, as the gateway sees it: the network is in it. */
  readonly medianMs: number;
  /** The standard deviation of the logarithm of the latency. */
  readonly spread: number;
  /** The share of calls that a bidder never answers. */
  readonly silentShare: number;
  /** The standard deviation of the logarithm of the price. */
  readonly priceSpread: number;
  /** Of latency and price, -1 to 1. */
  readonly correlation: number;
}

export const MODEL: BidderModel = {
  medianMs: 120,
  spread: 0.6,
  silentShare: 0.005,
  priceSpread: 0.08,
  correlation: -0.3,
};

/** What one bidder does in one auction. */
interface Draw {
  /** Infinity: it is silent. */
  readonly atMs: number;
  /** Its prices are those of the market, times this. */
  readonly priceFactor: number;
}

export class BidderDraws {
  readonly #model: BidderModel;
  readonly #random: () => number;

  constructor(model: BidderModel, seed: number) {
    this.#model = model;
    this.#random = randomFrom(seed);
  }

  next(): Draw {
    const { medianMs, spread, silentShare, priceSpread, correlation } = this.#model;
    const [first, second] = this.#normals();
    const atMs = medianMs * Math.exp(spread * first);
    const priced = correlation * first + Math.sqrt(1 - correlation ** 2) * second;
    return {
      atMs: this.#random() < silentShare ? Number.POSITIVE_INFINITY : atMs,
      priceFactor: Math.exp(priceSpread * priced),
    };
  }

  /** Two independent draws of the standard normal distribution (Box and Muller, 1958). */
  #normals(): readonly [number, number] {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random()));
    const angle = 2 * Math.PI * this.#random();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }
}
