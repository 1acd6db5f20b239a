/** Events of HTTP connections. */
import type { Logger } from "pino";
import type { Metrics } from "../../common/runtime/metrics.ts";

export function connectionEvents(log: Logger, metrics: Metrics) {
  const cut = metrics.counter(
    "auction_answers_cut_total",
    "Answers cut off because their caller did not read",
  );
  const dropped = metrics.counter(
    "auction_connections_dropped_total",
    "HTTP connections refused: all allowed connections had running requests",
  );
  const evicted = metrics.counter(
    "auction_connections_evicted_total",
    "Idle HTTP connections closed to make room for new ones",
  );

  return {
    /** A caller did not read its answer, and its connection was closed. */
    cut() {
      cut.inc();
      log.warn("answer cut off: its caller does not read");
    },

    /** A new connection was refused: there are as many as are allowed. */
    dropped() {
      dropped.inc();
      log.debug("connection dropped");
    },

    /** An idle connection was closed to make room for a new one. */
    evicted() {
      evicted.inc();
      log.debug("idle connection closed for a new one");
    },
  };
}
