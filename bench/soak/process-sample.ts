/** What a process uses at one moment: memory, descriptors, and the delay of its event loop. */
import { readdirSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export interface ProcessSample {
  readonly residentMb: number;
  /** p99 of the delays since the last time, in milliseconds. */
  readonly loopP99Ms: number;
  /** 0 where the system does not say. */
  readonly descriptors: number;
}

export interface MemoryInUse {
  /** Megabytes on the heap and in buffers when all garbage has been collected. */
  readonly inUseMb: number;
  readonly residentMb: number;
}

const MB = 1024 * 1024;
const LOOP_RESOLUTION_MS = 5;
const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });

/** The first call begins to measure the event loop. */
export function processSample(): ProcessSample {
  loop.enable();
  // A sample is late by the resolution itself.
  const loopP99Ms = Math.max(0, loop.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
  loop.reset();
  return { residentMb: process.memoryUsage.rss() / MB, loopP99Ms, descriptors: descriptors() };
}

export function memoryInUse(): MemoryInUse {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { inUseMb: (heapUsed + external) / MB, residentMb: rss / MB };
}

function descriptors(): number {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return 0;
  }
}
