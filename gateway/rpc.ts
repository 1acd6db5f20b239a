/** The NATS door: a request to SEARCH_SUBJECT is a search, in protobuf or in JSON; the reply comes in the same form. */
import { headers, type Msg, type MsgHdrs, type NatsConnection } from "nats";
import { decodeRawSearch, encodeEvent, encodeResult, LIMITS } from "../proto/codec.ts";
import { subscribe } from "../proto/connect.ts";
import { AuctionError, messageOf } from "../proto/errors.ts";
import type { SearchEvent, SearchResult } from "../proto/messages.ts";
import { ERROR_CODE_HEADER, ERROR_HEADER, EVENT_HEADER, GATEWAY_QUEUE, SEARCH_SUBJECT, STREAM_HEADER } from "../proto/subjects.ts";
import type { Events } from "./events.ts";
import { problemOf } from "./problem.ts";
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
    take: (message) => void answer(message, searches, events),
    fault: events.fault,
  });
  return { close: () => subscription.drain() };
}

/** Never rejects: whatever goes wrong is told to the caller, or to the log. */
async function answer(message: Msg, searches: Searches, events: Events): Promise<void> {
  const form = message.data[0] === 0x7b /* { */ ? JSON_FORM : PROTOBUF_FORM;
  const watch = (event: SearchEvent) => {
    const name = headers();
    name.set(EVENT_HEADER, event.type);
    respond(message, form.event(event), name, events);
  };
  try {
    if (!message.reply) throw new AuctionError("malformed", "a search without a reply subject cannot be answered: send it as a request");
    const raw = form.read(message.data);
    const wantsEvents = message.headers?.get(STREAM_HEADER) === "1";
    const result = await searches.search(raw, { door: "nats", signal: NEVER, ...(wantsEvents ? { watch } : {}) });
    respond(message, form.result(result), undefined, events);
  } catch (thrown) {
    const error = AuctionError.from(thrown);
    events.refused("nats", error);
    const about = headers();
    about.set(ERROR_CODE_HEADER, String(error.status));
    about.set(ERROR_HEADER, `${error.code}: ${headerText(error.message)}`);
    respond(message, new TextEncoder().encode(JSON.stringify(problemOf(error))), about, events);
  }
}

/** Publishing can throw while the connection closes or is over its limit; the caller then waits in vain, and the log says why. */
function respond(message: Msg, bytes: Uint8Array, about: MsgHdrs | undefined, events: Events): void {
  try {
    message.respond(bytes, about === undefined ? {} : { headers: about });
  } catch (thrown) {
    events.refused("nats", new AuctionError("no-broker", "a reply could not be sent", { cause: thrown }));
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
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch (thrown) {
      throw new AuctionError("malformed", `the search begins like JSON, but is not: ${messageOf(thrown)}`);
    }
  },
  result: json,
  event: (event) => json(event[event.type as keyof typeof event]),
};
