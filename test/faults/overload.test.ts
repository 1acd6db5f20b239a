/**
 * A6: more searches than the gateway or a bidder has places for: the others are refused
 * immediately, and no caller waits until a time limit.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { DrivenClock } from "../harness/driven-clock.ts";
import { gatewayOn, get, type HttpAnswer, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await startBroker();
});
afterAll(() => broker?.stop());

const search = flightSearch({ policy: { deadlineMs: 10_000, quorum: null, required: [] } });

test("a gateway with room for two and one that waits refuses the others before any search has a result", async () => {
  const gate = Promise.withResolvers<void>();
  let nonstop: ScriptedBidder | undefined;
  let gateway: Gateway | undefined;
  try {
    nonstop = await scriptedBidder(broker, "nonstop", async (call, reply) => {
      await gate.promise;
      reply.offers(flightOffers(call.search, 2));
    });
    gateway = await gatewayOn(
      broker,
      ["nonstop"],
      { AUCTIONS_MAX: "2", AUCTIONS_WAITING_MAX: "1" },
      // The one that waits does so for as long as the machine needs to refuse the others.
      { clock: new DrivenClock(Date.now()) },
    );
    const target = gateway;
    const answers: HttpAnswer<SearchResult & { code?: string; detail?: string }>[] = [];
    const asked = Array.from({ length: 40 }, async () => {
      answers.push(await post(target, search));
    });
    // No search has a result yet: the bidder is held. All refusals are in now, and nothing else.
    await until(() => answers.length === 37, { what: "37 refusals" });
    for (const { status, headers, body } of answers) {
      expect({
        status,
        code: body.code,
        retryAfter: headers.get("retry-after"),
        contentType: headers.get("content-type"),
      }).toEqual({
        status: 503,
        code: "overloaded",
        retryAfter: expect.stringMatching(/^[1-9]\d*$/),
        contentType: expect.stringContaining("application/problem+json"),
      });
      // One that has a place may still wait for its turn of the event loop.
      const [, running, waiting] =
        /^(\d) searches are running and (\d) are waiting/.exec(body.detail ?? "") ?? [];
      expect(Number(running) + Number(waiting)).toBe(3);
    }
    expect(nonstop.calls.length).toBeLessThanOrEqual(2);
    expect((await get<string>(target, "/metrics")).body).toMatch(
      /^auction_refused_total\{door="http",code="overloaded"\} 37$/m,
    );

    gate.resolve();
    await Promise.all(asked);
    const results = answers.slice(37);
    expect(
      results.map(({ status, body }) => [status, body.endedBy, body.itineraries.length]),
    ).toEqual(Array(3).fill([200, "complete", 2]));
    // There is room again.
    expect((await post<SearchResult>(target, search)).body.endedBy).toBe("complete");
  } finally {
    gate.resolve();
    await gateway?.stop();
    await nonstop?.stop();
  }
});

test("a bidder with room for one and one that waits declines the others", async () => {
  const environment = {
    ...environmentOf(broker, "nonstop"),
    CONCURRENCY_MAX: "1",
    QUEUE_MAX: "1",
    LOG_LEVEL: "error",
  };
  const bidder = startProgram(
    "test/harness/synthetic-bidder.ts",
    ["nonstop", "--work", "1000"],
    environment,
  );
  let gateway: Gateway | undefined;
  try {
    gateway = await gatewayOn(broker, ["nonstop"]);
    const target = gateway;
    const results = await Promise.all(
      Array.from({ length: 12 }, async () => (await post<SearchResult>(target, search)).body),
    );
    const of = (outcome: string) =>
      results.filter(({ bidders: [nonstop] }) => nonstop?.outcome === outcome);
    expect(of("answered").length + of("declined").length).toBe(12);
    expect(of("answered").length).toBeGreaterThanOrEqual(2);
    expect(of("declined").length).toBeGreaterThanOrEqual(1);
    for (const {
      endedBy,
      partial,
      bidders: [nonstop],
    } of of("declined")) {
      expect({ endedBy, partial, reason: nonstop?.reason }).toEqual({
        endedBy: "complete",
        partial: true,
        reason: "overloaded: 1 running, 1 waiting",
      });
    }
    // A declined answer does not wait for those that are searched.
    const slowest = Math.max(...of("declined").map(({ elapsedMs }) => elapsedMs));
    expect(slowest).toBeLessThan(Math.max(...of("answered").map(({ elapsedMs }) => elapsedMs)));
  } finally {
    await gateway?.stop();
    await bidder.end();
  }
});
