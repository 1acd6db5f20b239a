/** Whether the caller of a request still waits for its answer. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { callerDisconnected } from "../auction/admission-queue.ts";
import { probeWhenHalfClosed, stopHalfClosedProbe } from "./half-closed.ts";

/**
 * The signal fires when the caller disconnects before its answer has ended.
 *
 * @throws AuctionError `cancelled` when it has disconnected already
 */
export function watchCaller(socket: Socket, response: ServerResponse): AbortSignal {
  const disconnected = new AbortController();
  probeWhenHalfClosed(socket, response);
  response.once("close", () => {
    stopHalfClosedProbe(socket, response);
    // An abort makes an error with its stack, and most answers end without one.
    if (!response.writableEnded) disconnected.abort();
  });
  if (socket.destroyed) throw callerDisconnected();
  return disconnected.signal;
}
