/** What happens in a gateway, one function an event: each is one log line, one metric, or both. */
import type { Logger } from "pino";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { AuctionError, ErrorCode } from "../proto/errors.ts";
import type { FlightSearch, SearchResult } from "../proto/messages.ts";
import type { LateNews, RegretNews } from "./auction/ledger.ts";
import type { Order } from "./auction/ports.ts";
import type { ClockFault } from "./judged-clock.ts";
import { LineAllowance } from "./line-allowance.ts";
import { DETAIL_CHARACTERS_MAX, shortened } from "./problem.ts";
import type { BreakerState } from "./scatter/breaker.ts";
import type { DropReason } from "./stand-ins/statement.ts";

export type Events = ReturnType<typeof createEvents>;
export type Door = "http" | "nats";

const SECONDS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1, 2, 5, 10];

/** "What would 100 ms more have brought?": regret is counted by how late it came. */
const LATE_BY_MS = [50, 100, 250, 500, 1_000, 5_000];

function lateBy(ms: number): string {
  const bound = LATE_BY_MS.find((one) => ms <= one);
  return bound === undefined ? "more" : `${bound}ms`;
}

/** Refusals that tell the state of the gateway. That state has a line of its own at its own level, so each refusal is only a warning. */
const STATES: ReadonlySet<ErrorCode> = new Set(["overloaded", "expired", "no-broker", "shutting-down"]);

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

export interface Load {
  readonly running: () => number;
  readonly waiting: () => number;
  readonly ledger?: () => { readonly entries: number; readonly bytes: number };
}

export function createEvents(log: Logger, load: Load) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const searches = new Counter({
    name: "auction_searches_total",
    help: "Searches by what ended them",
    labelNames: ["door", "ended_by", "partial"],
    registers,
  });
  const refused = new Counter({
    name: "auction_refused_total",
    help: "Requests refused, by error code",
    labelNames: ["door", "code"],
    registers,
  });
  const skipped = new Counter({
    name: "auction_events_skipped_total",
    help: "Events not sent: the caller reads too slowly, or they are larger than a message may be",
    labelNames: ["door"],
    registers,
  });
  const cut = new Counter({ name: "auction_answers_cut_total", help: "Answers cut off because their caller did not read", registers });
  const dropped = new Counter({
    name: "auction_connections_dropped_total",
    help: "HTTP connections refused: as many as are allowed were at work",
    registers,
  });
  const evicted = new Counter({
    name: "auction_connections_evicted_total",
    help: "Idle HTTP connections closed to make room for new ones",
    registers,
  });
  const seconds = new Histogram({
    name: "auction_seconds",
    help: "From search to result",
    labelNames: ["ended_by"],
    buckets: SECONDS,
    registers,
  });
  const outcomes = new Counter({ name: "auction_outcomes_total", help: "How bidders ended", labelNames: ["bidder", "outcome"], registers });
  const bidSeconds = new Histogram({
    name: "auction_bid_seconds",
    help: "From call to last bid",
    labelNames: ["bidder"],
    buckets: SECONDS,
    registers,
  });
  const lateSeconds = new Histogram({
    name: "auction_late_seconds",
    help: "How long after the end of their auction bids came",
    labelNames: ["bidder"],
    buckets: LATE_BY_MS.map((ms) => ms / 1000),
    registers,
  });
  const offers = new Counter({ name: "auction_offers_total", help: "Offers received in time", labelNames: ["bidder"], registers });
  const late = new Counter({
    name: "auction_late_bids_total",
    help: "Bids that came after their auction had ended",
    labelNames: ["bidder"],
    registers,
  });
  const stray = new Counter({
    name: "auction_stray_bids_total",
    help: "Late bids that nothing is kept of",
    labelNames: ["bidder"],
    registers,
  });
  const regret = new Counter({
    name: "auction_regret_minor_units_total",
    help: "How much cheaper than the best shown the late offers were, in minor units, by how late they came: what more time would have brought at least",
    labelNames: ["bidder", "currency", "late_by"],
    registers,
  });
  const regrets = new Counter({
    name: "auction_regret_searches_total",
    help: "Searches that showed something, by their regret: none and some are known; unknown is when a bidder was not heard to the end",
    labelNames: ["regret"],
    registers,
  });
  const standInsDropped = new Counter({
    name: "auction_stand_ins_dropped_total",
    help: "Good bids that could not be kept, written or read back",
    labelNames: ["bidder", "reason"],
    registers,
  });
  const hedges = new Counter({
    name: "auction_hedges_total",
    help: "Calls that went to a second instance",
    labelNames: ["bidder"],
    registers,
  });
  const hedgesLost = new Counter({
    name: "auction_hedges_lost_total",
    help: "Calls to a second instance that was not there",
    labelNames: ["bidder"],
    registers,
  });
  const breakers = new Gauge({ name: "auction_breaker", help: "0 closed, 1 half-open, 2 open", labelNames: ["bidder"], registers });
  const clockAhead = new Gauge({
    name: "auction_clock_ahead_seconds",
    help: "How far this gateway's wall clock is ahead of its bidders'; 0 while it agrees",
    registers,
  });
  const faults = new Counter({ name: "auction_subscription_faults_total", help: "Refused subscriptions and failed handling", registers });
  const freezes = new Counter({ name: "auction_freezes_total", help: "Times that this process stood still for over 2 s", registers });
  const instances = new Gauge({ name: "auction_instances", help: "Live instances", labelNames: ["bidder"], registers });
  const broker = new Gauge({ name: "auction_broker_connected", help: "1 while connected to the broker", registers });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  const pressureLines = new LineAllowance(PRESSURE_LINES_A_SECOND_MAX);
  gauge("auction_in_flight", "Searches under way", load.running);
  gauge("auction_waiting", "Searches that wait for a place", load.waiting);
  const { ledger } = load;
  if (ledger !== undefined) {
    gauge("auction_ledger_entries", "Results that are kept", () => ledger().entries);
    gauge("auction_ledger_bytes", "Bytes that they take, as bounded by LEDGER_BYTES_MAX", () => ledger().bytes);
  }

  let wasReady = false;
  let unreadyWhy: string | null | undefined;

  return {
    registry,

    /** Until the broker answers, nothing else happens here; credentials in the address are not for the log. */
    connecting(url: string) {
      log.info({ url: url.replaceAll(/\/\/[^@/\s,]*@/g, "//") }, "connecting to the broker");
    },

    listening(url: string) {
      log.info({ url }, "listening");
    },

    /** `auctionId`: the id on the wire. The log has both, so that bidders' logs can be joined to it. */
    searched(door: Door, search: FlightSearch, result: SearchResult, auctionId: string) {
      const { searchId, endedBy, partial, elapsedMs, itineraries } = result;
      searches.inc({ door, ended_by: endedBy, partial: String(partial) });
      seconds.observe({ ended_by: endedBy }, elapsedMs / 1000);
      for (const { bidder, outcome, latencyMs, offers: count } of result.bidders) {
        outcomes.inc({ bidder, outcome });
        offers.inc({ bidder }, count);
        if (latencyMs !== null) bidSeconds.observe({ bidder }, latencyMs / 1000);
      }
      const bidders = Object.fromEntries(
        result.bidders.map((b) => [b.bidder, b.latencyMs === null ? b.outcome : `${b.outcome} ${b.latencyMs} ms`]),
      );
      const market = search.slices.map((slice) => `${slice.origin}-${slice.destination} ${slice.departureDate}`).join(", ");
      log.info({ searchId, auctionId, door, market, endedBy, partial, elapsedMs, itineraries: itineraries.length, bidders }, "search");
    },

    refused(door: Door, error: AuctionError) {
      refused.inc({ door, code: error.code });
      const line = { door, code: error.code, detail: shortened(error.message, DETAIL_CHARACTERS_MAX) };
      // Under `err`, and only there, pino writes an error with its stack. A caller's mistake needs none: its detail says it all.
      const isPressure = error.code === "overloaded" || error.code === "expired";
      const ours = error.status >= 500 && !STATES.has(error.code);
      // Under a flood the log would be a load of its own: the counter has them all.
      if (isPressure && !pressureLines.take()) return;
      if (ours) log.error(error.cause === undefined ? line : { ...line, err: error.cause }, "refused");
      else log.warn(line, "refused");
    },

    /** An event of a running search that its caller was not sent: it reads too slowly, or the event is larger than a message may be. */
    skipped(door: Door, event: string) {
      skipped.inc({ door });
      log.debug({ door, event }, "event skipped");
    },

    /** A caller did not take its answer, and its connection was cut. */
    cut() {
      cut.inc();
      log.warn("answer cut off: its caller does not read");
    },

    /** More connections than this gateway takes. */
    dropped() {
      dropped.inc();
      log.debug("connection dropped");
    },

    /** An idle connection was closed to make room for a new one. */
    evicted() {
      evicted.inc();
      log.debug("idle connection closed for a new one");
    },

    late({ searchId, auctionId, instance, lateByMs, late: { bidder, latencyMs, offers: count }, regretRise, regret: its }: LateNews) {
      late.inc({ bidder });
      lateSeconds.observe({ bidder }, lateByMs / 1000);
      regret.inc({ bidder, currency: regretRise.currency, late_by: lateBy(lateByMs) }, regretRise.amount);
      log.info(
        { searchId, auctionId, bidder, instance, latencyMs, lateByMs, offers: count, regretRise, regret: its ?? "unknown" },
        "late bid",
      );
    },

    /** What the regret of a search is, as far as it will ever be known. */
    regret({ searchId, auctionId, regret: its }: RegretNews) {
      regrets.inc({ regret: its === null ? "unknown" : its.amount === 0 ? "none" : "some" });
      // That nothing was lost is no news.
      if (its?.amount !== 0) log.debug({ searchId, auctionId, regret: its ?? "unknown" }, "regret");
    },

    stray(auctionId: string, bidder: string) {
      stray.inc({ bidder });
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
        standInsDropped.inc({ bidder, reason });
        log.debug({ bidder, reason }, "stand-in dropped");
      },
    },

    hedged({ searchId, auctionId }: Pick<Order, "searchId" | "auctionId">, bidder: string, instance: string) {
      hedges.inc({ bidder });
      log.debug({ searchId, auctionId, bidder, instance }, "hedged");
    },

    hedgeLost({ searchId, auctionId }: Pick<Order, "searchId" | "auctionId">, bidder: string, instance: string) {
      hedgesLost.inc({ bidder });
      log.debug({ searchId, auctionId, bidder, instance }, "hedge lost");
    },

    breaker(bidder: string, state: BreakerState) {
      breakers.set({ bidder }, state === "closed" ? 0 : state === "half-open" ? 1 : 2);
      log[state === "open" ? "warn" : "info"]({ bidder, state }, "breaker");
    },

    /** This gateway's clock is found to be wrong, or right again (null). */
    clock(fault: ClockFault | null) {
      clockAhead.set((fault?.aheadMs ?? 0) / 1_000);
      if (fault === null) log.info("the clock agrees with the bidders' again");
      else log.warn({ aheadMs: fault.aheadMs, corrected: fault.corrected, detail: fault.detail }, "clock");
    },

    joined(bidder: string, instance: string) {
      instances.inc({ bidder });
      log.info({ bidder, instance }, "bidder joined");
    },

    gone(bidder: string, instance: string, how: "left" | "lost") {
      instances.dec({ bidder });
      log[how === "left" ? "info" : "warn"]({ bidder, instance, how }, "bidder gone");
    },

    broker(type: string, detail: string, connected: boolean) {
      broker.set(connected ? 1 : 0);
      log[BROKER_LEVELS[type] ?? "info"]({ type, detail }, "broker");
    },

    /**
     * What `/ready` was answered: null when searches are taken, else why not. Only a change is a line. Not to be ready yet is what every
     * start begins with; not to be ready any more is a warning.
     */
    readiness(why: string | null) {
      if (why === unreadyWhy) return;
      if (why === null) log.info("ready");
      else log[wasReady ? "warn" : "debug"]({ why }, "not ready");
      wasReady ||= why === null;
      unreadyWhy = why;
    },

    /** The broker refused a subscription, what a bidder says of itself is refused, or our own handling of a message threw (a bug). */
    fault(subject: string, error: unknown) {
      faults.inc();
      log.error({ subject, err: error }, "subscription fault");
    },

    /** This process stood still; what had come meanwhile is looked through before new searches are taken over NATS. */
    frozen(ms: number) {
      freezes.inc();
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
