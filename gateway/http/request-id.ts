/**
 * The id of a request, by which a caller and an operator speak of the same one.
 *
 * REQUESTID-1 A request over HTTP has one id: the one that its caller states in `X-Request-Id`,
 *    where that is 1-128 of `A-Z a-z 0-9 . _ : -`, or one that is made here. Another text counts as
 *    none: a proxy that states it must not make a good search fail, and nothing of it is logged.
 * REQUESTID-2 The id is in the answer's header, whatever the answer is, and in its problem, in its
 *    line of the log and in its span.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { isRequestId } from "../../proto/request-id.ts";
import { randomId } from "../runtime/random-id.ts";

export const REQUEST_ID = "x-request-id";

/** A property of the request itself: a map beside it would cost each search an entry. */
const ITS_ID = Symbol("request id");

/** REQUESTID-1 */
export function requestIdOf(request: IncomingMessage): string {
  const known = request as IncomingMessage & { [ITS_ID]?: string };
  known[ITS_ID] ??= statedIn(request) ?? randomId();
  return known[ITS_ID];
}

/** Node joins two headers of this name with a comma, which no id has. */
function statedIn({ headers }: IncomingMessage): string | undefined {
  const text = headers[REQUEST_ID];
  return typeof text === "string" && isRequestId(text) ? text : undefined;
}

/** Sets it on an answer whose head is not written yet. */
export function setRequestId(response: ServerResponse): void {
  response.setHeader(REQUEST_ID, requestIdOf(response.req));
}
