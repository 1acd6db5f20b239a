/** The gateway's metrics, for Prometheus. What changes them is in events.ts. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const SECONDS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1, 2, 5, 10];

/** "What would 100 ms more have brought?": regret is counted by how late it came. */
const LATE_BY_MS = [50, 100, 250, 500, 1_000, 5_000];

export function lateBy(ms: number): string {
  const bound = LATE_BY_MS.find((one) => ms <= one);
  return bound === undefined ? "more" : `${bound}ms`;
}

export interface Load {
  readonly running: () => number;
  readonly waiting: () => number;
  readonly ledger?: () => { readonly entries: number; readonly bytes: number };
}

export function createMetrics(load: Load) {
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
  const cut = new Counter({
    name: "auction_answers_cut_total",
    help: "Answers cut off because their caller did not read",
    registers,
  });
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
  const outcomes = new Counter({
    name: "auction_outcomes_total",
    help: "How bidders ended",
    labelNames: ["bidder", "outcome"],
    registers,
  });
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
  const offers = new Counter({
    name: "auction_offers_total",
    help: "Offers received in time",
    labelNames: ["bidder"],
    registers,
  });
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
  const fallbackDropped = new Counter({
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
  const breakers = new Gauge({
    name: "auction_breaker",
    help: "0 closed, 1 half-open, 2 open",
    labelNames: ["bidder"],
    registers,
  });
  const clockAhead = new Gauge({
    name: "auction_clock_ahead_seconds",
    help: "How far this gateway's wall clock is ahead of its bidders'; 0 while it agrees",
    registers,
  });
  const faults = new Counter({
    name: "auction_subscription_faults_total",
    help: "Refused subscriptions and failed handling",
    registers,
  });
  const freezes = new Counter({
    name: "auction_freezes_total",
    help: "Times that this process stood still for over 2 s",
    registers,
  });
  const instances = new Gauge({
    name: "auction_instances",
    help: "Live instances",
    labelNames: ["bidder"],
    registers,
  });
  const broker = new Gauge({
    name: "auction_broker_connected",
    help: "1 while connected to the broker",
    registers,
  });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  gauge("auction_in_flight", "Searches under way", load.running);
  gauge("auction_waiting", "Searches that wait for a place", load.waiting);
  const { ledger } = load;
  if (ledger !== undefined) {
    gauge("auction_ledger_entries", "Results that are kept", () => ledger().entries);
    gauge(
      "auction_ledger_bytes",
      "Bytes that they take, as bounded by LEDGER_BYTES_MAX",
      () => ledger().bytes,
    );
  }
  return {
    registry,
    searches,
    refused,
    skipped,
    cut,
    dropped,
    evicted,
    seconds,
    outcomes,
    bidSeconds,
    lateSeconds,
    offers,
    late,
    stray,
    regret,
    regrets,
    fallbackDropped,
    hedges,
    hedgesLost,
    breakers,
    clockAhead,
    faults,
    freezes,
    instances,
    broker,
  };
}
