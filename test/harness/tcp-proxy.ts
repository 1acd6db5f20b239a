/**
 * Stands between clients and a broker, and stops forwarding the connections that a test names: they
 * stay open and hang. Or it makes the way long: all that passes is late.
 */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface TcpProxy {
  /** `nats://127.0.0.1:port` */
  readonly url: string;
  /**
   * From now on nothing passes, in either direction, on connections whose name in CONNECT matches;
   * nor on new ones of that name. Returns the connections that hang at once: `open` counts those
   * that neither side has closed yet.
   */
  hang(name: RegExp): { readonly open: number };
  /** Cuts the connections that hang; new ones are forwarded again. */
  heal(): void;
  /** From now on each message takes so long, in each direction, by all connections. */
  delay(ms: number): void;
  /** Names of the connections that are open. */
  readonly names: readonly string[];
  stop(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly broker: Socket;
  name: string;
}

/** @param watch is given all bytes that the broker is sent through it */
export async function startTcpProxy(
  brokerUrl: string,
  watch: (data: Buffer) => void = () => {},
): Promise<TcpProxy> {
  const { hostname, port } = new URL(brokerUrl);
  const pairs = new Set<Pair>();
  let hung: RegExp | undefined;
  let delayMs = 0;
  const hangs = ({ name }: Pair) => hung?.test(name) === true;

  const server = createServer((client) => {
    const broker = connect({ host: hostname, port: Number(port) });
    const pair: Pair = { client, broker, name: "" };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      broker.destroy();
    };
    for (const socket of [client, broker]) socket.on("error", end).on("close", end);
    const [up, down] = [delayed(broker, () => delayMs), delayed(client, () => delayMs)];
    client.on("data", (data) => {
      if (pair.name === "") pair.name = /"name":"([^"]*)"/.exec(data.toString("latin1"))?.[1] ?? "";
      if (hangs(pair)) return;
      watch(data);
      up(data);
    });
    broker.on("data", (data) => {
      if (!hangs(pair)) down(data);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `nats://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hang(name) {
      hung = name;
      const hanging = [...pairs].filter(hangs);
      return {
        get open() {
          return hanging.filter((pair) => pairs.has(pair)).length;
        },
      };
    },
    heal() {
      for (const pair of pairs) if (hangs(pair)) pair.client.destroy();
      hung = undefined;
    },
    delay(ms) {
      delayMs = ms;
    },
    get names() {
      return [...pairs].map(({ name }) => name);
    },
    async stop() {
      for (const { client } of pairs) client.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Writes to the socket after the delay of that moment, and never out of order. */
function delayed(socket: Socket, delayMs: () => number): (data: Uint8Array) => void {
  let waiting = 0;
  let lastAtMs = 0;
  return (data) => {
    const now = performance.now();
    lastAtMs = Math.max(lastAtMs, now + delayMs());
    if (waiting === 0 && lastAtMs <= now) {
      socket.write(data);
      return;
    }
    waiting++;
    setTimeout(() => {
      waiting--;
      if (!socket.destroyed) socket.write(data);
    }, lastAtMs - now);
  };
}
