/** The settings of the record: how they are written in the environment, and what follows. */
import { resolve } from "node:path";
import { z } from "zod";
import { wholeNumber } from "../../common/runtime/config.ts";
import { isToken } from "../../proto/subjects.ts";
import { DEADLINE_MS_MAX } from "../search/search-terms.ts";

/** Which auctions are recorded, and how long late bids are waited for. */
export interface RecordingTerms {
  /** Of all auctions, 0 to 1. */
  readonly share: number;
  /** Auctions that took as long are recorded all. */
  readonly slowMs: number;
  /** Of all auctions, those whose bidders are not told to stop at the end. */
  readonly lateShare: number;
  /** How long after the deadline of the search they are told, and may work on until. */
  readonly lateMs: number;
}

/** Where the record is, and how much of it is kept. */
export interface RecordingSettings extends RecordingTerms {
  readonly target:
    | { readonly kind: "folder"; readonly path: string }
    | { readonly kind: "stream"; readonly name: string };
  readonly bytesMax: number;
  readonly ageMsMax: number;
}

const STREAM = "nats:";
const MIB = 1024 * 1024;
const BYTES_MIN = 16 * MIB;
const BYTES_MAX = 1024 * 1024 * MIB;
/** It fits beside the buckets into what `nats.conf` lets a broker store. */
const BYTES = 512 * MIB;
const HOUR_MS = 3_600_000;

function isTarget(text: string): boolean {
  return text.startsWith(STREAM) ? isToken(text.slice(STREAM.length)) : text.trim() !== "";
}

const share = (fallback: number) =>
  z
    .string()
    .regex(/^(0|1|0?\.\d{1,9}|1\.0{1,9})$/, "must be a number from 0 to 1, such as 0.05")
    .transform(Number)
    .meta({ type: "share", bounds: "0–1" })
    .default(fallback);

export const recordingSettings = {
  RECORD: z
    .string()
    .refine(
      isTarget,
      "must be a folder, or nats: and the name of a stream (1-64 of A-Z a-z 0-9 _ -), such as nats:auction-records",
    )
    .meta({ type: "folder or stream", bounds: "a path, or `nats:` and a name" })
    .optional(),
  RECORD_SHARE: share(0.05),
  RECORD_SLOW_MS: wholeNumber(1, DEADLINE_MS_MAX, 1_000),
  RECORD_BYTES_MAX: wholeNumber(BYTES_MIN, BYTES_MAX, BYTES).meta({
    shownDefault: `\`${BYTES}\` (${BYTES / MIB} MiB)`,
    bounds: `${BYTES_MIN}–${BYTES_MAX} (16 MiB to 1 TiB)`,
  }),
  RECORD_HOURS_MAX: wholeNumber(1, 8_760, 168),
  RECORD_LATE: share(0),
  RECORD_LATE_MS: wholeNumber(1, DEADLINE_MS_MAX, 2_000),
};

const settings = z.object(recordingSettings);

/** Undefined: nothing is recorded. */
export function recordingOf(env: z.output<typeof settings>): RecordingSettings | undefined {
  const { RECORD: target } = env;
  if (target === undefined) return undefined;
  return {
    target: target.startsWith(STREAM)
      ? { kind: "stream", name: target.slice(STREAM.length) }
      : { kind: "folder", path: resolve(target) },
    share: env.RECORD_SHARE,
    slowMs: env.RECORD_SLOW_MS,
    lateShare: env.RECORD_LATE,
    lateMs: env.RECORD_LATE_MS,
    bytesMax: env.RECORD_BYTES_MAX,
    ageMsMax: env.RECORD_HOURS_MAX * HOUR_MS,
  };
}
