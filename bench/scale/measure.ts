/**
 * How the cost of an auction grows: with the number of bidders, and with the number of offers in a
 * bid. And how large a bid is, against the same offers as JSON.
 */
import { connect } from "nats";
import { makeWork } from "../auction/make-work.ts";
import { peerOffers } from "../auction/peer-offer.ts";
import { AuctionRun, type SessionOptions } from "../auction/run.ts";
import type { Costs } from "../auction/session.ts";
import { WORK, type Work } from "../auction/work.ts";

/** Who is measured. */
export const SCALE_SIDES = ["floor", "ours"] as const;
export type ScaleSide = (typeof SCALE_SIDES)[number];

interface ScaleOptions {
  /** The seconds of each size, after twice as many to warm up. */
  readonly seconds: number;
  readonly rounds: number;
  readonly bidders: readonly number[];
  readonly offers: readonly number[];
  readonly sides: readonly ScaleSide[];
}

export const SCALE_DEFAULTS: ScaleOptions = {
  seconds: 4,
  rounds: 3,
  bidders: [3, 30, 300],
  offers: [10, 100, 1_000],
  sides: SCALE_SIDES,
};

/** The largest auctions are few, and the compilers need some of them. */
const WARM_UP_TIMES = 2;
/** Long enough that no bid of the largest auction is late. */
const DEADLINE_MS = 5_000;
const MAX_RESULTS = 20;
/** More bidders than these share processes. */
const PROCESSES_MAX = 4;
/**
 * Auctions at a time, of every size: as in the auction's benchmark. With fewer of the large ones
 * each of 300 connections has one message when it is read, and what grows is the number of system
 * calls.
 */
const CALLERS = 64;

/** One number of bidders, or of offers. */
export interface ScalePoint {
  readonly side: ScaleSide;
  readonly size: number;
  /** The costs of each round. */
  readonly costs: Costs[];
  /** Why it could not be measured. */
  refused: string | null;
}

export interface ScaleMeasured {
  readonly byBidders: readonly ScalePoint[];
  readonly byOffers: readonly ScalePoint[];
  readonly bytes: BidBytes;
}

interface BidBytes {
  /** The bid of ten offers as it goes over the wire. */
  readonly ours: number;
  /** The shortest plain JSON of the same offers: without their keys, which can be derived. */
  readonly json: number;
}

/** @throws Error when the broker does not start, or the signal fires */
export async function measureScale(
  options: ScaleOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<ScaleMeasured> {
  const most = Math.max(...options.bidders, WORK.bidders);
  const all = makeWork({ ...WORK, bidders: most }).kinds;
  return AuctionRun.with(all, signal, async (run) => {
    const points = (sizes: readonly number[]) =>
      sizes.flatMap((size) =>
        options.sides.map((side): ScalePoint => ({ side, size, costs: [], refused: null })),
      );
    const byBidders = points(options.bidders);
    const byOffers = points(options.offers).map((point) => ({
      ...point,
      costs: sameAs(point, byBidders)?.costs ?? point.costs,
    }));
    const more = byOffers.filter(({ costs }) => byBidders.every((point) => point.costs !== costs));
    const bytes = await bidBytes(run);
    const base = { ...WORK, maxResults: MAX_RESULTS, deadlineMs: DEADLINE_MS };
    const measure = async (point: ScalePoint, work: Work, what: string) => {
      signal.throwIfAborted();
      report(`${point.side}: ${point.size} ${what}`);
      await measurePoint(run, point, work, options.seconds, signal);
      if (point.refused !== null) report(`left out: ${point.refused}`);
    };
    for (let round = 0; round < options.rounds; round++) {
      for (const point of byBidders)
        await measure(point, makeWork({ ...base, bidders: point.size }), "bidders");
      for (const point of more)
        await measure(point, makeWork({ ...base, offersABid: point.size }), "offers a bid");
    }
    return { byBidders, byOffers, bytes };
  });
}

/** Three bidders with ten offers each are a point of both kinds, and measured once. */
function sameAs(
  { side, size }: ScalePoint,
  byBidders: readonly ScalePoint[],
): ScalePoint | undefined {
  if (size !== WORK.offersABid) return undefined;
  return byBidders.find((point) => point.side === side && point.size === WORK.bidders);
}

async function measurePoint(
  run: AuctionRun,
  point: ScalePoint,
  work: Work,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  if (point.refused !== null) return;
  const bidders = work.kinds.length;
  const load = { callers: CALLERS, ms: 1_000 * seconds };
  const options: SessionOptions = {
    competitor: { label: point.side, side: point.side, transport: "process" },
    work,
    bidderProcesses: Math.min(bidders, PROCESSES_MAX),
  };
  try {
    const costs = await run.session(options, async (session) => {
      await session.run({ ...load, ms: WARM_UP_TIMES * load.ms });
      return session.run(load);
    });
    point.costs.push(costs);
  } catch (thrown) {
    signal.throwIfAborted();
    point.refused = thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** Taken from the wire, by a connection that sees all inboxes. */
async function bidBytes(run: AuctionRun): Promise<BidBytes> {
  const work = makeWork();
  const competitor = { label: "ours", side: "ours", transport: "process" } as const;
  const connection = await connect(run.access);
  const sizes = new Map<string, number>();
  connection.subscribe("_INBOX.gw.>", {
    callback(_error, { subject, data }) {
      const kind = subject.split(".")[4];
      if (kind !== undefined) sizes.set(kind, (sizes.get(kind) ?? 0) + data.length);
    },
  });
  await connection.flush();
  try {
    // A session begins with one search.
    await run.session({ competitor, work }, async () => connection.flush());
  } finally {
    await connection.close();
  }
  const json = work.kinds.map((kind) => {
    const offers = peerOffers(work.offers[kind] ?? []);
    return JSON.stringify(offers.map(({ key: _derived, ...offer }) => offer)).length;
  });
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return { ours: average([...sizes.values()]), json: average(json) };
}
