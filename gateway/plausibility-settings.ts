/**
 * The settings of the plausibility checks: how they are written in the environment, and the limits
 * that follow from them.
 */
import { z } from "zod";
import { LOWEST_FARE } from "../common/offers/lowest-fare.ts";
import { onOrOff, wholeNumber } from "../common/runtime/config.ts";
import { CABINS, type Cabin } from "../proto/messages.ts";
import { isToken } from "../proto/subjects.ts";
import type { PlausibilityLimits } from "./auction/ranking-rules.ts";

const percentOf = (cabin: Cabin) => 100 * LOWEST_FARE.cabinFactor[cabin];
const CABIN_PERCENT: Readonly<Record<Cabin, number>> = {
  economy: percentOf("economy"),
  premium_economy: percentOf("premium_economy"),
  business: percentOf("business"),
  first: percentOf("first"),
};

/** `a=1;b=2` as pairs. A pair without `=` has an empty value. */
function pairsOf(text: string): (readonly [name: string, value: string])[] {
  return text.split(";").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [name.trim(), value.join("=").trim()] as const;
  });
}

const hasNoneTwice = (text: string) => {
  const names = pairsOf(text).map(([name]) => name);
  return new Set(names).size === names.length;
};

const isCabinPercent = ([cabin, percent]: readonly [string, string]) =>
  CABINS.includes(cabin as Cabin) && /^\d{1,5}$/.test(percent) && Number(percent) <= 10_000;

const CARRIERS = /^(\*|[A-Z0-9]{2,3}(\s*,\s*[A-Z0-9]{2,3})*)$/;
const isCarriersOf = ([bidder, carriers]: readonly [string, string]) =>
  isToken(bidder) && CARRIERS.test(carriers);

export const plausibilitySettings = {
  PLAUSIBILITY: onOrOff.default("on"),
  PLAUSIBLE_DOLLARS_MIN: wholeNumber(0, 10_000, LOWEST_FARE.dollarsMin),
  PLAUSIBLE_DOLLARS_PER_1000_KM_MIN: wholeNumber(0, 10_000, LOWEST_FARE.dollarsPer1000KmMin),
  PLAUSIBLE_CABIN_PERCENT: z
    .string()
    .refine(
      (text) => pairsOf(text).every(isCabinPercent) && hasNoneTwice(text),
      `must name cabins with 0 to 10000 percent, separated by semicolons, as in economy=100;business=200; cabins are ${CABINS.join(", ")}`,
    )
    .meta({
      ...{ type: "pairs", bounds: "0–10000 each" },
      shownDefault: `\`${CABINS.map((cabin) => `${cabin}=${CABIN_PERCENT[cabin]}`).join(";")}\``,
    })
    .transform((text) => ({
      ...CABIN_PERCENT,
      ...Object.fromEntries(pairsOf(text).map(([cabin, percent]) => [cabin, Number(percent)])),
    }))
    .optional(),
  PLAUSIBLE_EXPIRY_HOURS_MAX: wholeNumber(1, 8_760, 168),
  PLAUSIBLE_CARRIERS: z
    .string()
    .refine(
      (text) => pairsOf(text).every(isCarriersOf) && hasNoneTwice(text),
      "must name bidders, each once, with the carriers whose flights it may offer, as in nonstop=BA,AA;partners=*",
    )
    .meta({ type: "pairs", bounds: "bidders with the carriers of each", shownDefault: "none" })
    .transform(
      (text) =>
        new Map(
          pairsOf(text)
            .filter(([, list]) => list !== "*")
            .map(([bidder, list]) => [bidder, carriersOf(list)]),
        ),
    )
    .optional(),
};

function carriersOf(list: string): ReadonlySet<string> {
  return new Set(list.split(",").map((code) => code.trim()));
}

const settings = z.object(plausibilitySettings);

/** Null where the checks are off. */
export function plausibilityOf(env: z.output<typeof settings>): PlausibilityLimits | null {
  if (env.PLAUSIBILITY === "off") return null;
  const percent = env.PLAUSIBLE_CABIN_PERCENT ?? CABIN_PERCENT;
  const factorOf = (cabin: Cabin) => percent[cabin] / 100;
  return {
    dollarsMin: env.PLAUSIBLE_DOLLARS_MIN,
    dollarsPer1000KmMin: env.PLAUSIBLE_DOLLARS_PER_1000_KM_MIN,
    cabinFactor: {
      economy: factorOf("economy"),
      premium_economy: factorOf("premium_economy"),
      business: factorOf("business"),
      first: factorOf("first"),
    },
    expiryMsMax: env.PLAUSIBLE_EXPIRY_HOURS_MAX * 3_600_000,
    carriers: env.PLAUSIBLE_CARRIERS ?? new Map(),
  };
}
