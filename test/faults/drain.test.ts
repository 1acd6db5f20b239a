/**
 * A10: a gateway that gets a signal to stop accepts no more searches, and finishes those that it
 * has, over both transports.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeResult, encodeSearch } from "../../proto/codec/index.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { begin } from "../harness/gated-bidders.ts";
import { ask, clientOn, get, openStream } from "../harness/gateway.ts";
import { metric } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let bidder: ScriptedBidder;
let gate = Promise.withResolvers<void>();

beforeAll(async () => {
  broker = await startBroker();
  bidder = await scriptedBidder(broker, "nonstop", async (call, reply) => {
    await gate.promise;
    reply.offers(flightOffers(call.search, 2));
  });
});

afterAll(async () => {
  gate.resolve();
  await bidder?.stop();
  await broker?.stop();
});

const search = flightSearch({ policy: { deadlineMs: 8_000, quorum: null, required: [] } });

async function startGatewayProcess() {
  const program = startProgram("gateway/main.ts", [], {
    ...environmentOf(broker, "gateway"),
    PORT: "0",
  });
  await program.waitForOutput(/bidder joined/);
  await program.waitForOutput(/"url":"http:[^"]+"/);
  const url = /"url":"(http:[^"]+)"/.exec(program.stdout)?.[1] as string;
  return { program, url };
}

describe("SIGTERM with auctions in flight", () => {
  test.each([
    "SIGTERM",
    "SIGINT",
  ] as const)("%s: their callers get whole results, then the process exits with 0", async (signal) => {
    gate = Promise.withResolvers();
    const before = bidder.calls.length;
    const { program, url } = await startGatewayProcess();
    const client = await clientOn(broker);
    const body = JSON.stringify(search);
    const overHttp = fetch(`${url}/v1/searches`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    const overNats = ask(client, encodeSearch(search), { timeout: 60_000 });
    await until(() => bidder.calls.length === before + 2, { what: "both calls" });

    program.kill(signal);
    await program.waitForOutput(/draining/);
    gate.resolve();
    const response = await overHttp;
    expect({
      status: response.status,
      endedBy: ((await response.json()) as SearchResult).endedBy,
    }).toEqual({ status: 200, endedBy: "complete" });
    expect(decodeResult((await overNats).data).endedBy).toBe("complete");
    expect((await program.ended).code).toBe(0);
    expect(program.stderr).toBe("");
    await client.close();
  });

  test("an asynchronous search ends first, and all who wait for it are answered (ASYNC-1)", async () => {
    gate = Promise.withResolvers();
    const before = bidder.calls.length;
    const { program, url } = await startGatewayProcess();
    const path = await begin({ url }, search);
    // One more, which nobody waits for.
    const left = await begin({ url }, search);
    const waiting = get<SearchResult>({ url }, `${path}?wait=10000`);
    const stream = await openStream({ url }, path);
    await until(() => bidder.calls.length === before + 2, { what: "both calls" });
    await until(async () => (await metric({ url }, "auction_async_waiters")) === 2);

    program.kill("SIGTERM");
    await program.waitForOutput(/draining/);
    gate.resolve();
    expect((await waiting).body).toMatchObject({ state: "ended", endedBy: "complete" });
    const events: string[] = [];
    for await (const { event } of stream.events) events.push(event);
    expect(events).toEqual(["opened", "bid", "snapshot", "result"]);
    expect((await program.ended).code).toBe(0);
    for (const one of [path, left])
      expect(program.stdout).toMatch(
        new RegExp(`"searchId":"${one.split("/").at(-1)}".*"endedBy":"complete"`),
      );
    expect(program.stderr).toBe("");
  });

  test("a second signal does not wait", async () => {
    gate = Promise.withResolvers();
    const { program, url } = await startGatewayProcess();
    const before = bidder.calls.length;
    const held = fetch(`${url}/v1/searches`, {
      method: "POST",
      body: JSON.stringify(search),
      headers: { "content-type": "application/json" },
    });
    const refused = expect(held).rejects.toThrow();
    await until(() => bidder.calls.length === before + 1);
    program.kill("SIGTERM");
    await program.waitForOutput(/draining/);
    // One Ctrl-C may arrive twice within a moment, from the terminal and from npm. Only a later
    // signal counts as a second one.
    const again = setInterval(() => program.kill("SIGTERM"), 50);
    expect((await program.ended).code).toBe(1);
    clearInterval(again);
    await refused;
    gate.resolve();
  });
});

describe("a gateway that cannot start states the reason", () => {
  test("every mistake of its configuration at once, exit code 2", async () => {
    const program = startProgram("gateway/main.ts", [], {
      NATS_URL: "http://x",
      NATS_USER: "gateway",
      PORT: "abc",
      AUCTION_DEADLINE_MS: "1",
      AUCTION_GRACE_MIN_MS: "200",
      RATES: "nowhere.json",
    });
    expect((await program.ended).code).toBe(2);
    for (const name of [
      "NATS_URL",
      "NATS_PASSWORD",
      "PORT",
      "AUCTION_DEADLINE_MS",
      "AUCTION_GRACE_MIN_MS",
      "RATES",
    ]) {
      expect(program.stderr).toContain(`${name}: `);
    }
  });

  test("wrong password", async () => {
    const program = startProgram("gateway/main.ts", [], {
      ...environmentOf(broker, "gateway"),
      NATS_PASSWORD: "wrong",
      PORT: "0",
    });
    expect((await program.ended).code).toBe(1);
    expect(program.stderr).toMatch(/the gateway failed: .*authorization/i);
  });

  test("a port that is in use", async () => {
    const { program, url } = await startGatewayProcess();
    const second = startProgram("gateway/main.ts", [], {
      ...environmentOf(broker, "gateway"),
      PORT: new URL(url).port,
    });
    expect((await second.ended).code).toBe(1);
    expect(second.stderr).toContain("EADDRINUSE");
    program.kill("SIGTERM");
    expect((await program.ended).code).toBe(0);
  });
});
