/**
 * A broker with no other client, in a thread of its own: whatever is asked, it says that nobody is
 * subscribed. It answers while the thread of the test stands still, and says when its first answer
 * is in the socket.
 */
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

interface NobodyBroker {
  readonly url: string;
  /**
   * Blocks this thread for so long, without a turn of its event loop; true where the first answer
   * is in the socket at the end of it.
   */
  hasAnsweredWithin(ms: number): boolean;
  stop(): Promise<unknown>;
}

interface Shared {
  /** 1 as soon as the first answer is written. */
  readonly nobodyAnswered: Int32Array;
}

export async function startNobodyBroker(): Promise<NobodyBroker> {
  const nobodyAnswered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const shared: Shared = { nobodyAnswered };
  const thread = new Worker(new URL(import.meta.url), { workerData: shared });
  const [port] = await once(thread, "message");
  return {
    url: `nats://127.0.0.1:${port}`,
    hasAnsweredWithin: (ms) => Atomics.wait(nobodyAnswered, 0, 0, ms) !== "timed-out",
    stop: () => thread.terminate(),
  };
}

const INFO = {
  server_id: "nobody",
  version: "2.11.0",
  proto: 1,
  headers: true,
  max_payload: 65_536,
};
const STATUS = "NATS/1.0 503\r\n\r\n";

/** As much of the protocol of NATS as one client needs that asks. */
function serve(socket: Socket, onAnswer: () => void): void {
  /** The ids of subscriptions, by subject. */
  const ids = new Map<string, string>();
  let unread = "";
  socket.on("error", () => socket.destroy());
  socket.write(`INFO ${JSON.stringify(INFO)}\r\n`);
  socket.on("data", (data) => {
    const lines = (unread + data.toString("latin1")).split("\r\n");
    unread = lines.pop() ?? "";
    for (const line of lines) {
      const [verb, subject = "", third = "", ...more] = line.split(" ");
      if (verb === "PING") socket.write("PONG\r\n");
      if (verb === "SUB") ids.set(subject, third);
      // HPUB subject reply bytes-of-headers bytes; PUB subject reply bytes
      if ((verb !== "HPUB" || more.length !== 2) && (verb !== "PUB" || more.length !== 1)) continue;
      const id = ids.get(third) ?? ids.get(third.replace(/[^.]+$/, "*"));
      const sizes = `${STATUS.length} ${STATUS.length}`;
      socket.write(`HMSG ${third} ${id} ${sizes}\r\n${STATUS}\r\n`, onAnswer);
    }
  });
}

const given = workerData as Partial<Shared> | null;
if (!isMainThread && given?.nobodyAnswered !== undefined) {
  const { nobodyAnswered } = given;
  const server = createServer((socket) =>
    serve(socket, () => {
      Atomics.store(nobodyAnswered, 0, 1);
      Atomics.notify(nobodyAnswered, 0);
    }),
  );
  server.listen(0, "127.0.0.1", () =>
    parentPort?.postMessage((server.address() as AddressInfo).port),
  );
}
