/** The metrics of a bidder: what happens in it, as events and statistics have it. */
import { ByText } from "../common/runtime/counted-metrics.ts";
import { AUCTION_SECONDS, type Metrics } from "../common/runtime/metrics.ts";
import type { BidderEvents } from "./events.ts";
import type { CallReport } from "./kit/accepted-call.ts";
import type { Statistics } from "./kit/statistics.ts";

/** The same events, counted as well. Where no metrics are wanted, the events stay as they are. */
export function countedEvents(events: BidderEvents, metrics: Metrics): BidderEvents {
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
