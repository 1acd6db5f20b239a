/** The offers in bids: by the rules of the gateway, which are also those of the kit. Pure. */
import { costOf } from "../../gateway/auction/candidates.ts";
import { pricedOffer } from "../../gateway/auction/priced-offer.ts";
import type { RankingRules } from "../../gateway/auction/ranking-rules.ts";
import { columnMismatch, openOffer } from "../../gateway/auction/verify.ts";
import { decodePriceAnswer, decodeRowOffer } from "../../proto/codec/index.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { FlightSearch, PriceAnswer, Sheet } from "../../proto/messages.ts";
import { parseInboxSubject } from "../../proto/subjects.ts";
import {
  bidsOf,
  type Exchange,
  finalsOf,
  type Observed,
  type PriceExchange,
  played,
  rowsOf,
  whyUnplayed,
} from "./observed.ts";
import { counted, failed, notChecked, passed, type Verdict } from "./verdict.ts";

/** The rules of one call, with clocks and distances, which are read elsewhere. */
export type RulesOf = (search: FlightSearch, wallMs: number) => RankingRules;

const NO_OFFERS = "it has sent no offer: --markets names a market where it has some";

const FAULT_EXPECTED = {
  columns: "columns that say what the body of their offer says",
  offers: "an offer that gateways show",
} as const;

function everyRow(
  seen: Observed,
  expected: string,
  faultOf: (sheet: Sheet, row: number, exchange: Exchange) => string | undefined,
): Verdict {
  let rows = 0;
  for (const exchange of played(seen))
    for (const { seen: bid, sheet, row } of rowsOf(bidsOf(exchange, seen.kind))) {
      rows++;
      const fault = faultOf(sheet, row, exchange);
      if (fault !== undefined)
        return failed(
          expected,
          `row ${row} of a bid for '${exchange.name}': ${fault}`,
          bid.message.data,
        );
    }
  return rows === 0 ? notChecked(NO_OFFERS) : passed(counted(rows, "offer"));
}

/** VERIFY-1: the columns of each row agree with its body. */
export function columnsVerdict(seen: Observed, rulesOf: RulesOf): Verdict {
  return everyRow(seen, FAULT_EXPECTED.columns, (sheet, row, { asked, sentWallMs }) => {
    try {
      const offer = decodeRowOffer(sheet, row);
      return columnMismatch(sheet, row, offer, rulesOf(asked.search, sentWallMs), false);
    } catch (thrown) {
      return messageOf(thrown);
    }
  });
}

/** VERIFY-2, and the plausibility of price, time and expiry. */
export function offersVerdict(seen: Observed, rulesOf: RulesOf): Verdict {
  return everyRow(seen, FAULT_EXPECTED.offers, (sheet, row, { asked, sentWallMs }) => {
    if (costOf(sheet, row, asked) === undefined) return undefined; // `currency` looks at these
    const rules = { ...rulesOf(asked.search, sentWallMs), rates: asked.rates };
    const offer = openOffer(sheet, row, rules, seen.kind);
    return typeof offer === "string" ? offer : undefined;
  });
}

/** A currency that is not in the call's rates cannot be ranked: such offers are left out. */
export function currencyVerdict(seen: Observed): Verdict {
  const exchange = seen.exchanges.get("currency");
  if (exchange === undefined) return notChecked(whyUnplayed(seen, "currency"));
  const bids = bidsOf(exchange, seen.kind);
  const [final] = finalsOf(bids);
  if (final?.bid == null) return notChecked("the call was not answered: 'one-final' says so");
  const known = [...exchange.asked.rates.perUnit.keys()].join(", ");
  const rows = rowsOf(bids);
  const bad = rows.find(({ sheet, row }) => costOf(sheet, row, exchange.asked) === undefined);
  if (bad !== undefined)
    return failed(
      `offers in ${known} alone: the call has no rate of any other currency`,
      `one in ${bad.sheet.currencies[bad.sheet.currency[bad.row] as number]}`,
      bad.seen.message.data,
    );
  const { status, reason } = final.bid;
  if (rows.length === 0 && (status === "offers" || status === "empty") && reason === null)
    return failed(
      "a reason that says which offers were left out",
      `'${status}' without a reason`,
      final.message.data,
    );
  return passed(`${counted(rows.length, "offer")} in ${known}, '${status}'`);
}

/** What one of its offers costs now. */
export function priceVerdict(seen: Observed, rulesOf: RulesOf): Verdict {
  const { price, kind } = seen;
  if (price === null) return notChecked(whyUnplayed(seen, "price"));
  if (price.received.some(({ isNobody }) => isNobody))
    return notChecked("it does not subscribe to price requests, and need not");
  const own = price.received.filter(({ subject }) => parseInboxSubject(subject)?.kind === kind);
  const [first, second] = own;
  if (first === undefined) {
    const other = price.received[0];
    return failed(
      `one answer on ${price.reply}.${kind}.<instance>`,
      other === undefined ? "none" : `one on ${other.subject}`,
      other?.data,
    );
  }
  if (second !== undefined) return failed("one answer", counted(own.length, "answer"), second.data);
  return answerVerdict(price, first.data, kind, rulesOf);
}

function answerVerdict(
  { search, offer, searchId, sentWallMs }: PriceExchange,
  data: Uint8Array,
  kind: string,
  rulesOf: RulesOf,
): Verdict {
  const rules = rulesOf(search, sentWallMs);
  let answer: PriceAnswer;
  try {
    answer = decodePriceAnswer(data);
  } catch (thrown) {
    return failed("a PriceAnswer", messageOf(thrown), data);
  }
  if (answer.searchId !== searchId)
    return failed(`search_id '${searchId}'`, `'${answer.searchId}'`, data);
  try {
    const before = decodeRowOffer(offer, 0);
    const { outcome } = pricedOffer(answer, { bidder: kind, offer: before }, rules);
    return passed(outcome);
  } catch (thrown) {
    const { code, message } = AuctionError.from(thrown);
    return code === "price-unsupported" || code === "price-failed"
      ? notChecked(message)
      : failed("the same offer as it is now, GONE or UNSUPPORTED", message, data);
  }
}
