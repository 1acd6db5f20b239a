/**
 * The listening sockets of the HTTP door. Node takes one new connection from a listening socket in
 * each turn of its event loop (libuv since 1.45), so in an overload, when turns take 10 to 100 ms,
 * one socket lets in 10 to 100 callers a second: the others wait for seconds, where no admission
 * sees them, and so does a new connection for `/live`. Several sockets on one port (SO_REUSEPORT)
 * let in as many callers in each turn.
 */
import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, createServer, type Server as SocketServer } from "node:net";
import type { FastifyInstance } from "fastify";

/** Connections that are taken in one turn at the most. Each listener costs a file descriptor. */
const LISTENERS = 64;

/** Other systems refuse the option, or do not spread connections over the sockets. */
const canShare = process.platform === "linux";

export interface ListenAt {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /**
   * Connections that may wait to be taken, where the system allows so many. Node's own 511 are too
   * few: callers beyond it try again after 1, 3 and 7 s.
   */
  readonly backlog: number;
}

export interface Listeners {
  /** Lets no new callers in. Resolves when the connections that came this way have ended. */
  close(): Promise<void>;
}

/** @throws Error when the port is taken */
export async function listen(app: FastifyInstance, at: ListenAt): Promise<Listeners> {
  if (!canShare) {
    await app.listen(at);
    return { close: async () => {} };
  }
  // A shared port can be shared by a second gateway of the same user, too. It must not: it would
  // get a part of the callers.
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

/** Its connections are given to the HTTP server, which treats them as its own. */
async function anotherListener(server: Server, at: ListenAt): Promise<SocketServer> {
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    server.emit("connection", socket),
  );
  listener.listen({ ...at, reusePort: true });
  await once(listener, "listening");
  return listener;
}
