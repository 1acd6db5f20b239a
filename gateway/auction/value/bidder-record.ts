/**
 * What was learned of one bidder in one class of markets: how likely it finishes in each bin of
 * time while it is out, and how much cheaper what it sends then is than the best before it.
 *
 * A bidder that was told to stop has not shown when it would have finished. It counts as watched
 * until then, and not as slow: the estimate of Kaplan and Meier (1958) for censored times. What is
 * known of late times comes only from auctions that waited so long.
 *
 * LEARN-1 A record has one size, whatever was observed (A6).
 * LEARN-2 What was observed of a bin counts less with each later observation of the same bin, so
 *    that a record follows a bidder that changes. Observations of early times do not take away what
 *    is known of late ones.
 * LEARN-3 What was not observed is estimated by a weak prior: of bidders that are out at some time,
 *    half finish before twice that time, and bring what this bidder usually brings.
 * LEARN-4 What a bidder saves is learned of the times at which there was an offer that it could
 *    improve on. Where it mostly answers first it saves nothing then, and says nothing of what it
 *    saves after another one.
 */
import { BINS, binOf, binStartMs, HALVES, shareOfBin } from "./time-bins.ts";

/** So many observations count: the last ones. */
export const OBSERVATIONS_KEPT = 200;
/** By how much an observation loses weight with each later one. */
const KEPT = 1 - 1 / OBSERVATIONS_KEPT;
/** How many observations the prior of a bin counts as. */
const PRIOR_WEIGHT = 2;
/** LEARN-3: a time without a scale has the hazard of Pareto's law with exponent 1. */
export const PRIOR_HAZARD = 1 - 2 ** -0.25;

export interface BidderRecord {
  /** Auctions observed. */
  seen: number;
  /** Of each bin: how often the bidder was out in it. */
  readonly out: Float64Array;
  /** How often it finished in it. */
  readonly ends: Float64Array;
  /** The same two, while there was an offer (LEARN-4). */
  readonly outAfterOffer: Float64Array;
  readonly endsAfterOffer: Float64Array;
  /** How many of its messages were cheaper than all before them. */
  readonly wins: Float64Array;
  /** By how much, as shares of the best cost before, summed. */
  readonly gains: Float64Array;
  /** The squares of these shares, summed. */
  readonly squares: Float64Array;
}

/** A message that was cheaper than all before it. Times are milliseconds since the acceptance. */
export interface ObservedGain {
  readonly atMs: number;
  /** The share of the best cost before that it saved: above 0, at most 1. */
  readonly share: number;
}

/** One bidder in one auction. */
export interface BidderObservation {
  /** When it finished; where it did not, until when it was watched. */
  readonly untilMs: number;
  readonly finished: boolean;
  /** From when there was an offer; absent: all the time. */
  readonly offeredMs?: number;
  readonly gains: readonly ObservedGain[];
}

export function newRecord(): BidderRecord {
  const zeros = () => new Float64Array(BINS);
  return {
    seen: 0,
    out: zeros(),
    ends: zeros(),
    outAfterOffer: zeros(),
    endsAfterOffer: zeros(),
    wins: zeros(),
    gains: zeros(),
    squares: zeros(),
  };
}

export function observe(record: BidderRecord, one: BidderObservation): void {
  record.seen++;
  watch(record, 0, one);
}

/**
 * What came after all, late: the bidder was observed until `fromMs`, and is observed further. The
 * auction is not counted again.
 */
export function amend(record: BidderRecord, fromMs: number, one: BidderObservation): void {
  watch(record, fromMs, one);
}

function watch(
  record: BidderRecord,
  fromMs: number,
  { untilMs, finished, offeredMs = 0, gains }: BidderObservation,
): void {
  const { out, ends, outAfterOffer, endsAfterOffer } = record;
  const ofGains = [outAfterOffer, endsAfterOffer, record.wins, record.gains, record.squares];
  // One that finishes with the first offer has none to improve on.
  const isAfterOffer = offeredMs < untilMs;
  const last = binOf(untilMs);
  for (let bin = binOf(fromMs); bin <= last; bin++) {
    // A bidder that finishes in a bin was at risk in all of it.
    const until = finished && bin === last ? binStartMs(bin + 1) : untilMs;
    const share = bin === BINS - 1 ? 1 : shareOfBin(bin, fromMs, until);
    if (share === 0) continue;
    const kept = share === 1 ? KEPT : KEPT ** share;
    for (const list of [out, ends]) list[bin] = (list[bin] as number) * kept;
    out[bin] = (out[bin] as number) + share;
    const from = Math.max(fromMs, offeredMs);
    const after =
      !isAfterOffer || bin < binOf(from) ? 0 : bin === BINS - 1 ? 1 : shareOfBin(bin, from, until);
    if (after === 0) continue;
    const keptAfter = after === 1 ? KEPT : KEPT ** after;
    for (const list of ofGains) list[bin] = (list[bin] as number) * keptAfter;
    outAfterOffer[bin] = (outAfterOffer[bin] as number) + after;
  }
  if (finished) ends[last] = (ends[last] as number) + 1;
  if (finished && isAfterOffer) endsAfterOffer[last] = (endsAfterOffer[last] as number) + 1;
  for (const { atMs, share } of gains) {
    const bin = Math.min(last, binOf(atMs));
    const bounded = share > 0 ? Math.min(1, share) : 0;
    record.wins[bin] = (record.wins[bin] as number) + 1;
    record.gains[bin] = (record.gains[bin] as number) + bounded;
    record.squares[bin] = (record.squares[bin] as number) + bounded * bounded;
  }
}

/**
 * What a record says of each half of a bin, for a bidder that is out at its beginning: how likely
 * it finishes in it, and what is expected of it until its end.
 */
export interface Prospects {
  readonly ends: Float64Array;
  /** How many messages that are cheaper than all before. */
  readonly wins: Float64Array;
  /** The share of the best cost that they save together, and the variance of that mean. */
  readonly gain: Float64Array;
  readonly variance: Float64Array;
}

export function prospectsOf(record: BidderRecord): Prospects {
  const { out, ends, outAfterOffer, endsAfterOffer, wins, gains, squares } = record;
  const its: Prospects = {
    ends: new Float64Array(HALVES),
    wins: new Float64Array(HALVES),
    gain: new Float64Array(HALVES),
    variance: new Float64Array(HALVES),
  };
  const sum = (list: Float64Array) => list.reduce((total, one) => total + one, 0);
  const prior = PRIOR_WEIGHT * PRIOR_HAZARD;
  // What an end usually brings.
  const an = prior / (sum(endsAfterOffer) + PRIOR_WEIGHT);
  const [priorWins, priorGains, priorSquares] = [
    an * sum(wins),
    an * sum(gains),
    an * sum(squares),
  ];
  for (let bin = 0; bin < BINS; bin++) {
    const weight = (out[bin] as number) + PRIOR_WEIGHT;
    const hazard = Math.min(1, ((ends[bin] as number) + prior) / weight);
    const offered = (outAfterOffer[bin] as number) + PRIOR_WEIGHT;
    const gain = ((gains[bin] as number) + priorGains) / offered;
    const square = ((squares[bin] as number) + priorSquares) / offered;
    // Both halves of a bin have the same hazard: what it brings is shared by their ends.
    const ended = 1 - Math.sqrt(1 - hazard);
    const part = ended / hazard;
    for (const half of [2 * bin, 2 * bin + 1]) {
      its.ends[half] = ended;
      its.wins[half] = (part * ((wins[bin] as number) + priorWins)) / offered;
      its.gain[half] = part * gain;
      its.variance[half] = (part * part * Math.max(0, square - gain * gain)) / offered;
    }
  }
  return its;
}
