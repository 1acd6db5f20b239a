/**
 * The options of `scatter search` that limit which offers are right, as fields of a search. Like
 * all options, a value of the right form is sent unchanged, and the gateway checks it; what cannot
 * be read as a field is a fault here.
 */
import type { Command } from "commander";
import { minorDigits, parseAmount } from "../../common/money/money.ts";
import { isAlliance } from "../../common/offers/alliances.ts";
import { SEARCH_DEFAULTS } from "../../gateway/search/search-terms.ts";
import { numberOrText, stated } from "../../gateway/web/shared/request-fields.js";
import type { Fault } from "../../proto/errors.ts";

export interface LimitOptions {
  readonly depart?: string;
  readonly arrive?: string;
  readonly returnDepart?: string;
  readonly returnArrive?: string;
  readonly carriers?: string;
  readonly notCarriers?: string;
  readonly by?: string;
  readonly via?: string;
  readonly notVia?: string;
  readonly maxLayover?: string;
  /** False with `--no-overnight`, else true. */
  readonly overnight: boolean;
  readonly maxPrice?: string;
  readonly maxDuration?: string;
  readonly bags?: string;
  readonly cabinBags?: string;
  readonly changeable?: boolean;
  readonly refundable?: boolean;
}

export function addLimitOptions(command: Command): Command {
  return command
    .option("--depart <from-to>", "local times of the first slice: 06:00-12:00, or 22:00-02:00")
    .option("--arrive <from-to>", "the same of its arrival")
    .option("--return-depart <from-to>", "local times of the way back")
    .option("--return-arrive <from-to>", "the same of its arrival")
    .option("--carriers <codes>", "only these: airlines and alliances, such as BA,oneworld")
    .option("--not-carriers <codes>", "none of these")
    .option("--by <role>", "marketing (the flight number, default) or operating (who flies it)")
    .option("--via <airports>", "change flights at these only: DUB,AMS")
    .option("--not-via <airports>", "change flights at none of these")
    .option("--max-layover <minutes>", "of each connection")
    .option("--no-overnight", "no connection from one day to another")
    .option("--max-price <amount>", "of the search's currency, for all travellers: 500.00")
    .option("--max-duration <minutes>", "of each slice")
    .option("--bags <n>", "checked bags a traveller, in the price")
    .option("--cabin-bags <n>", "cabin bags a traveller, in the price")
    .option("--changeable", "only fares that may be changed before departure")
    .option("--refundable", "only fares that are refunded before departure");
}

/** The limits of the whole search. `faults` receives what cannot be read. */
export function limitsOf(
  options: LimitOptions,
  currency: string | undefined,
  faults: Fault[],
): Record<string, unknown> {
  const { carriers, notCarriers, by } = options;
  if (by !== undefined && carriers === undefined && notCarriers === undefined)
    faults.push({ path: "--by", message: "is for --carriers or --not-carriers; give one of them" });
  return {
    carriers: stated({ only: codes(carriers), except: codes(notCarriers), by }),
    via: stated({ only: codes(options.via), except: codes(options.notVia) }),
    maxLayoverMinutes: numberOrText(options.maxLayover),
    overnightLayover: options.overnight ? undefined : false,
    maxPrice: maxPriceOf(options.maxPrice, currency ?? SEARCH_DEFAULTS.currency, faults),
    maxDurationMinutes: numberOrText(options.maxDuration),
    bags: stated({
      checked: numberOrText(options.bags),
      cabin: numberOrText(options.cabinBags),
    }),
    changeable: options.changeable,
    refundable: options.refundable,
  };
}

/** `06:00-12:00`; undefined without a text, or where it is none. */
export function windowOf(
  path: string,
  text: string | undefined,
  faults: Fault[],
): { readonly from: string; readonly to: string } | undefined {
  if (text === undefined) return undefined;
  const [from = "", to = "", ...more] = text.split("-").map((time) => time.trim());
  if (from !== "" && to !== "" && more.length === 0) return { from, to };
  faults.push({ path, message: `'${text}' must be two local times, such as 06:00-12:00` });
  return undefined;
}

/** Codes in capitals; the names of alliances stay small. */
function codes(text: string | undefined): string[] | undefined {
  return text?.split(",").map((part) => {
    const name = part.trim();
    return isAlliance(name.toLowerCase()) ? name.toLowerCase() : name.toUpperCase();
  });
}

/** Minor units, read exactly: 500.00 USD is 50000 (A9). */
function maxPriceOf(
  text: string | undefined,
  currency: string,
  faults: Fault[],
): number | undefined {
  if (text === undefined) return undefined;
  const digits = minorDigits(currency);
  const price = parseAmount(text, currency);
  if (price !== undefined) return price.amount;
  const example = digits === undefined || digits === 0 ? "500" : `500.${"0".repeat(digits)}`;
  faults.push({
    path: "--max-price",
    message:
      digits === undefined
        ? `no amount of '${currency}' can be read: it is no currency of ISO 4217`
        : `'${text}' must be an amount of ${currency} with at most ${digits} decimals, such as ${example}`,
  });
  return undefined;
}
