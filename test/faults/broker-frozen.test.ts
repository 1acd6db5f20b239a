/**
 * The broker's process is frozen for a while and runs again. Bids that are late or missing for this
 * reason are not evidence about the bidders: neither the latencies for hedging nor the breakers
 * change.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { startLocalBroker } from "../harness/broker.ts";
import { gatewayOn, get, keepLog, load, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Awaited<ReturnType<typeof startLocalBroker>>;
let gateway: Gateway;
const bidders: ScriptedBidder[] = [];
const log = keepLog();

beforeAll(async () => {
  broker = await startLocalBroker();
  for (const kind of ["nonstop", "stops"]) {
    bidders.push(
      await scriptedBidder(broker, kind, (call, reply) =>
        reply.offers(flightOffers(call.search, 2)),
      ),
    );
  }
  await start();
});

async function start(): Promise<void> {
  gateway = await gatewayOn(broker, ["nonstop", "stops"], {}, log.overrides);
}

afterAll(async () => {
  broker?.signal("SIGCONT");
  await gateway?.stop();
  await Promise.all(bidders.map((bidder) => bidder.stop()));
  await broker?.stop();
});

const DEADLINE_MS = 800;
const search = (deadlineMs: number) =>
  flightSearch({ policy: { deadlineMs, quorum: null, required: [] } });

const TRIES_MAX = 8;
/** With the long ones, as many as the gateway runs even with a late event loop (RUNNING_MIN). */
const SHORT = 20;
const LONG = 10;

async function freeze(): Promise<"over" | "disturbed"> {
  await load(gateway, { count: 150, width: 4, search: () => search(10_000) }, () => {});
  const from = log.lines.length;
  const since = (is: (line: Record<string, unknown>) => boolean) =>
    log.lines.slice(from).filter(is).length;

  const asked = (count: number, deadlineMs: number) =>
    Promise.all(
      Array.from({ length: count }, () => post<SearchResult>(gateway, search(deadlineMs))),
    ).then((answers) => [...new Set(answers.map(({ body }) => body.endedBy))]);
  broker.signal("SIGSTOP");
  const longSearches = asked(LONG, 10_000);
  const withLittleTime = await asked(SHORT, DEADLINE_MS);
  broker.signal("SIGCONT");
  const withMuchTime = await longSearches;
  if (since(({ msg, type }) => msg === "refused" || type === "disconnect") > 0) return "disturbed";

  // Searches with time left are answered in time; the others after their deadline.
  expect({ withLittleTime, withMuchTime }).toEqual({
    withLittleTime: ["deadline"],
    withMuchTime: ["complete"],
  });
  await until(() => since(({ msg }) => msg === "late bid") === 2 * SHORT, {
    what: "all late bids",
  });
  return "over";
}

interface Health {
  readonly bidders: readonly { bidder: string; breaker: string; p95Ms: number | null }[];
}

test("after a freeze the latencies are those of before, and every breaker is closed", async () => {
  for (let tries = 1; (await freeze()) === "disturbed"; tries++) {
    // On a very busy machine a freeze may last so long that the gateway gives its connection up, or
    // refuses searches. Then another gateway sees another one.
    expect(tries).toBeLessThan(TRIES_MAX);
    await gateway.stop();
    await start();
  }

  // One more round trip after the last of them: by then every outcome has been counted.
  await load(gateway, { count: 10, width: 1, search: () => search(10_000) }, () => {});

  const { body } = await get<Health>(gateway, "/v1/bidders");
  expect(body.bidders.map(({ bidder, breaker }) => `${bidder} ${breaker}`)).toEqual([
    "nonstop closed",
    "stops closed",
  ]);
  // Every answer of the freeze took one deadline at least.
  for (const { p95Ms } of body.bidders) expect(p95Ms).toBeLessThan(DEADLINE_MS);
});
