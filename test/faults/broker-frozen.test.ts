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
  gateway = await gatewayOn(broker, ["nonstop", "stops"], {}, log.overrides);
});

afterAll(async () => {
  broker?.signal("SIGCONT");
  await gateway?.stop();
  await Promise.all(bidders.map((bidder) => bidder.stop()));
  await broker?.stop();
});

const DEADLINE_MS = 800;
const search = (deadlineMs: number) =>
  flightSearch({ policy: { deadlineMs, quorum: null, required: [] } });

interface Health {
  readonly bidders: readonly { bidder: string; breaker: string; p95Ms: number | null }[];
}

test("after a freeze the latencies are those of before, and every breaker is closed", async () => {
  await load(gateway, { count: 150, width: 4, search: () => search(5_000) }, () => {});

  broker.signal("SIGSTOP");
  // As many searches at once as the gateway runs even with a late event loop (RUNNING_MIN): no
  // search waits for a place.
  const longSearches = Array.from({ length: 10 }, () =>
    post<SearchResult>(gateway, search(10_000)),
  );
  const withLittleTime = await Promise.all(
    Array.from({ length: 20 }, () => post<SearchResult>(gateway, search(DEADLINE_MS))),
  );
  expect(new Set(withLittleTime.map(({ body }) => body.endedBy))).toEqual(new Set(["deadline"]));
  const again = await Promise.all(
    Array.from({ length: 20 }, () => post<SearchResult>(gateway, search(DEADLINE_MS))),
  );
  expect(new Set(again.map(({ body }) => body.endedBy))).toEqual(new Set(["deadline"]));
  broker.signal("SIGCONT");

  // Searches with time left are answered in time; the others after their deadline.
  expect(new Set((await Promise.all(longSearches)).map(({ body }) => body.endedBy))).toEqual(
    new Set(["complete"]),
  );
  await until(() => log.lines.filter(({ msg }) => msg === "late bid").length === 80, {
    what: "all late bids",
  });
  // One more round trip after the last of them: by then every outcome has been counted.
  await load(gateway, { count: 10, width: 1, search: () => search(5_000) }, () => {});

  const { body } = await get<Health>(gateway, "/v1/bidders");
  expect(body.bidders.map(({ bidder, breaker }) => `${bidder} ${breaker}`)).toEqual([
    "nonstop closed",
    "stops closed",
  ]);
  // Every answer of the freeze took twice the deadline and more, or one deadline at least.
  for (const { p95Ms } of body.bidders) expect(p95Ms).toBeLessThan(DEADLINE_MS);
});
