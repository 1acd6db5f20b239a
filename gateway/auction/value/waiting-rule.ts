/**
 * Whether one auction should still wait: what a search with `policy.kind: "value"` asks of what was
 * learned.
 *
 * WAIT-1 Nothing stops an auction that has no offer yet, in which a bidder is out that is not known
 *    well enough, or whose search is one of those that explore.
 * WAIT-2 A small share of the searches explores: they end as without this policy, so that it is
 *    seen what waiting would have brought. Which ones follows from the search's id alone.
 * WAIT-3 A larger share is patient: a second costs them less than was stated. What is least known
 *    and decides most is what comes just after the usual stop, which these searches see for a
 *    little more wait. Which ones follows from the search's id alone, too.
 */
import type { Rates } from "../../../proto/messages.ts";
import type { Prospects } from "./bidder-record.ts";
import { type BidderOut, type Judgement, judge, OUT_MAX } from "./expected-gain.ts";
import type { ValueHistory } from "./value-history.ts";

/** WAIT-2: one search of a hundred. */
export const EXPLORING_EVERY = 100;
/** WAIT-3: one search of five. */
export const PATIENT_EVERY = 5;
/** WAIT-3: by how much a second costs such a search less. */
const PATIENCE = 2;

/** Times are milliseconds since the acceptance of the search; costs are in minor units. */
export interface WaitingSituation {
  readonly out: readonly WaitedFor[];
  /** Of the best offer so far; undefined: there is none. */
  readonly bestCost: number | undefined;
  readonly nowMs: number;
  readonly untilMs: number;
}

export interface WaitedFor {
  readonly bidder: string;
  /** What it sends later costs this at least; null: it has promised nothing. */
  readonly floor: number | null;
}

/** Says when to stop, from what is known now; null: not before the end. */
export interface WaitingRule {
  /** Minor units of the search's currency: what a second of waiting may cost. */
  readonly pricePerSecond: number;
  judge(situation: WaitingSituation): Judgement | null;
}

/** WAIT-2 */
export function explores(searchId: string): boolean {
  return hashOf(searchId) % EXPLORING_EVERY === 0;
}

/** WAIT-3: by how much its price of a second is divided. */
export function patienceOf(searchId: string): number {
  return hashOf(searchId) % PATIENT_EVERY === 0 ? PATIENCE : 1;
}

/** That of Fowler, Noll and Vo: a search id may be made up by anyone. */
function hashOf(searchId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < searchId.length; i++)
    hash = Math.imul(hash ^ searchId.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The price of a second in minor units of the search's currency, and at least one of them. */
export function pricePerSecondOf(dollarsPerSecond: number, unitsPerDollar: number): number {
  return Math.max(1, Math.round(100 * dollarsPerSecond * unitsPerDollar));
}

/** A dollar in units of the search's currency; where nothing is known of it, one. */
export function unitsPerDollarOf({ perUnit }: Rates): number {
  return perUnit.get("USD") ?? 1;
}

/**
 * The rule of one auction by what is known when it begins.
 *
 * @param patience of its search (WAIT-3): it stops only when waiting is not worth this part of the
 *   price, and so not worth the price
 */
export function waitingRule(
  history: Pick<ValueHistory, "prospectsOf">,
  marketClass: number,
  pricePerSecond: number,
  patience = 1,
): WaitingRule {
  return {
    pricePerSecond,
    judge({ out, bestCost, nowMs, untilMs }) {
      if (bestCost === undefined || bestCost <= 0 || out.length > OUT_MAX) return null;
      const bidders: BidderOut[] = [];
      for (const { bidder, floor } of out) {
        const its: Prospects | undefined = history.prospectsOf(bidder, marketClass);
        if (its === undefined) return null;
        bidders.push({ prospects: its, shareMax: shareMaxOf(floor, bestCost) });
      }
      const pricePerMs = pricePerSecond / patience / 1_000;
      return judge({ out: bidders, bestCost, nowMs, untilMs, pricePerMs });
    },
  };
}

/** The rule of one search: null where it explores (WAIT-2), else with its patience (WAIT-3). */
export function ruleOfSearch(
  searchId: string,
  history: Pick<ValueHistory, "prospectsOf">,
  marketClass: number,
  pricePerSecond: number,
): WaitingRule | null {
  return explores(searchId)
    ? null
    : waitingRule(history, marketClass, pricePerSecond, patienceOf(searchId));
}

/** What is left to save by an offer that keeps the promise. */
function shareMaxOf(floor: number | null, bestCost: number): number {
  return floor === null ? 1 : Math.min(1, Math.max(0, (bestCost - floor) / bestCost));
}
