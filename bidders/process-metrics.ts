/** The metrics of a bidder: what happens in it, as events and statistics have it. */
import { ByText } from "../common/runtime/counted-metrics.ts";
import { AUCTION_SECONDS, type Metrics } from "../common/runtime/metrics.ts";
import type { BidderEvents } from "./events.ts";
import type { CallReport } from "./kit/accepted-call.ts";
import type { BidderFeedback } from "./kit/bidder.ts";
import { TOLD_RESULTS, toldResult } from "./kit/feedback.ts";
import type { Statistics } from "./kit/statistics.ts";

/** The same events, counted as well. Where no metrics are wanted, the events stay as they are. */
export function countedEvents(events: BidderEvents, metrics: Metrics, instance = ""): BidderEvents {
  const connected = metrics.gauge("bidder_broker_connected", "1 while connected to the broker");
  const reconnects = metrics.counter(
    "bidder_broker_reconnects_total",
    "Times that a lost connection to the broker was made again",
  );
  const hedges = metrics.counter(
    "bidder_hedges_total",
    "Hedges that arrived, and first calls that came directly and look alike: all calls of an outside bidder whose market names airports, and searches in several markets; held: this instance had the call already",
    ["what"],
  );
  for (const what of ["accepted", "held"] as const) hedges.inc({ what }, 0);
  const prices = metrics.counter("bidder_prices_total", "Offers priced again, by how it ended", [
    "status",
  ]);
  const answered = callMetrics(metrics);
  const told = feedbackMetrics(metrics, instance);
  return {
    ...events,
    answered(report, nowMs) {
      answered(report);
      events.answered(report, nowMs);
    },
    hedged(what) {
      hedges.inc({ what });
      events.hedged(what);
    },
    told(feedback) {
      told(feedback);
      events.told(feedback);
    },
    priced(report) {
      prices.inc({ status: report.status });
      events.priced(report);
    },
    joined(markets) {
      connected.set(1);
      events.joined(markets);
    },
    brokerStatus(type, detail) {
      if (type === "disconnect" || type === "close") connected.set(0);
      if (type === "reconnect") {
        connected.set(1);
        reconnects.inc();
      }
      events.brokerStatus(type, detail);
    },
  };
}

/** What gateways tell of bids (TOLD-1). Each result is there from the start, as 0. */
function feedbackMetrics(metrics: Metrics, instance: string): (feedback: BidderFeedback) => void {
  const results = metrics.counter(
    "bidder_feedback_total",
    "What became of the answers of this instance, as gateways tell it",
    ["result"],
  );
  for (const result of TOLD_RESULTS) results.inc({ result }, 0);
  const lateBids = metrics.counter(
    "bidder_feedback_late_bids_total",
    "Bids of this instance that came after their auction had ended",
  );
  const itineraries = metrics.counter(
    "bidder_feedback_itineraries_total",
    "Itineraries that were shown with an offer of this instance (shown), first of all sellers (won), and those of the same results altogether (places)",
    ["what"],
  );
  const unanswered = metrics.counter(
    "bidder_feedback_unanswered_total",
    "Auctions in which nothing has come from any instance of the kind: the same at each of them",
  );
  const dropped = metrics.counter(
    "bidder_feedback_dropped_total",
    "What gateways have left out of their feedback to the kind: the same at each instance",
  );
  return (feedback) => {
    for (const one of feedback.auctions) {
      results.inc({ result: toldResult(one, instance) });
      if (one.hedgedAway === instance) continue;
      itineraries.inc({ what: "shown" }, one.shown);
      itineraries.inc({ what: "won" }, one.won);
      itineraries.inc({ what: "places" }, one.places);
    }
    lateBids.inc({}, feedback.late.length);
    unanswered.inc({}, feedback.unanswered.length);
    dropped.inc({}, feedback.dropped);
  };
}

/** What is measured of each call that is answered. */
function callMetrics(metrics: Metrics): (report: CallReport) => void {
  const calls = metrics.countedCounter("bidder_calls_total", "Calls answered, by the final bid", [
    "status",
  ]);
  const seconds = metrics.histogram(
    "bidder_call_duration_seconds",
    "From the receipt of a call to its final bid",
    ["status"],
    AUCTION_SECONDS,
  );
  const queueing = metrics
    .histogram(
      "bidder_queueing_seconds",
      "How long calls were on their way, beyond the fastest of the same gateway",
      [],
      AUCTION_SECONDS,
    )
    .child({});
  const waiting = metrics
    .histogram(
      "bidder_wait_seconds",
      "From the receipt of a call to the start of its search, or to its answer without one",
      [],
      AUCTION_SECONDS,
    )
    .child({});
  const offers = metrics
    .countedCounter("bidder_offers_total", "Offers that were sent", [])
    .child({});
  const ofStatus = new ByText((status) => ({
    calls: calls.child({ status }),
    seconds: seconds.child({ status }),
  }));
  return ({ status, tookMs, queueingMs, waitedMs, offers: count }) => {
    const of = ofStatus.of(status);
    of.calls.value++;
    of.seconds.observe(tookMs / 1_000);
    queueing.observe(queueingMs / 1_000);
    waiting.observe(waitedMs / 1_000);
    offers.value += count;
  };
}

/** The searches that run and the calls that wait, at the moment. */
interface Load {
  readonly running: number;
  readonly waiting: number;
}

/** What is read when the metrics are collected. `load`: undefined before the bidder has joined. */
export function addMeasuredMetrics(
  metrics: Metrics,
  statistics: Pick<Statistics, "counters">,
  load: () => Load | undefined,
): void {
  metrics.measuredGauge("bidder_running", "Searches that run", () => load()?.running ?? 0);
  metrics.measuredGauge("bidder_waiting", "Calls that wait", () => load()?.waiting ?? 0);
  const counted = (
    name: string,
    help: string,
    of: keyof ReturnType<Statistics["counters"]>,
  ): void => metrics.measuredCounter(name, help, () => statistics.counters()[of]);
  counted("bidder_offers_dropped_total", "Offers that were invalid, and not sent", "offersDropped");
  counted("bidder_unreadable_total", "Messages that could not be read", "unreadable");
  counted("bidder_runaways_total", "Searches that did not stop on their signal", "runaways");
  counted("bidder_unsent_total", "Answers that could not be sent", "unsent");
  counted("bidder_failures_total", "Failures that the bidder has survived", "troubles");
}
