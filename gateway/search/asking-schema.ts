/**
 * Who is asked, and what sellers receive beside the search: the bidders, what is said to one of
 * them alone, the point of sale and the language. Each field is absent where it is not asked for.
 */
import { z } from "zod";
import { LIMITS } from "../../proto/limits.ts";
import type { BidderChoice, FlightSearch } from "../../proto/messages.ts";
import { isToken } from "../../proto/subjects.ts";
import { objectError } from "./field-schemas.ts";
import { named } from "./named-schema.ts";
import { quoted } from "./problem.ts";

/** A6: bidders to which one search says something. */
export const PARAMS_BIDDERS_MAX = LIMITS.bidderNamesMax;

const BIDDER_RIGHT = "must be a bidder's name: 1-64 of A-Z a-z 0-9 _ -";
export const bidderName = z.string("must be a bidder's name").refine(isToken, BIDDER_RIGHT);

const names = z
  .array(bidderName, "must be a list of bidders' names")
  .min(1, "must name at least one of the bidders; leave it out to allow all")
  .max(LIMITS.bidderNamesMax, `must name at most ${LIMITS.bidderNamesMax} bidders`)
  .optional();

export const bidders = named(
  z.strictObject({ only: names, except: names }, { error: objectError("a choice of bidders") }),
  "BidderChoice",
  "Which bidders are asked.",
);

const params = z.record(
  z.string().refine(isToken, "must be said to a bidder: its name is 1-64 of A-Z a-z 0-9 _ -"),
  z.looseObject({}, { error: "must be a JSON object" }),
  { error: objectError("what is said to each bidder, by its name") },
);

/** Codes that Intl knows and ISO 3166-1 does not: unions, parts of countries, and tests. */
const NO_COUNTRIES = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "));
const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const MARKET_RIGHT = "must be a country's code of ISO 3166-1: two capital letters, such as GB";

function isCountry(code: string): boolean {
  // An old or wrong code is another one in its canonical form: UK is GB.
  return (
    /^[A-Z]{2}$/.test(code) &&
    !NO_COUNTRIES.has(code) &&
    countryNames.of(code) !== undefined &&
    new Intl.Locale(`und-${code}`).region === code
  );
}

const LOCALE_RIGHT = `must be a language tag of BCP 47 with at most ${LIMITS.localeLengthMax} characters, such as en-GB`;

/** The tag in its canonical form; undefined where it is none. */
function canonicalLocale(tag: string): string | undefined {
  if (tag.length > LIMITS.localeLengthMax) return undefined;
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    return canonical === undefined || canonical.length > LIMITS.localeLengthMax
      ? undefined
      : canonical;
  } catch {
    return undefined;
  }
}

export const askingFields = {
  bidders: bidders.optional().describe("who is asked; without it, all"),
  params: params
    .optional()
    .describe(
      `what is said to one bidder alone, by its name: an object of at most ${LIMITS.paramsBytesMax} bytes as JSON, which the bidder checks. It is never logged`,
    ),
  market: z
    .string(MARKET_RIGHT)
    .refine(isCountry, {
      error: ({ input }) =>
        typeof input === "string" && /^[A-Z]{2}$/.test(input)
          ? `no country has the code ${quoted(input)}`
          : MARKET_RIGHT,
    })
    .optional()
    .describe("point of sale, for sellers that ask for it: ISO 3166-1 alpha-2"),
  locale: z
    .string(LOCALE_RIGHT)
    .refine((tag) => canonicalLocale(tag) !== undefined, LOCALE_RIGHT)
    .optional()
    .describe("the traveller's language, for sellers that ask for it: BCP 47"),
};

type ValidAsking = z.output<z.ZodObject<typeof askingFields>>;

/** What is said to each bidder, as JSON, by its name. It is never logged, and never shown. */
export type BidderParams = ReadonlyMap<string, string>;

/** The fields of the search that bidders receive. */
export function askingOf({
  bidders: choice,
  market,
  locale,
}: ValidAsking): Pick<FlightSearch, "bidders" | "market" | "locale"> {
  return {
    ...(choice === undefined ? {} : { bidders: choiceOf(choice) }),
    ...(market === undefined ? {} : { market }),
    ...(locale === undefined ? {} : { locale: canonicalLocale(locale) ?? locale }),
  };
}

/** Undefined where nothing is said to anyone. */
export function paramsOf({ params: byBidder }: ValidAsking): BidderParams | undefined {
  const entries = Object.entries(byBidder ?? {});
  if (entries.length === 0) return undefined;
  return new Map(entries.map(([bidder, value]) => [bidder, JSON.stringify(value)]));
}

function choiceOf({ only, except }: z.output<typeof bidders>): BidderChoice {
  return {
    ...(only === undefined ? {} : { only: [...new Set(only)] }),
    ...(except === undefined ? {} : { except: [...new Set(except)] }),
  };
}
