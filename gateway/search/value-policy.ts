/**
 * The policy of kind `value`: its price of a second, from the search or from the gateway.
 *
 * VALUEPOLICY-1 A search of kind `value` always has a price, within its bounds; a search of kind
 *    `plain` has none. What a search does not say is the gateway's.
 */
import type { Fault } from "../../proto/errors.ts";
import type { Policy, PolicyKind } from "../../proto/messages.ts";
import { isRecord } from "./cross-field-rules.ts";
import { DOLLARS_PER_SECOND } from "./search-terms.ts";

type ValuePolicy = Pick<Policy, "kind" | "dollarsPerSecond">;

/** What searches have that do not say it. */
export interface ValueDefaults extends ValuePolicy {
  /** The price of a second where a search asks for kind `value` and names none; absent: 1. */
  readonly dollarsPerSecondDefault?: number;
}

const PLAIN: ValuePolicy = {};

/** VALUEPOLICY-1 */
export function valuePolicy(
  asked: { readonly kind?: PolicyKind | undefined; readonly dollarsPerSecond?: number | undefined },
  defaults: ValueDefaults,
): ValuePolicy {
  if ((asked.kind ?? defaults.kind) !== "value") return PLAIN;
  const { dollarsPerSecond, dollarsPerSecondDefault = DOLLARS_PER_SECOND } = defaults;
  return {
    kind: "value",
    dollarsPerSecond: asked.dollarsPerSecond ?? dollarsPerSecond ?? dollarsPerSecondDefault,
  };
}

export const PRICE_WITHOUT_KIND = 'counts only with kind "value": give that too, or leave it out';

/** A price for a search that has no use for it. */
export function valueFaults(policy: unknown, defaults: ValueDefaults): Fault[] {
  if (!isRecord(policy) || policy["dollarsPerSecond"] === undefined) return [];
  if ((policy["kind"] ?? defaults.kind) === "value") return [];
  return [{ path: "policy.dollarsPerSecond", message: PRICE_WITHOUT_KIND }];
}

/** A calendar shows the cheapest of many days: there is no one offer that could become cheaper. */
export function calendarValueFaults(policy: unknown): Fault[] {
  if (!isRecord(policy)) return [];
  const faults: Fault[] = [];
  if (policy["kind"] === "value")
    faults.push({ path: "policy.kind", message: "must be plain: a calendar has no other kind" });
  if (policy["dollarsPerSecond"] !== undefined)
    faults.push({
      path: "policy.dollarsPerSecond",
      message: "is for searches: a calendar has no policy of kind value",
    });
  return faults;
}
