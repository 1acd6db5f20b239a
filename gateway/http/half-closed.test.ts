import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "@jest/globals";
import { until } from "../../test/harness/until.ts";
import { probeWhenHalfClosed } from "./half-closed.ts";

test("A6: requests that are sent one behind the other on one connection have one listener, and each is answered when the caller half-closes it", async () => {
  const COUNT = 15;
  const asked: { request: IncomingMessage; response: ServerResponse }[] = [];
  const server = createServer((request, response) => {
    probeWhenHalfClosed(request.socket, response);
    asked.push({ request, response });
  });
  (server as typeof server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const caller = connect((server.address() as AddressInfo).port, "127.0.0.1");
  let received = "";
  caller.setEncoding("latin1").on("data", (text: string) => {
    received += text;
  });
  const ended = once(caller, "close");
  try {
    caller.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(COUNT - 1));
    await until(() => asked.length === COUNT - 1);
    const listeners = asked[0]?.request.socket.listenerCount("end") as number;
    caller.end("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    await until(() => asked.length === COUNT);
    expect(listeners).toBeLessThan(10);
    for (const { response } of asked) response.end("answer");
    await ended;
    expect(received.match(/HTTP\/1\.1 200 OK\r\n/g)).toHaveLength(COUNT);
    expect(received.match(/answer/g)).toHaveLength(COUNT);
  } finally {
    caller.destroy();
    server.close();
  }
});
