import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterEach, expect, test } from "@jest/globals";
import { warmSearches } from "./warm-searches.ts";

const NOW_MS = Date.UTC(2026, 10, 28, 12);
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function gateway(
  answer: (response: ServerResponse, asked: number) => void,
): Promise<{ readonly url: string; readonly asked: unknown[] }> {
  const asked: unknown[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    void json(request).then((body) => {
      asked.push([request.method, request.url, body]);
      answer(response, asked.length);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test("searches in several markets, one after the other, none of which comes to its deadline", async () => {
  let open = 0;
  const overlaps: number[] = [];
  const { url, asked } = await gateway((response) => {
    overlaps.push(++open);
    setImmediate(() => {
      open--;
      response.end("{}");
    });
  });
  await warmSearches(url, NOW_MS);
  const search = (origin: string, destination: string) => [
    "POST",
    "/v1/searches",
    {
      slices: [{ origin, destination, departureDate: "2027-01-07" }],
      policy: { deadlineMs: 2_000 },
    },
  ];
  expect(asked).toEqual([search("CDG", "SFO"), search("FRA", "SIN"), search("MAD", "EWR")]);
  expect(overlaps).toEqual([1, 1, 1]);
});

test("a gateway that fails, and none at all, is not its failure", async () => {
  const { url, asked } = await gateway((response) => response.destroy());
  await warmSearches(url, NOW_MS);
  expect(asked).toHaveLength(3);
  await warmSearches("http://127.0.0.1:1", NOW_MS);
});

test("a gateway that never answers is given up, with all that would follow", async () => {
  const limit = new AbortController();
  const { url, asked } = await gateway(() => limit.abort());
  await warmSearches(url, NOW_MS, limit.signal);
  expect(asked).toHaveLength(1);
});
