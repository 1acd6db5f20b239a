/** The call for bids. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { CallForBids, Rates } from "../messages.ts";
import { decodeAs, fail, REQUEST_CODES, safeInteger } from "./guard.ts";
import { readSearch, searchMessage } from "./search.ts";

/** The bytes of a call. The budget is rounded down to whole milliseconds, and is at least 0. */
export function encodeCall(call: CallForBids): Uint8Array {
  return auction.CallForBids.encode({
    searchId: call.searchId,
    gateway: call.gateway,
    search: searchMessage(call.search),
    budgetMs: Math.max(0, Math.floor(call.budgetMs)),
    sentAtMs: call.sentAtMs,
    objective: { ...call.objective },
    rates: {
      date: call.rates.date,
      currencies: [...call.rates.perUnit.keys()].join(""),
      perUnit: [...call.rates.perUnit.values()],
    },
    ...(call.notices === undefined ? {} : { notices: { kinds: [...call.notices] } }),
  }).finish();
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodeCall(bytes: Uint8Array): CallForBids {
  const m = decodeAs(
    auction.CallForBids,
    bytes,
    LIMITS.callBytesMax,
    "a call for bids",
    REQUEST_CODES,
  );
  return {
    searchId: m.searchId,
    gateway: m.gateway,
    search: readSearch(m.search, "malformed"),
    budgetMs: m.budgetMs,
    sentAtMs: Number.isFinite(m.sentAtMs) ? m.sentAtMs : fail("malformed", "sent_at_ms is no time"),
    objective: {
      valuePerHour: safeInteger(m.objective?.valuePerHour ?? 0, "value_per_hour", "malformed"),
      penaltyPerStop: safeInteger(
        m.objective?.penaltyPerStop ?? 0,
        "penalty_per_stop",
        "malformed",
      ),
    },
    rates: readRates(m.rates),
    ...(m.notices == null ? {} : { notices: m.notices.kinds ?? [] }),
  };
}

function readRates(m: auction.Rates.$Properties | null | undefined): Rates {
  const codes = m?.currencies ?? "";
  const perUnit = m?.perUnit ?? [];
  if (codes.length !== perUnit.length * 3)
    fail("malformed", `rates for ${codes.length / 3} currencies, but ${perUnit.length} numbers`);
  const table = new Map<string, number>();
  for (const [i, rate] of perUnit.entries()) {
    if (!(rate > 0 && Number.isFinite(rate)))
      fail("malformed", `the rate of ${codes.slice(3 * i, 3 * i + 3)} is ${rate}`);
    table.set(codes.slice(3 * i, 3 * i + 3), rate);
  }
  return { date: m?.date ?? "", perUnit: table };
}
