/**
 * A bidder whose processor is kept busy: it is alive, answers the roster now and then, and is too
 * late for every auction.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { get, post } from "../harness/gateway.ts";
import {
  type GatewayProcess,
  memoryReturns,
  startGatewayProcess,
} from "../harness/gateway-process.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: GatewayProcess;
let nonstop: ScriptedBidder;
let stops: Program;
let folder: string;
/** While this file is there, `stops` is busy. */
let busy: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scatter-busy-"));
  busy = join(folder, "busy");
  broker = await startBroker();
  nonstop = await scriptedBidder(
    broker,
    "nonstop",
    (call, reply) => reply.offers(flightOffers(call.search, 3, { number: 700 })),
    {
      instance: "n1",
    },
  );
  const environment = {
    ...environmentOf(broker, "stops"),
    INSTANCE: "s1",
    CONCURRENCY_MAX: "1",
    QUEUE_MAX: "2",
    LOG_LEVEL: "error",
  };
  stops = startProgram(
    "test/harness/synthetic-bidder.ts",
    ["stops", "--spin-while", busy],
    environment,
  );
  gateway = await startGatewayProcess(broker, ["n1", "s1"]);
});

afterAll(async () => {
  await gateway?.program.end();
  await nonstop?.stop();
  await stops?.end();
  await broker?.stop();
  await rm(folder, { recursive: true, force: true });
});

const search = flightSearch({ policy: { deadlineMs: 1_500, quorum: null, required: [] } });

/** A machine that others load may have no processor for `nonstop` in one search, and not in all. */
const TRIES_MAX = 20;

interface Outcome {
  readonly endedBy: string;
  readonly stops: string | undefined;
  readonly itineraries: number;
}

/**
 * The first search in which `nonstop` was in time: how it ended, and the outcome of `stops`.
 * `others` receives the searches before it. `stops` disturbs `nonstop` in none, so they are few.
 */
async function one(others: Outcome[] = []): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    const { status, body } = await post<SearchResult>(gateway, search);
    expect(status).toBe(200);
    const { endedBy, itineraries, bidders } = body;
    const its = bidders.find(({ bidder }) => bidder === "nonstop");
    const outcome = {
      endedBy,
      stops: bidders.find(({ bidder }) => bidder === "stops")?.outcome,
      itineraries: itineraries.length,
    };
    if (its?.outcome !== "answered" && tries < TRIES_MAX) {
      others.push(outcome);
      continue;
    }
    expect(its).toMatchObject({ outcome: "answered", offers: 3 });
    return outcome;
  }
}

async function breaker(): Promise<string | undefined> {
  const { bidders } = (
    await get<{ bidders: { bidder: string; breaker: string }[] }>(gateway, "/v1/bidders")
  ).body;
  return bidders.find(({ bidder }) => bidder === "stops")?.breaker;
}

test("no other bidder is disturbed; auctions soon do not wait for it, and wait again when it has recovered", async () => {
  const some = async () => {
    for (let i = 0; i < 20; i++) await one();
  };
  // The bidders are warm.
  await post(gateway, { ...search, policy: { ...search.policy, deadlineMs: 10_000 } });
  await some();
  expect((await one()).stops).toBe("answered");
  const before = await gateway.bytesInUse();

  await writeFile(busy, "");
  const waited: string[] = [];
  await until(
    async () => {
      const others: Outcome[] = [];
      const { endedBy, stops: outcome, itineraries } = await one(others);
      for (const { stops: its = "gone" } of others) if (its !== "skipped") waited.push(its);
      if (outcome === "skipped") return { endedBy, itineraries };
      waited.push(outcome ?? "gone");
      return false;
    },
    { what: "the breaker to open" },
  ).then((first) => expect(first).toEqual({ endedBy: "complete", itineraries: 3 }));
  expect(
    waited.filter((outcome) => outcome === "silent" || outcome === "late").length,
  ).toBeGreaterThanOrEqual(4);
  expect(
    waited.every((outcome) => ["silent", "late", "declined", "answered"].includes(outcome)),
  ).toBe(true);

  // All but the trials, one a cool-down, end without waiting.
  const skipping = [];
  for (let i = 0; i < 50; i++) skipping.push(await one());
  const notWaited = skipping.filter(
    ({ stops: outcome }) => outcome !== "silent" && outcome !== "late",
  );
  expect(notWaited.length).toBeGreaterThan(40);
  expect(notWaited.every(({ endedBy }) => endedBy === "complete")).toBe(true);

  await rm(busy);
  // No auction waits for it yet, and it receives every call: its answers in time close the
  // breaker.
  await until(
    async () => {
      await one();
      return (await breaker()) === "closed";
    },
    { what: "the breaker to close", everyMs: 10 },
  );
  await until(async () => (await one()).stops === "answered", {
    what: "its answer to count again",
  });
  await memoryReturns(gateway, before, some);
});
