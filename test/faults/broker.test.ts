/**
 * A10: the broker stops under load and starts again. Every search ends with a result or a clear
 * error, and service resumes.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let scripted: ScriptedBidder;
let real: Program;

beforeAll(async () => {
  broker = await startBroker();
  scripted = await scriptedBidder(broker, "partners", (call, reply) =>
    reply.offers(flightOffers(call.search, 2, { seller: "Agency" })),
  );
  real = startProgram("bidders/main.ts", ["nonstop"], {
    ...environmentOf(broker, "nonstop"),
    INSTANCE: "n1",
    LOG_LEVEL: "warn",
  });
  gateway = await gatewayOn(broker, ["nonstop", "partners"]);
});

afterAll(async () => {
  await gateway?.stop();
  await scripted?.stop();
  await real?.end();
  await broker?.stop();
});

interface SearchEnd {
  readonly status: number;
  readonly how: string;
}

// A long deadline: on a busy machine a search whose time is over before it begins is refused as
// overloaded, and this test is not about that.
const search = flightSearch({ policy: { deadlineMs: 4_000, quorum: null, required: [] } });

async function one(): Promise<SearchEnd> {
  const { status, headers, body } = await post<SearchResult & { code?: string }>(gateway, search);
  if (status === 503) expect(headers.get("retry-after")).toBe("1");
  return { status, how: body.code ?? body.endedBy };
}

test("every search ends with a result or a clear error, and service resumes by itself", async () => {
  const endings: SearchEnd[] = [];
  let on = true;
  const callers = Array.from({ length: 4 }, async () => {
    while (on) endings.push(await one());
  });
  await until(() => endings.length > 20);
  await broker.down();
  await until(() => endings.some(({ how }) => how === "no-broker"), {
    what: "a search refused because the broker is away",
  });
  expect((await get(gateway, "/ready")).status).toBe(503);
  expect((await get(gateway, "/live")).status).toBe(200);
  await broker.up();
  await until(async () => (await one()).how === "complete", {
    what: "service to resume",
    everyMs: 20,
  });
  // The bidders come back one after the other. Until the last one is back, searches that wait for
  // it end at their deadline, with `deadline`.
  const back = endings.length;
  const lastTen = () => endings.slice(Math.max(back, endings.length - 10));
  await until(() => lastTen().length === 10 && lastTen().every(({ how }) => how === "complete"), {
    what: "ten in a row",
  });
  on = false;
  await Promise.all(callers);

  const kinds = new Set(endings.map(({ status, how }) => `${status} ${how}`));
  const clear = ["200 complete", "200 deadline", "503 no-broker"];
  expect([...kinds].filter((kind) => !clear.includes(kind))).toEqual([]);
  await until(async () => (await get(gateway, "/ready")).status === 200);
});
