/**
 * An offer that was found right, without what it holds: what a list and its facets need of it is
 * here, and all else is read from its body when it is shown. A list has all offers of an auction
 * and a page has twenty. An offer with three fares takes 3 kB, and to keep a thousand of them costs
 * more time, to collect what is garbage around them, than to read them.
 *
 * RIGHT-1 It gives what the offer itself gives, with every field.
 */
import { type BrokenLimit, brokenLimit } from "../../../common/offers/search-limits.ts";
import { decodeRowOffer, rowColumns } from "../../../proto/codec/index.ts";
import type { FlightOffer, FlightSearch, Money, SheetColumns } from "../../../proto/messages.ts";
import { leastBags, pricesWithBags, withBags } from "./bag-fares.ts";

/** Where an offer is read from. */
interface OfferSource {
  readonly sheet: SheetColumns;
  readonly row: number;
  readonly search: FlightSearch;
  readonly bags: number;
}

/** The last one that was found right: the step that follows mostly needs the whole of it. */
const last: { of: RightOffer | null; whole: FlightOffer | null } = { of: null, whole: null };

export class RightOffer implements FlightOffer {
  readonly seller: string;
  readonly expiresAtMs: number;
  /** See common/offers/inconvenience.ts. */
  readonly inconvenienceMinutes: number;
  /** See `pricesWithBags`. */
  readonly bagPrices: readonly Money[];
  readonly #sheet: SheetColumns;
  readonly #row: number;
  readonly #search: FlightSearch;
  /** It is sold with so many checked bags, at least (BAGS-1); 0: as it was bid. */
  readonly #bags: number;
  /** Null until it is asked for. */
  #limit: BrokenLimit | undefined | null = null;

  private constructor(
    { seller, expiresAtMs }: Pick<FlightOffer, "seller" | "expiresAtMs">,
    inconvenienceMinutes: number,
    bagPrices: readonly Money[],
    { sheet, row, search, bags }: OfferSource,
  ) {
    this.seller = seller;
    this.expiresAtMs = expiresAtMs;
    this.inconvenienceMinutes = inconvenienceMinutes;
    this.bagPrices = bagPrices;
    this.#sheet = sheet;
    this.#row = row;
    this.#search = search;
    this.#bags = bags;
  }

  /** @param offer that in this row, which is right */
  static of(
    offer: FlightOffer,
    inconvenienceMinutes: number,
    from: Omit<OfferSource, "bags">,
  ): RightOffer {
    const { sheet, row, search } = from;
    const prices = pricesWithBags(offer, search);
    const source = { sheet, row, search, bags: 0 };
    const right = new RightOffer(offer, inconvenienceMinutes, prices, source);
    last.of = right;
    last.whole = offer;
    return right;
  }

  /** As `withBags`, of an offer as it was bid. */
  soldWith(bags: number): RightOffer | undefined {
    const least = leastBags(bags, this.#search.limits);
    const price = this.bagPrices[least - 1];
    if (price === undefined) return undefined;
    const prices = this.bagPrices.map((one, i) => (i < least ? price : one));
    return new RightOffer(this, this.inconvenienceMinutes, prices, {
      sheet: this.#sheet,
      row: this.#row,
      search: this.#search,
      bags,
    });
  }

  get price(): Money {
    if (this.#bags > 0) return this.bagPrices[this.#bags - 1] as Money;
    const { price, currency } = rowColumns(this.#sheet, this.#row);
    return { amount: price, currency };
  }

  /**
   * As `brokenLimit`.
   *
   * @param convertedPrice its own
   */
  brokenLimit(convertedPrice: number): BrokenLimit | undefined {
    if (this.#limit === null) this.#limit = brokenLimit(this.whole, convertedPrice, this.#search);
    return this.#limit;
  }

  /** The offer itself. */
  get whole(): FlightOffer {
    if (last.of === this) return last.whole as FlightOffer;
    const offer = decodeRowOffer(this.#sheet, this.#row);
    return this.#bags === 0 ? offer : (withBags(offer, this.#bags, this.#search) as FlightOffer);
  }

  get modelled(): boolean {
    return this.whole.modelled;
  }

  get slices(): FlightOffer["slices"] {
    return this.whole.slices;
  }

  get fares(): FlightOffer["fares"] {
    return this.whole.fares;
  }

  get selfTransfers(): FlightOffer["selfTransfers"] {
    return this.whole.selfTransfers;
  }

  get similar(): number {
    return this.whole.similar;
  }
}

/** The offer with all that it holds in it. */
export function wholeOf(offer: FlightOffer): FlightOffer {
  return offer instanceof RightOffer ? offer.whole : offer;
}
