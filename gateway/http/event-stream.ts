/** An answer as a stream of server-sent events, and how long any answer may wait for its reader. */
import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";

export interface EventStream {
  /** False until the first event: what is refused before that is an ordinary answer. */
  readonly open: boolean;
  send(event: string, data: unknown): void;
  end(): void;
}

/** How a reader lagged: it was spared a snapshot, or its connection was cut. */
export interface LagListener {
  skipped(): void;
  cut(): void;
}

export function eventStream(
  reply: FastifyReply,
  answerStallMs: number,
  lag: LagListener,
): EventStream {
  const { raw } = reply;
  return {
    get open() {
      return raw.headersSent;
    },
    send(event, data) {
      if (raw.destroyed) return;
      if (!raw.headersSent) openStream(reply);
      // A6: what the reader has not taken waits in our memory. The next snapshot says all that this one would.
      if (event === "snapshot" && raw.writableNeedDrain) return lag.skipped();
      raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end() {
      // a caller that went before the first event: fastify has nothing to add
      if (!reply.sent) reply.hijack();
      raw.end();
      cutWhenStalled(raw, answerStallMs, lag.cut);
    },
  };
}

function openStream(reply: FastifyReply): void {
  const headers = reply.getHeaders() as Record<string, string>;
  reply.hijack();
  reply.raw.writeHead(200, {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
}

/** However slowly it reads, nobody is waited for longer than so many stalls. */
const STALLS_MAX = 6;

/**
 * A6: an answer that is written and not read is memory of ours. Its connection is cut when the
 *     reader takes nothing at all for `stallMs`,
 * and in any case after six times that; what the operating system has taken over no longer counts.
 */
export function cutWhenStalled(raw: ServerResponse, stallMs: number, onCut: () => void): void {
  if (raw.closed) return;
  const cut = () => {
    // Of several answers that wait on one connection, the first takes the others with it.
    if (raw.destroyed || raw.req.socket.destroyed) return;
    onCut();
    raw.destroy();
  };
  raw.setTimeout(stallMs, cut);
  const last = setTimeout(cut, STALLS_MAX * stallMs).unref();
  raw.once("close", () => clearTimeout(last));
}
