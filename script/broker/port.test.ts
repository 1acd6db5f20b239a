import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { CHOSEN_PORTS, freePort, onPortNear } from "./port.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Another process: it listens on the port from now on. */
async function take(port: number): Promise<void> {
  const server = createServer().listen(port, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
}

/** Calls `start` near a port, and records the ports on which it was called. */
async function started(preferred: number, start: (port: number) => Promise<void>) {
  const ports: number[] = [];
  const end = await onPortNear(preferred, async (port) => {
    ports.push(port);
    await start(port);
    return "started";
  }).catch(String);
  return { ports, end };
}

test("a free port is none that the system gives by itself, and none is given twice", async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort));
  expect(ports.filter((port) => port < CHOSEN_PORTS.from || port > CHOSEN_PORTS.to)).toEqual([]);
  expect(new Set(ports).size).toBe(50);
});

test("a port that is free is used", async () => {
  const port = await freePort();
  expect(await started(port, async () => {})).toEqual({ ports: [port], end: "started" });
});

test("another one is used where it is taken", async () => {
  const port = await freePort();
  await take(port);
  const { ports, end } = await started(port, async () => {});
  expect(end).toBe("started");
  expect(ports).toHaveLength(1);
  expect(ports).not.toContain(port);
});

test("a port that another process takes before the start listens is not the end: a further one is used", async () => {
  const port = await freePort();
  const { ports, end } = await started(port, async (given) => {
    if (given !== port) return;
    await take(given);
    throw new Error("address already in use");
  });
  expect(end).toBe("started");
  expect(ports).toHaveLength(2);
  expect(ports[0]).toBe(port);
  expect(ports[1]).not.toBe(port);
});

test("a start that fails for another reason is not tried again", async () => {
  const { ports, end } = await started(await freePort(), async () => {
    throw new Error("no such program");
  });
  expect(end).toBe("Error: no such program");
  expect(ports).toHaveLength(1);
});

test("where each port is taken at once, the start is given up after three", async () => {
  const { ports, end } = await started(await freePort(), async (given) => {
    await take(given);
    throw new Error("address already in use");
  });
  expect(end).toBe("Error: address already in use");
  expect(ports).toHaveLength(3);
});

test("a port whose process has left it again was taken all the same: a further start is made", async () => {
  let starts = 0;
  const { end } = await started(await freePort(), async () => {
    if (++starts === 1) throw new Error("listen tcp 127.0.0.1: bind: address already in use");
  });
  expect({ end, starts }).toEqual({ end: "started", starts: 2 });
});
