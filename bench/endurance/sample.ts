/** What the parts of the system use at one moment. */
import { readdirSync, readFileSync } from "node:fs";
import type { BrokerPart } from "./broker-part.ts";
import type { Part } from "./part.ts";
import type { EnduranceSystem } from "./system.ts";

export interface PartSample {
  /** What is resident and belongs to this process: RssAnon and RssShmem of proc(5). */
  readonly residentMb: number;
  /**
   * What is resident of files that it maps, its program above all (RssFile). It is shown and not
   * judged, since the kernel drops such pages and maps them again as it likes.
   */
  readonly mappedMb: number;
  readonly descriptors: number;
  /** Undefined of a part without metrics, or one that does not answer. */
  readonly heapMb?: number;
  /** p99 of the delays of the event loop since the last sample. */
  readonly loopP99Ms?: number;
}

interface StoreSample {
  readonly megabytes: number;
  readonly messages: number;
}

export interface SystemSample {
  /** Since the run began. */
  readonly minutes: number;
  /** By name; a part that does not run is missing. */
  readonly parts: Readonly<Record<string, PartSample>>;
  /** Undefined while the broker does not answer. */
  readonly store?: StoreSample;
  /** Searches that have ended since the last sample, a second. */
  readonly fullPerSecond: number;
  readonly errorsPerSecond: number;
  readonly waitedP99Ms: number;
}

const MB = 1024 * 1024;
/** A frozen part does not answer: the others are sampled all the same. */
const ANSWER_MS_MAX = 1_500;

export async function sampleParts({ broker, gateways, bidders }: EnduranceSystem) {
  const entries = await Promise.all(
    [broker, ...gateways, ...bidders].map(async (part) => [part.name, await sampleOf(part)]),
  );
  const parts = Object.fromEntries(
    entries.filter(([, sample]) => sample !== undefined),
  ) as SystemSample["parts"];
  const store = await storeOf(broker);
  return { parts, ...(store === undefined ? {} : { store }) };
}

async function sampleOf(part: Part | BrokerPart): Promise<PartSample | undefined> {
  const { pid } = part;
  if (pid === undefined) return undefined;
  const metrics = "metricsUrl" in part ? await read(part.metricsUrl) : undefined;
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const base = {
      residentMb: statusMb(status, "RssAnon") + statusMb(status, "RssShmem"),
      mappedMb: statusMb(status, "RssFile"),
      descriptors: readdirSync(`/proc/${pid}/fd`).length,
    };
    if (metrics === undefined) return base;
    const heapMb = metric(metrics, "nodejs_heap_size_used_bytes") / MB;
    return {
      ...base,
      heapMb,
      loopP99Ms: 1_000 * metric(metrics, "nodejs_eventloop_lag_p99_seconds"),
    };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

/** From kB of `/proc/PID/status`. */
const statusMb = (status: string, field: string): number =>
  Number(new RegExp(`^${field}:\\s*(\\d+) kB$`, "m").exec(status)?.[1]) / 1024;

async function read(url: string | undefined): Promise<string | undefined> {
  if (url === undefined) return undefined;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    return await response.text();
  } catch {
    return undefined;
  }
}

export const metric = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);

async function storeOf({ monitorUrl }: BrokerPart): Promise<StoreSample | undefined> {
  const text = await read(`${monitorUrl}/jsz`);
  if (text === undefined) return undefined;
  const { bytes, messages } = JSON.parse(text) as { bytes: number; messages: number };
  return { megabytes: bytes / MB, messages };
}
