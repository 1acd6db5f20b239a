/** The rules by which a gateway with its defaults judges offers, and its rates. */
import { z } from "zod";
import { RATES_PATH, readRatesFile } from "../../common/money/rates.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { plausibilityOf, plausibilitySettings } from "../../gateway/plausibility-settings.ts";
import type { Fault } from "../../proto/errors.ts";
import type { Rates } from "../../proto/messages.ts";
import type { RulesOf } from "./judge-offers.ts";

interface GatewayRules {
  readonly rulesOf: RulesOf;
  readonly ratesInto: (currency: string) => Rates;
}

/** @param faults of the table of rates */
export function gatewayRules(faults: Fault[]): GatewayRules {
  const table = readRatesFile(RATES_PATH, faults);
  const plausibility = plausibilityOf(z.object(plausibilitySettings).parse({}));
  const ratesInto = (currency: string) => table.into(currency);
  const rulesOf: RulesOf = (search, wallMs) => ({
    search,
    wallMs,
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    // A search in a currency that has no rate gets its own rates by the caller.
    rates: ratesInto(table.has(search.currency) ? search.currency : "USD"),
    elapsed,
    kilometres: kilometresBetween,
    plausibility,
  });
  return { rulesOf, ratesInto };
}
