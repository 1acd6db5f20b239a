/** What collecting bids needs, whatever is made of them: the result of a search, or a calendar. */
import type { AsyncServiceHandler } from "./async-service-handler.ts";
import type { AuctionRequest, Ports, Reservation } from "./ports.ts";
import type { ShadowBids } from "./shadow-bids.ts";

export interface OpenAuction {
  readonly request: AuctionRequest;
  readonly ports: Ports;
  /** Who takes part. */
  readonly reservation: Reservation;
  /** The collector: what each bidder has sent, and whether the auction may stop. */
  readonly handler: AsyncServiceHandler;
  /** What shadow bidders send; null where the auction has none. */
  readonly shadows: ShadowBids | null;
  /** As in its reservation; none where the auction is not hedged. */
  readonly hedgeAfterMs: ReadonlyMap<string, number>;
  /** Monotonic: when collecting ends at the latest. */
  readonly collectUntilMs: number;
  /** Monotonic: when the caller must have its result (A1). */
  readonly deadlineAtMs: number;
  /** Null where no caller follows the auction. */
  readonly watcher: AuctionWatcher | null;
}

/** Is told what happens in an auction while it runs. */
export interface AuctionWatcher {
  /** The call has been sent. Times are monotonic. */
  opened(calledAtMs: number): void;
  /** The call of a bidder was also sent to this instance. */
  hedged(bidder: string, instance: string, atMs: number): void;
  /** A message was added to what its bidder has sent; the bidder has not finished. */
  added(bidder: string, instance: string): void;
  /** A bidder has finished: with a message of this instance, or, with null, without one. */
  finished(bidder: string, instance: string | null): void;
}
