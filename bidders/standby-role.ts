/** A standby among its kind: it subscribes to calls, and stops to, as its rule says. */
import type { Subscription } from "nats";
import type { Clock } from "../common/runtime/clock.ts";
import { readStandbyWord } from "../proto/standby.ts";
import type { BidderEvents } from "./events.ts";
import { StandbyRule, type StandbyState } from "./kit/standby.ts";
import { ignoreFailure } from "./shutdown.ts";

interface StandbyOptions {
  readonly clock: Pick<Clock, "now">;
  readonly events: Pick<BidderEvents, "standby" | "closeFailed">;
  /** Subscribes to the calls of its markets, and to requests for prices. */
  subscribe(): readonly Subscription[];
  /** Publishes its presence: gateways learn at once what it does now. @throws Error */
  announce(): void;
}

export class StandbyRole {
  readonly #options: StandbyOptions;
  readonly #rule = new StandbyRule();
  #subscriptions: readonly Subscription[] = [];

  constructor(options: StandbyOptions) {
    this.#options = options;
  }

  get state(): StandbyState {
    return this.#rule.state;
  }

  /** Those that it has at the moment. */
  get subscriptions(): readonly Subscription[] {
    return this.#subscriptions;
  }

  /** A question for its statistics, from whomever: what it says, if it says anything. */
  asked(data: Uint8Array): void {
    if (data.length === 0) return;
    const word = readStandbyWord(data);
    if (word === undefined || !this.#rule.heard(word, this.#options.clock.now())) return;
    const { events } = this.#options;
    const before = this.#subscriptions;
    this.#subscriptions = this.state === "acting" ? this.#options.subscribe() : [];
    events.standby(this.state);
    ignoreFailure(() => this.#options.announce());
    // What the broker has delivered already is still served.
    for (const subscription of before) subscription.drain().catch(events.closeFailed);
  }
}
