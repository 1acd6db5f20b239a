/** Events of the gateway's process: start, readiness, clock, freezes, end. */
import type { Logger } from "pino";
import type { Metrics } from "../../common/runtime/metrics.ts";
import type { ClockSkew } from "../runtime/corrected-clock.ts";

export function processEvents(log: Logger, metrics: Metrics) {
  return {
    ...lifecycleEvents(log),
    ...timeEvents(log, metrics),
  };
}

function lifecycleEvents(log: Logger) {
  let wasReady = false;
  let unreadyReason: string | null | undefined;

  return {
    listening(url: string) {
      log.info({ url }, "listening");
    },

    /**
     * The answer of the readiness check: null when searches are accepted, else why not. Only a
     * change has a line. Every start begins without readiness; the end of readiness is a warning.
     */
    readiness(reason: string | null) {
      if (reason === unreadyReason) return;
      if (reason === null) log.info("ready");
      else log[wasReady ? "warn" : "debug"]({ why: reason }, "not ready");
      wasReady ||= reason === null;
      unreadyReason = reason;
    },

    draining(inFlight: number) {
      log.info({ inFlight }, "draining");
    },

    stopped() {
      log.info("stopped");
    },
  };
}

function timeEvents(log: Logger, metrics: Metrics) {
  const clockAhead = metrics.gauge(
    "auction_clock_ahead_seconds",
    "How far this gateway's wall clock is ahead of its bidders'; 0 while it agrees",
  );
  const freezes = metrics.counter(
    "auction_freezes_total",
    "Times that this process did not run for over 2 s",
  );

  return {
    /** This gateway's clock is found to be wrong, or (null) it is right again. */
    clock(skew: ClockSkew | null) {
      clockAhead.set((skew?.aheadMs ?? 0) / 1_000);
      if (skew === null) return log.info("the clock agrees with the bidders' again");
      const { aheadMs, corrected, detail } = skew;
      log.warn({ aheadMs, corrected, detail }, "clock");
    },

    /**
     * This process did not run for a time. It handles the messages that arrived meanwhile before it
     * accepts new searches over NATS.
     */
    frozen(ms: number) {
      freezes.inc();
      log.warn(
        { ms: Math.round(ms) },
        "the process was frozen: it leaves the queue group until the messages that arrived meanwhile are handled",
      );
    },

    rejoined() {
      log.info("joined the queue group again");
    },
  };
}
