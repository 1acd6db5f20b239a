/**
 * Which bidders serve a market, and whether a call to them can refer to its rates. Each auction
 * asks for it, and it changes only when an instance joins, leaves, or changes its markets or its
 * table of rates: so it is computed once for each market until then.
 *
 * A search between several airports is in one market for each pair of them; its call goes to the
 * first.
 *
 * MARKET-1 A call refers to its rates only where every live instance of every bidder that it
 *    reaches has named the gateway's own table. Any other call carries them.
 * MARKET-2 Of a search in several markets every bidder of any of them takes part, and each is
 *    called once: those that do not serve the first market are called directly.
 * MARKET-3 A bidder that serves a market by a region alone (`EU.*`) is called directly too: the
 *    call to the market reaches those that name its airports or `*`. So each is called once, in
 *    whatever forms its instances name the same market.
 * MARKET-4 An outside bidder is called directly in every market. Its account receives no calls to
 *    markets, so that it can take none that are meant for another bidder.
 * MARKET-5 A placed bidder (PLACEMENT-1) is called directly in every market. Its instances hear the
 *    call to the market too: it leaves the bidder out, so that none of them takes that one as well.
 */
import type { SearchSlice } from "../../proto/messages.ts";
import type { Market } from "./instance-table.ts";
import type { MicroserviceClient } from "./microservice-client.ts";

/** A6: markets that are kept. Real searches are for some thousand pairs of airports. */
const MARKETS_KEPT_MAX = 4_096;

const NO_CLIENTS: readonly MicroserviceClient[] = [];

/** The bidders that serve one market, or one of several. It does not change. */
export class MarketBidders {
  /** The order is that of their names. */
  readonly clients: readonly MicroserviceClient[];
  readonly names: readonly string[];
  /** Without shadow bidders: those that an auction is of. */
  readonly auctioned: readonly string[];
  readonly shadow: readonly string[];
  /** Those that the call to the first market is not for (MARKET-2 to MARKET-5). */
  readonly direct: readonly MicroserviceClient[];
  /** All that the call reaches have the gateway's table of rates (MARKET-1). */
  readonly haveRates: boolean;
  readonly #indices: ReadonlyMap<string, number>;

  constructor(
    clients: readonly MicroserviceClient[],
    direct: readonly MicroserviceClient[] = NO_CLIENTS,
  ) {
    this.direct = direct;
    this.clients = [...clients].sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
    this.names = this.clients.map(({ bidder }) => bidder);
    const isShadow = ({ isShadow: is }: MicroserviceClient) => is;
    this.shadow = this.clients.filter(isShadow).map(({ bidder }) => bidder);
    this.auctioned =
      this.shadow.length === 0
        ? this.names
        : this.names.filter((bidder) => !this.shadow.includes(bidder));
    const called =
      direct.length === 0 ? clients : clients.filter((client) => !direct.includes(client));
    // Where none is known, one that has just joined may receive the call.
    this.haveRates = called.length > 0 && called.every(({ haveRates }) => haveRates);
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

  /** The same of a search in several markets. */
  #lastOfSeveral: { readonly slice: SearchSlice; readonly bidders: MarketBidders } | null = null;

  /** `clients`: all bidders that are known. */
  constructor(clients: () => readonly MicroserviceClient[]) {
    this.#clients = clients;
  }

  /** The bidders of every market that a slice is in. */
  servingSlice(slice: SearchSlice): MarketBidders {
    if (slice.origins === undefined && slice.destinations === undefined)
      return this.serving(slice.origin, slice.destination);
    if (this.#lastOfSeveral?.slice !== slice)
      this.#lastOfSeveral = { slice, bidders: this.#servingAny(slice) };
    return this.#lastOfSeveral.bidders;
  }

  /** MARKET-2 */
  #servingAny(slice: SearchSlice): MarketBidders {
    const first = this.#serving(slice.origin, slice.destination);
    const clients = new Set(first.clients);
    for (const { origin, destination } of marketsOf(slice))
      for (const client of this.#serving(origin, destination).clients) clients.add(client);
    const direct = [...clients].filter((client) => !client.hears(slice.origin, slice.destination));
    return new MarketBidders([...clients], direct);
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
    const clients = this.#clients().filter((client) => client.serves(origin, destination));
    const direct = clients.filter((client) => !client.hears(origin, destination));
    const bidders = new MarketBidders(clients, direct.length === 0 ? NO_CLIENTS : direct);
    if (this.#markets.size >= MARKETS_KEPT_MAX) this.#markets.clear();
    this.#markets.set(market, bidders);
    return bidders;
  }

  /** Some instance serves other markets than before, or has another table of rates. */
  changed(): void {
    this.#markets.clear();
    this.#last = null;
    this.#lastOfSeveral = null;
  }
}

/** The markets that a slice is in: its pairs of airports. */
export function marketsOf(slice: SearchSlice): Market[] {
  const { origins = [slice.origin], destinations = [slice.destination] } = slice;
  return origins.flatMap((origin) => destinations.map((destination) => ({ origin, destination })));
}
