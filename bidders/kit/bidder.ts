/**
 * What a bidder is: a folder whose `index.ts` exports `search(request, context)`, and, where it
 * needs something that must be opened once (a timetable, a pool of connections), `open(settings)`.
 * The kit does all the rest: NATS, budgets, bids.
 */
import type { FlightOffer, FlightSearch, Money, Objective, Rates } from "../../proto/messages.ts";
import type { JsonMapping } from "../partners/json/mapping.ts";
import type { PackedOffers } from "./packed-offers.ts";

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
 * can interrupt it. One that computes in a thread of its own yields what it found as `PackedOffers`
 * (packed-offers.ts), many at once.
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

/** What a bidder's `index.ts` exports. */
export interface BidderModule<Resources = undefined> {
  readonly search: Search<Resources, FlightOffer | PackedOffers>;
  /**
   * How many searches at once suit it, where the configuration does not say; CONCURRENCY_DEFAULT
   * when neither does. One that waits for others may run many. One that computes should run few:
   * the more share a thread, the later each answers.
   */
  readonly concurrency?: number | ((settings: BidderSettings) => number);
  /**
   * What a search will cost, where that differs much from one to another: cheap ones then go before
   * dear ones, and what cannot be done in its time is declined (schedule.ts). Asked once a call,
   * before it is admitted, so it takes microseconds. What it throws counts as not known.
   */
  readonly estimate?: (request: FlightSearch, resources: Resources) => Estimate;
  /** How many searches do their work at the same time: its threads. 1 where it does not say. */
  readonly parallel?: (settings: BidderSettings) => number;
  /**
   * Opens what `search` needs; called once before the first call is taken. A resource with `close`
   * is closed after the last. What goes wrong with it in between is told to `trouble`.
   */
  open?(settings: BidderSettings, trouble: Trouble): Promise<Resources>;
}

/**
 * Something of a module's own went wrong, and it goes on: a thread died, a partner failed. It is
 * counted, and logged ever more rarely when the same happens often. `what` is one of a few texts.
 * Never throws.
 */
export type Trouble = (what: string, error: unknown, about?: TroubleAbout) => void;

export interface TroubleAbout {
  /**
   * `error`, also where nothing is said: a fault of ours, with its stack. `warn`: another's, of
   * which the message says all. `info`: that is not counted.
   */
  readonly level?: "error" | "warn" | "info";
  /** The search that it happened in. */
  readonly searchId?: string;
}

/**
 * The part of a bidder's configuration that is for its module. Only `bidders/config.ts` reads the
 * environment.
 */
export interface BidderSettings {
  /** A timetable file instead of the one that ships. */
  readonly timetablePath: string | null;
  /**
   * Takes what is to be known of a file that was read at the start: what of a schedule was left
   * out, and why. It is logged.
   */
  readonly note?: (text: string) => void;
  /** How many threads may search beside the one that bids, for those who search in threads. */
  readonly threads: number;
  readonly partners: readonly PartnerConfig[];
}

/** How long a partner that fails is left alone. */
export interface BreakerConfig {
  /** Faults in a row, or timeouts in a row, after which it is no longer asked. */
  readonly faults: number;
  /** Until one request tries whether it is well again. */
  readonly trialAfterMs: number;
}

/**
 * One outside seller: which adapter speaks to it, where it is, and how patient we are. As checked
 * by `partners/settings.ts`.
 */
export interface PartnerConfig {
  /** Names it in logs and reasons: `[a-z0-9-]+`. */
  readonly name: string;
  readonly adapter: "duffel" | "json";
  readonly url: string;
  /** Empty where its protocol needs none. */
  readonly token: string;
  /** For one request, of which an answer in pages takes several; an auction may leave less. */
  readonly timeoutMs: number;
  /** The bulkhead: requests in flight at once, and those that wait for one of them to end. */
  readonly concurrencyMax: number;
  readonly queueMax: number;
  readonly breaker: BreakerConfig;
  /** Where it serves: `*.*`, `LHR.*`, `*.JFK`, `LHR.JFK`. It is not asked elsewhere. */
  readonly markets: readonly string[];
  /** What it is asked to quote in, where its protocol can say so; null: the search's currency. */
  readonly currency: string | null;
  /** Pages read of one answer. */
  readonly pagesMax: number;
  /**
   * The authorities (PEM) that vouch for its certificate, instead of the well-known ones; null for
   * those.
   */
  readonly ca: string | null;
  /** How `json` is spoken; null for all others. */
  readonly mapping: JsonMapping | null;
}
