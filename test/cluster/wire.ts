/**
 * The bids that the observers saw, by auction, kind and instance. A bid is one sequence number of
 * one instance in one auction, however many observers saw it.
 */
import type { BidRecord, Books } from "./records.ts";

type Bids = ReadonlyMap<number, BidRecord>;

export interface Wire {
  /** Whether every bid of this instance was seen, from its first to its final one. */
  isWhole(auctionId: string, kind: string, instance: string | null): boolean;
  /** How many offers this instance bid, or all of its kind where none is named. */
  offers(auctionId: string, kind: string, instance: string | null): number;
}

export function wireOf({ wire }: Pick<Books, "wire">): Wire {
  const byInstance = new Map<string, Map<number, BidRecord>>();
  const byKind = new Map<string, Bids[]>();
  for (const bid of wire) {
    const { auctionId, kind, instance, sequence } = bid;
    const key = `${auctionId} ${kind} ${instance}`;
    let bids = byInstance.get(key);
    if (bids === undefined) {
      bids = new Map();
      byInstance.set(key, bids);
      const ofKind = `${auctionId} ${kind}`;
      byKind.set(ofKind, [...(byKind.get(ofKind) ?? []), bids]);
    }
    if (!bids.has(sequence)) bids.set(sequence, bid);
  }
  const chosen = (auctionId: string, kind: string, instance: string | null): readonly Bids[] => {
    if (instance === null) return byKind.get(`${auctionId} ${kind}`) ?? [];
    const bids = byInstance.get(`${auctionId} ${kind} ${instance}`);
    return bids === undefined ? [] : [bids];
  };
  return {
    isWhole(...which) {
      const all = chosen(...which);
      return all.length > 0 && all.every(hasAll);
    },
    offers: (...which) => {
      let offers = 0;
      for (const bids of chosen(...which)) for (const { rows } of bids.values()) offers += rows;
      return offers;
    },
  };
}

/** A final one, and each number before it. */
function hasAll(bids: Bids): boolean {
  for (const { final, sequence } of bids.values()) if (final) return bids.size === sequence + 1;
  return false;
}
