/** Reads the messages that a gateway sends to a client's inbox. */
import type { Msg } from "nats";
import type { CalendarEvent } from "../../proto/calendar.ts";
import {
  AuctionError,
  ERROR_STATUS,
  type ErrorCode,
  type Fault,
  type PartialOutcome,
} from "../../proto/errors.ts";
import type { SearchEvent, StepEvent } from "../../proto/messages.ts";
import {
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  EVENT_HEADER,
  GATEWAY_HEADER,
  isToken,
  NO_RESPONDERS,
  TAKEN_EVENT,
} from "../../proto/subjects.ts";

export type Reply =
  /** Of a search, of a calendar, or of a question about a kept search. */
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "error"; readonly error: AuctionError; readonly gateway: string | undefined }
  | { readonly kind: "no-responders" }
  | { readonly kind: "event"; readonly event: SearchEvent | StepEvent | CalendarEvent }
  /** The gateway has the request. */
  | { readonly kind: "taken"; readonly gateway: string | undefined };

/** @throws SyntaxError when the body is not JSON */
export function readReply(message: Msg): Reply {
  if (isNoResponders(message) && message.data.length === 0) return { kind: "no-responders" };
  const status = message.headers?.get(ERROR_CODE_HEADER);
  if (status)
    return {
      kind: "error",
      error: errorIn(message),
      gateway: message.headers?.get(GATEWAY_HEADER) || undefined,
    };
  const type = message.headers?.get(EVENT_HEADER);
  if (type === TAKEN_EVENT)
    return { kind: "taken", gateway: message.headers?.get(GATEWAY_HEADER) || undefined };
  if (type)
    return {
      kind: "event",
      event: { type, [type]: message.json() } as unknown as SearchEvent | StepEvent | CalendarEvent,
    };
  return { kind: "result", result: message.json() };
}

export function isNoResponders(message: Msg): boolean {
  return message.headers?.code === NO_RESPONDERS;
}

/**
 * The id of the gateway that answers a ping; undefined when the answer cannot be read. Never
 * throws: an error in a subscription's callback would end the reading of the whole connection.
 */
export function gatewayIdIn(message: Msg): string | undefined {
  try {
    const id = message.json<{ id?: unknown } | null>()?.id;
    return typeof id === "string" && isToken(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

interface Problem extends Partial<PartialOutcome> {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly Fault[];
}

function errorIn(message: Msg): AuctionError {
  const { code, detail, errors = [], searchId, endedBy, bidders, arm } = problemIn(message);
  const known = Object.hasOwn(ERROR_STATUS, code) ? (code as ErrorCode) : "internal";
  const isPartial = searchId !== undefined && endedBy !== undefined && bidders !== undefined;
  return new AuctionError(known, detail, {
    faults: errors,
    ...(isPartial ? { partial: { searchId, endedBy, bidders, arm } } : {}),
  });
}

/**
 * The problem that a message states. When the broker accepts only small messages, the headers alone
 * state it.
 */
function problemIn(message: Msg): Problem {
  if (message.data.length > 0) return message.json<Problem>();
  const text = message.headers?.get(ERROR_HEADER) ?? "";
  return { code: text.split(":")[0] ?? "", detail: text };
}
