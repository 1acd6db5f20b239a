/** Events of the fallback: the last good bids of required bidders, which are kept. */
import type { Logger } from "pino";
import type { Metrics } from "../../common/runtime/metrics.ts";

export function fallbackEvents(log: Logger, metrics: Metrics) {
  const dropped = metrics.counter(
    "auction_stand_ins_dropped_total",
    "Good bids that could not be kept, written or read back",
    ["bidder", "reason"],
  );

  return {
    unshared(why: string) {
      log.warn({ why }, "fallback bids are not shared: only this gateway's memory is used");
    },

    shared(note: string | null) {
      log.info({ note }, "fallback bids are shared");
    },

    dropped(bidder: string, reason: string) {
      dropped.inc({ bidder, reason });
      log.debug({ bidder, reason }, "fallback bid dropped");
    },
  };
}
