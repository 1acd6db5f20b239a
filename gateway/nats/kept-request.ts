/**
 * Answers a question about a kept search over NATS, in JSON. It goes to the gateway that ran the
 * search, which alone keeps it.
 */
import type { Msg } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import { KEPT_HEADER, KEPT_VIEWS, type KeptView } from "../../proto/subjects.ts";
import { isRecord } from "../search/cross-field-rules.ts";
import { quoted } from "../search/problem.ts";
import type { SearchService } from "../search/search-service.ts";
import { JSON_FORM, jsonBytes } from "./body-form.ts";
import {
  payloadBytesMax,
  type ReplyContext,
  sendError,
  sendReply,
  whyUnanswerable,
} from "./reply.ts";

interface KeptContext extends ReplyContext {
  /** This gateway's id. */
  readonly id: string;
  readonly searchService: Pick<SearchService, "kept" | "refusal">;
}

/** Whether a message asks about a kept search. */
export function isKeptRequest({ headers }: Pick<Msg, "headers">): boolean {
  return headers?.has(KEPT_HEADER) === true;
}

/** Never throws: an error goes to the caller or, where that cannot be, to the log. */
export function answerKeptRequest(message: Msg, context: KeptContext): void {
  const unanswerable = whyUnanswerable(message.reply);
  if (unanswerable !== undefined) {
    context.events.refused("nats", new AuctionError("malformed", unanswerable));
    return;
  }
  const reply = message.reply as string;
  try {
    const refusal = context.searchService.refusal("nats");
    if (refusal !== undefined) throw refusal;
    const bytes = jsonBytes(answerTo(message, context));
    const bytesMax = payloadBytesMax(context);
    if (bytes.length > bytesMax)
      throw new AuctionError(
        "result-too-large",
        `the answer has ${bytes.length} bytes, and the broker takes ${bytesMax} in one message; ask for a smaller limit`,
      );
    sendReply(reply, bytes, undefined, context);
  } catch (thrown) {
    sendError(reply, thrown, context);
  }
}

/** The body is `{"searchId": …}` with the parameters of the query over HTTP, as texts. */
function answerTo(message: Msg, { searchService: { kept } }: KeptContext): unknown {
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
  return kept[view](searchId as string, query);
}

function isKeptView(text: string): text is KeptView {
  return (KEPT_VIEWS as readonly string[]).includes(text);
}
