/** Budgets and cancels: what must come in time. Pure. */
import {
  bidsOf,
  type Exchange,
  type ExchangeName,
  finalsOf,
  type Observed,
  played,
  type SeenBid,
  whyUnplayed,
} from "./observed.ts";
import { failed, ms, notChecked, passed, type Verdict } from "./verdict.ts";

/** Of the call whose late allowance is looked at. */
export const LATE_ALLOWANCE_MS = 1_000;

/** How long after a cancel a bidder is still at once. */
const CANCEL_MS_MAX = 500;

const UNANSWERED = "the call was not answered: 'one-final' says so";

/** Bids come within the budget of their call. */
export function budgetVerdict(seen: Observed, names: readonly ExchangeName[]): Verdict {
  const exchanges = played(seen, names);
  const [name] = names;
  if (exchanges.length === 0) return notChecked(whyUnplayed(seen, name as ExchangeName));
  let [slowest, answered] = [0, 0];
  for (const exchange of exchanges) {
    const { budgetMs } = exchange.asked;
    for (const { message } of bidsOf(exchange, seen.kind)) {
      answered++;
      const tookMs = message.atMs - exchange.sentAtMs;
      slowest = Math.max(slowest, tookMs);
      if (tookMs > budgetMs + seen.slackMs)
        return failed(
          `bids within the budget of ${ms(budgetMs)} and the ${ms(seen.slackMs)} of --slack (the call '${exchange.name}')`,
          `one after ${ms(tookMs)}`,
          message.data,
        );
    }
  }
  return answered === 0 ? notChecked(UNANSWERED) : passed(`the last bid after ${ms(slowest)}`);
}

/**
 * A call with a late allowance is answered by its budget all the same: finally, or with a bid
 * marked `cut` that one final bid follows within the allowance.
 *
 * @param allowanceMs of the call
 */
export function lateVerdict(seen: Observed, allowanceMs: number): Verdict {
  const exchange = seen.exchanges.get("late");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "late"));
  const bids = bidsOf(exchange, seen.kind);
  const { budgetMs } = exchange.asked;
  const end = bids.find(({ bid }) => bid?.final === true || bid?.cut === true);
  if (end === undefined) return bids.length === 0 ? notChecked(UNANSWERED) : noEnd(bids);
  const took = ({ message }: SeenBid) => message.atMs - exchange.sentAtMs;
  const { data } = end.message;
  const byBudget = `a final bid, or one marked \`cut\`, within the budget of ${ms(budgetMs)} and the ${ms(seen.slackMs)} of --slack`;
  if (took(end) > budgetMs + seen.slackMs)
    return failed(byBudget, `the first after ${ms(took(end))}`, data);
  if (end.bid?.final === true)
    return end.bid.cut === true
      ? failed("a bid that is final or marked `cut`", "one that is both", data)
      : passed("it has answered finally by its budget: how it works on afterwards was not seen");
  if (end.bid?.stopped !== true)
    return failed("a bid marked `cut` that is marked `stopped` too", "one that is not", data);
  const [final] = finalsOf(bids);
  const expected = `one final bid within the ${ms(allowanceMs)} of the allowance`;
  if (final === undefined) return failed(expected, "none after the bid marked `cut`", data);
  const limitMs = budgetMs + allowanceMs + seen.slackMs;
  if (took(final) > limitMs)
    return failed(expected, `one after ${ms(took(final))}`, final.message.data);
  const again = bids.find((one) => one !== end && one.bid?.cut === true);
  return again === undefined
    ? passed(`it worked on for ${ms(took(final) - took(end))}`)
    : failed("one bid marked `cut`", "another one", again.message.data);
}

function noEnd(bids: readonly SeenBid[]): Verdict {
  return failed("a final bid, or one marked `cut`", "none", bids.at(-1)?.message.data);
}

/** A call whose budget is spent when it arrives is declined. */
export function spentVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("spent");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "spent"));
  const final = finalOf(exchange, seen);
  if (final?.bid == null) return notChecked(UNANSWERED);
  const { status } = final.bid;
  if (status === "declined") return passed(final.bid.reason ?? "declined");
  const plain = seen.exchanges.get("plain");
  const usual = plain && finalOf(plain, seen)?.bid?.status;
  if (status === "empty" && usual === "empty")
    return notChecked("it has nothing for this search with any budget: --markets names another");
  return failed("DECLINED: the call has a budget of 0 ms", `'${status}'`, final.message.data);
}

/** After a cancel it stops, and says so at once. */
export function cancelVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("cancelled");
  if (exchange === undefined || exchange.cancelledAtMs === null)
    return notChecked(whyUnplayed(seen, "cancelled"));
  const { cancelledAtMs, pongOrder } = exchange;
  const limit = CANCEL_MS_MAX + seen.slackMs;
  const expected = `a final bid within ${ms(CANCEL_MS_MAX)} of the cancel and the ${ms(seen.slackMs)} of --slack`;
  const final = finalOf(exchange, seen);
  if (final?.bid == null) return failed(expected, "none");
  const { message, bid } = final;
  const tookMs = message.atMs - cancelledAtMs;
  if (bid.status === "declined" && bid.stopped !== true) {
    const other = seen.exchanges.get("hedged");
    const isUsual = other !== undefined && finalOf(other, seen)?.bid?.status === "declined";
    return isUsual
      ? notChecked("it declines this search, also where nobody cancels it")
      : failed("the mark `stopped` in the final bid", "it is absent", message.data);
  }
  if (bid.stopped === true && tookMs <= limit) return passed(`stopped after ${ms(tookMs)}`);
  if (pongOrder === null || message.order < pongOrder)
    return tookMs > limit
      ? failed(expected, `one after ${ms(tookMs)}`, message.data)
      : notChecked("it had answered before the cancel reached it: a slower search would show it");
  if (tookMs > limit) return failed(expected, `one after ${ms(tookMs)}`, message.data);
  return notChecked(
    `its search ended by itself ${ms(tookMs)} after the cancel: a slower search would show it`,
  );
}

function finalOf(exchange: Exchange, { kind }: Observed): SeenBid | undefined {
  return finalsOf(bidsOf(exchange, kind))[0];
}
