/** Which bidders take part in an auction, and how. */
import type { FlightSearch } from "../../proto/messages.ts";
import type { Expectation } from "../auction/ports.ts";
import type { MarketBidders } from "./market-bidders.ts";

const NO_BIDDERS: readonly string[] = [];
const NO_HEDGES: ReadonlyMap<string, number> = new Map();

/**
 * `bidders`: the live ones that serve the market of the search. `waited`: of each whether an
 * auction waits for it; false while its breaker is open. `isAlive`: whether a bidder has a live
 * instance, whatever markets it serves; true of a shadow bidder, which no search requires.
 * `isKnown`: whether all bidders have had their time to tell the roster that they are there.
 */
export function expectationOf(
  { policy }: FlightSearch,
  bidders: MarketBidders,
  waited: readonly { readonly waited: boolean }[],
  isAlive: (bidder: string) => boolean,
  isKnown: boolean,
): Expectation {
  const { auctioned: names, shadow } = bidders;
  // Without shadow bidders the two lists are in one order, and nobody is looked up.
  const isWaited =
    shadow.length === 0
      ? (_bidder: string, at: number) => waited[at]?.waited === true
      : (bidder: string) => waited[bidders.indexOf(bidder) ?? -1]?.waited === true;
  const skippedCount = names.reduce((count, one, at) => count + (isWaited(one, at) ? 0 : 1), 0);
  // When all breakers are open, all bidders are waited for: no other answer can come.
  const waitForAll = skippedCount === 0 || skippedCount === names.length;
  const expected = waitForAll ? names : names.filter(isWaited);
  const absent = filtered(policy.required, (bidder) => !isAlive(bidder));
  return {
    expected,
    skipped: waitForAll ? NO_BIDDERS : names.filter((one, at) => !isWaited(one, at)),
    // A required bidder that is alive but serves other markets cannot answer this search: it is not
    // waited for.
    required: filtered(
      policy.required,
      (bidder) =>
        (bidders.indexOf(bidder) !== undefined && !shadow.includes(bidder)) ||
        absent.includes(bidder),
    ),
    absent,
    // SHADOW-1 (gateway/auction/shadow-bids.ts)
    ...(shadow.length === 0
      ? {}
      : { shadow, isShadowAlone: isKnown && names.length === 0 && absent.length === 0 }),
    hedgeAfterMs: hedgeTimes(expected, bidders),
  };
}

/** The milliseconds after which each expected bidder is hedged; mostly none can be. */
function hedgeTimes(
  expected: readonly string[],
  bidders: MarketBidders,
): ReadonlyMap<string, number> {
  let times: Map<string, number> | null = null;
  for (const bidder of expected) {
    const afterMs = bidders.clients[bidders.indexOf(bidder) ?? -1]?.hedgeAfterMs() ?? null;
    if (afterMs === null) continue;
    times ??= new Map();
    times.set(bidder, afterMs);
  }
  return times ?? NO_HEDGES;
}

/** The list itself when all pass: mostly that is so. */
function filtered(list: readonly string[], passes: (bidder: string) => boolean): readonly string[] {
  if (list.every(passes)) return list;
  return list.some(passes) ? list.filter(passes) : NO_BIDDERS;
}
