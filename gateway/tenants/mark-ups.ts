/**
 * The mark-ups of a tenant for the searches that it makes.
 *
 * MARKUPS-1 A fixed amount that is not stated in the currency of the search is the first that is
 *    stated, converted and rounded as a price is. A tenants file with a currency that has no rate
 *    is refused.
 */
import { convert } from "../../common/money/money.ts";
import type { Cabin, Rates } from "../../proto/messages.ts";
import { type MarkUp, markUpBy } from "../auction/mark-up.ts";
import type { Tenant } from "./tenant.ts";
import type { MarkUpRule } from "./tenants-schema.ts";

/** Made once for each currency and cabin: few of both are asked for. */
const known = new WeakMap<readonly MarkUpRule[], Map<string, MarkUp | undefined>>();

/** Undefined where nothing is added. */
export function markUpOf(
  { markUp: rules }: Pick<Tenant, "markUp">,
  { cabin, currency }: { readonly cabin: Cabin; readonly currency: string },
  rates: Rates,
): MarkUp | undefined {
  if (rules.length === 0) return undefined;
  let ofTenant = known.get(rules);
  if (ofTenant === undefined) {
    ofTenant = new Map();
    known.set(rules, ofTenant);
  }
  const key = `${currency} ${cabin}`;
  if (!ofTenant.has(key)) ofTenant.set(key, made(rules, { cabin, currency }, rates));
  return ofTenant.get(key);
}

function made(
  rules: readonly MarkUpRule[],
  { cabin, currency }: { readonly cabin: Cabin; readonly currency: string },
  rates: Rates,
): MarkUp | undefined {
  return markUpBy(
    rules
      .filter((rule) => rule.cabin === undefined || rule.cabin === cabin)
      .map(({ bidder, seller, basisPoints = 0, fixed }) => ({
        ...{ bidder, seller, basisPoints },
        fixed: fixedIn(currency, fixed, rates),
      })),
  );
}

/** MARKUPS-1 */
function fixedIn(currency: string, fixed: MarkUpRule["fixed"], rates: Rates): number {
  const stated = fixed?.[currency];
  if (stated !== undefined) return stated;
  const [first] = Object.entries(fixed ?? {});
  return first === undefined ? 0 : (convert(first[1], first[0], rates) ?? 0);
}
