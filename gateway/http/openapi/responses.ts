/** What a route may answer, as the OpenAPI document has it. */
import { z } from "zod";
import { problemSchema } from "../schemas.ts";

/** An answer with one body. */
interface Response {
  readonly description: string;
  readonly content: Record<string, { schema: z.ZodType }>;
}

export function json(schema: z.ZodType, description: string): Response {
  return { description, content: { "application/json": { schema } } };
}

/** JSON or, with `Accept: text/event-stream`, a stream of events. */
export function jsonOrEvents(schema: z.ZodType, events: z.ZodType, description: string): Response {
  return {
    description,
    content: { "application/json": { schema }, "text/event-stream": { schema: events } },
  };
}

export function text(contentType: string, description: string): Response {
  return { description, content: { [contentType]: { schema: z.string() } } };
}

/** The refusals that a caller of some route must expect. */
const REFUSALS = {
  400: "The request has faults: `errors` has each one, with its path and what would be right.",
  401: "The gateway has tenants, and the request has no key, or none that holds.",
  403: "The key has not the scope that this route needs; `detail` names it.",
  404: "There is nothing under this id, or it is not kept any more.",
  410: "The offer has expired.",
  413: "The body is larger than 64 KiB.",
  415: "The body is not JSON.",
  421: "The `Host` of the request is not one of this gateway's; or another gateway alone can do this.",
  429: "Too many requests: `Retry-After` says when to come back.",
  503: "The gateway has no room, or no broker; or the result is partial, and the search refuses that.",
} as const;

type RefusalStatus = keyof typeof REFUSALS;

/** Refusals that no route names: of what is no request, of a wrong method, of our own faults. */
const OTHERS = {
  "4xx": problem("Any other refusal."),
  "5xx": problem("The gateway, the broker or a bidder has failed."),
};

/** These refusals of a route that asks for no key, and that any other one is a problem too. */
export function openProblems(...statuses: readonly RefusalStatus[]) {
  // Every route checks the host.
  const each = [...statuses, 421 as const].map((status) => [status, problem(REFUSALS[status])]);
  return { ...(Object.fromEntries(each) as Record<number, Response>), ...OTHERS };
}

/** The same of a route that has a scope (ACCESS-1). */
export function problems(...statuses: readonly RefusalStatus[]) {
  return openProblems(401, 403, ...statuses);
}

function problem(description: string): Response {
  return { description, content: { "application/problem+json": { schema: problemSchema } } };
}
