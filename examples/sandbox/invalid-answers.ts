/**
 * The ways in which an answer with status 200 can be invalid. Each was seen at a real seller; from
 * none of them an offer may be sold.
 */
import type { Agency } from "./agencies.ts";
import { tripsProblem } from "./trips.ts";

const COMMON = ["html", "truncated", "float-prices", "error-in-200", "wrong-itineraries"] as const;
/** An answer whose next page is the same page again, without end. */
const PAGED = "endless-pages";
type InvalidAnswer = (typeof COMMON)[number] | typeof PAGED;

export const INVALID_ANSWERS: Readonly<Record<Agency["protocol"], readonly InvalidAnswer[]>> = {
  duffel: COMMON,
  trips: [...COMMON, PAGED],
};

/**
 * The fields in which each protocol has its prices and its dates, and what its errors look like.
 */
const PROTOCOLS: Readonly<
  Record<Agency["protocol"], { float: (body: string) => string; date: RegExp; error: object }>
> = {
  duffel: {
    float: (body) => body.replaceAll(/"total_amount":"([\d.]+)"/g, '"total_amount":$1'),
    date: /("departing_at":")\d{4}-/g,
    error: {
      meta: { status: 200, request_id: "sandbox" },
      errors: [
        {
          type: "api_error",
          code: "airline_internal",
          title: "Airline error",
          message: "the airline did not answer",
        },
      ],
    },
  },
  trips: {
    float: (body) => body.replaceAll(/"coins":(\d+)(\d{3})/g, '"coins":$1.$2'),
    date: /("at":")\d{4}-/g,
    error: tripsProblem("T-77", "the airlines do not answer"),
  },
};

/** The body of a good answer, made invalid in this way. */
export function makeInvalid(
  kind: InvalidAnswer,
  body: string,
  protocol: Agency["protocol"],
): { readonly body: string; readonly type: string } {
  const json = "application/json; charset=utf-8";
  const words = PROTOCOLS[protocol];
  switch (kind) {
    case "html":
      return {
        body: "<!doctype html><title>We'll be back soon</title><h1>Down for maintenance</h1>",
        type: "text/html; charset=utf-8",
      };
    case "truncated":
      return { body: body.slice(0, Math.floor(body.length * 0.6)), type: json };
    case "float-prices":
      return { body: words.float(body), type: json };
    case "error-in-200":
      return { body: JSON.stringify(words.error), type: json };
    case "wrong-itineraries":
      return { body: body.replaceAll(words.date, "$11999-"), type: json };
    case PAGED:
      return {
        body: JSON.stringify({ ...(JSON.parse(body) as object), page_token: "same-page" }),
        type: json,
      };
  }
}
