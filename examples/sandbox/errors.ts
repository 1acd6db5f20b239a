/**
 * Duffel's error model, and the errors that the sandbox answers with. Source:
 * duffel.com/docs/api/overview/errors.
 */
import type { FastifyReply, FastifyRequest } from "fastify";

/** One error as Duffel words it. */
export interface DuffelErrorBody {
  readonly type:
    | "authentication_error"
    | "invalid_request_error"
    | "validation_error"
    | "invalid_state_error"
    | "rate_limit_error"
    | "api_error";
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly source?: { readonly field: string; readonly pointer: string };
}

/** Answers with errors. */
export function answerWithErrors(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  ...errors: DuffelErrorBody[]
): FastifyReply {
  return reply.code(status).send({ meta: { status, request_id: request.id }, errors });
}

export function authenticationError(code: string, message: string): DuffelErrorBody {
  return { type: "authentication_error", code, title: "Not signed in", message };
}

export function badRequest(code: string, message: string): DuffelErrorBody {
  return { type: "invalid_request_error", code, title: "Bad request", message };
}

/** A value that is wrong, and where: `/data/slices/0/origin`. */
export function invalidValue(path: readonly PropertyKey[], message: string): DuffelErrorBody {
  const field = String(path.at(-1) ?? "");
  const source = { field, pointer: `/${path.map(String).join("/")}` };
  return {
    type: "validation_error",
    code: "validation_format",
    title: "Invalid value",
    message: `${field || "the body"} ${message}`,
    source,
  };
}

export function noLongerAvailable(): DuffelErrorBody {
  return {
    type: "invalid_state_error",
    code: "offer_no_longer_available",
    title: "Offer no longer available",
    message: "the offer has expired; ask for new ones",
  };
}

export function internalError(): DuffelErrorBody {
  return {
    type: "api_error",
    code: "internal_server_error",
    title: "Internal error",
    message: "something went wrong on our side",
  };
}

export function rateLimited(): DuffelErrorBody {
  const message = "too many requests; the header ratelimit-reset says when to come back";
  return {
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    title: "Rate limit exceeded",
    message,
  };
}
