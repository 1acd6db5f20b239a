/**
 * Two attacks of one bidder. memory: `partners` answers with 1,440 valid offers (48 itineraries x
 * 30 sellers x 12 fares with fees and long texts), 30 more kinds of bid come late, and three
 * callers a second ask for 100 results, at a gateway with 512 MB of heap. parts: 62 bids of 23
 * rows, 5 ms apart, each with a floor, at 20 searches a second; `/live` is asked all the while. Not
 * part of `npm test`: it measures, and asserts nothing.
 *
 *   npx node test/attacks/large-bids.ts [memory] [parts]
 */
import { encodeBid } from "../../proto/codec/index.ts";
import type { Fare, FlightOffer } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { startBroker } from "../harness/broker.ts";
import { flightOffers, sheetOf } from "../harness/offers.ts";
import {
  delay,
  loadSummary,
  machineLoad,
  openLoop,
  postText,
  probe,
  quantile,
  quickly,
  residentMb,
  startSystem,
} from "./load-kit.ts";

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ["memory", "parts"];
const slices = [
  {
    origin: "LHR",
    destination: "JFK",
    departureDate: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  },
];
const text = () =>
  postText(JSON.stringify({ slices, maxResults: 100, policy: { deadlineMs: 800, required: [] } }));
const search = { slices, currency: "USD" } as unknown as Parameters<typeof flightOffers>[0];

function fares(amount: number): Fare[] {
  const fee = { amount: 5_000, currency: "USD" };
  const long = (what: string, i: number) => `${what} ${i} `.padEnd(64, "x");
  return Array.from({ length: 12 }, (_, i) => ({
    brand: null,
    name: long("fare", i),
    price: { amount: amount + i * 1_000, currency: "USD" },
    bookingClass: "O",
    cabinBags: 1,
    checkedBags: 2,
    change: { allowed: true, fee },
    refund: { allowed: true, fee },
  }));
}

function offersOf(seller: number): FlightOffer[] {
  const name = `seller ${seller} `.padEnd(40, "y");
  return flightOffers(search, 48, { seller: name, amount: 40_000 + seller }).map((offer) => ({
    ...offer,
    fares: fares(offer.price.amount),
  }));
}

async function memory(): Promise<void> {
  const broker = await startBroker();
  const sheets = Array.from({ length: 30 }, (_, seller) => sheetOf(offersOf(seller)));
  const partners = await scriptedBidder(broker, "partners", (_call, reply) => {
    for (const [i, sheet] of sheets.entries())
      reply.bid({ status: "offers", sheet, final: i === sheets.length - 1, reason: null });
  });
  // It bids when the auction is over, as much as it may.
  const late: ScriptedBidder = await scriptedBidder(broker, "stops", async (call, reply) => {
    await delay(900);
    for (const [i, sheet] of sheets.entries()) {
      const bid = {
        searchId: call.searchId,
        sequence: i,
        final: i === 29,
        status: "offers",
        reason: "z".repeat(2_000),
        sheet,
        floor: null,
      };
      reply.raw(encodeBid(bid as Parameters<typeof encodeBid>[0]));
    }
  });
  const system = await startSystem({
    broker,
    others: [partners.instance, late.instance],
    gateway: { NODE_OPTIONS: "--max-old-space-size=512", PLAUSIBILITY: "off" },
  });
  try {
    console.log(
      `memory: a bid is ${sheets.reduce((sum, { body }) => sum + body.reduce((n, bytes) => n + bytes.length, 0), 0)} bytes of offers`,
    );
    const pid = system.gateway.pid as number;
    const body = JSON.stringify({
      slices,
      maxResults: 100,
      policy: { deadlineMs: 3_000, required: [] },
    });
    const first = await fetch(`${system.url}/v1/searches`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    const { itineraries, bidders } = (await first.json()) as {
      itineraries: { sellers: unknown[] }[];
      bidders: unknown;
    };
    console.log(
      `  first result: ${itineraries.length} itineraries, ${itineraries[0]?.sellers.length} sellers each; ${JSON.stringify(bidders)}`,
    );
    for (let i = 0; i < quickly(6, 1) && system.gateway.running; i++) {
      const samples = await openLoop(system.url, { perSecond: 3, seconds: quickly(20, 1), text });
      const metrics = await (await fetch(`${system.url}/metrics`)).text();
      const heap = Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(metrics)?.[1]) / 1e6;
      const external = Number(/^nodejs_external_memory_bytes (\S+)/m.exec(metrics)?.[1]) / 1e6;
      console.log(
        `  ${samples.length} searches more: resident ${residentMb(pid).toFixed(0)} MB, heap ${heap.toFixed(0)}, external ${external.toFixed(0)}; ${loadSummary(samples)}; ${machineLoad()}`,
      );
    }
    console.log(`  gateway ${system.gateway.running ? "runs" : "has ended"}`);
  } finally {
    await system[Symbol.asyncDispose]();
    await Promise.all([partners.kill(), late.kill()]);
    await broker.stop();
  }
}

async function parts(): Promise<void> {
  const broker = await startBroker();
  const sheets = Array.from({ length: 62 }, (_, i) =>
    sheetOf(flightOffers(search, 23, { number: 100 + 300 * i, amount: 40_000 + i * 2_300 })),
  );
  const partners = await scriptedBidder(broker, "partners", async (_call, reply) => {
    for (const [i, sheet] of sheets.entries()) {
      const final = i === sheets.length - 1;
      reply.bid({ status: "offers", sheet, final, floor: final ? null : 30_000 });
      if (!final) await delay(5);
    }
  });
  const system = await startSystem({
    broker,
    others: [partners.instance],
    gateway: { PLAUSIBILITY: "off" },
  });
  try {
    await openLoop(system.url, { perSecond: 2, seconds: 2, text });
    const live = probe(system.url, "/live", false, 20);
    const samples = await openLoop(system.url, {
      perSecond: quickly(20, 5),
      seconds: quickly(15, 1),
      text,
    });
    const ms = (await live.stop()).map((sample) => sample.ms);
    const at = (share: number) => Math.round(quantile(ms, share));
    console.log(
      `parts: ${loadSummary(samples)}; /live p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} ms; ${machineLoad()}`,
    );
  } finally {
    await system[Symbol.asyncDispose]();
    await partners.kill();
    await broker.stop();
  }
}

if (wanted.includes("memory")) await memory();
if (wanted.includes("parts")) await parts();
