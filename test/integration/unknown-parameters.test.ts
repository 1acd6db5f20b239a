/** Parameters of a query that no route knows (QUERY-1). */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get } from "../harness/gateway.ts";

let broker: Broker;
let gateway: Gateway;

beforeAll(async () => {
  broker = await startBroker();
  gateway = await gatewayOn(broker, []);
});

afterAll(async () => {
  await gateway?.stop();
  await broker?.stop();
});

interface OpenApi {
  readonly paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>;
}

async function refused(method: string, path: string) {
  const response = await fetch(`${gateway.url}${path}?wiat=5&x=1`, {
    method,
    headers: { "content-type": "application/json" },
    ...(method === "POST" ? { body: "{}" } : {}),
  });
  return { status: response.status, body: await response.json() };
}

test("every route of the API refuses them by name, and says which it knows (QUERY-1)", async () => {
  const { body: document } = await get<OpenApi>(gateway, "/openapi.json");
  const operations = Object.entries(document.paths)
    .filter(([path]) => path.startsWith("/v1/"))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [] }]) => ({
        path,
        method: method.toUpperCase(),
        known: parameters.filter((one) => one.in === "query").map(({ name }) => name),
      })),
    );
  expect(operations.length).toBeGreaterThan(12);
  for (const { path, method, known } of operations) {
    const answer = await refused(method, path.replace(/\{\w+\}/g, "none"));
    // A search that is not known has no facets, whatever is asked of them.
    if (answer.status === 404) continue;
    expect({ path, method, answer }).toMatchObject({
      answer: {
        status: 400,
        body: {
          code: "invalid-search",
          errors: ["wiat", "x"].map((name) => ({
            path: name,
            message: expect.stringMatching(
              new RegExp(`^is not a known .*; .*${known.join(", ") || "none"}`),
            ),
          })),
        },
      },
    });
  }
});

test("a misspelt parameter of a search that is not known is named all the same", async () => {
  const { status, body } = await get<{ detail: string }>(gateway, "/v1/searches/none?waits=5000");
  expect({ status, detail: body.detail }).toEqual({
    status: 400,
    detail:
      "the query has a fault: waits is not a known parameter; known here are snapshots, progress, wait, details",
  });
});

test("routes of operators and the page ignore what they do not know (QUERY-1)", async () => {
  for (const path of ["/live", "/metrics", "/openapi.json", "/"]) {
    const { status } = await fetch(`${gateway.url}${path}?utm_source=x`);
    expect({ path, isRefused: status === 400 }).toEqual({ path, isRefused: false });
  }
});
