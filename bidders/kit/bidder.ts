/**
 * What a bidder is: a module that exports `search(request, context)`. A bidder with settings of its
 * own also exports `settings`, the schema of its environment variables. A bidder that must open
 * something once (a timetable, a pool of connections) also exports `open(settings, context)`. The
 * kit does the rest: the environment, NATS, budgets, bids.
 *
 * Tests: `bidders/kit/call-handler.property.test.ts`, `bidders/kit/modules.test.ts`.
 */
import type { z } from "zod";
import type { StartSpan } from "../../common/runtime/tracing.ts";
import type { Coverage } from "../../proto/coverage.ts";
import type {
  AuctionFeedback,
  BidNote,
  FlightOffer,
  FlightSearch,
  LateFeedback,
  Money,
  Objective,
  Rates,
} from "../../proto/messages.ts";
import type { BidderMetrics } from "./bidder-metrics.ts";
import type { OfferBatch } from "./offer-batch.ts";
import type { OfferColumns } from "./offer-columns.ts";

/** What the kit passes to one search. */
export interface SearchContext<Resources = undefined> {
  /** What the module's `open` returned. */
  readonly resources: Resources;
  /**
   * What the caller says to this bidder alone: the output of the module's `params`; undefined where
   * nothing is said. It must never be logged, nor be in a note or an error.
   */
  readonly params?: unknown;
  /** The auction's id, for logs: at most 64 characters. */
  readonly auctionId: string;
  /**
   * Fires when the budget is spent or the auction has ended. Work must stop within 10 ms of
   * event-loop time (A8). It is created when it is first read, so a copy of the context
   * (`{ ...context }`) does not have it.
   */
  readonly signal: AbortSignal;
  /** Milliseconds left of the budget; never negative. */
  remainingMs(): number;
  /**
   * The same with the late allowance of the call: until then what is yielded is of use to the
   * record (docs/records.md), though not to the caller. Mostly there is none, and it is as
   * `remainingMs`. Absent in a context that was not made by the kit.
   */
  workMs?(): number;
  /**
   * For a strategy whose work waits for a place of its own, such as a thread: says that it waits,
   * and later that it has begun. A call that waits at the end of its budget is answered finally
   * then, since no work begins in the late allowance. Absent where there is no allowance.
   */
  readonly waiting?: ((isWaiting: boolean) => void) | undefined;
  /** The wall clock, epoch milliseconds: for dates, days to departure, expiry. */
  now(): number;
  /** How the search weighs price, duration and stops; in minor units of its currency. */
  readonly objective: Objective;
  /**
   * The rates that `convert` and `cost` use: for a strategy that searches in another thread, to
   * which functions cannot be passed.
   */
  readonly rates: Rates;
  /**
   * An amount in minor units of the search's currency; undefined when the call carries no rate for
   * the currency of `money`.
   */
  convert(money: Money): number | undefined;
  /**
   * What an offer costs under the search's objective, in minor units of the search's currency;
   * undefined when the call carries no rate for its currency.
   */
  cost(price: Money, durationMinutes: number, stops: number): number | undefined;
  /** No more offers than this are sent: the cheapest by cost. */
  readonly offersMax: number;
  /**
   * Adds something that the caller should know of this answer. It becomes the bid's reason
   * (`agency-2: timed out after 600 ms`), which is cut to 480 characters.
   */
  note(text: string): void;
  /**
   * Says what was left out by rule, for a caller that asks why: `{ reason: "sold-out", count: 3,
   * text: "flights without seats for the party" }`. What has the same reason and text is added up.
   * It is shown to the caller. Absent where the search does not ask for it (`explain`): then
   * nothing need be counted.
   */
  readonly leftOut?: ((note: BidNote) => void) | undefined;
  /**
   * Starts a span of this call's trace, for a part of its work that is worth seeing apart: for
   * example a request to another system, which passes on `traceparent`. It must be ended. Absent
   * where there is no trace.
   */
  readonly startSpan?: StartSpan | undefined;
  /**
   * Reports that something was left out that could have changed this answer: a source that was not
   * asked, or not waited for to its end. The final bid is marked `stopped`, so that a gateway does
   * not take it for all that there is.
   */
  markStopped(): void;
  /**
   * Sends the offers that were yielded so far, as a bid that is not final. `floor`, where it is not
   * null, is a promise: no offer that is yielded later costs less (by `cost`, in minor units of the
   * search's currency; a fraction is rounded down). An auction may end because of it, so it must be
   * true: an offer below it is dropped, and the bid's reason names it. Floors never fall; a lower
   * one than before changes nothing.
   *
   * Without a floor, or above it, a better offer may still replace one: of such offers only the
   * best are sent, and at most half of `offersMax` in all such batches together. Where there is
   * nothing new, nothing is sent.
   *
   * In answer to a calendar `cellFloors` promises the same of each cell, in the order of
   * `cellsOf` (common/offers/calendar-cells.ts): 0 promises nothing, more that no later offer of
   * the cell costs less, -1 that none follows in it. A bidder that promises anything by cell says
   * that it knows calendars: its end then says that nothing follows in any cell, unless it is
   * marked as stopped. Of each cell the cheapest offer is sent.
   *
   * Resolves after a turn of the event loop, in which the bid is sent and a cancel is received.
   * Never rejects.
   */
  sendBatch(floor: number | null, cellFloors?: readonly number[]): Promise<void>;
}

/**
 * A bidder's strategy. It yields offers in any order; the kit ranks, packs and sends them, in one
 * bid or, where they are more than the caller shows, in two. A strategy that has some offers much
 * sooner than others calls `context.sendBatch`.
 *
 * - To throw ends the answer as `failed`: with the code of an AuctionError, else `internal`.
 * - To yield nothing is the answer `empty`.
 * - When the budget is spent, what was yielded by then is sent.
 * - An offer that does not fit the search or cannot be priced is dropped, and the bid's reason
 *   names the first such offer.
 *
 * It is an async generator, or it returns its offers at once (an array, another iterable), or a
 * promise of them. A list is the fastest: an async generator takes 0.3 µs more for each offer.
 *
 * Code that computes for more than a few milliseconds must let the event loop take turns, because
 * it cannot be interrupted. A strategy that computes in a thread of its own yields what it found as
 * `OfferBatch<OfferColumns>` (offer-columns.ts), many offers at once, each batch with its floor.
 */
export type Search<Resources = undefined, Yielded = FlightOffer> = (
  request: FlightSearch,
  context: SearchContext<Resources>,
) => FoundOffers<Yielded>;

/** What a strategy returns: its offers as they come, all at once, or a promise of them. */
export type FoundOffers<Yielded> =
  | AsyncIterable<Yielded>
  | Iterable<Yielded>
  | PromiseLike<Iterable<Yielded>>;

/** What the kit passes to the pricing of one offer: the same as to a search, less what bids are. */
export type PriceContext<Resources = undefined> = Omit<
  SearchContext<Resources>,
  "markStopped" | "sendBatch" | "leftOut"
>;

/** What one offer is now. */
export interface PricedOffer {
  /** The same itinerary of the same seller; null: it cannot be bought any more. */
  readonly offer: FlightOffer | null;
  /**
   * Of its fares only the lowest was asked for. The answer says so, and the others are not
   * compared.
   */
  readonly lowestFareOnly?: true;
}

/**
 * What an offer that this bidder has made costs now. The offer may come from another instance of
 * it, and may be minutes old. The search is without its limits: the flights are given, and what is
 * wanted of fares the kit looks at. It throws AuctionError `price-unsupported` where it cannot be
 * asked; what else it throws is an error of this one request, with the code of an AuctionError or
 * `internal`.
 */
export type Price<Resources = undefined> = (
  offer: FlightOffer,
  search: FlightSearch,
  context: PriceContext<Resources>,
) => PricedOffer | Promise<PricedOffer>;

/** What one message tells one instance. */
export interface BidderFeedback {
  /** The gateway that says it. */
  readonly gateway: string;
  /**
   * How auctions ended that this instance has answered, or had the call of. Where the answer of
   * another instance counts, what was shown of it (`shown`, `won`, `rank`, `sellers`) is told to
   * that one alone.
   */
  readonly auctions: readonly AuctionFeedback[];
  /** Bids of this instance that came too late. */
  readonly late: readonly LateFeedback[];
  /** Auctions in which nothing has come from any instance of the kind. */
  readonly unanswered: readonly AuctionFeedback[];
  /** What the gateway has left out since its message before, of all instances. */
  readonly dropped: number;
}

/** How many searches run at once where neither the configuration nor the module names a number. */
export const CONCURRENCY_DEFAULT = 16;

/** What a search is expected to cost, in milliseconds of work. Both are finite, 0 or more. */
export interface Estimate {
  readonly costMs: number;
  /**
   * The part of them before the search has its first offers. With less time than that the search is
   * not started (A8). 0 where this is not known.
   */
  readonly leastMs: number;
}

/**
 * A zod schema that reads a bidder's own settings from its environment. Its input is the whole
 * environment of the process: names and texts, without the variables that are unset or empty. Its
 * output is what the bidder receives. Each issue becomes a fault of the configuration: its path is
 * printed, so it must begin with the name of the variable.
 *
 * A typical schema is `z.object({ NAME: ... }).transform(...)`: it ignores the variables that it
 * does not name. It must not be asynchronous. `npm start` passes a variable that a schema of this
 * form names to the bidders that name it, and to no others; the description in its `meta` becomes
 * its row in docs/configuration.md (setting-descriptions.ts).
 */
export type SettingsSchema<Settings> = z.ZodType<Settings>;

/**
 * What a bidder's `index.ts` exports. The kit reads `Settings` from the environment, passes them to
 * `open`, and passes the `Resources` that `open` returns to every search:
 *
 *     environment -> settings -> open(settings) -> search(request, { resources })
 *
 * `Settings` is `unknown` for a bidder without settings, and `Resources` is `undefined` for a
 * bidder that opens nothing.
 */
export interface BidderModule<Settings = unknown, Resources = undefined> {
  /** Reads the bidder's own settings. Without it the settings are an empty object. */
  readonly settings?: SettingsSchema<Settings>;
  readonly search: Search<Resources, FlightOffer | OfferBatch<OfferColumns>>;
  /** What one of its offers costs now. Without it the bidder answers that it does not say so. */
  readonly price?: Price<Resources>;
  /**
   * Reads what a caller says to this bidder alone, for example a corporate code: a zod schema, or
   * how one is made of the resources. It must not be asynchronous. What it does not accept ends the
   * answer as declined: the reason names the fault by its path and its message, and never a value.
   * Without it nothing can be said to this bidder.
   */
  readonly params?: z.ZodType | ((resources: Resources) => z.ZodType);
  /**
   * How many searches may run at once where CONCURRENCY_MAX is not set: a whole number from 1 on.
   * CONCURRENCY_DEFAULT without it. A bidder that waits for other services may run many. A bidder
   * that computes should run few: the more searches share a thread, the later each one answers.
   */
  readonly concurrency?: number | ((settings: Settings) => number);
  /**
   * What a search is expected to cost. Export it where the cost differs much from search to search:
   * cheap searches then go before expensive ones, and a search that cannot be done in its time is
   * declined (search-scheduler.ts). It is called once a call, before the call is admitted, so it
   * must take microseconds. Where it throws, the cost counts as unknown.
   */
  readonly estimate?: (request: FlightSearch, resources: Resources) => Estimate;
  /**
   * Why there may be no offer for this search, for the caller. It is called when a search has come
   * to its end and has yielded nothing, and what it returns becomes a note, as with `context.note`.
   * Undefined: there is no reason to state. Where it throws, none is stated.
   */
  readonly whyEmpty?: (request: FlightSearch, resources: Resources) => string | undefined;
  /**
   * Why it does not search for this call at all, for the caller: it asks for more than the bidder
   * can hold. It is called once a call, before the call is admitted, so it must take microseconds.
   * What it returns ends the answer as declined, with this reason: the search has not begun, and
   * nothing is promised. Undefined, or where it throws: the call is searched.
   */
  readonly whyDeclined?: (request: FlightSearch, resources: Resources) => string | undefined;
  /**
   * What it has to search in: carriers, departures a week, and what is missing. It is called once,
   * before the bidder joins, and stated in the service protocol (`GET /v1/coverage`).
   */
  readonly coverage?: (resources: Resources) => Coverage;
  /** How many searches compute at the same time: the number of its threads. 1 without it. */
  readonly parallel?: (settings: Settings) => number;
  /**
   * Opens what `search` needs. It is called once, before the first call is accepted. A resource
   * with a method `close` is closed after the last call. What `open` throws ends the process.
   */
  open?(settings: Settings, context: OpenContext): Promise<Resources>;
  /**
   * What became of bids of this instance: about once a second from each gateway that has something
   * to say. A bidder with this function asks gateways for feedback; the setting FEEDBACK decides
   * where it is set. What it throws or rejects with is reported, and changes nothing else.
   */
  readonly onFeedback?: (feedback: BidderFeedback, resources: Resources) => void;
  /**
   * What the bidder answers before it joins, so that the first call does not wait until its code is
   * compiled (warm-up.ts). Without it the bidder joins as soon as it is open.
   */
  readonly warmUp?: (nowMs: number) => WarmUp<Resources>;
}

/** Searches that no caller has asked for. Their offers are checked and packed, and not sent. */
export interface WarmUp<Resources> {
  readonly searches: readonly FlightSearch[];
  /** Instead of the bidder's own: for one that would ask others, who must not be asked. */
  readonly search?: Search<Resources, FlightOffer | OfferBatch<OfferColumns>>;
}

/** What the kit passes to `open` beside the settings. Both functions never throw. */
export interface OpenContext {
  /** What the bidder measures of itself; absent where there are no metrics (METRICS_PORT). */
  readonly metrics?: BidderMetrics | undefined;
  /**
   * Logs, at level `info`, what should be known of a file that was read at the start: for example
   * which part of a schedule was left out, and why.
   */
  note(text: string): void;
  /** May also be called later, for as long as the resources are open. */
  readonly reportFailure: FailureReporter;
}

/**
 * Reports a failure that the bidder survives: a thread ended, a partner failed. It is counted, and
 * logged at its 1st, 2nd, 4th, 8th ... occurrence. `what` names the kind of failure: use one of a
 * few fixed texts. It never throws.
 */
export type FailureReporter = (what: string, error: unknown, details?: FailureDetails) => void;

/** How a failure is logged. */
export interface FailureDetails {
  /**
   * `error` (the default): a fault of this bidder, logged with its stack. `warn`: a fault of
   * another party, of which only the message is logged. `info`: as `warn`, but not counted.
   */
  readonly level?: "error" | "warn" | "info";
  /** The search during which it happened. */
  readonly auctionId?: string;
}
