/**
 * Events of searches: their results, their refusals, and events that a caller did not get.
 *
 * Tests: `gateway/events.test.ts`.
 */
import type { Logger } from "pino";
import { ByText } from "../../common/runtime/counted-metrics.ts";
import { AUCTION_SECONDS, type Metrics } from "../../common/runtime/metrics.ts";
import { shortened } from "../../common/text/shortened.ts";
import type { CalendarResult } from "../../proto/calendar.ts";
import type { AuctionError, ErrorCode } from "../../proto/errors.ts";
import type { SearchResult } from "../../proto/messages.ts";
import type { RecentMinutes } from "../market-view/recent-minutes.ts";
import { LogRateLimiter } from "../runtime/log-rate-limiter.ts";
import { DETAIL_CHARACTERS_MAX } from "../search/problem.ts";
import type { Transport } from "../transport.ts";
import { frequentLine } from "./frequent-line.ts";
import { offerLines } from "./offer-lines.ts";
import { BIDDERS_NAMED_MAX, marketOf, type SearchedEvent, searchLine } from "./search-line.ts";
import { type TenantCounts, tenantCounts } from "./tenant-events.ts";

/**
 * Refusals that follow from the state of the gateway. The state has a log line of its own at its
 * own level, so each refusal is only a warning.
 */
const STATE_CODES: ReadonlySet<ErrorCode> = new Set([
  "overloaded",
  "expired",
  "no-broker",
  "no-issuer",
  "shutting-down",
]);

/** Codes of which many come at once: of a full gateway, of a stranger or a busy tenant. */
const PRESSURE_CODES: ReadonlySet<ErrorCode> = new Set([
  "overloaded",
  "expired",
  "unauthorized",
  "no-issuer",
  "rate-limited",
]);

/** What is known of a request that is refused. */
export interface RefusedRequest {
  /** Absent where the caller has no key, or none that is known. */
  readonly tenant?: string | undefined;
  /** REQUESTID-2 */
  readonly requestId?: string | undefined;
}

const UNNAMED: RefusedRequest = {};

/**
 * What a calendar ends with: as of a search, with a result of its own. No interface: the package
 * has the type of `createEvents`, in which this one has no name.
 */
type CalendarEnd = Omit<SearchedEvent, "result"> & { readonly result: CalendarResult };

/** Bounds of the time past a deadline. The first one is the resolution of a timer. */
const OVERRUN_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** A6: log lines a second about requests that were refused for such a reason. */
const PRESSURE_LINES_A_SECOND_MAX = 20;

export function searchEvents(log: Logger, metrics: Metrics, recent: RecentMinutes) {
  const tenants = tenantCounts(metrics);
  return {
    ...resultEvents(log, metrics, recent, tenants),
    ...calendarEvents(log, metrics, tenants),
    ...offerLines(log),
    ...refusalEvents(log, metrics, tenants),
  };
}

function resultEvents(log: Logger, metrics: Metrics, recent: RecentMinutes, tenants: TenantCounts) {
  const searches = metrics.countedCounter("auction_searches_total", "Searches by what ended them", [
    "door",
    "ended_by",
    "partial",
  ]);
  const observeTimes = auctionTimes(metrics);
  const countBidder = bidderCounts(metrics);
  const unrecorded = metrics.counter(
    "auction_unrecorded_total",
    "Results that were sent and could not be recorded",
  );
  const writeLine = frequentLine(log, searchLine());

  const searchesOf = new ByText(
    (transport) =>
      new ByText(
        (ended_by) =>
          new ByText((partial) => searches.child({ door: transport, ended_by, partial })),
      ),
  );
  return {
    searched(event: SearchedEvent & { readonly result: SearchResult }) {
      const { transport, result, tenant } = event;
      const { endedBy, partial, elapsedMs, deadlineMs, bidders } = result;
      searchesOf
        .of(transport)
        .of(endedBy)
        .of(partial ? "true" : "false").value++;
      if (tenant !== undefined) tenants.searched(tenant);
      observeTimes(endedBy, elapsedMs, deadlineMs);
      recent.searched(result);
      for (const report of bidders) countBidder(report);
      writeLine(event);
    },

    /** A result was sent; what follows it has failed: see Ports.afterwards. */
    unrecorded(thrown: unknown) {
      unrecorded.inc();
      log.error({ err: thrown }, "a result is not recorded");
    },
  };
}

/** How bidders ended, after how long, and with how many offers. */
function bidderCounts(metrics: Metrics) {
  const outcomes = metrics.countedCounter("auction_outcomes_total", "How bidders ended", [
    "bidder",
    "outcome",
  ]);
  const bidSeconds = metrics.histogram(
    "auction_bid_duration_seconds",
    "From call to last bid",
    ["bidder"],
    AUCTION_SECONDS,
  );
  const offers = metrics.countedCounter("auction_offers_total", "Offers received in time", [
    "bidder",
  ]);
  const ofBidder = new ByText((bidder) => ({
    outcomes: new ByText((outcome) => outcomes.child({ bidder, outcome })),
    offers: offers.child({ bidder }),
  }));
  const bidSecondsOf = new ByText((bidder) => bidSeconds.child({ bidder }));

  return ({ bidder, outcome, latencyMs, offers: count }: SearchResult["bidders"][number]) => {
    const counts = ofBidder.of(bidder);
    counts.outcomes.of(outcome).value++;
    counts.offers.value += count;
    if (latencyMs !== null) bidSecondsOf.of(bidder).observe(latencyMs / 1000);
  };
}

/** How long auctions took, and how long after their deadlines they ended. */
function auctionTimes(metrics: Metrics) {
  const seconds = metrics.histogram(
    "auction_duration_seconds",
    "From search to result",
    ["ended_by"],
    AUCTION_SECONDS,
  );
  const overrun = metrics
    .histogram(
      "auction_overrun_seconds",
      "How long after its deadline an auction ended; 0 for all that ended before",
      [],
      OVERRUN_SECONDS,
    )
    .child({});
  const secondsOf = new ByText((ended_by) => seconds.child({ ended_by }));
  return (endedBy: string, elapsedMs: number, deadlineMs: number): void => {
    secondsOf.of(endedBy).observe(elapsedMs / 1000);
    overrun.observe(elapsedMs > deadlineMs ? (elapsedMs - deadlineMs) / 1000 : 0);
  };
}

/** Bidders' times are not counted: those of calendars are others than those of searches. */
function calendarEvents(log: Logger, metrics: Metrics, tenants: TenantCounts) {
  const calendars = metrics.countedCounter(
    "auction_calendars_total",
    "Calendars by what ended them",
    ["door", "ended_by", "partial"],
  );
  const cellsOf = metrics.countedCounter(
    "auction_calendar_cells_total",
    "Cells of calendars by how sure their price is",
    ["state"],
  );
  const byState = new ByText((state) => cellsOf.child({ state }));
  const count = new ByText(
    (transport) =>
      new ByText(
        (ended_by) =>
          new ByText((partial) => calendars.child({ door: transport, ended_by, partial })),
      ),
  );
  return {
    calendar({ transport, search, result, auctionId, traceId, tenant, requestId }: CalendarEnd) {
      const { searchId, endedBy, partial, elapsedMs, cells, bidders } = result;
      count
        .of(transport)
        .of(endedBy)
        .of(partial ? "true" : "false").value++;
      if (tenant !== undefined) tenants.searched(tenant);
      const states: Record<string, number> = {};
      for (const { state } of cells) {
        byState.of(state).value++;
        states[state] = (states[state] ?? 0) + 1;
      }
      const named = bidders.slice(0, BIDDERS_NAMED_MAX);
      log.info(
        {
          ...{ searchId, auctionId, door: transport, market: marketOf(search) },
          ...(traceId === undefined ? {} : { traceId }),
          ...(requestId === undefined ? {} : { requestId }),
          ...(tenant === undefined ? {} : { tenant }),
          ...{ endedBy, partial, elapsedMs, cells: states },
          bidders: Object.fromEntries(named.map(({ bidder, outcome }) => [bidder, outcome])),
        },
        "calendar",
      );
    },
  };
}

function refusalEvents(log: Logger, metrics: Metrics, tenants: TenantCounts) {
  const pressureLines = new LogRateLimiter(PRESSURE_LINES_A_SECOND_MAX);
  const refused = metrics.countedCounter(
    "auction_refused_total",
    "Requests refused, by error code",
    ["door", "code"],
  );
  const refusedOf = new ByText(
    (transport) => new ByText((code) => refused.child({ door: transport, code })),
  );
  const skipped = metrics.countedCounter(
    "auction_events_skipped_total",
    "Events not sent: the caller reads too slowly, or they are larger than a message may be",
    ["door"],
  );
  const skippedOf = new ByText((transport) => skipped.child({ door: transport }));

  return {
    refused(
      transport: Transport,
      error: AuctionError,
      { tenant, requestId }: RefusedRequest = UNNAMED,
    ) {
      const { code, status, message, cause, partial } = error;
      refusedOf.of(transport).of(code).value++;
      if (tenant !== undefined) tenants.refused(tenant, code);
      // While many are refused, their lines would be a load of their own. The counter has them all.
      const isPressure = PRESSURE_CODES.has(code);
      if (isPressure && !pressureLines.take()) return;
      const detail = shortened(message, DETAIL_CHARACTERS_MAX);
      const kept = partial === undefined ? {} : { searchId: partial.searchId };
      const its = {
        ...(requestId === undefined ? {} : { requestId }),
        ...(tenant === undefined ? {} : { tenant }),
      };
      const line = { ...kept, door: transport, ...its, code, detail };
      // pino writes an error with its stack only under the name `err`. A caller's mistake needs no
      // stack: its detail is enough. An operator cannot correct it, so it is no warning. A caller
      // that gets no partial result has asked for that.
      if (status < 500 || partial !== undefined) log.info(line, "refused");
      else if (STATE_CODES.has(code)) log.warn(line, "refused");
      else log.error(cause === undefined ? line : { ...line, err: cause }, "refused");
    },

    /**
     * A caller was not sent an event of its running search: it reads too slowly, or the event is
     * larger than a message may be.
     */
    skipped(transport: Transport, event: string) {
      skippedOf.of(transport).value++;
      log.debug({ door: transport, event }, "event skipped");
    },
  };
}
