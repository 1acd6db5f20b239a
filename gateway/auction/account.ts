/**
 * What the ledger keeps of one auction, in a form whose size can be counted (A6): one buffer of its
 * own with the search, the result without its itineraries, and the bodies of the offers as their
 * bidders sent them. It refers to nothing of the auction itself: no object of the result, no view
 * into a message from the network, no slice of a longer text. The result is built again when it is
 * read.
 *
 * A body takes about a tenth of its decoded size, and copying it costs less than encoding the
 * result.
 */
import { decodeRowBody, rowColumns } from "../../proto/codec/index.ts";
import type {
  FlightOffer,
  FlightSearch,
  Itinerary,
  Objective,
  SearchResult,
} from "../../proto/messages.ts";
import type { Plausibility, RankingRules } from "./ranking-rules.ts";
import { merge, type Opened, type Winner } from "./winners.ts";

/**
 * What the length of the buffer does not count: the objects of the account and the buffer, both
 * ids, and their entries in two maps.
 */
export const ACCOUNT_OVERHEAD_BYTES = 2_048;

/**
 * One seller of an itinerary that was shown, with what the columns of its row said. The bodies of
 * the offers are in the buffer, in the order of the sellers.
 */
type StoredSeller = [
  bidder: string,
  cost: number,
  price: number,
  staleAgeMs: number | null,
  bodyBytes: number,
  seller: string,
  listedPrice: number,
  listedCurrency: string,
];

/** The sellers of one itinerary under its key. */
type StoredItinerary = [key: string, sellers: readonly StoredSeller[]];

interface StoredSearch {
  readonly search: FlightSearch;
  readonly objective: Objective;
}

interface StoredResult {
  /** Without its itineraries, which are built again from the offers. */
  readonly result: SearchResult;
  readonly itineraries: readonly StoredItinerary[];
}

export interface Ended {
  readonly auctionId: string;
  readonly result: SearchResult;
  /** For each itinerary of the result its offers, the best first. */
  readonly opened: readonly (readonly Opened[])[];
  readonly rules: Omit<RankingRules, "wallMs">;
  /** Monotonic. */
  readonly startedAt: number;
  readonly endedAt: number;
}

export class Account {
  readonly searchId: string;
  readonly auctionId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly deadlineMs: number;
  /** The cost of the best itinerary; undefined when nothing was shown. */
  readonly bestShown: number | undefined;
  readonly currency: string;
  /** Shared by all searches in one currency; the other two are shared by all searches. */
  readonly #rates: RankingRules["rates"];
  readonly #elapsed: RankingRules["elapsed"];
  readonly #plausibility: Plausibility | null;
  readonly #bytes: Buffer;
  readonly #searchBytes: number;
  readonly #resultBytes: number;

  constructor({ auctionId, result, opened, rules, startedAt, endedAt }: Ended) {
    const { itineraries } = result;
    this.searchId = result.searchId;
    this.auctionId = auctionId;
    this.startedAt = startedAt;
    this.endedAt = endedAt;
    this.deadlineMs = result.deadlineMs;
    this.bestShown = itineraries[0]?.cost;
    this.currency = rules.search.currency;
    this.#rates = rules.rates;
    this.#elapsed = rules.elapsed;
    this.#plausibility = rules.plausibility ?? null;
    const bodies = opened.flatMap((sellers) =>
      sellers.map(({ candidate: { sheet, row } }) => sheet.body[row] as Uint8Array),
    );
    const storedSearch: StoredSearch = { search: rules.search, objective: rules.objective };
    const storedResult: StoredResult = {
      result: { ...result, itineraries: [] },
      itineraries: opened.map(storedItinerary),
    };
    const [searchText, resultText] = [JSON.stringify(storedSearch), JSON.stringify(storedResult)];
    this.#searchBytes = Buffer.byteLength(searchText);
    this.#resultBytes = Buffer.byteLength(resultText);
    const length = bodies.reduce(
      (sum, body) => sum + body.length,
      this.#searchBytes + this.#resultBytes,
    );
    // Never from Node's pool: a slice of the pool keeps the whole pool in memory.
    this.#bytes = Buffer.allocUnsafeSlow(length);
    this.#bytes.write(searchText, 0);
    this.#bytes.write(resultText, this.#searchBytes);
    let at = this.#searchBytes + this.#resultBytes;
    for (const body of bodies) {
      this.#bytes.set(body, at);
      at += body.length;
    }
  }

  /** All that it keeps in memory, without what is shared. */
  get bytes(): number {
    return this.#bytes.length + ACCOUNT_OVERHEAD_BYTES;
  }

  /** The rules by which offers for this search are priced, ranked and checked. */
  rules(wallMs: number): RankingRules {
    const { search, objective }: StoredSearch = JSON.parse(this.#text(0, this.#searchBytes));
    return {
      search,
      objective,
      rates: this.#rates,
      elapsed: this.#elapsed,
      plausibility: this.#plausibility,
      wallMs,
    };
  }

  /** The result as it was. */
  result(): SearchResult {
    const { result, itineraries }: StoredResult = JSON.parse(
      this.#text(this.#searchBytes, this.#resultBytes),
    );
    let at = this.#searchBytes + this.#resultBytes;
    const shown = itineraries.map(([itinerary, sellers]): Itinerary => {
      const winners = sellers.map(
        ([bidder, cost, price, staleAgeMs, length, seller, listedPrice, currency]): Winner => {
          const offer: FlightOffer = decodeRowBody(this.#bytes.subarray(at, at + length), {
            price: listedPrice,
            currency,
            seller,
            itinerary,
          });
          at += length;
          return { bidder, cost, price, staleAgeMs: staleAgeMs ?? undefined, offer };
        },
      );
      return merge(winners, this.currency, this.#rates);
    });
    return { ...result, itineraries: shown };
  }

  #text(from: number, length: number): string {
    return this.#bytes.toString("utf8", from, from + length);
  }
}

function storedItinerary(sellers: readonly Opened[]): StoredItinerary {
  const { sheet, row } = (sellers[0] as Opened).candidate;
  return [sheet.itinerary[row] as string, sellers.map(storedSeller)];
}

function storedSeller({
  candidate: { bidder, cost, convertedPrice: price, staleAgeMs, sheet, row },
}: Opened): StoredSeller {
  const { seller, price: listed, currency } = rowColumns(sheet, row);
  const { length } = sheet.body[row] as Uint8Array;
  return [bidder, cost, price, staleAgeMs ?? null, length, seller, listed, currency];
}
