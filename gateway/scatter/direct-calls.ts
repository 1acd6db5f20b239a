/**
 * Calls of one auction to single instances: for each bidder that the call to the market does not
 * reach (MARKET-2), and for each to which the caller says something alone. The call to the market
 * does not ask the latter.
 *
 * DIRECT-1 What is said to a bidder goes to one instance of that bidder, which takes it, and to
 *    no other one.
 * DIRECT-2 Of such a bidder only the instance that was called counts: what another one bids does
 *    not follow from what was said.
 * DIRECT-3 Where the broker knows no subscriber for the instance, the next one is called, at most
 *    `CALLS_A_BIDDER_MAX` in all. Then the auction does not wait for the bidder.
 */
import { choiceWithout } from "../../proto/bidder-choice.ts";
import type { BidderChoice } from "../../proto/messages.ts";

/** A6: an instance that is not there is known within a round trip to the broker. */
const CALLS_A_BIDDER_MAX = 3;
/** The least time left for another call: no instance could answer in less. */
const CALL_MS_MIN = 5;

export interface DirectCallPorts {
  /** An instance of this bidder that can take the call, none of `tried`; null without one. */
  choose(bidder: string, tried: ReadonlySet<string>, takesParams: boolean): string | null;
  /** `params`: what is said to the bidder alone, as JSON; null where nothing is. */
  publish(bidder: string, instance: string, params: string | null, budgetMs: number): void;
  /** The broker knows no subscriber for this instance. */
  unreachable(bidder: string, instance: string): void;
  /** No instance can be called any more for this bidder. */
  lost(bidder: string): void;
}

interface DirectCall {
  readonly params: string | null;
  readonly tried: Set<string>;
  /** Null where none could be called. */
  instance: string | null;
}

export class DirectCalls {
  readonly #ports: DirectCallPorts;
  readonly #calls: ReadonlyMap<string, DirectCall>;

  /** @param called keyed by bidder: what is said to it alone, as JSON; null where nothing is */
  constructor(called: ReadonlyMap<string, string | null>, ports: DirectCallPorts) {
    this.#ports = ports;
    this.#calls = new Map(
      [...called].map(([bidder, params]) => [bidder, { params, tried: new Set(), instance: null }]),
    );
  }

  /** The bidders to which something is said alone. */
  get withParams(): readonly string[] {
    return [...this.#calls].filter(([, { params }]) => params !== null).map(([bidder]) => bidder);
  }

  /**
   * Calls them all. A bidder without an instance is lost afterwards: an auction that is sending its
   * call expects nothing yet.
   * @throws what `publish` throws
   */
  send(budgetMs: number): void {
    for (const [bidder, call] of this.#calls)
      if (!this.#send(bidder, call, budgetMs)) queueMicrotask(() => this.#ports.lost(bidder));
  }

  has(bidder: string): boolean {
    return this.#calls.has(bidder);
  }

  hasParams(bidder: string): boolean {
    return (this.#calls.get(bidder)?.params ?? null) !== null;
  }

  /** DIRECT-2: whether what this instance bids counts. */
  counts(bidder: string, instance: string): boolean {
    return !this.hasParams(bidder) || this.#calls.get(bidder)?.instance === instance;
  }

  /** The broker's 503 for the call to this bidder (DIRECT-3). @throws what `publish` throws */
  noSubscriber(bidder: string, leftMs: number): void {
    const call = this.#calls.get(bidder);
    if (call === undefined || call.instance === null) return;
    this.#ports.unreachable(bidder, call.instance);
    call.instance = null;
    const mayCall = call.tried.size < CALLS_A_BIDDER_MAX && leftMs >= CALL_MS_MIN;
    if (!mayCall || !this.#send(bidder, call, leftMs)) this.#ports.lost(bidder);
  }

  /** False where none could be called. */
  #send(bidder: string, call: DirectCall, budgetMs: number): boolean {
    const { params, tried } = call;
    const instance = this.#ports.choose(bidder, tried, params !== null);
    if (instance === null) return false;
    call.instance = instance;
    tried.add(instance);
    this.#ports.publish(bidder, instance, params, budgetMs);
    return true;
  }
}

/**
 * Who the call to the market asks where these bidders are called directly; null where no bidder is
 * left to ask.
 */
export function choiceForMarket(
  choice: BidderChoice | undefined,
  called: readonly string[],
): BidderChoice | null {
  const rest = choiceWithout(choice, called);
  return rest.only?.length === 0 ? null : rest;
}
