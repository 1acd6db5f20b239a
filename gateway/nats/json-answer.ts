/** Answers a question to this gateway alone, in JSON: about a kept search, or about an offer. */
import type { Msg } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchService } from "../search/search-service.ts";
import { jsonBytes } from "./body-form.ts";
import {
  payloadBytesMax,
  type ReplyContext,
  sendError,
  sendReply,
  whyUnanswerable,
} from "./reply.ts";

export interface JsonAnswerContext extends ReplyContext {
  /** This gateway's id. */
  readonly id: string;
  readonly searchService: Pick<SearchService, "refusal">;
}

/**
 * Sends what `answer` gives, or its error. What cannot be answered at all goes to the log. Never
 * throws.
 */
export async function answerInJson(
  message: Pick<Msg, "reply">,
  context: JsonAnswerContext,
  answer: () => unknown,
): Promise<void> {
  const unanswerable = whyUnanswerable(message.reply);
  if (unanswerable !== undefined) {
    context.events.refused("nats", new AuctionError("malformed", unanswerable));
    return;
  }
  const reply = message.reply as string;
  try {
    const refusal = context.searchService.refusal("nats");
    if (refusal !== undefined) throw refusal;
    const bytes = jsonBytes(await answer());
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
