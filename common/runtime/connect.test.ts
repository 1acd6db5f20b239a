import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { connect } from "./connect.ts";

const closers: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const INFO = `INFO ${JSON.stringify({ server_id: "S", version: "2.9.10", proto: 1, headers: true, max_payload: 1_048_576, auth_required: true })}\r\n`;

/** Speaks as much of a broker's protocol as a connection needs; it answers each with this first. */
async function brokerThat(signIn: (connection: number) => string) {
  let connections = 0;
  const server = createServer((socket) => {
    const refusal = signIn(++connections);
    socket.on("error", () => {});
    socket.write(INFO);
    socket.setEncoding("utf8").on("data", (text: string) => {
      if (refusal !== "") socket.end(`-ERR '${refusal}'\r\n`);
      else if (text.includes("PING")) socket.write("PONG\r\n");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return {
    url: `nats://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
  };
}

async function connection(url: string) {
  const credentials = { kind: "password", user: "stops", password: "p" } as const;
  const made = await connect({ url, credentials }, { name: "t", onStatus: () => {} });
  closers.push(() => made.close());
  return made;
}

test("a sign-in that came too late for the broker is tried again", async () => {
  const broker = await brokerThat((nth) => (nth <= 2 ? "Authentication Timeout" : ""));
  expect((await connection(broker.url)).isClosed()).toBe(false);
  expect(broker.connections()).toBe(3);
});

test("not without end: with five such answers it fails with the broker's words", async () => {
  const broker = await brokerThat(() => "Authentication Timeout");
  await expect(connection(broker.url)).rejects.toThrow("Authentication Timeout");
  expect(broker.connections()).toBe(5);
});

test("credentials that are refused are not tried again", async () => {
  const broker = await brokerThat(() => "Authorization Violation");
  await expect(connection(broker.url)).rejects.toThrow("Authorization Violation");
  expect(broker.connections()).toBe(1);
});
