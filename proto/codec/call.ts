/** The call for bids. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { SentCall } from "../messages.ts";
import { readCall } from "./call-reader.ts";
import { writeCall } from "./call-writer.ts";
import { decodeAs, fail, REQUEST_CODES, safeInteger } from "./guard.ts";
import { readRates } from "./rates.ts";
import { written } from "./scratch.ts";
import { readSearch } from "./search.ts";

/** The bytes of a call. The budget is rounded down to whole milliseconds, and is at least 0. */
export function encodeCall(call: SentCall): Uint8Array {
  return written(writeCall, call);
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodeCall(bytes: Uint8Array): SentCall {
  return readCall(bytes) ?? decodeAnyCall(bytes);
}

/** Any call, by the generated code: of unusual bytes, and of what breaks a rule. */
export function decodeAnyCall(bytes: Uint8Array): SentCall {
  const m = decodeAs(
    auction.CallForBids,
    bytes,
    LIMITS.callBytesMax,
    "a call for bids",
    REQUEST_CODES,
  );
  return callOf(m);
}

/** The call of an object of the generated code. @throws AuctionError `malformed` */
export function callOf(m: auction.CallForBids): SentCall {
  return {
    searchId: m.searchId,
    gateway: m.gateway,
    search: readSearch(m.search, "malformed"),
    budgetMs: m.budgetMs,
    sentAtMs: Number.isFinite(m.sentAtMs)
      ? m.sentAtMs
      : fail("malformed", "sent_at_ms is not a time"),
    objective: {
      valuePerHour: safeInteger(m.objective?.valuePerHour ?? 0, "value_per_hour", "malformed"),
      penaltyPerStop: safeInteger(
        m.objective?.penaltyPerStop ?? 0,
        "penalty_per_stop",
        "malformed",
      ),
      ...(m.objective?.countsInconvenience === true ? { countsInconvenience: true } : {}),
    },
    // Where it has both, its own rates count.
    ...(m.rates == null && m.ratesId !== ""
      ? { ratesId: m.ratesId }
      : { rates: readRates(m.rates) }),
    ...(m.notices == null ? {} : { notices: m.notices.kinds ?? [] }),
    ...(m.params == null ? {} : { params: paramsIn(m.params) }),
    ...(m.lateAllowanceMs === 0 ? {} : { lateAllowanceMs: m.lateAllowanceMs }),
  };
}

/** They are not quoted where they are too long: they are never logged. */
function paramsIn(json: string): string {
  return json.length <= LIMITS.paramsBytesMax
    ? json
    : fail("malformed", `params of ${json.length} characters; at most ${LIMITS.paramsBytesMax}`);
}
