/**
 * All checks of a bidder: what each looks at, where the protocol says so, and which calls it needs.
 *
 * CONFORM-1 What was not seen is `not-checked`, with the reason: it is never `passed`.
 * CONFORM-2 A check that failed says what was expected, what came and, where a message shows it,
 *          its bytes.
 * CONFORM-3 Each check names the section of docs/wire-protocol.md that it follows from.
 * CONFORM-4 What a bidder sends never ends a check by an error, whatever it is.
 */
import { messageOf } from "../../proto/errors.ts";
import {
  collectedVerdict,
  floorsVerdict,
  limitsVerdict,
  oneFinalVerdict,
  readableVerdict,
  replySubjectVerdict,
  searchIdVerdict,
  sequenceVerdict,
} from "./judge-answers.ts";
import {
  columnsVerdict,
  currencyVerdict,
  offersVerdict,
  priceVerdict,
  type RulesOf,
} from "./judge-offers.ts";
import {
  marketsVerdict,
  presenceVerdict,
  queueGroupVerdict,
  serviceVerdict,
} from "./judge-service.ts";
import {
  budgetVerdict,
  cancelVerdict,
  LATE_ALLOWANCE_MS,
  lateVerdict,
  spentVerdict,
} from "./judge-times.ts";
import {
  directVerdict,
  drainVerdict,
  garbageVerdict,
  hedgeVerdict,
  ratesIdVerdict,
  sameAsPlain,
  secondInstanceVerdict,
  unaskedVerdict,
  unservedVerdict,
} from "./judge-unusual.ts";
import type { ExchangeName, Observed } from "./observed.ts";
import { failed, type Verdict } from "./verdict.ts";

interface BidderCheck {
  readonly id: string;
  readonly what: string;
  /** A heading of docs/wire-protocol.md, as an anchor. */
  readonly section: string;
  /** The calls without which it has nothing to look at; `plain` is always made. */
  readonly needs: readonly ExchangeName[];
  readonly verdict: (seen: Observed, rulesOf: RulesOf) => Verdict;
}

const SERVICE = "presence-and-the-service-protocol";
const SUBJECTS = "subjects";
const CALL = "a-call";
const BID = "a-bid";
const USUAL = ["party", "return"] as const;

export const CHECKS: readonly BidderCheck[] = [
  ...(["PING", "INFO", "STATS"] as const).map((verb) => ({
    ...{ id: `service-${verb.toLowerCase()}`, section: SERVICE, needs: [] },
    what: `$SRV.${verb} is answered on its three subjects`,
    verdict: (seen: Observed) => serviceVerdict(seen, verb),
  })),
  {
    ...{ id: "markets", section: SUBJECTS, needs: [], verdict: marketsVerdict },
    what: "metadata.markets names markets",
  },
  {
    ...{ id: "presence", section: SERVICE, needs: [], verdict: presenceVerdict },
    what: "presence messages are INFO answers with their word",
  },
  {
    ...{ id: "queue-group", section: SUBJECTS, needs: USUAL, verdict: queueGroupVerdict },
    what: "calls come in the queue group of the kind",
  },
  {
    ...{ id: "direct", section: SUBJECTS, needs: ["direct"], verdict: directVerdict },
    what: "calls to one instance are answered",
  },
  {
    ...{ id: "reply-subject", section: SUBJECTS, needs: USUAL, verdict: replySubjectVerdict },
    what: "bids go to <reply>.<kind>.<instance>",
  },
  {
    ...{ id: "readable", section: BID, needs: USUAL, verdict: readableVerdict },
    what: "every bid can be read",
  },
  {
    ...{ id: "search-id", section: BID, needs: USUAL, verdict: searchIdVerdict },
    what: "every bid repeats the id of its call",
  },
  {
    ...{ id: "sequence", section: BID, needs: USUAL, verdict: sequenceVerdict },
    what: "bids of an answer are numbered 0, 1, 2 …",
  },
  {
    ...{ id: "one-final", section: BID, needs: USUAL, verdict: oneFinalVerdict },
    what: "every call ends with exactly one final bid",
  },
  {
    ...{ id: "limits", section: "limits", needs: USUAL, verdict: limitsVerdict },
    what: "bids and answers keep their limits",
  },
  {
    ...{ id: "floors", section: BID, needs: USUAL, verdict: floorsVerdict },
    what: "no offer costs less than a floor before it",
  },
  {
    ...{ id: "columns", section: "the-sheet", needs: USUAL, verdict: columnsVerdict },
    what: "columns say what bodies say",
  },
  {
    ...{ id: "offers", section: "what-the-gateway-checks-in-an-offer", needs: USUAL },
    ...{ verdict: offersVerdict, what: "offers are right for their search, and plausible" },
  },
  {
    ...{ id: "collected", section: BID, needs: USUAL, verdict: collectedVerdict },
    what: "the gateway's collector finds no answer invalid",
  },
  {
    ...{ id: "budget", section: CALL, needs: USUAL, what: "bids come within the budget" },
    verdict: (seen) => budgetVerdict(seen, ["plain", ...USUAL]),
  },
  {
    ...{ id: "budget-short", section: CALL, needs: ["short"] },
    what: "a large search is answered within a short budget",
    verdict: (seen) => budgetVerdict(seen, ["short"]),
  },
  {
    ...{ id: "budget-spent", section: CALL, needs: ["spent"], verdict: spentVerdict },
    what: "a call without time left is declined",
  },
  {
    ...{ id: "late-allowance", section: "late-allowance", needs: ["late"] },
    what: "a late allowance delays no answer",
    verdict: (seen) => lateVerdict(seen, LATE_ALLOWANCE_MS),
  },
  {
    ...{
      id: "cancel",
      section: "cancel",
      needs: ["direct", "hedged", "cancelled"],
      verdict: cancelVerdict,
    },
    what: "a cancelled search stops at once",
  },
  {
    ...{ id: "hedge", section: BID, needs: ["direct", "hedged"], verdict: hedgeVerdict },
    what: "a call that comes twice to one instance is answered once",
  },
  {
    ...{ id: "hedge-other", section: SUBJECTS, needs: ["direct", "hedged-other"] },
    what: "two instances with one call answer it once each",
    verdict: secondInstanceVerdict,
  },
  {
    ...{
      id: "headers",
      section: CALL,
      needs: ["headers"],
      what: "headers of a trace are no hindrance",
    },
    verdict: (seen) => sameAsPlain(seen, "headers", "a call with headers"),
  },
  {
    ...{ id: "unknown-fields", section: "wire-protocol", needs: ["unknown-fields"] },
    what: "fields of a later version are ignored",
    verdict: (seen) => sameAsPlain(seen, "unknown-fields", "a call with unknown fields"),
  },
  {
    ...{ id: "not-asked", section: CALL, needs: ["unasked"], verdict: unaskedVerdict },
    what: "a call for others is not answered",
  },
  {
    ...{ id: "currency", section: CALL, needs: [...USUAL, "currency"], verdict: currencyVerdict },
    what: "offers in a currency without a rate are left out",
  },
  {
    ...{ id: "rates-id", section: "rates-by-reference", needs: ["direct", "rates-id"] },
    what: "a call that refers to unknown rates is declined",
    verdict: ratesIdVerdict,
  },
  {
    ...{ id: "market-not-served", section: SUBJECTS, needs: ["direct", "unserved"] },
    what: "a call for another market gets no offers",
    verdict: unservedVerdict,
  },
  {
    ...{ id: "price", section: "the-price-of-one-offer", needs: [...USUAL, "price"] },
    what: "one of its offers is priced",
    verdict: priceVerdict,
  },
  {
    ...{ id: "garbage", section: BID, needs: ["direct", "garbage"], verdict: garbageVerdict },
    what: "messages that are no calls are survived",
  },
  {
    ...{ id: "drain", section: "draining", needs: ["direct", "drained", "after-drain"] },
    what: "a drain request is obeyed (--drain)",
    verdict: drainVerdict,
  },
];

/** A check with what it has come to. */
export interface CheckResult extends Pick<BidderCheck, "id" | "what"> {
  /** `docs/wire-protocol.md#a-bid` */
  readonly where: string;
  readonly verdict: Verdict;
}

export const PROTOCOL = "docs/wire-protocol.md";

/** @param ids of the checks that are wanted */
export function judge(
  seen: Observed,
  rulesOf: RulesOf,
  ids: ReadonlySet<string>,
  checks: readonly BidderCheck[] = CHECKS,
): CheckResult[] {
  return checks
    .filter(({ id }) => ids.has(id))
    .map((check) => ({
      id: check.id,
      what: check.what,
      where: `${PROTOCOL}#${check.section}`,
      verdict: safely(check, seen, rulesOf),
    }));
}

/** CONFORM-4 */
function safely({ verdict }: BidderCheck, seen: Observed, rulesOf: RulesOf): Verdict {
  try {
    return verdict(seen, rulesOf);
  } catch (thrown) {
    return failed("answers that can be looked at", `the check ended with: ${messageOf(thrown)}`);
  }
}

/** The calls that these checks need. */
export function exchangesOf(ids: ReadonlySet<string>): ReadonlySet<ExchangeName> {
  return new Set([
    "plain",
    ...CHECKS.filter(({ id }) => ids.has(id)).flatMap(({ needs }) => needs),
  ]);
}
