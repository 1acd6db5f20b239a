/** Why there is no answer, as an operator reads it. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { messageOf } from "../../proto/errors.ts";
import { getBounded } from "./bounded-get.ts";

const silent = createServer();
let port = 0;
beforeAll(async () => {
  silent.on("connection", (socket) => socket.on("error", () => {}).resume());
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  port = (silent.address() as AddressInfo).port;
});
afterAll(() => void silent.close());

const why = (url: string, signal = AbortSignal.timeout(60_000)) =>
  getBounded(url, signal).catch(messageOf);

test("one that is late is told from one that cannot be reached, and the reason is named", async () => {
  const late = `http://127.0.0.1:${port}/keys`;
  expect(await why(late, AbortSignal.timeout(20))).toBe(`${late} does not answer in time`);
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const refusing = `http://127.0.0.1:${(closed.address() as AddressInfo).port}/keys`;
  closed.close();
  await once(closed, "close");
  expect(await why(refusing)).toBe(`${refusing} cannot be reached: ECONNREFUSED`);
});

test("one that speaks no TLS cannot be reached", async () => {
  const server = createServer((socket) => socket.on("error", () => {}).end("no TLS here\n"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  // A machine under load sends the end before the text is read.
  expect(await why(url)).toMatch(
    / cannot be reached: (ERR_SSL_\w+|ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
  );
  server.close();
});
