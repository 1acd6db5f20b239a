/**
 * Which bidders serve a market, and whether a call to them can refer to its rates. Each auction
 * asks for it, and it changes only when an instance joins, leaves, or changes its markets or its
 * table of rates: so it is computed once for each market until then.
 *
 * MARKET-1 A call refers to its rates only where every live instance of every bidder of the market
 *    has named the gateway's own table. Any other call carries them.
 */
import type { MicroserviceClient } from "./microservice-client.ts";

/** A6: markets that are kept. Real searches are for some thousand pairs of airports. */
const MARKETS_KEPT_MAX = 4_096;

/** The bidders that serve one market. It does not change. */
export class MarketBidders {
  /** The order is that of their names. */
  readonly clients: readonly MicroserviceClient[];
  readonly names: readonly string[];
  /** All of them have the gateway's table of rates (MARKET-1). */
  readonly haveRates: boolean;
  readonly #indices: ReadonlyMap<string, number>;

  constructor(clients: readonly MicroserviceClient[]) {
    this.clients = [...clients].sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
    this.names = this.clients.map(({ bidder }) => bidder);
    // Where none is known, one that has just joined may receive the call.
    this.haveRates = clients.length > 0 && clients.every(({ haveRates }) => haveRates);
    this.#indices = new Map(this.names.map((name, index) => [name, index]));
  }

  /** Its index in `clients`. */
  indexOf(bidder: string): number | undefined {
    return this.#indices.get(bidder);
  }
}

export class MarketIndex {
  readonly #clients: () => readonly MicroserviceClient[];
  readonly #markets = new Map<string, MarketBidders>();
  /** The one that was asked for last: an auction asks when it begins and when it sends its call. */
  #last: {
    readonly origin: string;
    readonly destination: string;
    readonly bidders: MarketBidders;
  } | null = null;

  /** `clients`: all bidders that are known. */
  constructor(clients: () => readonly MicroserviceClient[]) {
    this.#clients = clients;
  }

  serving(origin: string, destination: string): MarketBidders {
    const last = this.#last;
    if (last !== null && last.origin === origin && last.destination === destination)
      return last.bidders;
    const bidders = this.#serving(origin, destination);
    this.#last = { origin, destination, bidders };
    return bidders;
  }

  #serving(origin: string, destination: string): MarketBidders {
    const market = origin + destination;
    const known = this.#markets.get(market);
    if (known !== undefined) return known;
    const bidders = new MarketBidders(
      this.#clients().filter((client) => client.serves(origin, destination)),
    );
    if (this.#markets.size >= MARKETS_KEPT_MAX) this.#markets.clear();
    this.#markets.set(market, bidders);
    return bidders;
  }

  /** Some instance serves other markets than before, or has another table of rates. */
  changed(): void {
    this.#markets.clear();
    this.#last = null;
  }
}
