/** What is asked of a gateway with tenants, with a key and without: by a server of this machine. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { httpReport } from "./http-facts.ts";

const asked: [path: string, authorization: string | undefined][] = [];
let isMoved = false;
let url: string;
const server = createServer(({ url: at = "", headers }: IncomingMessage, response) => {
  const { authorization } = headers;
  asked.push([at, authorization]);
  if (isMoved) response.writeHead(302, { location: `${url}/elsewhere` }).end();
  else if (at === "/ready?verbose") response.end("{}");
  else if (authorization !== "Bearer right") response.writeHead(authorization ? 403 : 401).end();
  else response.end("process_open_fds 50\nprocess_max_fds 20000\n");
});
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
  isMoved = false;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each<[string, Record<string, string>, object | string]>([
  ["the right key", { authorization: "Bearer right" }, { used: 50, max: 20_000 }],
  ["another key", { authorization: "Bearer wrong" }, "refused"],
  ["no key", {}, "refused"],
])("with %s the metrics are read, or it is said that they ask for one", async (_key, key, expected) => {
  expect(await httpReport(url, key)).toMatchObject({ status: 200, openFiles: expected });
  expect({ asked }).toEqual({
    asked: [
      ["/ready?verbose", undefined],
      ["/metrics", key["authorization"]],
    ],
  });
});

test("the key does not follow a redirect (CLIKEY-2)", async () => {
  isMoved = true;
  await httpReport(url, { authorization: "Bearer right" });
  expect({ paths: asked.map(([path]) => path) }).toEqual({ paths: ["/ready?verbose", "/metrics"] });
});
