/** Events of searches: their results, their refusals, and events that a caller did not get. */
import type { Logger } from "pino";
import { shortened } from "../../common/text/shortened.ts";
import type { AuctionError, ErrorCode } from "../../proto/errors.ts";
import type { BidderReport, FlightSearch, SearchResult } from "../../proto/messages.ts";
import { LogRateLimiter } from "../runtime/log-rate-limiter.ts";
import { DETAIL_CHARACTERS_MAX } from "../search/problem.ts";
import type { Transport } from "../transport.ts";
import { AUCTION_SECONDS, type Metrics } from "./metrics.ts";

/**
 * Refusals that follow from the state of the gateway. The state has a log line of its own at its
 * own level, so each refusal is only a warning.
 */
const STATE_CODES: ReadonlySet<ErrorCode> = new Set([
  "overloaded",
  "expired",
  "no-broker",
  "shutting-down",
]);

/** A6: log lines a second about searches that were refused for lack of time or room. */
const PRESSURE_LINES_A_SECOND_MAX = 20;

export function searchEvents(log: Logger, metrics: Metrics) {
  return {
    ...resultEvents(log, metrics),
    ...refusalEvents(log, metrics),
  };
}

function resultEvents(log: Logger, metrics: Metrics) {
  const searches = metrics.counter("auction_searches_total", "Searches by what ended them", [
    "door",
    "ended_by",
    "partial",
  ]);
  const byEnd = ["ended_by"] as const;
  const byBidder = ["bidder"] as const;
  const seconds = metrics.histogram(
    "auction_seconds",
    "From search to result",
    byEnd,
    AUCTION_SECONDS,
  );
  const outcomes = metrics.counter("auction_outcomes_total", "How bidders ended", [
    "bidder",
    "outcome",
  ]);
  const bidSeconds = metrics.histogram(
    "auction_bid_seconds",
    "From call to last bid",
    byBidder,
    AUCTION_SECONDS,
  );
  const offers = metrics.counter("auction_offers_total", "Offers received in time", byBidder);

  return {
    /** `auctionId`: the id on the wire. The line has both ids, to find the bidders' lines by it. */
    searched(transport: Transport, search: FlightSearch, result: SearchResult, auctionId: string) {
      const { searchId, endedBy, partial, elapsedMs, itineraries } = result;
      searches.inc({ door: transport, ended_by: endedBy, partial: String(partial) });
      seconds.observe({ ended_by: endedBy }, elapsedMs / 1000);
      for (const { bidder, outcome, latencyMs, offers: count } of result.bidders) {
        outcomes.inc({ bidder, outcome });
        offers.inc({ bidder }, count);
        if (latencyMs !== null) bidSeconds.observe({ bidder }, latencyMs / 1000);
      }
      log.info(
        {
          searchId,
          auctionId,
          door: transport,
          market: marketOf(search),
          endedBy,
          partial,
          elapsedMs,
          itineraries: itineraries.length,
          bidders: Object.fromEntries(result.bidders.map(endOf)),
        },
        "search",
      );
    },
  };
}

function marketOf({ slices }: FlightSearch): string {
  return slices
    .map(({ origin, destination, departureDate }) => `${origin}-${destination} ${departureDate}`)
    .join(", ");
}

function endOf({ bidder, outcome, latencyMs }: BidderReport): [bidder: string, end: string] {
  return [bidder, latencyMs === null ? outcome : `${outcome} ${latencyMs} ms`];
}

function refusalEvents(log: Logger, metrics: Metrics) {
  const pressureLines = new LogRateLimiter(PRESSURE_LINES_A_SECOND_MAX);
  const refused = metrics.counter("auction_refused_total", "Requests refused, by error code", [
    "door",
    "code",
  ]);
  const skipped = metrics.counter(
    "auction_events_skipped_total",
    "Events not sent: the caller reads too slowly, or they are larger than a message may be",
    ["door"],
  );

  return {
    refused(transport: Transport, error: AuctionError) {
      const { code, status, message, cause } = error;
      refused.inc({ door: transport, code });
      // While many are refused, their lines would be a load of their own. The counter has them all.
      const isPressure = code === "overloaded" || code === "expired";
      if (isPressure && !pressureLines.take()) return;
      const detail = shortened(message, DETAIL_CHARACTERS_MAX);
      const line = { door: transport, code, detail };
      // pino writes an error with its stack only under the name `err`. A caller's mistake needs no
      // stack: its detail is enough.
      const isOurs = status >= 500 && !STATE_CODES.has(code);
      if (!isOurs) log.warn(line, "refused");
      else log.error(cause === undefined ? line : { ...line, err: cause }, "refused");
    },

    /**
     * A caller was not sent an event of its running search: it reads too slowly, or the event is
     * larger than a message may be.
     */
    skipped(transport: Transport, event: string) {
      skipped.inc({ door: transport });
      log.debug({ door: transport, event }, "event skipped");
    },
  };
}
