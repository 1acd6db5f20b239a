/**
 * The broker's 503 in three states in which it does not mean that a market has no bidders: a hedge
 * to an instance that is gone, a broker that has just restarted, and a broker in lame-duck mode
 * (A10).
 */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startLocalBroker } from "../harness/broker.ts";
import { gatewayOn, get, keepLog, load, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

type LocalBroker = Awaited<ReturnType<typeof startLocalBroker>>;
let broker: LocalBroker;
const stops: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  broker = await startLocalBroker();
});

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  broker.signal("SIGKILL"); // in lame-duck mode it does not heed SIGTERM
  await broker.stop();
});

const search = flightSearch({ policy: { deadlineMs: 5_000, quorum: null, required: [] } });
const two: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 2));

async function bidder(
  kind: string,
  script: BidderScript,
  instance?: string,
): Promise<ScriptedBidder> {
  const started = await scriptedBidder(
    broker as Broker,
    kind,
    script,
    instance === undefined ? {} : { instance },
  );
  stops.push(() => started.kill());
  return started;
}

async function gateway(
  bidders: readonly string[],
  environment: Record<string, string> = {},
  log = keepLog(),
): Promise<Gateway> {
  const started = await gatewayOn(broker, bidders, environment, log.overrides);
  stops.push(() => started.stop());
  return started;
}

interface RefusalBody {
  readonly code: string;
  readonly detail: string;
}

/** How a search ends: `200 complete`, `503 no-broker`. A refusal must have Retry-After. */
async function ending(on: Gateway): Promise<{ how: string; detail: string }> {
  const { status, headers, body } = await post<SearchResult & RefusalBody>(on, search);
  if (status !== 200) expect(headers.get("retry-after")).toBe("1");
  return { how: `${status} ${body.endedBy ?? body.code}`, detail: body.detail ?? "" };
}

test("a hedge to an instance that is not subscribed ends the hedge only: the first instance's answer is the result", async () => {
  const log = keepLog();
  const gate = Promise.withResolvers<void>();
  // Scripted instances are on the roster, but do not subscribe to direct calls. For the broker they
  // are like lost instances that are still on the roster.
  const instances = [await bidder("nonstop", two, "n1"), await bidder("nonstop", two, "n2")];
  // Hedges of the load, of which a busy machine has some, leave enough of the allowance.
  const on = await gateway(["nonstop"], { HEDGE_PERCENT: "100" }, log);
  // Latencies for hedging are learned, and the allowance for hedges grows.
  await load(on, { count: 120, width: 4, search: () => search }, () => {});
  for (const instance of instances) {
    instance.follow(async (call, reply) => {
      await gate.promise;
      reply.offers(flightOffers(call.search, 2));
    });
  }
  const asked = { ...search, policy: { ...search.policy, deadlineMs: 10_000 } };
  let result: ReturnType<typeof post<SearchResult>> | undefined;
  for (let attempt = 0; result === undefined && attempt < 4; attempt++) {
    // On a busy machine calls of the load were hedged as well.
    const earlier = new Set(log.lines.map(({ searchId }) => searchId));
    const count = (what: string) =>
      log.lines.filter(({ msg, searchId }) => msg === what && !earlier.has(searchId)).length;
    const one = post<SearchResult>(on, asked);
    // Where one was lost, another may be sent: at the same moment.
    const isLost = () => count("hedge lost") > 0 && count("hedge lost") === count("hedged");
    // A call is not hedged while an instance seems to be silent, as on a busy machine it may.
    await until(isLost, { withinMs: 5_000 }).then(
      () => {
        result = one;
      },
      () => {},
    );
  }
  gate.resolve();
  if (result === undefined) throw new Error("no hedge was lost, of four calls");
  const { status, body } = await result;
  expect({
    status,
    endedBy: body.endedBy,
    partial: body.partial,
    itineraries: body.itineraries.length,
  }).toEqual({ status: 200, endedBy: "complete", partial: false, itineraries: 2 });
  expect(body.bidders).toEqual([expect.objectContaining({ outcome: "answered", hedged: false })]);
});

test("after a restart, while the bidders that were there have not returned: 503 with Retry-After, and not ready", async () => {
  const first = await bidder("nonstop", two);
  const on = await gateway(["nonstop"], { BIDDERS_RETURN_MS: "60000" });
  const impatient = await gateway(["nonstop"], { BIDDERS_RETURN_MS: "0" });
  expect((await ending(on)).how).toBe("200 complete");
  await broker.down();
  await first.kill();
  await broker.up();
  const refused = await until(async () => {
    const one = await ending(on);
    return /have not returned/.test(one.detail) && one;
  });
  expect(refused).toEqual({ how: "503 no-broker", detail: expect.stringContaining("nonstop") });
  const unready = await until(async () => {
    const one = await get<RefusalBody>(on, "/ready");
    return /none of the bidders/.test(one.body.detail) && one;
  });
  expect({ status: unready.status, code: unready.body.code }).toEqual({
    status: 503,
    code: "no-broker",
  });
  // Also when the roster has lost them meanwhile. A search that waits for none then gets the right
  // answer: the market has no bidders.
  await rosterHas(on, []);
  await rosterHas(impatient, []);
  expect((await ending(on)).how).toBe("503 no-broker");
  expect((await ending(impatient)).how).toBe("200 no-bidders");
  await bidder("nonstop", two);
  await rosterHas(on, ["nonstop"]);
  expect((await ending(on)).how).toBe("200 complete");
  expect((await get(on, "/ready")).status).toBe(200);
});

test("a broker in lame-duck mode that has closed the bidders' connections first: 503, also when the roster has lost them", async () => {
  const log = keepLog();
  const first = await bidder("nonstop", two);
  const on = await gateway(["nonstop"], {}, log);
  broker.signal("SIGUSR2"); // what `nats-server --signal ldm=<pid>` sends
  await until(() => log.lines.some(({ msg, type }) => msg === "broker" && type === "ldm"), {
    what: "the gateway to be notified",
  });
  // Bids of those that are still connected are received.
  expect((await ending(on)).how).toBe("200 complete");
  await first.kill();
  await until(async () => (await ending(on)).how === "503 no-broker");
  await rosterHas(on, []);
  expect(await ending(on)).toEqual({
    how: "503 no-broker",
    detail: expect.stringContaining("shutting down"),
  });
});

test("a bidder that is killed: 503 until the roster has lost it, then the market has no bidders", async () => {
  const first = await bidder("nonstop", two);
  const on = await gateway(["nonstop"]);
  await first.kill();
  const endings = new Set<string>();
  await until(async () => {
    const { how } = await ending(on);
    endings.add(how);
    return how === "200 no-bidders";
  });
  // The broker may still write a call to the closing connection: the auction waits for it until the
  // roster has lost the bidder.
  expect([...endings].filter((how) => !["503 no-broker", "200 complete"].includes(how))).toEqual([
    "200 no-bidders",
  ]);
  await rosterHas(on, []);
});
