/**
 * One of two gateways is frozen for 15 s under 60 searches a second by the client library, then
 * resumed. Prints how the searches ended, and what the frozen one did with the searches that waited
 * for it. Not part of `npm test`. It connects to 127.0.0.1 only, and ends by itself within a
 * minute.
 *
 *   BROKER=local npx node test/attacks/frozen-gateway.ts
 */
import { setTimeout as delay } from "node:timers/promises";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { AuctionError } from "../../proto/errors.ts";
import { scriptedBidder } from "../harness/bidder.ts";
import { startBroker } from "../harness/broker.ts";
import { clientOn } from "../harness/gateway.ts";
import { metric, startGatewayProcess } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { quickly } from "./load-kit.ts";

const FROZEN_S = quickly(15, 4);
const PER_SECOND = quickly(60, 10);

const broker = await startBroker();
const nonstop = await scriptedBidder(
  broker,
  "nonstop",
  (call, reply) => reply.offers(flightOffers(call.search, 5)),
  { instance: "n1" },
);
const [frozen, well] = await Promise.all([
  startGatewayProcess(broker, ["n1"]),
  startGatewayProcess(broker, ["n1"]),
]);
const client = await clientOn(broker);
const library = new SearchClient(client);
const endings = new Map<string, number>();
const durations: number[] = [];

async function one(): Promise<void> {
  const begun = performance.now();
  const ending = await library.search(flightSearch()).then(
    ({ endedBy }) => endedBy,
    (thrown) => AuctionError.from(thrown).code,
  );
  endings.set(ending, (endings.get(ending) ?? 0) + 1);
  durations.push(performance.now() - begun);
}

try {
  await Promise.all(Array.from({ length: 8 }, one));
  endings.clear();
  durations.length = 0;
  frozen.program.kill("SIGSTOP");
  const all: Promise<void>[] = [];
  for (let i = 0; i < FROZEN_S * PER_SECOND; i++) {
    all.push(one());
    await delay(1_000 / PER_SECOND);
  }
  await Promise.all(all);
  const calls = nonstop.calls.length;
  frozen.program.kill("SIGCONT");
  await frozen.program.waitForOutput(/joined the queue group again/);
  await delay(1_000);
  durations.sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(
      durations[Math.min(durations.length - 1, Math.floor(share * durations.length))] ?? 0,
    );
  console.log(
    `${all.length} searches:`,
    Object.fromEntries(endings),
    `p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} ms`,
  );
  console.log(
    `after it was resumed: ${await metric(frozen, "auction_refused_total")} left, ${nonstop.calls.length - calls} run`,
  );
} finally {
  await Promise.all([frozen, well].map(({ program }) => program.end()));
  await client.close();
  await nonstop.stop();
  await broker.stop();
}
