/**
 * The bidder `stops` as it ships, in a process that also measures itself: how late its event loop
 * is, what it holds, what it uses.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startBidder } from "../bidders/app.ts";
import { readConfig } from "../bidders/config.ts";

/** What is measured of the event loop in a block. */
export interface LoopMeasured {
  /**
   * Nanoseconds by how much a timer of a millisecond was late: its own rounding, of up to a
   * millisecond, is in it.
   */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly residentBytes: number;
  /** The processor time of all its threads, and of the one that bids. */
  readonly cpuMs: number;
  readonly biddingCpuMs: number;
}

const RESOLUTION_MS = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let cpu = process.cpuUsage();
let biddingCpu = process.threadCpuUsage();

await startBidder(await readConfig(process.env, "stops"));
process.on("message", (what: "begin" | "end") => {
  if (what === "begin") {
    delay.reset();
    delay.enable();
    cpu = process.cpuUsage();
    biddingCpu = process.threadCpuUsage();
  } else {
    delay.disable();
    const all = process.cpuUsage(cpu);
    const bidding = process.threadCpuUsage(biddingCpu);
    process.send?.({
      delay: { p50: delay.percentile(50), p99: delay.percentile(99), max: delay.max },
      residentBytes: process.memoryUsage.rss(),
      cpuMs: (all.user + all.system) / 1000,
      biddingCpuMs: (bidding.user + bidding.system) / 1000,
    } satisfies LoopMeasured);
  }
});
process.send?.("ready");
