/**
 * Refusals of the HTTP transport. Our code, fastify and Node's parser find faults; the answer is a
 * problem in each case (RFC 9457).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply } from "fastify";
import { AuctionError, type ErrorCode, messageOf } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { Events } from "../events.ts";
import { randomId } from "../runtime/random-id.ts";
import { problemOf, quoted, RETRY_AFTER_S, retryAfterS } from "../search/problem.ts";
import { challengeOf } from "./access.ts";
import { PATHS } from "./paths.ts";
import { REQUEST_ID, requestIdOf } from "./request-id.ts";

export const PROBLEM_TYPE = "application/problem+json";

interface Refusal {
  readonly error: AuctionError;
  readonly status: number;
}

const FASTIFY_CODES: Record<string, [code: ErrorCode, detail?: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    "too-large",
    `the body is larger than ${LIMITS.requestBytesMax / 1024} KiB; a search is a few hundred bytes`,
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    "unsupported-media-type",
    "the body must be JSON: content-type: application/json",
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["malformed", "the body is empty; a search is a JSON object"],
};

const STATUS_CODES: Record<number, [code: ErrorCode, detail?: string]> = {
  // A forbidden file is answered as one that does not exist: 403 would say more.
  403: ["not-found", `there is nothing at this path; ${PATHS.openapi} lists what there is`],
  404: ["not-found"],
  413: ["too-large"],
  415: ["unsupported-media-type"],
  429: [
    "rate-limited",
    "too many requests of this kind from this address; Retry-After says when to come back",
  ],
};

/**
 * A mistake of the caller keeps the status that fastify gave it. Every other error is ours, and
 * 500.
 */
export function refusalOf(thrown: unknown): Refusal {
  if (!(thrown instanceof AuctionError)) {
    const { code = "", statusCode = 500 } = thrown as Partial<FastifyError>;
    if (statusCode >= 400 && statusCode < 500) {
      const [known, detail] = FASTIFY_CODES[code] ?? STATUS_CODES[statusCode] ?? ["malformed"];
      const error = new AuctionError(
        known,
        detail ?? `this request cannot be served: ${messageOf(thrown)}`,
      );
      return { error, status: statusCode === 403 ? error.status : statusCode };
    }
  }
  const error = AuctionError.from(thrown);
  return { error, status: error.status };
}

export function refuse(thrown: unknown, reply: FastifyReply, events: Events): FastifyReply {
  const refusal = refusalOf(thrown);
  const { tenant, raw } = reply.request;
  if (!wasCutOff(thrown))
    events.refused("http", refusal.error, { tenant: tenant?.id, requestId: requestIdOf(raw) });
  return answerProblem(refusal, reply);
}

/**
 * The problem without the event: a readiness check that is answered with 503 is not a refusal.
 * `more`: further members of it (RFC 9457, 3.2).
 */
export function answerProblem(
  { error, status }: Refusal,
  reply: FastifyReply,
  more: object = {},
): FastifyReply {
  const retryAfter = retryAfterS(error);
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  return reply
    .code(status)
    .headers(challengeOf(error))
    .type(PROBLEM_TYPE)
    .send(JSON.stringify({ ...problemOf(error, status, requestIdOf(reply.request.raw)), ...more }));
}

/**
 * The connection ended before the body did. No answer can be sent, and `refuseUnread` has recorded
 * the reason.
 */
function wasCutOff(thrown: unknown): boolean {
  return !(thrown instanceof AuctionError) && (thrown as { code?: unknown }).code === "ECONNRESET";
}

/** An `Expect` other than `100-continue`. Such a request does not reach fastify. */
export function refuseExpectation(
  { headers }: IncomingMessage,
  response: ServerResponse,
  events: Events,
): void {
  const error = new AuctionError(
    "malformed",
    `the expectation '${quoted(headers.expect ?? "")}' is not supported; 100-continue is`,
  );
  refuseRaw(error, 417, response, events);
}

/**
 * The answer to an overload, written at once and at the least cost: fastify's hooks would write it
 * in microtasks, which the time slice of a turn does not limit.
 */
export function refuseAtOnce(error: AuctionError, response: ServerResponse, events: Events): void {
  const requestId = requestIdOf(response.req);
  events.refused("http", error, { requestId });
  const body = JSON.stringify(problemOf(error, error.status, requestId));
  response
    .writeHead(error.status, {
      "content-type": PROBLEM_TYPE,
      "content-length": Buffer.byteLength(body),
      "retry-after": String(RETRY_AFTER_S),
      [REQUEST_ID]: requestId,
    })
    .end(body);
}

/**
 * Answers a request that does not reach fastify. Its body is not read, so the connection ends with
 * the answer.
 */
export function refuseRaw(
  error: AuctionError,
  status: number,
  response: ServerResponse,
  events: Events,
): void {
  const requestId = requestIdOf(response.req);
  events.refused("http", error, { requestId });
  response
    .writeHead(status, {
      "content-type": PROBLEM_TYPE,
      connection: "close",
      [REQUEST_ID]: requestId,
      ...challengeOf(error),
    })
    .end(JSON.stringify(problemOf(error, status, requestId)));
}

const PARSER_STATUS: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    error: new AuctionError("too-large", "the headers are larger than 16 KiB"),
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    error: new AuctionError("too-large", "the chunk extensions are larger than 16 KiB"),
  },
  HPE_INVALID_EOF_STATE: {
    status: 400,
    error: new AuctionError("malformed", "the connection ended before the request was whole"),
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    error: new AuctionError("malformed", "the request did not come whole in time"),
  },
};

/**
 * What Node's parser cannot read becomes no request: the answer is written to the socket, which is
 * then closed.
 */
export function refuseUnread(
  thrown: Error & { code?: string },
  socket: Socket,
  events: Events,
): void {
  // Browsers open connections ahead of time and never use some of them: there is no request to
  // answer.
  if (thrown.code === "ECONNRESET" || socket.destroyed || socket.bytesRead === 0)
    return void socket.destroy();
  const { error, status } = PARSER_STATUS[thrown.code ?? ""] ?? {
    status: 400,
    error: new AuctionError("malformed", `this is not HTTP: ${thrown.message}`),
  };
  // What it states of itself cannot be read.
  const requestId = randomId();
  events.refused("http", error, { requestId });
  // Not into the middle of another answer: its caller would read this one as a part of it.
  const answering =
    (socket as { _httpMessage?: ServerResponse | null })._httpMessage?.headersSent ?? false;
  if (!socket.writable || answering) return void socket.destroy();
  const problem = problemOf(error, status, requestId);
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${status} ${problem.title}`,
      `content-type: ${PROBLEM_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `${REQUEST_ID}: ${requestId}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
    () => socket.destroy(),
  );
}
