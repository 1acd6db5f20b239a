/** Creates the exchange of what gateways have learned, with its bucket; its caller starts it. */
import type { Clock } from "../../common/runtime/clock.ts";
import { LEARNED_BUCKET } from "../../proto/subjects.ts";
import { LEARNED_AGE_MS_MAX } from "../auction/value/learned-record.ts";
import type { ValueHistory } from "../auction/value/value-history.ts";
import { sharedBucket } from "../buckets/bucket.ts";
import type { ConnectBucket } from "../buckets/bucket-connection.ts";
import { type LearnedEvents, LearnedExchange } from "./learned-exchange.ts";
import { VALUE_BYTES_MAX } from "./learned-value.ts";

/** A6: one value for each version of gateways that was used within the maximum age. */
const BUCKET_BYTES_MAX = 16 * 1024 * 1024;

interface LearnedParts {
  /** Opens a connection for the bucket alone. */
  readonly connect: ConnectBucket;
  readonly clock: Clock;
  readonly history: Pick<ValueHistory, "records" | "adopt" | "changes">;
  readonly events: LearnedEvents;
}

export function openLearned({ connect, ...parts }: LearnedParts): LearnedExchange {
  const bucket = sharedBucket(connect, {
    name: LEARNED_BUCKET,
    description: "what gateways have learned of bidders",
    probeKey: "probe",
    valueBytesMax: VALUE_BYTES_MAX,
    bytesMax: BUCKET_BYTES_MAX,
    ageMsMax: LEARNED_AGE_MS_MAX,
  });
  return new LearnedExchange({ ...parts, bucket, random: Math.random });
}
