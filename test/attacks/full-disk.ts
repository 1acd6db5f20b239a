/**
 * JetStream's disk is full while STAND_INS=bucket: 800 searches, no two alike, before and after the
 * rest of the disk is filled; then it is freed. Run it with TMPDIR on a small file system of its
 * own, whose space it fills. Not part of `npm test`: it measures, and asserts nothing.
 *
 *   mount -t tmpfs -o size=6m tmpfs /tmp/small && TMPDIR=/tmp/small npx node test/attacks/full-disk.ts
 */
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { scriptedBidder } from "../harness/bidder.ts";
import { startBroker } from "../harness/broker.ts";
import { flightOffers, inDays } from "../harness/offers.ts";
import { loadSummary, machineLoad, probe, startSystem } from "./load-kit.ts";

const folder = tmpdir();
const { blocks, bsize } = statfsSync(folder);
if (blocks * bsize > 64 * 1024 * 1024) {
  console.error(
    `TMPDIR is ${folder}, with ${Math.round((blocks * bsize) / 1e6)} MB: this fills it up, so give it a file system of at most 64 MB`,
  );
  process.exit(2);
}

const broker = await startBroker();
const nonstop = await scriptedBidder(
  broker,
  "nonstop",
  (call, reply) => reply.offers(flightOffers(call.search, 40)),
  { instance: "n1" },
);
const system = await startSystem({
  broker,
  others: ["n1"],
  gateway: { PLAUSIBILITY: "off", STAND_INS: "bucket" },
});
let asked = 0;

async function searches(name: string, count: number): Promise<void> {
  const endings = new Map<string, number>();
  const one = async () => {
    const i = asked++;
    const slices = [{ origin: "LHR", destination: "JFK", departureDate: inDays(10 + (i % 340)) }];
    const body = JSON.stringify({ slices, passengers: { adults: 1 + (Math.floor(i / 340) % 9) } });
    const answer = await fetch(`${system.url}/v1/searches`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    const { endedBy, itineraries, code } = (await answer.json()) as {
      endedBy?: string;
      code?: string;
      itineraries?: unknown[];
    };
    const ending = code ?? `${endedBy} with${itineraries?.length === 0 ? "out" : ""} offers`;
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  };
  const ready = probe(system.url, "/ready", true);
  for (let i = 0; i < count; i += 20) await Promise.all(Array.from({ length: 20 }, one));
  console.log(
    `${name}: ${count} searches`,
    Object.fromEntries(endings),
    `/ready ${loadSummary(await ready.stop())}; ${machineLoad()}`,
  );
}

const filler = join(folder, "filler");
function fill(): void {
  const file = openSync(filler, "w");
  try {
    for (let size = 65_536; size >= 512; ) {
      try {
        writeSync(file, Buffer.alloc(size));
      } catch {
        size /= 2;
      }
    }
  } finally {
    closeSync(file);
  }
}

try {
  await searches("disk free", 100);
  fill();
  console.log(`filled: ${statfsSync(folder).bavail * bsize} bytes are left`);
  await searches("disk full", 800);
  await delay(3_000);
  await searches("3 s later", 200);
  rmSync(filler);
  await searches("freed", 200);
  const lines = system.gateway.stdout.split("\n").filter((line) => /fallback bids/.test(line));
  console.log(lines.slice(-6).join("\n"));
} finally {
  rmSync(filler, { force: true });
  await system[Symbol.asyncDispose]();
  await nonstop.stop();
  await broker.stop();
}
