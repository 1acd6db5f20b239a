/**
 * The NATS door: a request to SEARCH_SUBJECT is a search, in protobuf or in JSON; the reply comes
 * in the same form.
 */
import { headers, type Msg, type NatsConnection } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { subscribe } from "../../common/runtime/connect.ts";
import { decodeRawSearch, encodeEvent, encodeResult, LIMITS } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchEvent, SearchResult } from "../../proto/messages.ts";
import {
  CLIENT_INBOX,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  EVENT_HEADER,
  GATEWAY_HEADER,
  GATEWAY_QUEUE,
  gatewaySearchSubject,
  isClientInbox,
  SEARCH_SUBJECT,
  TAKEN_EVENT,
} from "../../proto/subjects.ts";
import type { Events } from "../events.ts";
import { parseJson, startsAsJson } from "../search/json-body.ts";
import { problemOf, quoted } from "../search/problem.ts";
import type { Searches } from "../search/searches.ts";
import { type RpcCaller, readCaller, type Unseen, waitedMs, whyExpired } from "./rpc-caller.ts";
import { answerPings } from "./rpc-service.ts";

export interface Rpc {
  /**
   * This process stood still for so long: leaves the queue group, looks through what had come
   * meanwhile, and joins again.
   */
  rejoin(frozenMs: number): Promise<void>;
  /** Hears no new searches; those already delivered are still taken. */
  close(): Promise<void>;
}

export interface RpcPorts {
  readonly connection: NatsConnection;
  /** This gateway's id. */
  readonly id: string;
  readonly version: string;
  readonly searches: Searches;
  readonly events: Events;
  readonly clock: Clock;
}

interface Desk extends RpcPorts {
  readonly unseen: () => Unseen;
}

export function createRpc(ports: RpcPorts): Rpc {
  const { connection, events, searches } = ports;
  let frozenMs = 0;
  let closed = false;
  let rejoining: Promise<void> | undefined;
  const unseen = () => ({
    maxMs: Math.max(frozenMs, searches.unseenMsMax),
    expectedMs: Math.max(frozenMs, searches.unseenMs),
  });
  const desk: Desk = { ...ports, unseen };
  const take = (message: Msg) => void answer(message, desk);
  const join = () =>
    subscribe(connection, SEARCH_SUBJECT, { queue: GATEWAY_QUEUE, take, fault: events.fault });
  let shared = join();
  const direct = subscribe(connection, gatewaySearchSubject(ports.id), {
    take,
    fault: events.fault,
  });
  const pings = answerPings(ports);

  /**
   * The broker's answer to the leaving comes after all that it had delivered before: what comes
   * later has not waited here.
   */
  async function leaveAndJoin(ms: number): Promise<void> {
    frozenMs = ms;
    events.frozen(ms);
    try {
      await shared.drain();
    } catch (thrown) {
      // the connection is lost: its subscriptions are made anew when it is back
      if (!closed) events.fault(SEARCH_SUBJECT, thrown);
    } finally {
      frozenMs = 0;
    }
    if (closed || connection.isClosed()) return;
    shared = join();
    events.thawed();
  }

  return {
    rejoin(ms) {
      if (closed) return Promise.resolve();
      frozenMs = Math.max(frozenMs, rejoining === undefined ? 0 : ms);
      rejoining ??= leaveAndJoin(ms).finally(() => {
        rejoining = undefined;
      });
      return rejoining;
    },
    async close() {
      closed = true;
      await rejoining;
      await Promise.all(
        [shared, direct, pings].filter((one) => !one.isClosed()).map((one) => one.drain()),
      );
    },
  };
}

/** A request as it waits: the message itself would keep all that was read with it. */
interface Request {
  readonly reply: string;
  readonly data: Uint8Array;
  readonly form: Form;
  readonly caller: RpcCaller;
}

/** Never rejects: the caller is told what is wrong, or the log is. */
async function answer(message: Msg, desk: Desk): Promise<void> {
  const { searches, events, clock } = desk;
  const unanswerable = whyUnanswerable(message.reply);
  if (unanswerable !== undefined)
    return events.refused("nats", new AuctionError("malformed", unanswerable));
  const reply = message.reply as string;
  try {
    const caller = readCaller(message);
    const waited = waitedMs(caller.sentAtMs, clock.wall(), desk.unseen());
    const expired = whyExpired(caller, waited);
    if (expired !== undefined) throw new AuctionError("expired", expired);
    const refusal = searches.refusal("nats");
    if (refusal !== undefined) throw refusal;
    if (caller.takeWithinMs !== undefined) {
      respond(reply, NOTHING, { [EVENT_HEADER]: TAKEN_EVENT, [GATEWAY_HEADER]: desk.id }, desk);
    }
    const form = startsAsJson(message.data) ? JSON_FORM : PROTOBUF_FORM;
    // it refuses that: nothing so large is kept waiting
    if (message.data.length > LIMITS.requestBytesMax) form.read(message.data);
    await run({ reply, data: message.data.slice(), form, caller }, clock.now() - waited, desk);
  } catch (thrown) {
    refuse(reply, thrown, desk);
  }
}

async function run(
  { reply, data, form, caller }: Request,
  arrivedAt: number,
  desk: Desk,
): Promise<void> {
  const { searches, events } = desk;
  const watch = (event: SearchEvent) => {
    const bytes = form.event(event);
    if (bytes.length > payloadMax(desk) - HEADER_BYTES_MAX)
      return events.skipped("nats", event.type);
    respond(reply, bytes, { [EVENT_HEADER]: event.type }, desk);
  };
  const { waitsMs, wantsEvents } = caller;
  const asker = {
    door: "nats",
    arrivedAt,
    ...(waitsMs === undefined ? {} : { waitsMs }),
    ...(wantsEvents ? { watch } : {}),
  } as const;
  const result = form.result(await searches.searchUnread(() => form.read(data), undefined, asker));
  if (result.length > payloadMax(desk)) throw resultTooLarge(result.length, payloadMax(desk));
  respond(reply, result, undefined, desk);
}

function refuse(reply: string, thrown: unknown, desk: Desk): void {
  const error = AuctionError.from(thrown);
  desk.events.refused("nats", error);
  const problem = json(problemOf(error));
  const about = {
    [ERROR_CODE_HEADER]: String(error.status),
    [ERROR_HEADER]: `${error.code}: ${headerText(error.message)}`,
    [GATEWAY_HEADER]: desk.id,
  };
  // The headers alone say what is wrong, should the broker take small messages only.
  respond(
    reply,
    problem.length > payloadMax(desk) - HEADER_BYTES_MAX ? NOTHING : problem,
    about,
    desk,
  );
}

const NOTHING = new Uint8Array();

/**
 * The reply subject is the caller's to choose, and the gateway may publish where a caller may not:
 * an answer to `auction.cancel` would end somebody's auction. So answers go to callers' inboxes,
 * and nowhere else.
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

/**
 * Publishing can throw while the connection closes; the caller then gets nothing, and the log says
 * why.
 */
function respond(
  reply: string,
  bytes: Uint8Array,
  about: Readonly<Record<string, string>> | undefined,
  { connection, events }: Desk,
): void {
  try {
    if (about === undefined) {
      connection.publish(reply, bytes);
      return;
    }
    const names = headers();
    for (const [name, value] of Object.entries(about)) names.set(name, value);
    connection.publish(reply, bytes, { headers: names });
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
      throw new AuctionError(
        "too-large",
        `a search of ${bytes.length} bytes; at most ${LIMITS.requestBytesMax} are read`,
      );
    }
    return parseJson(bytes);
  },
  result: json,
  event: (event) => json(event[event.type as keyof typeof event]),
};
