/**
 * The listening sockets of the HTTP transport. Node accepts one new connection of a listening
 * socket in each turn of its event loop (libuv since 1.45). In an overload, when turns take 10 to
 * 100 ms, one socket accepts 10 to 100 connections a second. The others wait for seconds where no
 * admission queue counts them, and so does a new connection of a health check. Several sockets on
 * one port (SO_REUSEPORT) accept as many connections in each turn.
 */
import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, createServer, type Server as SocketServer } from "node:net";
import type { FastifyInstance } from "fastify";

/** Connections that one turn accepts at most. Each listener needs a file descriptor. */
const LISTENERS = 64;

/** Other systems refuse the option, or do not spread connections over the sockets. */
const canShare = process.platform === "linux";

interface ListenAt {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /**
   * Connections that may wait to be accepted, if the system allows this number. Node's own 511 are
   * too few: further callers try again after 1, 3 and 7 s.
   */
  readonly backlog: number;
}

export interface Listeners {
  /** Accepts no new connections. Resolves when the accepted ones have ended. */
  close(): Promise<void>;
}

/** @throws Error when the port is in use */
export async function listen(app: FastifyInstance, at: ListenAt): Promise<Listeners> {
  if (!canShare) {
    await app.listen(at);
    return { close: async () => {} };
  }
  // A second gateway of the same user could share the port, too, and would get a part of the
  // callers. This check prevents that.
  if (at.port !== 0) await mustBeFree(at);
  await app.listen({ ...at, reusePort: true } as ListenAt);
  const more: SocketServer[] = [];
  const close = async () => {
    await Promise.all(more.map((listener) => new Promise((resolve) => listener.close(resolve))));
  };
  try {
    for (const { address, port } of app.addresses() as AddressInfo[]) {
      for (let i = 1; i < LISTENERS; i++)
        more.push(await anotherListener(app.server, { ...at, host: address, port }));
    }
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { close };
}

async function mustBeFree({ host, port }: ListenAt): Promise<void> {
  const probe = createServer();
  probe.listen({ host, port });
  await once(probe, "listening");
  probe.close();
  await once(probe, "close");
}

/** Passes its connections to the HTTP server, which handles them like its own. */
async function anotherListener(server: Server, at: ListenAt): Promise<SocketServer> {
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    server.emit("connection", socket),
  );
  listener.listen({ ...at, reusePort: true });
  await once(listener, "listening");
  return listener;
}
