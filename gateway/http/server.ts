/**
 * The HTTP server below fastify: its time limits, the number of its connections, and the answer to
 * bytes that Node cannot read.
 */
import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Events } from "../events.ts";
import { ConnectionLimiter, type ConnectionLimits } from "./connection-limiter.ts";
import { refuseExpectation, refuseUnread } from "./refusals.ts";
import { routeOf } from "./route-of.ts";
import { callerKey, type ProxyRule } from "./trusted-proxies.ts";

interface ServerLimits extends ConnectionLimits {
  /**
   * The time from the connection, or from the first byte of a later request, to the end of the
   * headers.
   */
  readonly headersMsMax: number;
  /** The time from the same instant to the end of the body. Later it is refused with 408. */
  readonly requestMsMax: number;
  /** How long a connection without a request is kept after its last answer. */
  readonly keepAliveMs: number;
}

/**
 * All servers of one factory share its limits: a gateway that listens on `localhost` has a server
 * for IPv4 and one for IPv6.
 */
export function serverFactory(
  limits: ServerLimits,
  isProxy: ProxyRule | null,
  events: Events,
  now: () => number = () => performance.now(),
): (listener: RequestListener) => Server {
  const limiter = new ConnectionLimiter<Socket>(limits, now);
  return (listener) => {
    const server = createServer(
      {
        headersTimeout: limits.headersMsMax,
        requestTimeout: limits.requestMsMax,
        keepAliveTimeout: limits.keepAliveMs,
        // How much longer than these times a connection may exist.
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
    server.on("connection", (socket) => admit(socket, limiter, isProxy, events));
    server.on("request", ({ socket, url = "", method = "" }, response) => {
      const beganAtMs = now();
      limiter.began(socket);
      response.once("close", () => {
        limiter.ended(socket);
        const code = response.headersSent ? response.statusCode : null;
        events.requested(routeOf(url), method, code, now() - beganAtMs);
      });
    });
    return server;
  };
}

function admit(
  socket: Socket,
  limiter: ConnectionLimiter<Socket>,
  isProxy: ProxyRule | null,
  events: Events,
): void {
  const peer = socket.remoteAddress;
  if (peer === undefined) return void socket.destroy(); // it has disconnected already
  const leaving = isProxy?.(peer, 0)
    ? limiter.opened(socket, `proxy ${peer}`, Number.POSITIVE_INFINITY)
    : limiter.opened(socket, callerKey(peer, undefined));
  if (leaving === socket) events.dropped();
  else if (leaving !== undefined) events.evicted();
  leaving?.destroy();
  socket.once("close", () => limiter.closed(socket));
}

/**
 * A caller may close its direction of the connection after its request and still wait for the
 * answer (RFC 9112, 9.6; `half-closed.ts`). Node's types do not have the property for this.
 */
function allowHalfClosed(server: Server): void {
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
}
