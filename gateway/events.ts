/** What happens in a gateway, one function an event: each is one log line, one metric, or both. */
import type { Logger } from "pino";
import { withoutCredentials } from "../common/runtime/broker-url.ts";
import type { AuctionError, ErrorCode } from "../proto/errors.ts";
import type { FlightSearch, SearchResult } from "../proto/messages.ts";
import type { LateNews, RegretNews } from "./auction/ledger.ts";
import type { Order } from "./auction/ports.ts";
import type { DropReason } from "./fallback/record.ts";
import { createMetrics, type Load, lateBy } from "./metrics.ts";
import type { ClockFault } from "./runtime/judged-clock.ts";
import { LineAllowance } from "./runtime/line-allowance.ts";
import type { BreakerState } from "./scatter/breaker.ts";
import { DETAIL_CHARACTERS_MAX, shortened } from "./search/problem.ts";

export type Events = ReturnType<typeof createEvents>;
export type Door = "http" | "nats";

/**
 * Refusals that tell the state of the gateway. That state has a line of its own at its own level,
 * so each refusal is only a warning.
 */
const STATES: ReadonlySet<ErrorCode> = new Set([
  "overloaded",
  "expired",
  "no-broker",
  "shutting-down",
]);

/** The log level of each status of the connection. The rest is `info`. */
const BROKER_LEVELS: Readonly<Record<string, "debug" | "warn">> = {
  reconnecting: "debug",
  disconnect: "warn",
  error: "warn",
  staleConnection: "warn",
  slowConsumer: "warn",
};

/** A6: lines a second about searches that were refused for lack of time or room. */
const PRESSURE_LINES_A_SECOND_MAX = 20;

export function createEvents(log: Logger, load: Load) {
  const metrics = createMetrics(load);
  const pressureLines = new LineAllowance(PRESSURE_LINES_A_SECOND_MAX);
  let wasReady = false;
  let unreadyWhy: string | null | undefined;

  return {
    registry: metrics.registry,

    /**
     * Until the broker answers, nothing else happens here; credentials in the address are not for
     * the log.
     */
    connecting(url: string) {
      log.info({ url: withoutCredentials(url) }, "connecting to the broker");
    },

    listening(url: string) {
      log.info({ url }, "listening");
    },

    /**
     * `auctionId`: the id on the wire. The log has both, so that bidders' logs can be joined to it.
     */
    searched(door: Door, search: FlightSearch, result: SearchResult, auctionId: string) {
      const { searchId, endedBy, partial, elapsedMs, itineraries } = result;
      metrics.searches.inc({ door, ended_by: endedBy, partial: String(partial) });
      metrics.seconds.observe({ ended_by: endedBy }, elapsedMs / 1000);
      for (const { bidder, outcome, latencyMs, offers: count } of result.bidders) {
        metrics.outcomes.inc({ bidder, outcome });
        metrics.offers.inc({ bidder }, count);
        if (latencyMs !== null) metrics.bidSeconds.observe({ bidder }, latencyMs / 1000);
      }
      const bidders = Object.fromEntries(
        result.bidders.map((b) => [
          b.bidder,
          b.latencyMs === null ? b.outcome : `${b.outcome} ${b.latencyMs} ms`,
        ]),
      );
      const market = search.slices
        .map((slice) => `${slice.origin}-${slice.destination} ${slice.departureDate}`)
        .join(", ");
      log.info(
        {
          searchId,
          auctionId,
          door,
          market,
          endedBy,
          partial,
          elapsedMs,
          itineraries: itineraries.length,
          bidders,
        },
        "search",
      );
    },

    refused(door: Door, error: AuctionError) {
      metrics.refused.inc({ door, code: error.code });
      const line = {
        door,
        code: error.code,
        detail: shortened(error.message, DETAIL_CHARACTERS_MAX),
      };
      // Under `err`, and only there, pino writes an error with its stack. A caller's mistake needs
      // none: its detail says it all.
      const isPressure = error.code === "overloaded" || error.code === "expired";
      const ours = error.status >= 500 && !STATES.has(error.code);
      // Under a flood the log would be a load of its own: the counter has them all.
      if (isPressure && !pressureLines.take()) return;
      if (ours)
        log.error(error.cause === undefined ? line : { ...line, err: error.cause }, "refused");
      else log.warn(line, "refused");
    },

    /**
     * An event of a running search that its caller was not sent: it reads too slowly, or the event
     * is larger than a message may be.
     */
    skipped(door: Door, event: string) {
      metrics.skipped.inc({ door });
      log.debug({ door, event }, "event skipped");
    },

    /** A caller did not take its answer, and its connection was cut. */
    cut() {
      metrics.cut.inc();
      log.warn("answer cut off: its caller does not read");
    },

    /** More connections than this gateway takes. */
    dropped() {
      metrics.dropped.inc();
      log.debug("connection dropped");
    },

    /** An idle connection was closed to make room for a new one. */
    evicted() {
      metrics.evicted.inc();
      log.debug("idle connection closed for a new one");
    },

    late({
      searchId,
      auctionId,
      instance,
      lateByMs,
      late: { bidder, latencyMs, offers: count },
      regretRise,
      regret: its,
    }: LateNews) {
      metrics.late.inc({ bidder });
      metrics.lateSeconds.observe({ bidder }, lateByMs / 1000);
      metrics.regret.inc(
        { bidder, currency: regretRise.currency, late_by: lateBy(lateByMs) },
        regretRise.amount,
      );
      log.info(
        {
          searchId,
          auctionId,
          bidder,
          instance,
          latencyMs,
          lateByMs,
          offers: count,
          regretRise,
          regret: its ?? "unknown",
        },
        "late bid",
      );
    },

    /** What the regret of a search is, as far as it will ever be known. */
    regret({ searchId, auctionId, regret: its }: RegretNews) {
      metrics.regrets.inc({
        regret: its === null ? "unknown" : its.amount === 0 ? "none" : "some",
      });
      // That nothing was lost is no news.
      if (its?.amount !== 0) log.debug({ searchId, auctionId, regret: its ?? "unknown" }, "regret");
    },

    stray(auctionId: string, bidder: string) {
      metrics.stray.inc({ bidder });
      log.debug({ auctionId, bidder }, "stray bid");
    },

    standIns: {
      unshared(why: string) {
        log.warn({ why }, "stand-ins are not shared: this gateway's memory alone serves");
      },

      shared(note: string | null) {
        log.info({ note }, "stand-ins are shared");
      },

      dropped(bidder: string, reason: DropReason) {
        metrics.standInsDropped.inc({ bidder, reason });
        log.debug({ bidder, reason }, "stand-in dropped");
      },
    },

    hedged(
      { searchId, auctionId }: Pick<Order, "searchId" | "auctionId">,
      bidder: string,
      instance: string,
    ) {
      metrics.hedges.inc({ bidder });
      log.debug({ searchId, auctionId, bidder, instance }, "hedged");
    },

    hedgeLost(
      { searchId, auctionId }: Pick<Order, "searchId" | "auctionId">,
      bidder: string,
      instance: string,
    ) {
      metrics.hedgesLost.inc({ bidder });
      log.debug({ searchId, auctionId, bidder, instance }, "hedge lost");
    },

    breaker(bidder: string, state: BreakerState) {
      metrics.breakers.set({ bidder }, state === "closed" ? 0 : state === "half-open" ? 1 : 2);
      log[state === "open" ? "warn" : "info"]({ bidder, state }, "breaker");
    },

    /** This gateway's clock is found to be wrong, or right again (null). */
    clock(fault: ClockFault | null) {
      metrics.clockAhead.set((fault?.aheadMs ?? 0) / 1_000);
      if (fault === null) log.info("the clock agrees with the bidders' again");
      else
        log.warn(
          { aheadMs: fault.aheadMs, corrected: fault.corrected, detail: fault.detail },
          "clock",
        );
    },

    joined(bidder: string, instance: string) {
      metrics.instances.inc({ bidder });
      log.info({ bidder, instance }, "bidder joined");
    },

    gone(bidder: string, instance: string, how: "left" | "lost") {
      metrics.instances.dec({ bidder });
      log[how === "left" ? "info" : "warn"]({ bidder, instance, how }, "bidder gone");
    },

    broker(type: string, detail: string, connected: boolean) {
      metrics.broker.set(connected ? 1 : 0);
      log[BROKER_LEVELS[type] ?? "info"]({ type, detail }, "broker");
    },

    /**
     * What `/ready` was answered: null when searches are taken, else why not. Only a change is a
     * line. Not to be ready yet is what every start begins with; not to be ready any more is a
     * warning.
     */
    readiness(why: string | null) {
      if (why === unreadyWhy) return;
      if (why === null) log.info("ready");
      else log[wasReady ? "warn" : "debug"]({ why }, "not ready");
      wasReady ||= why === null;
      unreadyWhy = why;
    },

    /**
     * The broker refused a subscription, what a bidder says of itself is refused, or our own
     * handling of a message threw (a bug).
     */
    fault(subject: string, error: unknown) {
      metrics.faults.inc();
      log.error({ subject, err: error }, "subscription fault");
    },

    /**
     * This process stood still; what had come meanwhile is looked through before new searches are
     * taken over NATS.
     */
    frozen(ms: number) {
      metrics.freezes.inc();
      log.warn(
        { ms: Math.round(ms) },
        "the process stood still: it leaves the queue group until it has looked through what came meanwhile",
      );
    },

    thawed() {
      log.info("joined the queue group again");
    },

    draining(inFlight: number) {
      log.info({ inFlight }, "draining");
    },

    stopped() {
      log.info("stopped");
    },
  };
}
