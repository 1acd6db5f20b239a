/** Calls that are not usual: hedged, unreadable, of a later version, not for this bidder. Pure. */
import {
  bidsOf,
  type Exchange,
  type ExchangeName,
  finalsOf,
  type Observed,
  rowsOf,
  whyUnplayed,
} from "./observed.ts";
import { counted, failed, ms, notChecked, passed, type Verdict } from "./verdict.ts";

/** Bytes of a message that was sent, in a text about it. */
const SHOWN_BYTES = 16;

/** A call that goes twice to one instance is one call while it is held. */
export function hedgeVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("hedged");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "hedged"));
  const bids = bidsOf(exchange, seen.kind);
  const finals = finalsOf(bids);
  const [first, second] = finals;
  if (first === undefined)
    return failed("one final bid for a call that came twice", "none", bids[0]?.message.data);
  const { pongOrder } = exchange;
  const isHeld = pongOrder !== null && first.message.order > pongOrder;
  if (second === undefined)
    return isHeld
      ? passed("one final bid for both")
      : passed("one final bid, sent before the second call can have come or after it");
  if (!isHeld)
    return notChecked("it had answered the first before the second reached it, so it held none");
  return failed(
    "one final bid: a call that this instance already holds is not a second call",
    counted(finals.length, "final bid"),
    second.message.data,
  );
}

/** Two instances that both get a call answer it once each. */
export function secondInstanceVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("hedged-other");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "hedged-other"));
  const finals = finalsOf(bidsOf(exchange, seen.kind));
  const senders = finals.map(({ instance }) => instance);
  const twice = finals.find(({ instance }, i) => senders.indexOf(instance) !== i);
  if (twice !== undefined)
    return failed("one final bid of each instance", `two of ${twice.instance}`, twice.message.data);
  return finals.length === 2
    ? passed("each answered once")
    : failed("a final bid of both instances", `${finals.length}: ${senders.join(", ") || "none"}`);
}

/** It takes calls on its own subject. */
export function directVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("direct");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "direct"));
  if (seen.takesDirect === false)
    return seen.markets.some((market) => /[A-Z]{3}|\*/.test(market) === false)
      ? failed("a subscription to its own subject: it names regions", "none")
      : notChecked(
          "it takes no direct calls: it is never hedged, nor called for a market that it serves as a second one",
        );
  return sameAsPlain(seen, "direct", "a call on its own subject");
}

/** A call that differs in what a bidder may ignore is answered as without it. */
export function sameAsPlain(seen: Observed, name: ExchangeName, what: string): Verdict {
  const exchange = seen.exchanges.get(name);
  if (exchange === undefined) return notChecked(whyUnplayed(seen, name));
  const plain = seen.exchanges.get("plain");
  const usual = plain === undefined ? undefined : statusOf(plain, seen);
  if (usual === undefined) return notChecked("a plain call was not answered");
  const status = statusOf(exchange, seen);
  const bytes = bidsOf(exchange, seen.kind).at(-1)?.message.data;
  if (status === undefined)
    return failed(`${what} is answered as without: '${usual}'`, "no answer", bytes);
  // Load is no fault: what is declined may be answered another time.
  return status === usual || (status === "declined" && usual === "empty")
    ? passed(`'${status}', as without`)
    : failed(`${what} is answered as without: '${usual}'`, `'${status}'`, bytes);
}

/** `offers` where any bid had some. */
function statusOf(exchange: Exchange, { kind }: Observed): string | undefined {
  const bids = bidsOf(exchange, kind);
  const [final] = finalsOf(bids);
  if (final?.bid == null) return undefined;
  return rowsOf(bids).length > 0 ? "offers" : final.bid.status;
}

/** What is no call ends nothing: the bidder answers a ping behind each, and a good call at last. */
export function garbageVerdict(seen: Observed): Verdict {
  if (seen.garbage.length === 0) return notChecked(whyUnplayed(seen, "garbage"));
  const bad = seen.garbage.find(({ survived }) => !survived);
  if (bad !== undefined)
    return failed(
      "an answer to a ping after a message that is no call",
      `none after ${bad.what}, which begins with ${Buffer.from(bad.bytes.subarray(0, SHOWN_BYTES)).toString("hex") || "nothing"}`,
      bad.bytes,
    );
  const after = sameAsPlain(seen, "garbage", "a good call after messages that are none");
  return after.state === "passed"
    ? passed(`${counted(seen.garbage.length, "message")}, and a good call after them`)
    : after;
}

/** A direct call for a market that it does not serve gets an answer, and no offers. */
export function unservedVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("unserved");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "unserved"));
  const status = statusOf(exchange, seen);
  const bytes = bidsOf(exchange, seen.kind).at(-1)?.message.data;
  const [slice] = exchange.asked.search.slices;
  const expected = `DECLINED or EMPTY for ${slice?.origin}-${slice?.destination}, which is in none of its markets`;
  if (status === undefined) return failed(expected, "no answer", bytes);
  return status === "declined" || status === "empty"
    ? passed(`'${status}'`)
    : failed(expected, `'${status}'`, bytes);
}

/** A call that refers to rates that it does not have is declined. */
export function ratesIdVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("rates-id");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "rates-id"));
  const bids = bidsOf(exchange, seen.kind);
  const [final] = finalsOf(bids);
  const expected = "DECLINED with `stopped`: the call refers to a table of rates that nobody has";
  if (final?.bid == null) return failed(expected, "no answer", bids.at(-1)?.message.data);
  const { status, stopped } = final.bid;
  return status === "declined" && stopped === true
    ? passed(final.bid.reason ?? "declined")
    : failed(expected, `'${status}'${stopped === true ? ", stopped" : ""}`, final.message.data);
}

/** A call that does not ask this kind is not answered; one that does not know the field may. */
export function unaskedVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("unasked");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "unasked"));
  return bidsOf(exchange, seen.kind).length === 0
    ? passed("no answer")
    : notChecked(
        "it answers all the same, as one that does not know the field: gateways ignore that",
      );
}

/** Asked to drain, it leaves, answers what it has, and takes no more. */
export function drainVerdict(seen: Observed): Verdict {
  const before = seen.exchanges.get("drained");
  if (before === undefined) return notChecked(whyUnplayed(seen, "drained"));
  const after = seen.exchanges.get("after-drain");
  const left = seen.presence.find(
    ({ subject, data }) =>
      subject.endsWith(`.${seen.kind}.${seen.instance}`) &&
      /"left"/.test(Buffer.from(data).toString()),
  );
  const status = after === undefined ? undefined : statusOf(after, seen);
  if (left === undefined)
    return status === undefined
      ? failed("presence 'left', before it takes no more calls", "none, and no answer to a call")
      : notChecked("it does not know the drain request, and need not: stop it by its signal");
  if (finalsOf(bidsOf(before, seen.kind)).length !== 1)
    return failed(
      "one final bid for the call that it had when it was asked",
      counted(finalsOf(bidsOf(before, seen.kind)).length, "final bid"),
    );
  // One that has left only after the call was sent may answer it.
  const wasGone = after !== undefined && left.atMs < after.sentAtMs;
  if (wasGone && (status === "offers" || status === "empty"))
    return failed("no more calls after 'left'", `a call that is answered '${status}'`);
  const last = before.received.at(-1);
  return passed(
    `left, and ended its call${last ? ` after ${ms(last.atMs - before.sentAtMs)}` : ""}`,
  );
}
