/**
 * What a bidder is: a module that exports `search(request, context)`. A bidder with settings of its
 * own also exports `settings`, the schema of its environment variables. A bidder that must open
 * something once (a timetable, a pool of connections) also exports `open(settings, context)`. The
 * kit does the rest: the environment, NATS, budgets, bids.
 */
import type { z } from "zod";
import type { FlightOffer, FlightSearch, Money, Objective, Rates } from "../../proto/messages.ts";
import type { PackedBatch } from "./packed-batch.ts";

/** What the kit hands to one search. */
export interface SearchContext<Resources = undefined> {
  readonly resources: Resources;
  readonly searchId: string;
  /**
   * Fires when the budget is spent or the auction has ended. Work must stop within 10 ms of
   * event-loop time (A8).
   */
  readonly signal: AbortSignal;
  /** Milliseconds left. */
  remainingMs(): number;
  /** The wall clock, epoch milliseconds: for dates, days to departure, expiry. */
  now(): number;
  readonly objective: Objective;
  /**
   * What the two below reckon with: for a strategy that searches in another thread, where no
   * function follows it.
   */
  readonly rates: Rates;
  /**
   * An amount in minor units of the search's currency; undefined when the call carries no rate for
   * it.
   */
  convert(money: Money): number | undefined;
  /** What an offer costs under the search's objective; undefined when its currency has no rate. */
  cost(price: Money, durationMinutes: number, stops: number): number | undefined;
  /** More offers than this are not sent; the cheapest by cost are. */
  readonly offersMax: number;
  /**
   * Something the caller should know of this answer: it becomes the bid's reason (`agency-2: timed
   * out after 600 ms`).
   */
  note(text: string): void;
  /**
   * Something was left out that could have changed this answer: a source that was not asked, or not
   * waited for to its end. The final bid is marked `stopped`, so that nobody takes what it does not
   * offer for what there is not.
   */
  cutShort(): void;
  /**
   * Bids in parts: what was yielded so far goes to the gateway at once, as a bid that is not final.
   * `floor`, where it is not null, is a promise: nothing that is yielded from now on costs less (by
   * `cost`, in minor units of the search's currency; a fraction is rounded down). An auction may
   * end on it, so it must be true: an offer that breaks it is dropped, and the bid says so. Floors
   * never fall; a lower one than before changes nothing.
   *
   * Without a floor, or above it, an offer may still be crowded out by a better one: of such offers
   * only the best go out, and at most half of `offersMax` in all parts together. Where there is
   * nothing to say, nothing is sent.
   *
   * Resolves after a turn of the event loop, in which the bid goes out and a cancel is heard. Never
   * rejects.
   */
  part(floor: number | null): Promise<void>;
}

/**
 * Yields offers in any order; the kit ranks, packs and sends them, in one bid or, where they are
 * more than the caller shows, in two. Who has some offers much sooner than others says so with
 * `context.part`. Throwing ends the answer as `failed`: with the code of an AuctionError, else
 * `internal`. Yielding nothing is `empty`. When the budget is spent, what was yielded by then is
 * sent. An offer that does not fit the search or cannot be priced is dropped, and the bid says so.
 * Code that computes for more than a few milliseconds must let the event loop take turns: nobody
 * can interrupt it. One that computes in a thread of its own yields what it found as `PackedBatch`
 * (packed-batch.ts), many at once.
 */
export type Search<Resources = undefined, Yielded = FlightOffer> = (
  request: FlightSearch,
  context: SearchContext<Resources>,
) => AsyncIterable<Yielded>;

export const CONCURRENCY_DEFAULT = 16;

/** Milliseconds of work. */
export interface Estimate {
  readonly costMs: number;
  /**
   * Of them, those before the search has its first offers: with less time than that it is not worth
   * a beginning (A8).
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
 * does not name. It must not be asynchronous.
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
  readonly search: Search<Resources, FlightOffer | PackedBatch>;
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
  /** How many searches compute at the same time: the number of its threads. 1 without it. */
  readonly parallel?: (settings: Settings) => number;
  /**
   * Opens what `search` needs. It is called once, before the first call is accepted. A resource
   * with a method `close` is closed after the last call. What `open` throws ends the process.
   */
  open?(settings: Settings, context: OpenContext): Promise<Resources>;
}

/** What the kit passes to `open` beside the settings. Both functions never throw. */
export interface OpenContext {
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

export interface FailureDetails {
  /**
   * `error` (the default): a fault of this bidder, logged with its stack. `warn`: a fault of another
   * party, of which only the message is logged. `info`: as `warn`, but not counted.
   */
  readonly level?: "error" | "warn" | "info";
  /** The search during which it happened. */
  readonly searchId?: string;
}
