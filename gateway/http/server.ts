/**
 * The HTTP server below the door: how long it waits for what, how many connections it keeps, and
 * who answers what Node cannot read.
 */
import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Events } from "../events.ts";
import { ConnectionLimiter, type ConnectionLimits } from "./connection-limiter.ts";
import { refuseExpectation, refuseUnread } from "./refusals.ts";
import { callerKey, type ProxyRule } from "./trusted-proxies.ts";

export interface ServerLimits extends ConnectionLimits {
  /** From the connection, or from the first byte of a later request, to the end of the headers. */
  readonly headersMsMax: number;
  /** To the end of the body. Later it is refused with 408. */
  readonly requestMsMax: number;
  /** How long a connection without a request is kept after its last answer. */
  readonly keepAliveMs: number;
}

/**
 * All servers made by one of these share its bounds: a gateway that listens on `localhost` has one
 * for IPv4 and one for IPv6.
 */
export function serverFactory(
  limits: ServerLimits,
  isProxy: ProxyRule | null,
  events: Events,
  now: () => number = () => performance.now(),
): (listener: RequestListener) => Server {
  const bounds = new ConnectionLimiter<Socket>(limits, now);
  return (listener) => {
    const server = createServer(
      {
        headersTimeout: limits.headersMsMax,
        requestTimeout: limits.requestMsMax,
        keepAliveTimeout: limits.keepAliveMs,
        // How far beyond those times a connection may live.
        connectionsCheckingInterval: Math.min(1_000, limits.headersMsMax / 4),
        requireHostHeader: false, // host-check.ts refuses such a request with a problem
      },
      listener,
    );
    allowHalfClosed(server);
    server.on("checkExpectation", (request, response) =>
      refuseExpectation(request, response, events),
    );
    server.on("clientError", (error, socket) => refuseUnread(error, socket as Socket, events));
    server.on("connection", (socket) => bound(socket, bounds, isProxy, events));
    server.on("request", ({ socket }, response) => {
      bounds.began(socket);
      response.once("close", () => bounds.ended(socket));
    });
    return server;
  };
}

function bound(
  socket: Socket,
  bounds: ConnectionLimiter<Socket>,
  isProxy: ProxyRule | null,
  events: Events,
): void {
  const peer = socket.remoteAddress;
  if (peer === undefined) return void socket.destroy(); // gone already
  const leaving = isProxy?.(peer, 0)
    ? bounds.opened(socket, `proxy ${peer}`, Number.POSITIVE_INFINITY)
    : bounds.opened(socket, callerKey(peer, undefined));
  if (leaving === socket) events.dropped();
  else if (leaving !== undefined) events.evicted();
  leaving?.destroy();
  socket.once("close", () => bounds.closed(socket));
}

/**
 * A caller that has sent its request may close its direction of the connection and still wait for
 * the answer (RFC 9112, 9.6; `half-closed.ts`). Node's own property for this is missing in its
 * types.
 */
function allowHalfClosed(server: Server): void {
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
}
