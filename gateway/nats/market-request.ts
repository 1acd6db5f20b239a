/**
 * Answers over NATS, in JSON, how the bidders of this gateway did in the last minutes: the same as
 * HTTP does.
 */
import type { Msg } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import { MARKET_HEADER } from "../../proto/subjects.ts";
import type { MarketView } from "../market-view/market-view.ts";
import { isRecord } from "../search/cross-field-rules.ts";
import { quoted } from "../search/problem.ts";
import { JSON_FORM } from "./body-form.ts";
import { answerInJson, type JsonAnswerContext } from "./json-answer.ts";

interface MarketContext extends JsonAnswerContext {
  readonly market: () => MarketView;
}

/** Whether a message asks how the bidders did. */
export function isMarketRequest({ headers }: Pick<Msg, "headers">): boolean {
  return headers?.has(MARKET_HEADER) === true;
}

/** Never throws. */
export function answerMarketRequest(message: Msg, context: MarketContext): Promise<void> {
  return answerInJson(message, context, { scope: "market" }, () => answerTo(message, context));
}

/** The body is `{}` or none. */
function answerTo({ headers, data }: Msg, { market }: MarketContext): MarketView {
  const value = headers?.get(MARKET_HEADER) ?? "";
  if (value !== "1")
    throw new AuctionError(
      "malformed",
      `the header ${MARKET_HEADER} is '${quoted(value)}'; 1 is right`,
    );
  const body = data.length === 0 ? {} : JSON_FORM.decode(data);
  const [name] = isRecord(body) ? Object.keys(body) : ["no object"];
  if (name !== undefined)
    throw new AuctionError(
      "malformed",
      `the question has no parameters: the body is {} or none, not '${quoted(name)}'`,
    );
  return market();
}
