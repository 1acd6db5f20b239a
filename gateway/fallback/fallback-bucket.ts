/** The bucket in which gateways share fallback bids. */
import { LIMITS } from "../../proto/codec/index.ts";
import { FALLBACK_BUCKET, fallbackKey } from "../../proto/subjects.ts";
import { type Bucket, type BucketTerms, sharedBucket } from "../buckets/bucket.ts";
import type { ConnectBucket } from "../buckets/bucket-connection.ts";

export function fallbackBucket(
  connect: ConnectBucket,
  bounds: Pick<BucketTerms, "bytesMax" | "ageMsMax">,
): Bucket {
  return sharedBucket(connect, {
    name: FALLBACK_BUCKET,
    description: "the last good bids of required bidders, shared between gateways",
    probeKey: fallbackKey("gateway", "probe"),
    valueBytesMax: LIMITS.fallbackBytesMax,
    ...bounds,
  });
}
