/**
 * Callers that have closed their direction of the connection. The end of their bytes has two
 * possible meanings: the caller has sent all and waits for the answer (a half-closed connection),
 * or the caller has disconnected (a closed one). Only bytes that are sent to the caller distinguish
 * them: a closed connection answers with a reset, and the second write after that fails.
 *
 * So the gateway sends bytes that are part of the answer in any case. Before the answer begins
 * these are the first bytes of its status line, `HTTP/1.1 `, one at a time, which are then left out
 * of the bytes that Node writes. In a stream of events they are comments. The caller receives the
 * same answer as without them.
 */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** An event stream without an event. */
const COMMENT = ":\n\n";

/** How comments are written to the answers that are compressed. */
const commentWriters = new WeakMap<ServerResponse, (text: string) => void>();

export function writeCommentsBy(response: ServerResponse, write: (text: string) => void): void {
  commentWriters.set(response, write);
}

/** Every answer of Node begins with it, also to a request of HTTP/1.0. */
const STATUS_LINE_START = "HTTP/1.1 ";

/**
 * When to probe, in milliseconds after the end of the caller's bytes: once for each byte. The
 * distances grow because distant callers need longer to answer.
 */
const PROBES_AT_MS = [0, 20, 50, 100, 200, 400, 800, 1_600, 3_200];

/**
 * The answers to probe when the bytes of a connection end. There is one listener for all requests
 * of a connection, because a caller may pipeline many.
 */
const atEnd = new WeakMap<Socket, Set<ServerResponse>>();

/**
 * Detects, until `stopHalfClosedProbe` of the same two, whether a caller that has sent all is still
 * connected.
 * If it is not, its connection is closed.
 */
export function probeWhenHalfClosed(socket: Socket, response: ServerResponse): void {
  if (socket.readableEnded) {
    probe(socket, response);
    return;
  }
  let responses = atEnd.get(socket);
  if (responses === undefined) {
    const added = new Set<ServerResponse>();
    responses = added;
    atEnd.set(socket, added);
    socket.once("end", () => {
      for (const one of added) probe(socket, one);
    });
  }
  responses.add(response);
}

/** Must be called when the answer is closed. */
export function stopHalfClosedProbe(socket: Socket, response: ServerResponse): void {
  atEnd.get(socket)?.delete(response);
}

function probe(socket: Socket, response: ServerResponse): void {
  const early = new EarlyBytes(socket);
  const timers = PROBES_AT_MS.map((ms) =>
    setTimeout(() => {
      if (response.writableEnded || socket.destroyed || !socket.writable) return;
      if (!response.headersSent) {
        // Of the answers to pipelined requests only the first has the connection.
        if (response.socket === socket) early.send();
      } else if (!response.writableNeedDrain) {
        const write = commentWriters.get(response);
        if (write === undefined) response.write(COMMENT);
        else write(COMMENT);
      }
    }, ms).unref(),
  );
  response.once("close", () => {
    for (const timer of timers) clearTimeout(timer);
  });
}

/** The first bytes of an answer, sent before the rest of it. */
class EarlyBytes {
  readonly #socket: Socket;
  #sent = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  send(): void {
    if (this.#sent >= STATUS_LINE_START.length) return;
    const socket = this.#socket;
    if (this.#sent > 0) Reflect.deleteProperty(socket, "write");
    socket.write(STATUS_LINE_START.charAt(this.#sent++));
    // The next write is the answer from its beginning: the part that was sent is left out.
    const rest = (chunk: string | Uint8Array, ...more: unknown[]) => {
      Reflect.deleteProperty(socket, "write");
      const left = typeof chunk === "string" ? chunk.slice(this.#sent) : chunk.subarray(this.#sent);
      return (socket.write as (...args: unknown[]) => boolean)(left, ...more);
    };
    socket.write = rest as Socket["write"];
  }
}
