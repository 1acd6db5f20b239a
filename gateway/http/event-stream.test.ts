import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "@jest/globals";
import { cutWhenStalled } from "./event-stream.ts";

const STALL_MS = 60_000;
/** More than the operating system takes over at once. */
const LARGE = "x".repeat(32_000_000);

test("an answer that was read leaves its limit to no other answer on its connection", async () => {
  const first = Promise.withResolvers<void>();
  const limits: unknown[] = [];
  let cuts = 0;
  const limitOf = ({ req }: ServerResponse) => req.socket.timeout;
  const server = createServer(({ url }, response) => {
    if (url === "/first") {
      response.end(LARGE);
      cutWhenStalled(response, STALL_MS, () => cuts++);
      limits.push(limitOf(response));
      response.once("close", first.resolve);
      return;
    }
    void first.promise.then(() => {
      limits.push(limitOf(response));
      response.end("second");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    const request = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nhost: a\r\n${more}\r\n`;
    socket.write(request("/first") + request("/second", "connection: close\r\n"));
    expect((await text(socket)).endsWith("second")).toBe(true);
    expect({ limits, cuts }).toEqual({ limits: [STALL_MS, 0], cuts: 0 });
  } finally {
    server.close();
  }
});
