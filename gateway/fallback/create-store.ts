/** Where stand-ins are kept, as the configuration says. */
import type { Clock } from "../../common/runtime/clock.ts";
import type { StandIns } from "../auction/fallback-store.ts";
import { natsBucket } from "./bucket.ts";
import type { Dial } from "./bucket-connection.ts";
import { MemoryStandIns, STAND_IN_LIMITS, type StandInLimits } from "./memory-store.ts";
import type { StandInEvents } from "./record.ts";
import { SharedStandIns } from "./shared-store.ts";

export interface StandInConfig {
  /** `bucket`: shared between gateways, with this gateway's memory before it. */
  readonly keptIn: "memory" | "bucket";
  /** Of this gateway's memory; the age is the bucket's too. */
  readonly limits: StandInLimits;
  readonly bucketBytesMax: number;
}

export const STAND_IN_DEFAULTS: StandInConfig = {
  keptIn: "memory",
  limits: STAND_IN_LIMITS,
  bucketBytesMax: 64 * 1024 * 1024,
};

/**
 * `dial` makes a connection for the bucket alone, with the inbox prefix GATEWAY_INBOX, in which
 * nats.conf lets the gateway hear the bucket's answers.
 */
export function createStandIns(
  config: StandInConfig,
  dial: Dial,
  clock: Clock,
  events: StandInEvents,
): StandIns {
  const memory = new MemoryStandIns(clock, events, config.limits);
  if (config.keptIn === "memory") return memory;
  const bucket = natsBucket(dial, {
    bytesMax: config.bucketBytesMax,
    ageMsMax: config.limits.ageMsMax,
  });
  return new SharedStandIns(memory, bucket, clock, events);
}
