/**
 * Who sells connections with whom on tickets to one destination, whatever the day: the tables of
 * `one-ticket-prices.ts`, filled as far as asked for. All searches between two airports share them,
 * within each reach and on each day of a calendar.
 */
import { INTERLINING } from "../../flights/itineraries/interline.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Network } from "./network.ts";

/** In `ends`: not asked for yet. */
export const UNKNOWN = 255;

export class TicketPartners {
  /** Who flies into the destination and may be flown with, each once. */
  readonly lastCarriers: Uint16Array;
  /**
   * 0 or 1, by whether tickets may be divided and by the first two carriers: whether someone flies
   * into the destination who sells connections with both.
   */
  readonly ends: Uint8Array;
  readonly #network: Network;
  readonly #allowed: Uint8Array | undefined;
  /**
   * The cheapest tier of the carriers that a carrier sells connections with, by whether tickets may
   * be divided and by carrier.
   */
  readonly #tier: Float64Array;
  /** The tiers of these, and its own, as bits. */
  readonly #tiers: Uint8Array;

  /** `allowed`: carriers, see SliceLimits; undefined: all. */
  constructor(network: Network, destination: Index, allowed: Uint8Array | undefined) {
    const { length } = network.carrierTier;
    this.#network = network;
    this.#allowed = allowed;
    this.lastCarriers = carriersInto(network, destination).filter((one) => this.#mayFly(one));
    this.#tier = new Float64Array(2 * length).fill(Number.NaN);
    this.#tiers = new Uint8Array(2 * length);
    this.ends = new Uint8Array(2 * length ** 2).fill(UNKNOWN);
  }

  /** Infinite where there is none. */
  tierOf(carrier: Index, mayDivide: boolean): number {
    const { connects, carrierTier } = this.#network;
    const key = mayDivide ? carrierTier.length + carrier : carrier;
    const known = this.#tier[key] as number;
    if (!Number.isNaN(known)) return known;
    const level = mayDivide ? INTERLINING.twoFares : INTERLINING.oneFare;
    let [least, tiers] = [Number.POSITIVE_INFINITY, 1 << (carrierTier[carrier] as number)];
    for (let i = 0; i < carrierTier.length; i++) {
      if ((connects[carrier * carrierTier.length + i] as number) < level || !this.#mayFly(i))
        continue;
      least = Math.min(least, carrierTier[i] as number);
      tiers |= 1 << (carrierTier[i] as number);
    }
    this.#tier[key] = least;
    this.#tiers[key] = tiers;
    return least;
  }

  tiersOf(carrier: Index, mayDivide: boolean): number {
    const key = mayDivide ? this.#network.carrierTier.length + carrier : carrier;
    // Its own is always one of them.
    if (this.#tiers[key] === 0) this.tierOf(carrier, mayDivide);
    return this.#tiers[key] as number;
  }

  #mayFly(carrier: Index): boolean {
    return this.#allowed?.[carrier] !== 0;
  }
}

function carriersInto(
  { marketCarriers, marketCarrierFrom, marketsInto, firstInto }: Network,
  destination: Index,
): Uint16Array {
  const found = new Set<Index>();
  for (let m = firstInto[destination] as number; m < (firstInto[destination + 1] as number); m++) {
    const market = marketsInto[m] as Index;
    const end = marketCarrierFrom[market + 1] as number;
    for (let i = marketCarrierFrom[market] as number; i < end; i++)
      found.add(marketCarriers[i] as Index);
  }
  return Uint16Array.from(found);
}
