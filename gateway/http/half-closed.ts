/**
 * Callers that have closed their direction of the connection. The end of their bytes says two
 * things alike: "I have sent all, answer me" (a half-closed connection) and "I am gone" (a closed
 * one). Only bytes sent to the caller tell them apart: a connection that is closed answers with a
 * reset, and the second write after that fails.
 *
 * So bytes are sent that belong to the answer in any case. Before it begins these are the first
 * bytes of its status line, `HTTP/1.1 `, one at a time, which are then left out of what Node
 * writes; in a stream of events they are comments. The caller receives the same answer as without
 * them.
 */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Every answer of Node's begins so, to a request of HTTP/1.0 too. */
const STATUS_LINE_START = "HTTP/1.1 ";

/**
 * When to probe, in milliseconds after the end of the caller's bytes: one for each byte, at growing
 * distances for distant callers.
 */
const PROBES_AT_MS = [0, 20, 50, 100, 200, 400, 800, 1_600, 3_200];

/**
 * What begins when a connection's bytes end. One listener for all of its requests, of which many
 * may be sent one behind the other.
 */
const atEnd = new WeakMap<Socket, Set<() => void>>();

/**
 * Until this answer is finished, finds out whether a caller that has sent all is still there. One
 * that is not has its connection closed.
 */
export function probeWhenHalfClosed(socket: Socket, response: ServerResponse): void {
  const start = () => probe(socket, response);
  if (socket.readableEnded) {
    start();
    return;
  }
  const starts = atEnd.get(socket) ?? new Set();
  if (!atEnd.has(socket)) {
    atEnd.set(socket, starts);
    socket.once("end", () => {
      for (const one of starts) one();
    });
  }
  starts.add(start);
  response.once("close", () => starts.delete(start));
}

function probe(socket: Socket, response: ServerResponse): void {
  const early = new EarlyBytes(socket);
  const timers = PROBES_AT_MS.map((ms) =>
    setTimeout(() => {
      if (response.writableEnded || socket.destroyed || !socket.writable) return;
      if (!response.headersSent) {
        // Of answers to requests that were sent one behind the other, only the first has the
        // connection.
        if (response.socket === socket) early.send();
      } else if (!response.writableNeedDrain) response.write(":\n\n");
    }, ms).unref(),
  );
  response.once("close", () => {
    for (const timer of timers) clearTimeout(timer);
  });
}

/** The first bytes of an answer, sent ahead of it. */
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
    // What is written next is the answer from its beginning: the rest of it follows what was sent.
    const rest = (chunk: string | Uint8Array, ...more: unknown[]) => {
      Reflect.deleteProperty(socket, "write");
      const left = typeof chunk === "string" ? chunk.slice(this.#sent) : chunk.subarray(this.#sent);
      return (socket.write as (...args: unknown[]) => boolean)(left, ...more);
    };
    socket.write = rest as Socket["write"];
  }
}
