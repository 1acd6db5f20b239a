import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import fastify, { type FastifyInstance } from "fastify";
import { freePort } from "../../script/broker/port.ts";
import { type Listeners, listen } from "./listeners.ts";

const LOOPBACK = { host: "127.0.0.1", port: 0, backlog: 4_096 };
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function listening(
  at = LOOPBACK,
): Promise<{ app: FastifyInstance; listeners: Listeners; port: number }> {
  const app = fastify({ forceCloseConnections: true });
  app.get("/", async () => ({ answered: true }));
  ends.push(() => app.close());
  const listeners = await listen(app, at);
  ends.push(() => listeners.close());
  const [address] = app.addresses() as { port: number }[];
  return { app, listeners, port: address?.port ?? 0 };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test("many callers are taken in one turn of the event loop, where one socket would take one", async () => {
  const { app, port } = await listening();
  const callers = 400;
  let taken = 0;
  app.server.on("connection", () => taken++);
  const sockets: Socket[] = Array.from({ length: callers }, () =>
    connect({ host: LOOPBACK.host, port }),
  );
  ends.push(() => sockets.map((socket) => socket.destroy()));
  let turns = 0;
  for (; taken < callers && turns < 10 * callers; turns++) await nextTurn();
  expect(taken).toBe(callers);
  // Which socket gets a caller is a matter of a hash: the fullest has some 15 of 400.
  if (process.platform === "linux") expect(turns).toBeLessThan(callers / 4);
});

test("every one of the sockets answers", async () => {
  const { port } = await listening();
  for (let i = 0; i < 100; i++) {
    const answer = await fetch(`http://${LOOPBACK.host}:${port}/`, {
      headers: { connection: "close" },
    });
    expect(await answer.json()).toEqual({ answered: true });
  }
});

test("a port is not shared with a second gateway, though its sockets share it with each other", async () => {
  const { port } = await listening({ ...LOOPBACK, port: await freePort() });
  await expect(listening({ ...LOOPBACK, port })).rejects.toThrow("EADDRINUSE");
});

test("a port that another program has is taken", async () => {
  const other = createServer().listen(LOOPBACK);
  await once(other, "listening");
  ends.push(() => new Promise((resolve) => other.close(resolve)));
  const { port } = other.address() as { port: number };
  await expect(listening({ ...LOOPBACK, port })).rejects.toThrow("EADDRINUSE");
});

test("nothing listens after the end", async () => {
  const { app, listeners, port } = await listening();
  await Promise.all([listeners.close(), app.close()]);
  for (let i = 0; i < 20; i++) {
    const [error] = (await once(connect({ host: LOOPBACK.host, port }), "error")) as [
      NodeJS.ErrnoException,
    ];
    expect(error.code).toBe("ECONNREFUSED");
  }
});
