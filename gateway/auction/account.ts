/**
 * What the ledger keeps of one auction, in a form whose size can be counted (A6): one buffer of its
 * own, in which are what was asked, what was answered, and the offers' bodies as their bidders sent
 * them. It holds nothing of the auction itself: no object of the result, no view into what came
 * from the network, and no text cut out of a longer one. The result is put together again when
 * somebody asks for it.
 *
 * A body takes about a tenth of what it takes decoded, and copying it costs less than to encode the
 * result anew.
 */
import { decodeOffer } from "../../proto/codec/index.ts";
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
 * What the buffer does not count: the account's own objects, the buffer's, both ids, and their
 * places in two maps.
 */
export const ACCOUNT_OVERHEAD_BYTES = 2_048;

/**
 * The itineraries that were shown, each as its sellers, best first: their offers' bodies lie in the
 * buffer in the same order.
 */
type StoredSeller = [
  bidder: string,
  cost: number,
  price: number,
  staleAgeMs: number | null,
  bodyBytes: number,
];

interface Question {
  readonly search: FlightSearch;
  readonly objective: Objective;
}

interface Answer {
  readonly result: Omit<SearchResult, "itineraries">;
  readonly itineraries: readonly (readonly StoredSeller[])[];
}

export interface Ended {
  readonly auctionId: string;
  readonly result: SearchResult;
  /** Beside each itinerary of the result its offers, the best first. */
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
  /** Nothing was shown when undefined. */
  readonly bestShown: number | undefined;
  readonly currency: string;
  /** Shared by all searches in one currency; the other two by all searches. */
  readonly #rates: RankingRules["rates"];
  readonly #elapsed: RankingRules["elapsed"];
  readonly #plausibility: Plausibility | null;
  readonly #bytes: Buffer;
  readonly #questionBytes: number;
  readonly #answerBytes: number;

  constructor({ auctionId, result, opened, rules, startedAt, endedAt }: Ended) {
    const { itineraries, ...rest } = result;
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
    const question: Question = { search: rules.search, objective: rules.objective };
    const answer: Answer = {
      result: rest,
      itineraries: opened.map((sellers) => sellers.map(storedSeller)),
    };
    const [questionText, answerText] = [JSON.stringify(question), JSON.stringify(answer)];
    this.#questionBytes = Buffer.byteLength(questionText);
    this.#answerBytes = Buffer.byteLength(answerText);
    const length = bodies.reduce(
      (sum, body) => sum + body.length,
      this.#questionBytes + this.#answerBytes,
    );
    // Never from Node's pool: a piece of that keeps the whole alive.
    this.#bytes = Buffer.allocUnsafeSlow(length);
    this.#bytes.write(questionText, 0);
    this.#bytes.write(answerText, this.#questionBytes);
    let at = this.#questionBytes + this.#answerBytes;
    for (const body of bodies) {
      this.#bytes.set(body, at);
      at += body.length;
    }
  }

  /** All that it keeps alive, but for what is shared. */
  get bytes(): number {
    return this.#bytes.length + ACCOUNT_OVERHEAD_BYTES;
  }

  /** By what offers for this search are priced, ranked and checked. */
  rules(wallMs: number): RankingRules {
    const { search, objective }: Question = JSON.parse(this.#text(0, this.#questionBytes));
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
    const { result, itineraries }: Answer = JSON.parse(
      this.#text(this.#questionBytes, this.#answerBytes),
    );
    let at = this.#questionBytes + this.#answerBytes;
    const { searchId, endedBy, partial, elapsedMs, deadlineMs, bidders } = result;
    const shown = itineraries.map((sellers): Itinerary => {
      const winners = sellers.map(([bidder, cost, price, staleAgeMs, length]): Winner => {
        const offer: FlightOffer = decodeOffer(this.#bytes.subarray(at, at + length));
        at += length;
        return { bidder, cost, price, staleAgeMs: staleAgeMs ?? undefined, offer };
      });
      return merge(winners, this.currency, this.#rates);
    });
    return { searchId, endedBy, partial, elapsedMs, deadlineMs, itineraries: shown, bidders };
  }

  #text(from: number, length: number): string {
    return this.#bytes.toString("utf8", from, from + length);
  }
}

function storedSeller({
  candidate: { bidder, cost, price, staleAgeMs, sheet, row },
}: Opened): StoredSeller {
  return [bidder, cost, price, staleAgeMs ?? null, (sheet.body[row] as Uint8Array).length];
}
