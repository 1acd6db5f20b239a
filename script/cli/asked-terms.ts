/** What the options of searches and of calendars have in common, as fields of a request. */
import { readFileSync } from "node:fs";
import { airportByCode } from "../../common/places/airports.ts";
import { cityByCode } from "../../common/places/cities.ts";
import { numberOrText, stated } from "../../gateway/web/shared/request-fields.js";
import { type Fault, messageOf } from "../../proto/errors.ts";
import type { AskedPlace } from "./asked-places.ts";
import { type LimitOptions, limitsOf } from "./limit-options.ts";

export interface TermOptions extends LimitOptions {
  readonly adults?: string;
  readonly children?: string;
  readonly infants?: string;
  readonly cabin?: string;
  readonly currency?: string;
  readonly maxStops?: string;
  readonly selfTransfer?: boolean;
  readonly deadline?: string;
  readonly quorum?: string;
  readonly required?: string;
  readonly refusePartial?: boolean;
  readonly dollarsPerSecond?: string;
  readonly bidders?: string;
  readonly notBidders?: string;
  readonly ages?: string;
  readonly market?: string;
  readonly locale?: string;
  readonly params?: string;
}

/** The fields that are stated, beside slices and dates. `faults` receives what cannot be read. */
export function termsOf(options: TermOptions, faults: Fault[]): Record<string, unknown> {
  const params = readParams(options.params, faults);
  const currency = options.currency?.toUpperCase();
  return {
    passengers: stated({
      adults: numberOrText(options.adults),
      children: numberOrText(options.children),
      infants: numberOrText(options.infants),
      ages: names(options.ages)?.map(numberOrText),
    }),
    cabin: options.cabin,
    currency,
    maxStops: numberOrText(options.maxStops),
    selfTransfer: options.selfTransfer,
    market: options.market?.toUpperCase(),
    locale: options.locale,
    bidders: stated({ only: names(options.bidders), except: names(options.notBidders) }),
    params,
    ...limitsOf(options, currency, faults),
    policy: stated({
      deadlineMs: numberOrText(options.deadline),
      quorum: numberOrText(options.quorum),
      required: names(options.required),
      kind: options.dollarsPerSecond === undefined ? undefined : "value",
      dollarsPerSecond: numberOrText(options.dollarsPerSecond),
      partial: options.refusePartial === true ? "refuse" : undefined,
    }),
  };
}

/** `7` or `5-7`; what is neither is sent as it is, so that the gateway says what would be right. */
export function nightsOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const [, min, max] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return min === undefined ? text : { min: Number(min), max: Number(max ?? min) };
}

/**
 * The end of a slice: a code, or a code with a distance. A code that is both means the airport, as
 * without one.
 */
export function endOf(
  { code, isCity }: AskedPlace,
  km: string | undefined,
): string | Record<string, unknown> {
  if (!isCity && km === undefined) return code;
  const nearbyKm = km === undefined ? {} : { nearbyKm: numberOrText(km) };
  const isArea = isCity || (airportByCode(code) === undefined && cityByCode(code) !== undefined);
  return { [isArea ? "city" : "airport"]: code, ...nearbyKm };
}

/** The fault does not quote the file. Its content is checked by the gateway and the bidders. */
function readParams(file: string | undefined, faults: Fault[]): unknown {
  if (file === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (thrown) {
    const why = thrown instanceof SyntaxError ? "it is not JSON" : messageOf(thrown);
    faults.push({ path: "--params", message: `'${file}' cannot be read: ${why}` });
    return undefined;
  }
}

function names(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  return text === "none" ? [] : text.split(",").map((name) => name.trim());
}
