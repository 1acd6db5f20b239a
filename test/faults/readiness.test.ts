/**
 * What `/ready` says of a gateway and of a bidder while the broker's process is frozen, and while a
 * required bidder is absent.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { pino } from "pino";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import type { BidderModule } from "../../bidders/kit/bidder.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { startLocalBroker } from "../harness/broker.ts";
import { gatewayOn, get, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { environmentOf } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Awaited<ReturnType<typeof startLocalBroker>>;
let gateway: Gateway;
let bidder: BidderApp;
const module: BidderModule = { search: (request) => flightOffers(request, 2) };

async function startStops(): Promise<BidderApp> {
  const environment = { ...environmentOf(broker, "stops"), METRICS_PORT: "0" };
  const config = await readConfig(environment, "stops", { module });
  return startBidder(config, { module, log: pino({ level: "silent" }) });
}

beforeAll(async () => {
  broker = await startLocalBroker();
  bidder = await startStops();
  gateway = await gatewayOn(broker, ["stops"], { AUCTION_REQUIRED: "stops,nonstop" });
});

afterAll(async () => {
  broker?.signal("SIGCONT");
  await gateway?.stop();
  await bidder?.stop();
  await broker?.stop();
});

interface Ready {
  readonly ready?: boolean;
  readonly warnings?: readonly { code: string; detail: string }[];
  readonly checks?: readonly { name: string; ok: boolean }[];
}
const ofBidder = () => ({ url: bidder.metricsUrl as string });
const failedOf = async (of: { url: string }) => {
  const { status, body } = await get<Ready>(of, "/ready?verbose");
  return [status, ...(body.checks ?? []).flatMap(({ name, ok }) => (ok ? [] : [name]))].join(" ");
};

test("an absent required bidder is named, and the gateway is ready (READY-2)", async () => {
  await until(async () => (await failedOf(gateway)) === "200");
  const { body } = await get<Ready>(gateway, "/ready");
  expect(body.warnings).toEqual([
    { code: "required-absent", detail: expect.stringContaining("not there: 'nonstop'.") },
  ]);
});

test("while the broker is frozen neither the gateway nor the bidder is ready, and afterwards both are (READY-1, HEALTH-1)", async () => {
  await until(async () => (await failedOf(ofBidder())) === "200");
  broker.signal("SIGSTOP");
  await until(async () => (await failedOf(ofBidder())) === "503 broker", {
    what: "the bidder to be unready",
  });
  await until(async () => /^503 .*\bbroker\b/.test(await failedOf(gateway)), {
    what: "the gateway to be unready",
  });
  broker.signal("SIGCONT");
  for (const one of [ofBidder(), gateway])
    await until(async () => (await failedOf(one)) === "200", { what: "both to be ready again" });
});

test("the bidder's metrics count its calls, and its port closes with it", async () => {
  await rosterHas(gateway, ["stops"]);
  const { body: result } = await post<SearchResult>(gateway, flightSearch());
  expect(result.bidders.find((one) => one.bidder === "stops")?.outcome).toBe("answered");
  const { body: shown } = await get<string>(ofBidder(), "/metrics");
  expect(shown).toMatch(/^bidder_calls_total\{status="offers"\} [1-9]/m);
  expect(shown).toMatch(/^bidder_call_duration_seconds_count\{status="offers"\} [1-9]/m);
  expect(shown).toMatch(/^bidder_queueing_seconds_count [1-9]/m);
  expect(shown).toMatch(/^bidder_broker_connected 1$/m);
  expect(shown).toMatch(/^auction_build_info\{component="bidder",version="[^"]+",node="24/m);
  const url = bidder.metricsUrl;
  await bidder.stop();
  await expect(fetch(`${url}/live`)).rejects.toThrow();
});
