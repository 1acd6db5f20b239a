/** The desk behind both doors: takes a raw request, runs its auction, and keeps the books. The doors only translate. */
import { randomBytes } from "node:crypto";
import { AuctionError } from "../proto/errors.ts";
import type { FlightSearch, SearchEvent, SearchResult } from "../proto/messages.ts";
import { Admission } from "./auction/admission.ts";
import type { LedgerView } from "./auction/ledger.ts";
import type { Plausibility } from "./auction/ranking-rules.ts";
import { type Ports, run } from "./auction/run.ts";
import type { GatewayConfig } from "./config.ts";
import { kilometresBetween } from "./distance.ts";
import { elapsed } from "./elapsed.ts";
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
  readonly #events: Events;
  readonly #admission: Admission;
  readonly #validate: (raw: unknown) => FlightSearch;
  readonly #plausibility: Plausibility | null;
  readonly #closed = new Set<Door>();

  /** `known`: the bidders that there are, for checking what a policy names. */
  constructor(config: GatewayConfig, ports: Ports, events: Events, known: () => readonly string[]) {
    this.#config = config;
    this.#ports = ports;
    this.#events = events;
    this.#plausibility = config.plausibility === null ? null : { ...config.plausibility, kilometres: kilometresBetween };
    this.#admission = new Admission({ runningMax: config.auctionsMax, waitingMax: config.waitingMax }, ports.clock);
    this.#validate = createValidator({
      policy: config.policy,
      bounds: config.bounds,
      currencies: config.rates.currencies,
      wall: () => ports.clock.wall(),
      known,
    });
  }

  get underWay(): number {
    return this.#admission.running;
  }

  get waiting(): number {
    return this.#admission.waiting;
  }

  get draining(): boolean {
    return this.#closed.size > 0;
  }

  /** @throws AuctionError `invalid-search`, `overloaded`, `shutting-down`, `no-broker` */
  async search(raw: unknown, caller: Caller): Promise<SearchResult> {
    const arrivedAt = this.#ports.clock.now();
    if (this.#closed.has(caller.door)) throw new AuctionError("shutting-down", "this gateway is shutting down; another one will answer");
    const search = this.#validate(raw);
    const rates = this.#config.rates.into(search.currency);
    const objective = objectiveOf(search, this.#config.preferences, rates);
    const { signal, watch } = caller;
    const searchId = randomBytes(12).toString("base64url");
    const order = {
      searchId,
      search,
      objective,
      rates,
      elapsed,
      plausibility: this.#plausibility,
      grace: this.#config.grace,
      arrivedAt,
      signal,
    };
    const result = await this.#admission.run(search.policy.deadlineMs, () =>
      run(watch === undefined ? order : { ...order, watch }, this.#ports),
    );
    this.#events.searched(caller.door, search, result);
    return result;
  }

  /** @throws AuctionError `not-found` */
  view(searchId: string): LedgerView {
    const view = this.#ports.ledger.view(searchId);
    if (view === undefined)
      throw new AuctionError("not-found", `no search '${searchId.slice(0, 64)}' is kept here; results are kept for 5 minutes`);
    return view;
  }

  /** Takes no more searches from this door. */
  close(door: Door): void {
    this.#closed.add(door);
  }

  /** Resolves when all that were taken have their results (A10). Their deadlines bound the wait. */
  idle(): Promise<void> {
    return this.#admission.idle();
  }
}
