/**
 * Answers a question about a kept search over NATS, in JSON. It goes to the gateway that ran the
 * search, which alone keeps it, or to any where gateways share their ledgers.
 */
import type { Msg } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import { KEPT_HEADER, KEPT_VIEWS, type KeptView } from "../../proto/subjects.ts";
import { isRecord } from "../search/cross-field-rules.ts";
import { notKept } from "../search/kept-searches.ts";
import { quoted } from "../search/problem.ts";
import type { SearchService } from "../search/search-service.ts";
import type { SharedLedger } from "../shared-ledger/shared-ledger.ts";
import { JSON_FORM } from "./body-form.ts";
import { type Asking, answerInJson, type JsonAnswerContext } from "./json-answer.ts";

interface KeptContext extends JsonAnswerContext {
  readonly searchService: Pick<SearchService, "kept" | "refusal" | "ownerOf">;
  readonly sharedLedger: Pick<SharedLedger, "bring" | "unreadable"> | null;
}

/** Whether a message asks about a kept search. */
export function isKeptRequest({ headers }: Pick<Msg, "headers">): boolean {
  return headers?.has(KEPT_HEADER) === true;
}

/** Never throws. */
export function answerKeptRequest(message: Msg, context: KeptContext): Promise<void> {
  return answerInJson(message, context, "search", (asking) => answerTo(message, asking, context));
}

/** The body is `{"searchId": …}` with the parameters of the query over HTTP, as texts. */
async function answerTo(
  message: Msg,
  { tenant }: Asking,
  { searchService, sharedLedger }: KeptContext,
): Promise<unknown> {
  const view = message.headers?.get(KEPT_HEADER) ?? "";
  if (!isKeptView(view))
    throw new AuctionError(
      "malformed",
      `the header ${KEPT_HEADER} is '${quoted(view)}'; ${KEPT_VIEWS.join(", ")} are right`,
    );
  const body = JSON_FORM.decode(message.data);
  if (!isRecord(body) || typeof body["searchId"] !== "string")
    throw new AuctionError("malformed", "the body must be a JSON object with the `searchId`");
  const { searchId, ...query } = body;
  const id = searchId as string;
  await sharedLedger?.bring({ searchId: id });
  // ACCESS-2
  if (searchService.ownerOf(id) !== tenant?.id) throw sharedLedger?.unreadable ?? notKept(id);
  return searchService.kept[view](id, query);
}

function isKeptView(text: string): text is KeptView {
  return (KEPT_VIEWS as readonly string[]).includes(text);
}
