/**
 * Which chains of markets may keep ENGINE-14, as far as their markets show it: in a search for
 * another cabin than economy.
 */
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Network } from "./network.ts";
import { FLIGHTS_MAX, flownKmMax } from "./rules.ts";
import type { SliceArea } from "./slice-area.ts";

/** The most that sums of distances lose in floating point. */
const KM_ROUNDING = 1e-6;

const [UNKNOWN, NO, YES] = [0, 1, 2];

export class CabinMarkets {
  readonly #network: Network;
  readonly #area: SliceArea;
  readonly #bit: number;
  readonly #kmMax: number;
  readonly #kmMin: number;
  /** The answers of `isLeading`, as far as asked for. */
  readonly #leading: Uint8Array;

  /** `asked`: the cabin's index in CABINS. */
  constructor(network: Network, area: SliceArea, asked: number) {
    this.#network = network;
    this.#area = area;
    this.#bit = 1 << asked;
    this.#kmMax = flownKmMax(area.km, false) + KM_ROUNDING;
    this.#kmMin = area.km / FLIGHTS_MAX - KM_ROUNDING;
    this.#leading = new Uint8Array(network.marketKm.length);
  }

  /**
   * Whether a flight of this market has the cabin, is long enough to be the longest of an
   * itinerary, and lies on a way that is not too long (ENGINE-4).
   */
  isLeading(market: Index): boolean {
    if (this.#leading[market] === UNKNOWN) this.#leading[market] = this.#find(market) ? YES : NO;
    return this.#leading[market] === YES;
  }

  #find(market: Index): boolean {
    const { timetable, marketKm, marketOrigin, marketDestination } = this.#network;
    const km = marketKm[market] as number;
    if (!this.#has(market) || km < this.#kmMin || km > this.#kmMax) return false;
    const [from, to] = [marketOrigin[market] as Index, marketDestination[market] as Index];
    const { origin } = this.#area;
    const way = timetable.distanceKm(origin, from) + km + this.#area.kmToDestination(to);
    return way <= this.#kmMax;
  }

  #has(market: Index): boolean {
    return ((this.#network.marketCabins[market] as number) & this.#bit) !== 0;
  }

  /** Whether the longest flight may be among these. */
  mayLead(markets: readonly Index[]): boolean {
    for (let i = 0; i < markets.length; i++) if (this.isLeading(markets[i] as Index)) return true;
    return false;
  }

  /** Whether these markets have too much flown in lower cabins, whatever follows them. */
  isTooLow(markets: readonly Index[]): boolean {
    const { marketKm } = this.#network;
    let km = 0;
    for (let i = 0; i < markets.length; i++) {
      const market = markets[i] as Index;
      if (!this.#has(market)) km += marketKm[market] as number;
    }
    return 2 * km >= this.#kmMax;
  }

  /** Whether the longest of a whole chain's markets, and most of the way, may be in the cabin. */
  mayCarry(markets: readonly Index[]): boolean {
    const { marketKm } = this.#network;
    let [all, asked, longest, isLed] = [0, 0, 0, false];
    for (let i = 0; i < markets.length; i++) {
      const market = markets[i] as Index;
      const km = marketKm[market] as number;
      const has = this.#has(market);
      all += km;
      if (has) asked += km;
      if (km > longest) [longest, isLed] = [km, has];
    }
    return isLed && 2 * asked > all;
  }
}
