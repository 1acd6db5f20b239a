/**
 * Stands between clients and a broker, and stops forwarding the connections that a test names: they
 * stay open and hang.
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
  /** Names of the connections that are open. */
  readonly names: readonly string[];
  stop(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly broker: Socket;
  name: string;
}

export async function startTcpProxy(brokerUrl: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(brokerUrl);
  const pairs = new Set<Pair>();
  let hung: RegExp | undefined;
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
    client.on("data", (data) => {
      if (pair.name === "") pair.name = /"name":"([^"]*)"/.exec(data.toString("latin1"))?.[1] ?? "";
      if (!hangs(pair)) broker.write(data);
    });
    broker.on("data", (data) => {
      if (!hangs(pair)) client.write(data);
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
