/**
 * What is remembered of the rows of one sheet that were checked, in columns: an offer with three
 * fares takes 3 kB, and to keep a thousand of them costs more time, to collect the garbage around
 * them, than to read them again where they are shown.
 */
import type { FlightOffer, FlightSearch, Money } from "../../../proto/messages.ts";
import { addPricesWithBags } from "./bag-fares.ts";

export class CheckedRows {
  readonly #isRight: Uint8Array;
  readonly #faults = new Map<number, string>();
  readonly expiresAtMs: Float64Array;
  /** See common/offers/inconvenience.ts. */
  readonly inconvenienceMinutes: Float64Array;
  readonly #bagsFrom: Uint32Array;
  readonly #bags: Uint8Array;
  readonly #amounts: number[] = [];
  readonly #currencies: string[] = [];

  constructor(rows: number) {
    this.#isRight = new Uint8Array(rows);
    this.expiresAtMs = new Float64Array(rows);
    this.inconvenienceMinutes = new Float64Array(rows);
    this.#bagsFrom = new Uint32Array(rows);
    this.#bags = new Uint8Array(rows);
  }

  isRight(row: number): boolean {
    return this.#isRight[row] === 1;
  }

  /** What is wrong with it; undefined where it is right, or was not checked. */
  faultOf(row: number): string | undefined {
    return this.#faults.size === 0 ? undefined : this.#faults.get(row);
  }

  setFault(row: number, fault: string): void {
    this.#faults.set(row, fault);
  }

  /** @param search that of the auction */
  setRight(
    row: number,
    offer: Pick<FlightOffer, "expiresAtMs" | "fares">,
    inconvenienceMinutes: number,
    search: Pick<FlightSearch, "limits">,
  ): void {
    this.#isRight[row] = 1;
    this.expiresAtMs[row] = offer.expiresAtMs;
    this.inconvenienceMinutes[row] = inconvenienceMinutes;
    this.#bagsFrom[row] = this.#amounts.length;
    this.#bags[row] = addPricesWithBags(offer, search, this.#amounts, this.#currencies);
  }

  /** Its price with at least so many bags, 1 or more; undefined where no fare has them. */
  priceWithBags(row: number, bags: number): Money | undefined {
    if (bags > (this.#bags[row] as number)) return undefined;
    const at = (this.#bagsFrom[row] as number) + bags - 1;
    return { amount: this.#amounts[at] as number, currency: this.#currencies[at] as string };
  }
}
