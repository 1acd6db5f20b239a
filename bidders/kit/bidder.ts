/**
 * What a bidder is: a folder whose `index.ts` exports `search(request, context)`, and, where it needs something that must be
 * opened once (a timetable, a pool of connections), `open(settings)`. The kit does all the rest: NATS, budgets, bids.
 */
import type { FlightOffer, FlightSearch, Money, Objective } from "../../proto/messages.ts";

/** What the kit hands to one search. */
export interface SearchContext<Resources = undefined> {
  readonly resources: Resources;
  readonly searchId: string;
  /** Fires when the budget is spent or the auction has ended. Work must stop within 10 ms of event-loop time (A8). */
  readonly signal: AbortSignal;
  /** Milliseconds left. */
  remainingMs(): number;
  /** The wall clock, epoch milliseconds: for dates, days to departure, expiry. */
  now(): number;
  readonly objective: Objective;
  /** An amount in minor units of the search's currency; undefined when the call carries no rate for it. */
  convert(money: Money): number | undefined;
  /** What an offer costs under the search's objective; undefined when its currency has no rate. */
  cost(price: Money, durationMinutes: number, stops: number): number | undefined;
  /** More offers than this are not sent; the cheapest by cost are. */
  readonly offersMax: number;
  /** Something the caller should know of this answer: it becomes the bid's reason (`agency-2: timed out after 600 ms`). */
  note(text: string): void;
}

/**
 * Yields offers in any order; the kit ranks, packs and sends them. Throwing ends the answer as `failed`: with the code of an
 * AuctionError, else `internal`. Yielding nothing is `empty`. When the budget is spent, what was yielded by then is sent. An offer
 * that does not fit the search or cannot be priced is dropped, and the bid says so. Code that computes for more than a few
 * milliseconds must let the event loop take turns: nobody can interrupt it.
 */
export type Search<Resources = undefined> = (request: FlightSearch, context: SearchContext<Resources>) => AsyncIterable<FlightOffer>;

/** What a bidder's `index.ts` exports. */
export interface BidderModule<Resources = undefined> {
  readonly search: Search<Resources>;
  /** Opens what `search` needs; called once before the first call is taken. A resource with `close` is closed after the last. */
  open?(settings: BidderSettings): Promise<Resources>;
}

/** The part of a bidder's configuration that is for its module. Only `bidders/config.ts` reads the environment. */
export interface BidderSettings {
  /** A timetable file instead of the one that ships. */
  readonly timetablePath: string | null;
  readonly partners: readonly PartnerConfig[];
}

/** One outside seller: which adapter speaks to it, where it is, and how patient we are. */
export interface PartnerConfig {
  /** Names it in logs and reasons: `[a-z0-9-]+`. */
  readonly name: string;
  readonly adapter: "duffel";
  readonly url: string;
  readonly token: string;
  readonly timeoutMs: number;
  readonly concurrencyMax: number;
}
