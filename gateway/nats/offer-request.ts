/**
 * Answers a question about an offer over NATS, in JSON: the same as HTTP does. It goes to the
 * gateway that ran the search, which alone keeps it, or to any where gateways share their ledgers.
 *
 * OFFERNATS-1 An offer, its price, and what is wrong with a question are over NATS what they are
 *    over HTTP. A gateway that shuts down answers the prices that were asked for before.
 */
import type { Msg } from "nats";
import { TRACEPARENT } from "../../common/runtime/tracing.ts";
import { AuctionError } from "../../proto/errors.ts";
import { OFFER_HEADER, OFFER_QUESTIONS, type OfferQuestion } from "../../proto/subjects.ts";
import { type OfferService, offerNotKept } from "../offers/offer-service.ts";
import { priceTermsSchema, readPriceTerms } from "../offers/price-terms.ts";
import { isRecord } from "../search/cross-field-rules.ts";
import { quoted } from "../search/problem.ts";
import type { PolicyBounds } from "../search/search-schema.ts";
import type { SharedLedger } from "../shared-ledger/shared-ledger.ts";
import { JSON_FORM } from "./body-form.ts";
import { type Asking, answerInJson, type JsonAnswerContext } from "./json-answer.ts";

interface OfferContext extends JsonAnswerContext {
  readonly offers: Pick<OfferService, "view" | "price" | "isTraced" | "ownerOf">;
  readonly bounds: PolicyBounds;
  readonly sharedLedger: Pick<SharedLedger, "bring" | "unreadable"> | null;
}

/** Whether a message asks about an offer. */
export function isOfferRequest({ headers }: Pick<Msg, "headers">): boolean {
  return headers?.has(OFFER_HEADER) === true;
}

/**
 * Resolves with the answer: a bidder is waited for until its deadline, whether or not the caller
 * still waits, of which NATS does not tell. Never rejects.
 */
export function answerOfferRequest(message: Msg, context: OfferContext): Promise<void> {
  return answerInJson(message, context, { scope: "offers" }, (asking) =>
    answerTo(message, asking, context),
  );
}

/** The body is `{"offerId": …}`, of a price with the fields of the body over HTTP. */
async function answerTo(
  message: Msg,
  { tenant }: Asking,
  { offers, bounds, sharedLedger }: OfferContext,
): Promise<unknown> {
  const question = message.headers?.get(OFFER_HEADER) ?? "";
  if (!isQuestion(question))
    throw new AuctionError(
      "malformed",
      `the header ${OFFER_HEADER} is '${quoted(question)}'; ${OFFER_QUESTIONS.join(", ")} are right`,
    );
  const body = JSON_FORM.decode(message.data);
  if (!isRecord(body) || typeof body["offerId"] !== "string")
    throw new AuctionError("malformed", "the body must be a JSON object with the `offerId`");
  const { offerId, ...terms } = body as { readonly offerId: string };
  await sharedLedger?.bring({ offerId });
  // ACCESS-2
  if (offers.ownerOf(offerId) !== tenant?.id)
    throw sharedLedger?.unreadable ?? offerNotKept(offerId);
  if (question === "price")
    return offers.price(offerId, {
      ...readPriceTerms(priceTermsSchema(bounds), terms),
      transport: "nats",
      signal: null,
      // Without the header nats.js gives an empty text, which is no span.
      traceparent: offers.isTraced ? message.headers?.get(TRACEPARENT) : undefined,
    });
  const [other] = Object.keys(terms);
  if (other !== undefined)
    throw new AuctionError(
      "malformed",
      `to get an offer needs its id alone, not '${quoted(other)}'`,
    );
  return offers.view(offerId);
}

function isQuestion(text: string): text is OfferQuestion {
  return (OFFER_QUESTIONS as readonly string[]).includes(text);
}
