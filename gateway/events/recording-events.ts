/** Events of the record of auctions. */
import type { Logger } from "pino";
import type { Metrics } from "../../common/runtime/metrics.ts";
import type { RecordingEvents } from "../recording/record-queue.ts";
import { LogRateLimiter } from "../runtime/log-rate-limiter.ts";

/** A full disk concerns each block: one line a second says so. */
const LINES_A_SECOND_MAX = 1;

export function recordingEvents(log: Logger, metrics: Metrics): RecordingEvents {
  const lines = new LogRateLimiter(LINES_A_SECOND_MAX);
  const recorded = metrics
    .countedCounter("auction_records_total", "Auctions that were written to the record", [])
    .child({});
  const bytes = metrics
    .countedCounter("auction_record_bytes_total", "Bytes of these, as they were written", [])
    .child({});
  const dropped = metrics.counter(
    "auction_records_dropped_total",
    "Auctions that should have been recorded and were not",
    ["reason"],
  );
  return {
    written(auctions, length) {
      recorded.value += auctions;
      bytes.value += length;
    },

    dropped(auctions, reason, why) {
      dropped.inc({ reason }, auctions);
      if (lines.take()) log.warn({ auctions, reason, why }, "auctions not recorded");
    },
  };
}
