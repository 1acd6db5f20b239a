/** Creates the fallback store that the configuration asks for; its caller starts it. */
import type { Clock } from "../../common/runtime/clock.ts";
import type { FallbackStore } from "../auction/fallback-store.ts";
import type { ConnectBucket } from "../buckets/bucket-connection.ts";
import { fallbackBucket } from "./fallback-bucket.ts";
import { FALLBACK_LIMITS, type FallbackLimits, MemoryFallbackStore } from "./memory-store.ts";
import type { FallbackEvents } from "./record.ts";
import { SharedFallbackStore } from "./shared-store.ts";

export interface FallbackConfig {
  /** `bucket`: shared between gateways; this gateway's memory is used too. */
  readonly storage: "memory" | "bucket";
  /** The limits of this gateway's memory. The maximum age applies to the bucket too. */
  readonly limits: FallbackLimits;
  readonly bucketBytesMax: number;
}

/**
 * A store as its owner has it. It works before its start, but shares nothing then. An alias: the
 * declarations of the package can name no interface that is not exported.
 */
type OwnedFallbackStore = FallbackStore & {
  start(): void;
};

export const FALLBACK_DEFAULTS: FallbackConfig = {
  storage: "memory",
  limits: FALLBACK_LIMITS,
  bucketBytesMax: 64 * 1024 * 1024,
};

/**
 * `connect` opens a connection for the bucket alone, with the inbox prefix GATEWAY_INBOX:
 * nats.conf lets the gateway receive the bucket's answers there.
 */
export function createFallbackStore(
  config: FallbackConfig,
  connect: ConnectBucket,
  clock: Clock,
  events: FallbackEvents,
): OwnedFallbackStore {
  const memory = new MemoryFallbackStore(clock, events, config.limits);
  if (config.storage === "memory") return memory;
  const bucket = fallbackBucket(connect, {
    bytesMax: config.bucketBytesMax,
    ageMsMax: config.limits.ageMsMax,
  });
  return new SharedFallbackStore(memory, bucket, clock, events);
}
