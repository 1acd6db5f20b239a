/** Answers a question to this gateway alone, in JSON: about a kept search, or about an offer. */
import type { Msg } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import type { Problem } from "../search/problem.ts";
import type { SearchService } from "../search/search-service.ts";
import type { Scope } from "../tenants/scopes.ts";
import type { Tenant } from "../tenants/tenant.ts";
import { jsonBytes } from "./body-form.ts";
import { requestIdIn } from "./caller-headers.ts";
import { type CallerTenants, callersTenant } from "./caller-tenant.ts";
import {
  payloadBytesMax,
  type ReplyContext,
  requestIdHeader,
  sendError,
  sendProblem,
  sendReply,
  whyUnanswerable,
} from "./reply.ts";

export interface JsonAnswerContext extends ReplyContext, CallerTenants {
  /** This gateway's id. */
  readonly id: string;
  readonly searchService: Pick<SearchService, "refusal">;
}

/** Who asks. */
export interface Asking {
  /** Undefined where callers over NATS have no tenants. */
  readonly tenant: Tenant | undefined;
}

/** An answer that says how a search has ended without a result. */
export class ProblemAnswer {
  readonly problem: Problem;

  constructor(problem: Problem) {
    this.problem = problem;
  }
}

/** What a question needs. */
interface QuestionTerms {
  /** What the caller must have, where it has a tenant. */
  readonly scope: Scope;
  /** It is answered also while there is no room for searches. */
  readonly isAnsweredWhenFull?: boolean;
}

/**
 * Sends what `answer` gives, or its error. What cannot be answered at all goes to the log. Never
 * throws.
 */
export async function answerInJson(
  message: Pick<Msg, "reply" | "headers">,
  context: JsonAnswerContext,
  { scope, isAnsweredWhenFull = false }: QuestionTerms,
  answer: (asking: Asking) => unknown,
): Promise<void> {
  const unanswerable = whyUnanswerable(message.reply);
  if (unanswerable !== undefined) {
    context.events.refused("nats", new AuctionError("malformed", unanswerable));
    return;
  }
  const reply = message.reply as string;
  const requestId = requestIdIn(message);
  let tenant: Tenant | undefined;
  try {
    const refusal = isAnsweredWhenFull ? undefined : context.searchService.refusal("nats");
    if (refusal !== undefined) throw refusal;
    tenant = callersTenant(reply, scope, context);
    const answered = await answer({ tenant });
    if (answered instanceof ProblemAnswer)
      return sendProblem(reply, answered.problem, requestId, context);
    const bytes = jsonBytes(answered);
    const bytesMax = payloadBytesMax(context);
    if (bytes.length > bytesMax)
      throw new AuctionError(
        "result-too-large",
        `the answer has ${bytes.length} bytes, and the broker takes ${bytesMax} in one message; ask for less (a smaller \`limit\`, no \`details\`), or over HTTP`,
      );
    const headers = requestId === undefined ? undefined : requestIdHeader(requestId);
    sendReply(reply, bytes, headers, context);
  } catch (thrown) {
    sendError(reply, thrown, context, { tenant: tenant?.id, requestId });
  }
}
