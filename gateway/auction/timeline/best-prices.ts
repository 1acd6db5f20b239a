/**
 * What an auction would have shown at each moment: its kept bids, ranked again in the order in
 * which they came. While the auction runs it is not needed, and nothing is computed for it.
 */
import type { BestPrice, Money } from "../../../proto/messages.ts";
import type { KeptAuction } from "../kept/kept-auction.ts";
import type { BidderSheets } from "../rank.ts";
import { RunningRank } from "../running-rank.ts";
import type { KeptTimes } from "./kept-times.ts";

/** A6: moments that are ranked. Of more, only some are, and the last. */
const MOMENTS_MAX = 200;

/** Ascending; none while there was nothing to show. Those of a fallback came at the end. */
export function bestPrices(
  { bids, rules, result }: Pick<KeptAuction, "bids" | "rules" | "result">,
  times: KeptTimes,
  endedAtMs: number,
): readonly BestPrice[] {
  const prices: BestPrice[] = [];
  const add = (atMs: number, itineraries: Priced) => {
    const next = bestPriceOf(atMs, itineraries, prices.at(-1));
    if (next !== undefined) prices.push(next);
  };
  // Of the bids only what was shown is kept: what was shown before is not known.
  if (bids.isWhole) {
    const timed = bids.entries.map((entry) => ({ entry, at: sheetTimes(entry, times, endedAtMs) }));
    const ranking = new RunningRank(rules);
    for (const atMs of momentsOf(timed.flatMap(({ at }) => at))) {
      const entries = timed.map(({ entry, at }) => ({
        ...entry,
        sheets: entry.sheets.filter((_, i) => (at[i] as number) <= atMs),
      }));
      add(atMs, ranking.ranking(entries, rules.wallMs).itineraries);
    }
  }
  add(endedAtMs, result.itineraries);
  return prices;
}

type Priced = readonly { readonly price: Money }[];

/** Undefined where nothing would be shown, or the same as `before`. */
export function bestPriceOf(
  atMs: number,
  itineraries: Priced,
  before: BestPrice | undefined,
): BestPrice | undefined {
  const [first, last] = [itineraries[0], itineraries.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const next = { atMs, price: first.price, last: last.price, shown: itineraries.length };
  return before === undefined || !isSame(before, next) ? next : undefined;
}

function isSame(one: BestPrice, other: BestPrice): boolean {
  return (
    one.price.amount === other.price.amount &&
    one.last.amount === other.last.amount &&
    one.shown === other.shown
  );
}

/** When each sheet of a bidder came. */
function sheetTimes(
  { bidder, sheets, staleAgeMs }: BidderSheets,
  { lanes }: KeptTimes,
  endedAtMs: number,
): number[] {
  const lane = staleAgeMs === undefined ? lanes.find((one) => one.bidder === bidder) : undefined;
  const came =
    lane?.attempts.flatMap(({ bids }) =>
      bids.filter(({ hasSheet }) => hasSheet).map(({ atMs }) => atMs),
    ) ?? [];
  return sheets.map((_, i) => came[i] ?? endedAtMs);
}

/** Ascending, each once. */
function momentsOf(times: readonly number[]): number[] {
  const all = [...new Set(times)].sort((a, b) => a - b);
  const step = Math.ceil(all.length / MOMENTS_MAX);
  return step <= 1 ? all : all.filter((_, i) => i % step === 0 || i === all.length - 1);
}
