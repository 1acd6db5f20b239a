/**
 * How hedges end. dead: 40 instances of one bidder that are listed and receive no direct call,
 * as dead instances are until the gateway notices; every hedge is lost, and no search may end for
 * that. freeze: one of two instances is stopped for 3 s, without load, then again after the broker
 * itself was stopped for 3 s: the second freeze must cost no more partial results than the first.
 * Not part of `npm test`: it measures, and asserts nothing.
 *
 *   BROKER=local npx node test/attacks/hedges.ts [dead] [freeze]
 */
import { setTimeout as delay } from "node:timers/promises";
import type { SearchResult } from "../../proto/messages.ts";
import { scriptedBidder } from "../harness/bidder.ts";
import { startBroker, startLocalBroker } from "../harness/broker.ts";
import { instancesAre, post } from "../harness/gateway.ts";
import { metric } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { type AttackedSystem, machineLoad, quickly, startSystem } from "./load-kit.ts";

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ["dead", "freeze"];
/** Searches a second while an instance or the broker stands still. */
const PER_SECOND = quickly(40, 5);
const search = flightSearch({ policy: { deadlineMs: 800, quorum: null, required: [] } });

/** How one search ended: `200 complete`, `200 deadline partial`, `503 no-broker`. */
async function ending(url: string): Promise<string> {
  const { status, body } = await post<SearchResult & { code?: string }>({ url }, search);
  return `${status} ${body.endedBy ?? body.code}${body.partial ? " partial" : ""}`;
}

function count(endings: readonly string[]): string {
  return [...Map.groupBy(endings, (how) => how)]
    .map(([how, all]) => `${how} ${all.length}`)
    .join(", ");
}

/** Callers at a steady rate, independent of the answers to earlier ones. */
async function steadily(url: string, perSecond: number, seconds: number): Promise<string[]> {
  const all: Promise<string>[] = [];
  const begun = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    all.push(ending(url));
    await delay(Math.max(0, begun + ((i + 1) * 1_000) / perSecond - performance.now()));
  }
  return Promise.all(all);
}

async function dead(): Promise<void> {
  const broker = await startBroker();
  let calls = 0;
  let slow = false;
  const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
  const bidders = await Promise.all(
    names.map((instance) =>
      scriptedBidder(
        broker,
        "nonstop",
        async (call, reply) => {
          // Fewer than one in twenty: the learned p95, after which a hedge is sent, stays that of
          // the fast ones.
          if (slow && calls++ % 25 === 0) await delay(200);
          reply.offers(flightOffers(call.search, 3));
        },
        { instance },
      ),
    ),
  );
  const system = await startSystem({
    broker,
    others: names,
    gateway: { PLAUSIBILITY: "off", HEDGE_PERCENT: "100" },
  });
  try {
    for (let i = 0; i < quickly(200, 20); i++) await ending(system.url);
    slow = true;
    const endings = await steadily(system.url, quickly(100, 20), quickly(30, 2));
    console.log(
      `dead: ${count(endings)}; hedges ${await metric(system, "auction_hedges_total")}, lost ${await lost(system)}; ${machineLoad()}`,
    );
  } finally {
    await system[Symbol.asyncDispose]();
    for (const bidder of bidders) await bidder.kill();
    await broker.stop();
  }
}

const lost = (system: AttackedSystem) => metric(system, "auction_hedges_lost_total");

async function freeze(): Promise<void> {
  const broker = await startLocalBroker();
  const names = ["a", "b"];
  const instances = names.map((instance) =>
    startProgram(
      "test/harness/synthetic-bidder.ts",
      ["nonstop", "--work", "6", "--slow-share", "0.02", "--slow", "200"],
      {
        ...environmentOf(broker, "nonstop"),
        INSTANCE: instance,
      },
    ),
  );
  const system = await startSystem({ broker, others: names, gateway: { PLAUSIBILITY: "off" } });
  const [first] = instances;
  const instanceFrozen = async (name: string) => {
    const before = await metric(system, "auction_hedges_total");
    const running = steadily(system.url, PER_SECOND, 6);
    await delay(1_000);
    first?.kill("SIGSTOP");
    await delay(3_000);
    first?.kill("SIGCONT");
    const endings = await running;
    console.log(
      `${name}: ${count(endings)}; hedges ${(await metric(system, "auction_hedges_total")) - before}; ${machineLoad()}`,
    );
    await instancesAre(system, names);
    // until what was learned in the freeze is forgotten, and the allowance for hedges has grown
    await steadily(system.url, PER_SECOND, quickly(6, 1));
  };
  try {
    await steadily(system.url, PER_SECOND, quickly(8, 1));
    await instanceFrozen("freeze of an instance, first");
    await instanceFrozen("freeze of an instance, second");
    const running = steadily(system.url, PER_SECOND, 6);
    await delay(1_000);
    broker.signal("SIGSTOP");
    await delay(3_000);
    broker.signal("SIGCONT");
    console.log(`freeze of the broker: ${count(await running)}; ${machineLoad()}`);
    await instancesAre(system, names);
    await instanceFrozen("freeze of an instance, right after the broker's");
    await instanceFrozen("freeze of an instance, once more");
  } finally {
    first?.kill("SIGCONT");
    await system[Symbol.asyncDispose]();
    await Promise.all(instances.map((instance) => instance.end()));
    await broker.stop();
  }
}

if (wanted.includes("dead")) await dead();
if (wanted.includes("freeze")) await freeze();
