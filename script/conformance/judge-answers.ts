/**
 * How calls are answered: where bids go, that they can be read, and that each ends once. Pure.
 *
 * Tests: `catalogue.test.ts`.
 */

import { costOf } from "../../gateway/auction/candidates.ts";
import {
  BIDS_AN_ATTEMPT_MAX,
  BYTES_AN_ATTEMPT_MAX,
  foldBid,
  OFFERS_AN_ATTEMPT_MAX,
} from "../../gateway/auction/fold-bid.ts";
import { attemptOf, newParticipant } from "../../gateway/auction/participant.ts";
import { LIMITS } from "../../proto/limits.ts";
import { parseInboxSubject } from "../../proto/subjects.ts";
import {
  bidsOf,
  type Exchange,
  type ExchangeName,
  finalsOf,
  type Observed,
  played,
  rowsOf,
  type SeenBid,
} from "./observed.ts";
import { counted, failed, ms, notChecked, passed, type Verdict } from "./verdict.ts";

/** Exchanges of which each has one call, and must be answered by one instance. */
const SINGLE = [
  ...["plain", "direct", "party", "return", "short", "spent", "headers", "unknown-fields"],
  ...["currency", "unserved", "rates-id", "cancelled"],
] as const as readonly ExchangeName[];

const NOTHING = "nothing was called";
const NO_BIDS = "it has sent no bid";

/** Runs a check over what each instance has sent in each exchange; the first fault counts. */
function firstFault(
  seen: Observed,
  fault: (bids: readonly SeenBid[], exchange: Exchange) => Verdict | undefined,
): Verdict | undefined {
  for (const exchange of played(seen)) {
    // Of a call that went twice to one instance, two answers may be here: `hedge` looks at them.
    if (exchange.name === "hedged") continue;
    const all = bidsOf(exchange, seen.kind);
    for (const instance of new Set(all.map((one) => one.instance))) {
      const found = fault(
        all.filter((one) => one.instance === instance),
        exchange,
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function bidsIn(seen: Observed): number {
  return played(seen).reduce((sum, one) => sum + bidsOf(one, seen.kind).length, 0);
}

const inCall = ({ name }: Exchange) => ` (the call '${name}')`;

/** Every bid is on `<reply>.<kind>.<instance>`. */
export function replySubjectVerdict(seen: Observed): Verdict {
  const { kind, instances } = seen;
  for (const exchange of played(seen)) {
    const right = `a bid on ${exchange.replies[0]}.${kind}.<instance>`;
    const hasOwn = bidsOf(exchange, kind).length > 0;
    for (const { subject, data, isNobody } of exchange.received) {
      if (isNobody) continue;
      const from = parseInboxSubject(subject);
      const isOwn = from?.kind === kind;
      // A bid of another kind is another bidder's: on this broker each has its own name.
      if (from?.kind !== undefined && !isOwn && hasOwn) continue;
      if (!isOwn) return failed(right, `one on ${subject}`, data);
      if (instances.length > 0 && !instances.includes(from?.instance ?? ""))
        return failed(
          `${right}, the instance one of ${instances.join(", ")}`,
          `one on ${subject}`,
          data,
        );
    }
  }
  return bidsIn(seen) === 0 ? notChecked(NO_BIDS) : passed(counted(bidsIn(seen), "bid"));
}

/** Every bid is a `Bid` by its schema. */
export function readableVerdict(seen: Observed): Verdict {
  const fault = firstFault(seen, (bids, exchange) => {
    const bad = bids.find(({ fault }) => fault !== null && fault.code !== "bid-too-large");
    return bad && failed("a Bid", `${bad.fault?.message}${inCall(exchange)}`, bad.message.data);
  });
  return fault ?? (bidsIn(seen) === 0 ? notChecked(NO_BIDS) : passed("all bids"));
}

/** Every bid repeats the id of its call. */
export function searchIdVerdict(seen: Observed): Verdict {
  const fault = firstFault(seen, (bids, exchange) => {
    const { searchId } = exchange.asked;
    const bad = bids.find(({ bid }) => bid !== null && bid.searchId !== searchId);
    return (
      bad &&
      failed(
        `search_id '${searchId}'`,
        `'${bad.bid?.searchId}'${inCall(exchange)}`,
        bad.message.data,
      )
    );
  });
  return fault ?? (bidsIn(seen) === 0 ? notChecked(NO_BIDS) : passed("all bids"));
}

/** Each answer numbers its bids 0, 1, 2 … */
export function sequenceVerdict(seen: Observed): Verdict {
  let most = 0;
  const fault = firstFault(seen, (bids, exchange) => {
    most = Math.max(most, bids.length);
    const at = bids.findIndex(({ bid }, i) => bid !== null && bid.sequence !== i);
    const bad = bids[at];
    return (
      bad && failed(`sequence ${at}`, `${bad.bid?.sequence}${inCall(exchange)}`, bad.message.data)
    );
  });
  if (fault !== undefined) return fault;
  return bidsIn(seen) === 0
    ? notChecked(NO_BIDS)
    : passed(`answers of up to ${counted(most, "bid")}`);
}

/** Every call ends with exactly one final bid, and nothing comes after it. */
export function oneFinalVerdict(seen: Observed): Verdict {
  const exchanges = played(seen, SINGLE);
  if (exchanges.length === 0) return notChecked(NOTHING);
  for (const exchange of exchanges) {
    const bids = bidsOf(exchange, seen.kind);
    const finals = finalsOf(bids);
    const expected = `one final bid${inCall(exchange)}`;
    if (finals.length === 0) {
      // What came of it at all is the last message: an unreadable bid may have been the final one.
      const came =
        bids.length === 0
          ? nothingCame(exchange)
          : `${counted(bids.length, "bid")}, none of them final`;
      return failed(expected, came, bids.at(-1)?.message.data ?? null);
    }
    if (finals.length > 1)
      return failed(expected, counted(finals.length, "final bid"), finals[1]?.message.data ?? null);
    const last = bids.at(-1);
    if (last !== finals[0])
      return failed(`nothing after the final bid${inCall(exchange)}`, "a bid", last?.message.data);
  }
  return passed(counted(exchanges.length, "call"));
}

function nothingCame({ received, asked, name }: Exchange): string {
  if (received.some(({ isNobody }) => isNobody)) return "the broker says that nobody is subscribed";
  return `nothing in ${name === "cancelled" ? "time" : `${ms(asked.budgetMs)} and what was waited beyond`}; a broker that refuses the subject of a bid looks like that too: see its log`;
}

/** The limits of bids and answers. */
export function limitsVerdict(seen: Observed): Verdict {
  let largest = 0;
  const fault = firstFault(seen, (bids, exchange) => {
    const where = inCall(exchange);
    let [bytes, offers] = [0, 0];
    for (const { message, bid, fault } of bids) {
      const { data } = message;
      const limit = Math.min(LIMITS.bidBytesMax, data.length);
      bytes += data.length;
      offers += bid?.sheet.rows ?? 0;
      largest = Math.max(largest, data.length);
      if (data.length > limit)
        return failed(`${LIMITS.bidBytesMax} bytes a bid at most`, `${data.length}${where}`, data);
      if (fault?.code === "bid-too-large")
        return failed("a bid within the limits", `${fault.message}${where}`, data);
      if ((bid?.sheet.rows ?? 0) > LIMITS.offersABidMax)
        return failed(
          `${LIMITS.offersABidMax} offers a bid at most`,
          `${bid?.sheet.rows}${where}`,
          data,
        );
    }
    const last = bids.at(-1)?.message.data ?? null;
    if (bids.length + exchange.unkept > BIDS_AN_ATTEMPT_MAX)
      return failed(
        `${BIDS_AN_ATTEMPT_MAX} bids an answer at most`,
        `${bids.length + exchange.unkept}${where}`,
        last,
      );
    if (offers > OFFERS_AN_ATTEMPT_MAX)
      return failed(`${OFFERS_AN_ATTEMPT_MAX} offers an answer at most`, `${offers}${where}`, last);
    if (bytes > BYTES_AN_ATTEMPT_MAX)
      return failed(`${BYTES_AN_ATTEMPT_MAX} bytes an answer at most`, `${bytes}${where}`, last);
    return undefined;
  });
  return (
    fault ?? (bidsIn(seen) === 0 ? notChecked(NO_BIDS) : passed(`largest bid ${largest} bytes`))
  );
}

/** No offer below a floor that was promised before it, and no floor below an earlier one. */
export function floorsVerdict(seen: Observed): Verdict {
  let floors = 0;
  const fault = firstFault(seen, (bids, exchange) => {
    let floor: number | null = null;
    for (const one of bids) {
      const promised: number | null = floor;
      const below =
        promised === null
          ? undefined
          : rowsOf([one]).find(({ sheet, row }) => {
              const cost = costOf(sheet, row, exchange.asked);
              return cost !== undefined && cost < promised;
            });
      if (below !== undefined)
        return failed(
          `no offer that costs less than the floor ${promised}${inCall(exchange)}`,
          `one that costs ${costOf(below.sheet, below.row, exchange.asked)}`,
          one.message.data,
        );
      const next = one.bid?.final === false ? one.bid.floor : null;
      if (next === null) continue;
      floors++;
      if (promised !== null && next < promised)
        return failed(
          `floors that never fall${inCall(exchange)}`,
          `${next} after ${promised}`,
          one.message.data,
        );
      floor = next;
    }
    return undefined;
  });
  if (fault !== undefined) return fault;
  return floors === 0 ? notChecked("it has promised no floor") : passed(counted(floors, "floor"));
}

/** The gateway's own collector finds nothing invalid in any answer. */
export function collectedVerdict(seen: Observed): Verdict {
  const fault = firstFault(seen, (bids, exchange) => {
    const attempt = attemptOf(newParticipant(seen.kind), bids[0]?.instance ?? "");
    if (attempt === undefined) return undefined;
    const rules = {
      auctionId: exchange.asked.searchId,
      costOf: (
        ...[sheet, row]: Parameters<typeof costOf> extends [infer S, infer R, unknown]
          ? [S, R]
          : never
      ) => costOf(sheet, row, exchange.asked),
    };
    for (const { message } of bids) {
      const end = foldBid(attempt, message.data, rules);
      if (end?.outcome === "invalid")
        return failed(
          `an answer that gateways take${inCall(exchange)}`,
          `it is invalid: ${end.reason}`,
          message.data,
        );
      if (end !== null) return undefined;
    }
    return undefined;
  });
  return fault ?? (bidsIn(seen) === 0 ? notChecked(NO_BIDS) : passed("all answers"));
}
