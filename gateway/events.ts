/** What happens in a gateway, one function an event: each is one log line, one metric, or both. */
import type { Logger } from "pino";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { AuctionError } from "../proto/errors.ts";
import type { FlightSearch, SearchResult } from "../proto/messages.ts";
import type { LateNews } from "./auction/ledger.ts";

export type Events = ReturnType<typeof createEvents>;
export type Door = "http" | "nats";

const SECONDS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1, 2, 5, 10];

export function createEvents(log: Logger, searchesInFlight: () => number) {
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
    help: "How much cheaper than the best shown the late offers were, in minor units",
    labelNames: ["bidder", "currency"],
    registers,
  });
  const faults = new Counter({ name: "auction_subscription_faults_total", help: "Refused subscriptions and failed handling", registers });
  const instances = new Gauge({ name: "auction_instances", help: "Live instances", labelNames: ["bidder"], registers });
  const broker = new Gauge({ name: "auction_broker_connected", help: "1 while connected to the broker", registers });
  new Gauge({
    name: "auction_in_flight",
    help: "Searches under way",
    registers,
    collect() {
      this.set(searchesInFlight());
    },
  });

  return {
    registry,

    listening(url: string) {
      log.info({ url }, "listening");
    },

    searched(door: Door, search: FlightSearch, result: SearchResult) {
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
      log.info({ searchId, door, market, endedBy, partial, elapsedMs, itineraries: itineraries.length, bidders }, "search");
    },

    refused(door: Door, error: AuctionError) {
      refused.inc({ door, code: error.code });
      const line = { door, code: error.code, detail: error.message, ...(error.cause === undefined ? {} : { cause: error.cause }) };
      if (error.status >= 500 && error.code !== "overloaded") log.error(line, "refused");
      else log.warn(line, "refused");
    },

    late({ searchId, late: { bidder, latencyMs, offers: count }, regretRise }: LateNews) {
      late.inc({ bidder });
      regret.inc({ bidder, currency: regretRise.currency }, regretRise.amount);
      log.info({ searchId, bidder, latencyMs, offers: count, regretRise }, "late bid");
    },

    stray(searchId: string, bidder: string) {
      stray.inc({ bidder });
      log.debug({ searchId, bidder }, "stray bid");
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
      const level =
        type === "disconnect" || type === "error" || type === "staleConnection" ? "warn" : type === "reconnecting" ? "debug" : "info";
      log[level]({ type, detail }, "broker");
    },

    /** The broker refused a subscription, or our own handling of a message threw: the first is for nats.conf, the second a bug. */
    fault(subject: string, error: unknown) {
      faults.inc();
      log.error({ subject, err: error }, "subscription fault");
    },

    draining(inFlight: number) {
      log.info({ inFlight }, "draining");
    },

    stopped() {
      log.info("stopped");
    },
  };
}
