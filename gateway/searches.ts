/** The desk behind both doors: takes a raw request, runs its auction, and keeps the books. The doors only translate. */
import { randomBytes } from "node:crypto";
import { AuctionError } from "../proto/errors.ts";
import type { FlightSearch, SearchEvent, SearchResult } from "../proto/messages.ts";
import type { Ledger, LedgerView } from "./auction/ledger.ts";
import { type Ports, run } from "./auction/run.ts";
import type { GatewayConfig } from "./config.ts";
import type { Door, Events } from "./events.ts";
import { objectiveOf } from "./objective.ts";
import { createValidator } from "./validate.ts";

export interface Caller {
  readonly door: Door;
  readonly signal: AbortSignal;
  readonly watch?: (event: SearchEvent) => void;
}

export class Searches {
  readonly #config: GatewayConfig;
  readonly #ports: Ports;
  readonly #ledger: Ledger;
  readonly #events: Events;
  readonly #validate: (raw: unknown) => FlightSearch;
  #underWay = 0;
  #draining = false;
  #whenIdle = Promise.withResolvers<void>();

  constructor(config: GatewayConfig, ports: Ports, events: Events) {
    this.#config = config;
    this.#ports = ports;
    this.#ledger = ports.ledger;
    this.#events = events;
    this.#validate = createValidator({ policy: config.policy, currencies: config.rates.currencies, wall: () => ports.clock.wall() });
  }

  get underWay(): number {
    return this.#underWay;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** @throws AuctionError `invalid-search`, `overloaded`, `shutting-down`, `no-broker` */
  async search(raw: unknown, caller: Caller): Promise<SearchResult> {
    const search = this.#validate(raw);
    if (this.#draining) throw new AuctionError("shutting-down", "this gateway is shutting down; another one will answer");
    if (this.#underWay >= this.#config.auctionsMax) {
      throw new AuctionError("overloaded", `${this.#underWay} searches are under way, which is all that this gateway takes at once`);
    }
    this.#underWay++;
    try {
      const rates = this.#config.rates.into(search.currency);
      const objective = objectiveOf(search, this.#config.preferences, rates);
      const { signal, watch } = caller;
      const order = { searchId: randomBytes(12).toString("base64url"), search, objective, rates, grace: this.#config.grace, signal };
      const result = await run(watch === undefined ? order : { ...order, watch }, this.#ports);
      this.#events.searched(caller.door, search, result);
      return result;
    } finally {
      this.#underWay--;
      if (this.#draining && this.#underWay === 0) this.#whenIdle.resolve();
    }
  }

  /** @throws AuctionError `not-found` */
  view(searchId: string): LedgerView {
    const view = this.#ledger.view(searchId);
    if (view === undefined)
      throw new AuctionError("not-found", `no search '${searchId.slice(0, 64)}' is kept here; results are kept for 5 minutes`);
    return view;
  }

  /** Takes no more searches; resolves when those under way have their results (A10). Their deadlines bound the wait. */
  async drain(): Promise<void> {
    this.#draining = true;
    if (this.#underWay > 0) await this.#whenIdle.promise;
  }
}
