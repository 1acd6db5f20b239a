/** An answer as a stream of server-sent events, and how long any answer waits for its reader. */
import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { type Coding, codingHeaders } from "./compression.ts";
import { compressedOutput, type EventOutput, plainOutput } from "./event-output.ts";
import { EventTexts, type Snapshots } from "./event-texts.ts";
import { REQUEST_ID, requestIdOf } from "./request-id.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

export interface EventStream {
  /** False until the first event: an error before that is an ordinary answer. */
  readonly open: boolean;
  /** True while what was sent before waits for its reader. */
  readonly waits: boolean;
  /** Sends the head, where no event has done it. */
  begin(): void;
  /** `id`: its place among the events, in a stream that can be picked up. */
  send(event: string, data: object, id?: number | string): void;
  end(): void;
}

/**
 * How a slow reader was treated: an event that it can do without was left out, or its connection
 * was closed.
 */
interface LagListener {
  skipped(event: string): void;
  cut(): void;
}

interface StreamOptions {
  readonly snapshots: Snapshots;
  readonly coding: Coding | null;
  readonly answerStallMs: number;
}

export function eventStream(
  reply: FastifyReply,
  { snapshots, coding, answerStallMs }: StreamOptions,
  lag: LagListener,
): EventStream {
  const { raw } = reply;
  const texts = new EventTexts(snapshots);
  let output: EventOutput | undefined;
  return {
    get open() {
      return raw.headersSent;
    },
    get waits() {
      return output?.waits === true;
    },
    begin() {
      if (raw.destroyed) return;
      output ??= openStream(reply, coding);
      raw.flushHeaders();
    },
    send(event, data, id) {
      if (raw.destroyed) return;
      output ??= openStream(reply, coding);
      // A6: bytes that the reader has not read stay in our memory. The next snapshot replaces this
      // one, and the timeline has all progress. An event with a place is one of few (RECORD-3).
      const isLeftOut = event === "snapshot" || (event === "progress" && id === undefined);
      if (isLeftOut && output.waits) return lag.skipped(event);
      const place = id === undefined ? "" : `id: ${id}\n`;
      output.write(`${place}event: ${event}\ndata: ${texts.next(data)}\n\n`);
    },
    end() {
      // The caller disconnected before the first event: fastify must not add an answer.
      if (!reply.sent) reply.hijack();
      if (output === undefined) raw.end();
      else output.end();
      cutWhenStalled(raw, answerStallMs, lag.cut);
    },
  };
}

function openStream(reply: FastifyReply, coding: Coding | null): EventOutput {
  const { raw } = reply;
  const head = [...SECURITY_HEADERS, REQUEST_ID, requestIdOf(raw.req)];
  for (const [name, value] of Object.entries(reply.getHeaders())) head.push(name, String(value));
  head.push("content-type", "text/event-stream; charset=utf-8");
  head.push("cache-control", "no-store", "x-accel-buffering", "no");
  if (coding !== null) head.push(...codingHeaders(coding));
  reply.hijack();
  raw.writeHead(200, head);
  return coding === null ? plainOutput(raw) : compressedOutput(raw, coding);
}

/**
 * The multiple of `stallMs` after which the answer is cut off, also when its caller reads slowly.
 */
const STALLS_MAX = 6;

/**
 * A6: an answer that is written and not read uses our memory. Its connection is closed when the
 * caller reads nothing for `stallMs`, and in any case after six times that. Bytes that the
 * operating system has taken over do not count.
 */
export function cutWhenStalled(raw: ServerResponse, stallMs: number, onCut: () => void): void {
  if (raw.closed || isTakenOver(raw)) return;
  const cut = () => {
    // Several answers may wait on one connection: the first one closes it for all.
    if (raw.destroyed || raw.req.socket.destroyed) return;
    onCut();
    raw.destroy();
  };
  raw.setTimeout(stallMs, cut);
  const last = setTimeout(cut, STALLS_MAX * stallMs).unref();
  raw.once("close", () => clearTimeout(last));
  // The limit is one of the connection, and not of this answer: it would end the next one on it,
  // whose request is here already. Before Node's own listener, which sets the limit of an idle one.
  const { socket } = raw.req;
  raw.prependOnceListener("finish", () => socket.setTimeout(0));
}

/** The operating system has all bytes of the answer: most answers, as soon as they are written. */
function isTakenOver(raw: ServerResponse): boolean {
  return raw.writableEnded && raw.writableLength === 0;
}
