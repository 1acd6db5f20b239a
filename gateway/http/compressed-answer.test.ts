import { expect, test } from "@jest/globals";
import fastify from "fastify";
import { compressResults } from "./compressed-answer.ts";

const LONG = "x".repeat(2_000);

test.each([
  ["GET", "always", "br", "br", "accept-encoding"],
  ["GET", "always", "identity", undefined, "accept-encoding"],
  ["GET", "never", "br", undefined, undefined],
  ["POST", "always", "br", "br", "accept-encoding"],
  ["POST", "always", "identity", undefined, undefined],
] as const)("an answer to %s, under HTTP_COMPRESSION=%s and with Accept-Encoding %s, has Content-Encoding %s and Vary %s", async (method, compression, accepts, coding, vary) => {
  const app = fastify();
  app.route({ method, url: "/", onSend: compressResults(compression), handler: () => ({ LONG }) });
  const answer = await app.inject({ method, url: "/", headers: { "accept-encoding": accepts } });
  expect({ coding: answer.headers["content-encoding"], vary: answer.headers["vary"] }).toEqual({
    coding,
    vary,
  });
  await app.close();
});
