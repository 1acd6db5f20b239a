/** What a command says of the problems of a gateway over HTTP, with a gateway that is played. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { EXIT, type ExitCode } from "./failure.ts";
import { keptAnswer } from "./kept-answers.ts";

let answer: readonly [status: number, body: string] = [200, ""];
const server = createServer((_request, response) => {
  response.writeHead(answer[0]).end(answer[1]);
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const asked = (status: number, body: unknown) => {
  answer = [status, typeof body === "string" ? body : JSON.stringify(body)];
  return keptAnswer({ view: "search", id: "s1", query: {} }, { url }, { SCATTER_KEY: "k" });
};

test.each<[what: string, status: number, body: unknown, exit: ExitCode, said: RegExp]>([
  [
    "its gateway is lost",
    502,
    { state: "lost", code: "gateway-lost", detail: "the gateway 'g1' is not\u001b connected" },
    EXIT.unreachable,
    /^the gateway 'g1' is not\\x1b connected$/,
  ],
  [
    "another gateway runs it",
    421,
    { code: "misdirected", detail: "the search runs at the gateway 'g1'" },
    EXIT.unreachable,
    /^the search runs at the gateway 'g1'$/,
  ],
  [
    "it has ended without a result",
    504,
    { state: "ended", code: "expired", detail: "nobody waits any more" },
    EXIT.unreachable,
    /^nobody waits any more$/,
  ],
  ["it is not kept", 404, { code: "not-found", detail: "no" }, EXIT.none, /^no gateway keeps the/],
  [
    "the query is wrong",
    400,
    { code: "invalid-request", detail: "x", errors: [{ path: "wait", message: "too long" }] },
    EXIT.usage,
    /\n {2}--wait {2}too long$/,
  ],
  ["the key is wrong", 401, { code: "unauthorized", detail: "no key" }, EXIT.usage, /401: no key;/],
  ["the key has another scope", 403, { code: "forbidden", detail: "x" }, EXIT.usage, /403: x;/],
  ["a code that is not known", 502, { code: "toString" }, EXIT.unreachable, /502: \{"code"/],
  ["a proxy", 502, "<html>", EXIT.unreachable, /answers 502: <html>$/],
])("%s (EXIT-1)", async (_what, status, body, exitCode, said) => {
  await expect(asked(status, body)).rejects.toMatchObject({
    exitCode,
    message: expect.stringMatching(said),
  });
});
