/** Replies to callers on NATS: where they may go, how large they may be, and how they are sent. */
import { headers as createHeaders, type NatsConnection } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import {
  CLIENT_INBOX,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  GATEWAY_HEADER,
  isClientInbox,
  REQUEST_ID_HEADER,
  RETRY_AFTER_HEADER,
} from "../../proto/subjects.ts";
import type { RefusedRequest } from "../events/search-events.ts";
import type { Events } from "../events.ts";
import { type Problem, problemOf, quoted, retryAfterS } from "../search/problem.ts";
import { jsonBytes } from "./body-form.ts";

export interface ReplyContext {
  readonly connection: NatsConnection;
  readonly events: Events;
}

/** Headers count as payload. The longest of them is the text of an error. */
export const HEADER_BYTES_MAX = 1_500;

/** Bytes, headers included, that the broker accepts in one message. */
export function payloadBytesMax({ connection }: Pick<ReplyContext, "connection">): number {
  return connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
}

/**
 * The caller chooses the reply subject, and the gateway may publish where a caller may not: an
 * answer to `auction.cancel` would end another caller's auction. So answers go only to callers'
 * inboxes.
 */
export function whyUnanswerable(reply: string | undefined): string | undefined {
  if (!reply) return "a search without a reply subject cannot be answered: send it as a request";
  if (isClientInbox(reply)) return undefined;
  return `answers go below ${CLIENT_INBOX} (or _INBOX.client-NAME), not to ${quoted(reply)}: connect with the inbox prefix _INBOX.<your user>`;
}

/** Publishing can throw while the connection closes. Then there is only a log line. */
export function sendReply(
  reply: string,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> | undefined,
  { connection, events }: ReplyContext,
): void {
  try {
    if (headers === undefined) {
      connection.publish(reply, bytes);
      return;
    }
    const set = createHeaders();
    for (const [name, value] of Object.entries(headers)) set.set(name, value);
    connection.publish(reply, bytes, { headers: set });
  } catch (thrown) {
    const code = connection.isClosed() || connection.isDraining() ? "no-broker" : "internal";
    events.refused("nats", new AuctionError(code, "a reply could not be sent", { cause: thrown }));
  }
}

/** A6: characters of an error in a header. The whole text is in the body. */
const HEADER_CHARS_MAX = 1_000;

/**
 * A header value is one line of printable ASCII, of bounded length. It is cut without the ellipsis
 * of `shortened`, which is not ASCII.
 */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, " ").slice(0, HEADER_CHARS_MAX);
}

/** The header of an answer by which its caller knows it again; none where it has stated no id. */
export function requestIdHeader(requestId: string | undefined): Record<string, string> {
  return requestId === undefined ? {} : { [REQUEST_ID_HEADER]: requestId };
}

/** Answers with an error. The gateway's id lets the caller go to another one. */
export function sendError(
  reply: string,
  thrown: unknown,
  context: ReplyContext & { readonly id: string },
  of: RefusedRequest,
): void {
  const error = AuctionError.from(thrown);
  const { requestId } = of;
  context.events.refused("nats", error, of);
  const problem = problemOf(error, error.status, requestId);
  const retryAfter = error.retryAfterMs === undefined ? undefined : retryAfterS(error);
  const headers = {
    ...problemHeaders(problem.status, `${error.code}: ${error.message}`, context),
    ...(retryAfter === undefined ? {} : { [RETRY_AFTER_HEADER]: String(retryAfter) }),
    ...requestIdHeader(requestId),
  };
  sendProblemBytes(reply, jsonBytes(problem), headers, context);
}

/** Answers with a problem that is no fault of this request: how another one has ended. */
export function sendProblem(
  reply: string,
  problem: Problem,
  requestId: string | undefined,
  context: ReplyContext & { readonly id: string },
): void {
  const { status, code, detail } = problem;
  const headers = {
    ...problemHeaders(status, `${code}: ${detail}`, context),
    ...requestIdHeader(requestId),
  };
  sendProblemBytes(reply, jsonBytes(problem), headers, context);
}

function problemHeaders(
  status: number,
  text: string,
  { id }: { readonly id: string },
): Record<string, string> {
  return {
    [ERROR_CODE_HEADER]: String(status),
    [ERROR_HEADER]: headerText(text),
    [GATEWAY_HEADER]: id,
  };
}

/** A broker that accepts only small messages: the headers alone state the error. */
function sendProblemBytes(
  reply: string,
  problem: Uint8Array,
  headers: Readonly<Record<string, string>>,
  context: ReplyContext,
): void {
  const isTooLarge = problem.length > payloadBytesMax(context) - HEADER_BYTES_MAX;
  sendReply(reply, isTooLarge ? NO_BYTES : problem, headers, context);
}

const NO_BYTES = new Uint8Array();
