/**
 * One of two gateways is stopped for 15 s and runs again, under 60 searches a second all the while:
 * half by the client library, half as bare NATS requests with a deadline header and no second
 * attempt. Prints how the searches of each kind ended before, during and after. Not part of `npm
 * test`: it measures, and asserts nothing.
 *
 *   npx node test/attacks/freeze-under-load.ts
 */
import { headers } from "nats";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { AuctionError } from "../../proto/errors.ts";
import { SEARCH_SUBJECT } from "../../proto/subjects.ts";
import { scriptedBidder } from "../harness/bidder.ts";
import { startBroker } from "../harness/broker.ts";
import { clientOn, instancesAre } from "../harness/gateway.ts";
import { metric } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { delay, machineLoad, quantile, quickly, startSystem } from "./load-kit.ts";

const { BEFORE_S, FROZEN_S, AFTER_S, PER_SECOND } = quickly(
  { BEFORE_S: 3, FROZEN_S: 15, AFTER_S: 5, PER_SECOND: 60 },
  { BEFORE_S: 1, FROZEN_S: 3, AFTER_S: 1, PER_SECOND: 10 },
);

const broker = await startBroker();
const nonstop = await scriptedBidder(
  broker,
  "nonstop",
  (call, reply) => reply.offers(flightOffers(call.search, 5)),
  { instance: "n1" },
);
const options = { broker, others: ["n1"], gateway: { PLAUSIBILITY: "off" } };
const [frozen, well] = await Promise.all([startSystem(options), startSystem(options)]);
const client = await clientOn(broker);
const library = new SearchClient(client);
const endings = new Map<string, { count: number; ms: number[] }>();

async function timed(kind: string, phase: string, search: Promise<string>): Promise<void> {
  const begun = performance.now();
  const ending = await search;
  const key = `${phase}, ${kind}: ${ending}`;
  const entry = endings.get(key) ?? { count: 0, ms: [] };
  endings.set(key, { count: entry.count + 1, ms: [...entry.ms, performance.now() - begun] });
}

const byLibrary = () =>
  library.search(flightSearch()).then(
    ({ endedBy }) => endedBy,
    (thrown) => AuctionError.from(thrown).code,
  );

function bare(): Promise<string> {
  const about = headers();
  about.set("Scatter-Deadline-Ms", "1500");
  about.set("Scatter-Sent-At", String(Date.now()));
  return client
    .request(SEARCH_SUBJECT, JSON.stringify(flightSearch()), { timeout: 1_500, headers: about })
    .then(
      (reply) => reply.headers?.get("Nats-Service-Error-Code") || "200",
      (thrown: Error) => thrown.name,
    );
}

try {
  await instancesAre(well, ["n1"]);
  const all: Promise<void>[] = [];
  const begun = performance.now();
  let phase = "before";
  const total = (BEFORE_S + FROZEN_S + AFTER_S) * PER_SECOND;
  let callsAtThaw = 0;
  for (let i = 0; i < total; i++) {
    const second = i / PER_SECOND;
    if (phase === "before" && second >= BEFORE_S) {
      phase = "frozen";
      frozen.gateway.kill("SIGSTOP");
    } else if (phase === "frozen" && second >= BEFORE_S + FROZEN_S) {
      phase = "after";
      callsAtThaw = nonstop.calls.length;
      frozen.gateway.kill("SIGCONT");
    }
    all.push(i % 2 === 0 ? timed("library", phase, byLibrary()) : timed("bare", phase, bare()));
    await delay(Math.max(0, begun + (i + 1) * (1_000 / PER_SECOND) - performance.now()));
  }
  await Promise.all(all);
  for (const [key, { count, ms }] of [...endings].sort()) {
    console.log(
      `${key} ${count} (p50 ${Math.round(quantile(ms, 0.5))}, max ${Math.round(quantile(ms, 1))} ms)`,
    );
  }
  const calls = nonstop.calls.length - callsAtThaw;
  console.log(
    `after the freeze: ${AFTER_S * PER_SECOND} searches sent, ${calls} auctions run; the resumed one refused ${await metric(frozen, "auction_refused_total")}; ${machineLoad()}`,
  );
} finally {
  frozen.gateway.kill("SIGCONT");
  await Promise.all([frozen, well].map((system) => system[Symbol.asyncDispose]()));
  await client.close();
  await nonstop.stop();
  await broker.stop();
}
