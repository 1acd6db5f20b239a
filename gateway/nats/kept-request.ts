/**
 * Answers a question about a kept search over NATS, in JSON, or about one that runs
 * (state-request.ts). It goes to the gateway that ran the search, which alone keeps it, or to any
 * where gateways share their ledgers.
 */
import type { Msg } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import { KEPT_HEADER, KEPT_QUESTIONS, type KeptQuestionName } from "../../proto/subjects.ts";
import { isRecord } from "../search/cross-field-rules.ts";
import { notKept } from "../search/kept-searches.ts";
import { quoted } from "../search/problem.ts";
import type { SearchService } from "../search/search-service.ts";
import type { SharedLedger } from "../shared-ledger/shared-ledger.ts";
import { JSON_FORM } from "./body-form.ts";
import { type Asking, answerInJson, type JsonAnswerContext } from "./json-answer.ts";
import { answerCancel, answerState, type StateContext } from "./state-request.ts";

interface KeptContext extends JsonAnswerContext, StateContext {
  readonly searchService: Pick<SearchService, "kept" | "refusal">;
  readonly sharedLedger: Pick<SharedLedger, "bring" | "unreadable"> | null;
}

/** Whether a message asks about a kept search. */
export function isKeptRequest({ headers }: Pick<Msg, "headers">): boolean {
  return headers?.has(KEPT_HEADER) === true;
}

/** Never throws. */
export function answerKeptRequest(message: Msg, context: KeptContext): Promise<void> {
  const isAnsweredWhenFull = isStateQuestion(message);
  return answerInJson(message, context, { scope: "search", isAnsweredWhenFull }, (asking) =>
    answerTo(message, asking, context),
  );
}

/** Whether it asks for the state of a search, for which it may wait, or ends one. */
function isStateQuestion({ headers }: Pick<Msg, "headers">): boolean {
  const question = headers?.get(KEPT_HEADER);
  return question === "search" || question === "cancel";
}

/** The body is `{"searchId": …}` with the parameters of the query over HTTP, as texts. */
async function answerTo(message: Msg, { tenant }: Asking, context: KeptContext): Promise<unknown> {
  const { searchService, asyncSearches, sharedLedger } = context;
  const question = message.headers?.get(KEPT_HEADER) ?? "";
  if (!isQuestion(question))
    throw new AuctionError(
      "malformed",
      `the header ${KEPT_HEADER} is '${quoted(question)}'; ${KEPT_QUESTIONS.join(", ")} are right`,
    );
  const body = JSON_FORM.decode(message.data);
  if (!isRecord(body) || typeof body["searchId"] !== "string")
    throw new AuctionError("malformed", "the body must be a JSON object with the `searchId`");
  const { searchId, ...query } = body;
  const id = searchId as string;
  await sharedLedger?.bring({ searchId: id });
  // ACCESS-2
  if (asyncSearches.ownerOf(id) !== tenant?.id) throw sharedLedger?.unreadable ?? notKept(id);
  if (question === "search") return answerState(message, id, query, context);
  if (question === "cancel") return answerCancel(id, query, context);
  return searchService.kept[question](id, query);
}

function isQuestion(text: string): text is KeptQuestionName {
  return (KEPT_QUESTIONS as readonly string[]).includes(text);
}
