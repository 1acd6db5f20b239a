import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fastify, { type FastifyInstance } from "fastify";
import { servePage } from "./page.ts";

let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "page-"));
  app = fastify();
  await servePage(app, { folder: join(folder, "dist") });
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function get(url: string, accepts = "identity") {
  const { statusCode, headers, body } = await app.inject({
    url,
    headers: { "accept-encoding": accepts },
  });
  return { status: statusCode, body, type: headers["content-type"], headers };
}

test("a gateway without a built page says which command builds it", async () => {
  const { status, body, type } = await get("/");
  expect({ status, body, type }).toEqual({
    status: 503,
    body: "The page is not built here. `npm run page:build` builds it.\n",
    type: "text/plain; charset=utf-8",
  });
});

describe("a page that is built while the gateway runs", () => {
  beforeAll(() => {
    const assets = join(folder, "dist", "assets");
    mkdirSync(assets, { recursive: true });
    writeFileSync(join(folder, "dist", "index.html"), "<p>the page</p>");
    writeFileSync(join(assets, "index-1a2b.js"), "plain");
    writeFileSync(join(assets, "index-1a2b.js.br"), "small");
    writeFileSync(join(folder, "secret.txt"), "secret");
  });

  test.each([
    "/",
    "/auctions/01JD",
    "/market",
  ])("%s is its document, asked for anew each time (WEB-1)", async (url) => {
    const { status, body, type, headers } = await get(url);
    expect({ status, body, type, caching: headers["cache-control"] }).toEqual({
      status: 200,
      body: "<p>the page</p>",
      type: "text/html; charset=utf-8",
      caching: "no-cache",
    });
  });

  test.each([
    ["identity", "plain", undefined],
    ["gzip, br", "small", "br"],
  ])("a file for a caller that accepts %s: compressed already, and kept for a year (WEB-1)", async (accepts, body, coding) => {
    const answer = await get("/assets/index-1a2b.js", accepts);
    expect({
      body: answer.body,
      coding: answer.headers["content-encoding"],
      caching: answer.headers["cache-control"],
      vary: answer.headers["vary"],
    }).toEqual({
      body,
      coding,
      caching: "public, max-age=31536000, immutable",
      vary: "accept-encoding",
    });
  });

  test.each([
    "/assets/gone-1a2b.js",
    "/assets/..%2f..%2fsecret.txt",
    "/assets/../../secret.txt",
  ])("%s is not there, and no answer about it is kept", async (url) => {
    const { status, headers, body } = await get(url);
    expect({
      isFound: status < 400,
      secret: body.includes("secret\n") || body === "secret",
    }).toEqual({
      isFound: false,
      secret: false,
    });
    expect(headers["cache-control"] ?? "").not.toContain("immutable");
  });
});
