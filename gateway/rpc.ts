/** The NATS door: a request to SEARCH_SUBJECT is a search, in protobuf or in JSON; the reply comes in the same form. */
import { headers, type Msg, type NatsConnection } from "nats";
import { decodeRawSearch, encodeEvent, encodeResult, LIMITS } from "../proto/codec.ts";
import { subscribe } from "../proto/connect.ts";
import { AuctionError } from "../proto/errors.ts";
import type { SearchEvent, SearchResult } from "../proto/messages.ts";
import {
  CLIENT_INBOX,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  EVENT_HEADER,
  GATEWAY_QUEUE,
  isClientInbox,
  SEARCH_SUBJECT,
  STREAM_HEADER,
} from "../proto/subjects.ts";
import type { Events } from "./events.ts";
import { parseJson, startsAsJson } from "./json-body.ts";
import { problemOf, quoted } from "./problem.ts";
import type { Searches } from "./searches.ts";

export interface Rpc {
  /** Hears no new searches; those already delivered are still taken. */
  close(): Promise<void>;
}

/** A caller on NATS cannot be seen to go away; only the deadline ends its auction early. */
const NEVER = new AbortController().signal;

export function createRpc(connection: NatsConnection, searches: Searches, events: Events): Rpc {
  const subscription = subscribe(connection, SEARCH_SUBJECT, {
    queue: GATEWAY_QUEUE,
    take: (message) => void answer(message, { connection, searches, events }),
    fault: events.fault,
  });
  return { close: () => subscription.drain() };
}

interface Desk {
  readonly connection: NatsConnection;
  readonly searches: Searches;
  readonly events: Events;
}

/** Never rejects: whatever goes wrong is told to the caller, or to the log. */
async function answer(message: Msg, desk: Desk): Promise<void> {
  const { searches, events } = desk;
  const unanswerable = whyUnanswerable(message.reply);
  if (unanswerable !== undefined) return events.refused("nats", new AuctionError("malformed", unanswerable));
  const form = startsAsJson(message.data) ? JSON_FORM : PROTOBUF_FORM;
  const watch = (event: SearchEvent) => {
    const bytes = form.event(event);
    if (bytes.length > payloadMax(desk) - HEADER_BYTES_MAX) return events.skipped("nats", event.type);
    respond(message, bytes, { [EVENT_HEADER]: event.type }, desk);
  };
  try {
    const raw = form.read(message.data);
    const wantsEvents = message.headers?.get(STREAM_HEADER) === "1";
    const result = form.result(await searches.search(raw, { door: "nats", signal: NEVER, ...(wantsEvents ? { watch } : {}) }));
    if (result.length > payloadMax(desk)) throw resultTooLarge(result.length, payloadMax(desk));
    respond(message, result, undefined, desk);
  } catch (thrown) {
    const error = AuctionError.from(thrown);
    events.refused("nats", error);
    const problem = json(problemOf(error));
    const about = { [ERROR_CODE_HEADER]: String(error.status), [ERROR_HEADER]: `${error.code}: ${headerText(error.message)}` };
    // The headers alone say what is wrong, should the broker take small messages only.
    respond(message, problem.length > payloadMax(desk) - HEADER_BYTES_MAX ? NOTHING : problem, about, desk);
  }
}

const NOTHING = new Uint8Array();

/**
 * The reply subject is the caller's to choose, and the gateway may publish where a caller may not: an answer to `auction.cancel` would
 * end somebody's auction. So answers go to callers' inboxes, and nowhere else.
 */
function whyUnanswerable(reply: string | undefined): string | undefined {
  if (!reply) return "a search without a reply subject cannot be answered: send it as a request";
  if (isClientInbox(reply)) return undefined;
  return `answers go below ${CLIENT_INBOX} (or _INBOX.client-NAME), not to ${quoted(reply)}: connect with the inbox prefix _INBOX.<your user>`;
}

/** Headers count as payload. Their longest is the text of an error. */
const HEADER_BYTES_MAX = 1_500;

/** Bytes, headers included, that the broker takes in one message. */
function payloadMax({ connection }: Desk): number {
  return connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
}

/** Part of a result would not be the result: the caller hears how large it is, and what to do. */
function resultTooLarge(bytes: number, bytesMax: number): AuctionError {
  return new AuctionError(
    "result-too-large",
    `the result has ${bytes} bytes, and the broker takes ${bytesMax} in one message; ask for a smaller maxResults, or over HTTP`,
  );
}

/** Publishing can throw while the connection closes; the caller then waits in vain, and the log says why. */
function respond(message: Msg, bytes: Uint8Array, about: Readonly<Record<string, string>> | undefined, { connection, events }: Desk): void {
  try {
    if (about === undefined) return void message.respond(bytes);
    const names = headers();
    for (const [name, value] of Object.entries(about)) names.set(name, value);
    message.respond(bytes, { headers: names });
  } catch (thrown) {
    const code = connection.isClosed() || connection.isDraining() ? "no-broker" : "internal";
    events.refused("nats", new AuctionError(code, "a reply could not be sent", { cause: thrown }));
  }
}

/** Header values are one line of plain text, and not endless. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, " ").slice(0, 1_000);
}

interface Form {
  read(bytes: Uint8Array): unknown;
  result(result: SearchResult): Uint8Array;
  event(event: SearchEvent): Uint8Array;
}

const PROTOBUF_FORM: Form = { read: decodeRawSearch, result: encodeResult, event: encodeEvent };

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

const JSON_FORM: Form = {
  read(bytes) {
    if (bytes.length > LIMITS.requestBytesMax) {
      throw new AuctionError("too-large", `a search of ${bytes.length} bytes; at most ${LIMITS.requestBytesMax} are read`);
    }
    return parseJson(bytes);
  },
  result: json,
  event: (event) => json(event[event.type as keyof typeof event]),
};
