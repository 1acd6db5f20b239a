/**
 * The search for connections: the best itineraries from an origin to a destination on a date, out
 * of the whole timetable, by the rules of `rules.ts`. Pure, and a generator, so that its runner may
 * stop it.
 *
 * It is round-based as RAPTOR is (Delling, Pajor, Werneck 2012): round k searches itineraries of k
 * + 1 flights, and what a round finds is final before the next begins, because more stops never
 * beat fewer (LIST-1). In an air network every route of RAPTOR's has one hop, so its rounds scan
 * markets, each with its flights by departure; and the range over the day's departures is the list
 * of first flights.
 *
 * It is not RAPTOR in what it prunes by. A label there is dropped when another one reached the same
 * airport no later and at no higher fare. Fares do not add up like that (a through fare depends on
 * where the slice ends), so a more expensive first flight may be part of a cheaper itinerary, and
 * such labels must all be kept. So the search goes best first over chains of markets, each with a
 * bound on what its itineraries cost at least (BOUND-1 to BOUND-4, SEATS-1, SEATS-2, SUMS-1, the
 * shortest flights and the minimum connecting times), and stops when the next bound is behind the
 * last itinerary of the list. Where the list is not full that never happens; then what fewer stops
 * have found excludes most chains, because nothing along them arrives earlier for less (BEATEN-1 of
 * `arrival-limits.ts`). What is left is searched flight by flight. The smallest bound of the rounds
 * to come is the floor that the bid promises.
 *
 * LIMITFLOOR-1 A limit of the search never lowers such a floor.
 */

import { AllItineraries } from "./all-itineraries.ts";
import { ArrivalLimits } from "./arrival-limits.ts";
import { BestList, type ListState, type Shown } from "./best-list.ts";
import { ChainPlaces } from "./chain-places.ts";
import type { Chain, ChainQueue } from "./chain-queue.ts";
import { type ChainQuery, ChainSearch } from "./chain-search.ts";
import { type EngineItinerary, isSameRoute, keyOf } from "./itinerary.ts";
import type { Network } from "./network.ts";
import { nonstopLegs } from "./nonstop-fares.ts";
import { cheapEnough, notTooLong, reaches } from "./rules.ts";
import type { SearchRound } from "./search-round.ts";

export interface ConnectionQuery extends Omit<ChainQuery, "eachSeller"> {
  readonly stopsMax: number;
  /** How many itineraries are found at most (LIST-4). */
  readonly wanted: number;
  /**
   * What costs more is not wanted, as long as anything was found: the search of another pair of
   * airports has found enough that costs less. Absent: no limit.
   */
  readonly costMax?: number | undefined;
  readonly similar: boolean;
}

/**
 * A step is a checkpoint (undefined) or a round. Together the rounds have the list of LIST-4 and
 * perhaps more: a later round may displace what an early one found. The objective's weights are not
 * negative.
 */
export function* searchConnections(
  network: Network,
  query: ConnectionQuery,
): Generator<SearchRound<Shown<EngineItinerary>> | undefined, void> {
  const { unlimited, stopsMax, counts } = query;
  const places = new ChainPlaces(network, query.route, query.only);
  // Flights that lead nowhere are looked at only where they are counted (WAY-1).
  if (counts === undefined && !places.hasWay(stopsMax)) return;
  const nonstops = nonstopLegs(network, query.route);
  let all: AllItineraries | undefined;
  let before: ChainSearch | undefined;
  for (const reach of reaches(stopsMax)) {
    // Where there is nothing at all, nothing is looked for within the limits.
    if (all !== undefined && !(yield* all.hasAny(reach, before as ChainSearch))) continue;
    const whole = { ...query, eachSeller: false };
    const chains: ChainSearch = new ChainSearch(network, whole, reach, nonstops, places, before);
    before = chains;
    if ((yield* new ConnectionSearch(network, query, chains).rounds()) || all !== undefined) return;
    if (unlimited === undefined || !chains.isCut) continue;
    // Of itineraries that all break a limit none further away is looked for (ENGINE-15).
    all = new AllItineraries(network, unlimited, stopsMax, nonstops, places);
    if (yield* all.hasAny(reach, chains)) return;
  }
}

/** The number of chains that are extended or searched between two checkpoints. */
const STEPS_A_CHECKPOINT = 8;
/** The number of new itineraries after which the list is updated. */
const ITINERARIES_A_CHECK = 256;

class ConnectionSearch {
  readonly #query: ConnectionQuery;
  readonly #chains: ChainSearch;
  readonly #best: BestList<EngineItinerary>;
  #list: ListState<EngineItinerary> = { shown: [], listed: [], last: undefined };

  constructor({ timetable }: Network, query: ConnectionQuery, chains: ChainSearch) {
    this.#query = query;
    this.#chains = chains;
    this.#best = new BestList<EngineItinerary>({
      wanted: query.wanted,
      similar: query.similar,
      key: (itinerary) => keyOf(timetable, itinerary),
      isSameRoute: (one, other) => isSameRoute(timetable, one, other),
    });
  }

  /** True when anything was found. */
  *rounds(): Generator<SearchRound<Shown<EngineItinerary>> | undefined, boolean> {
    const { stopsMax } = this.#query;
    const queues: ChainQueue[] = [];
    for (let stops = 1; stops <= stopsMax; stops++) {
      queues.push(this.#chains.begin(stops));
      yield;
    }
    for (let stops = 1; stops <= stopsMax; stops++) {
      this.#chains.beginRound(stops, this.#limitsOf(stops));
      yield* this.#round(stops, queues[stops - 1] as ChainQueue);
      const found = this.#list.shown.filter(({ itinerary }) => itinerary.stops === stops);
      if (found.length > 0) yield { stops, found, floor: this.#leastBeyond(stops, queues) };
    }
    return this.#list.shown.length > 0;
  }

  /**
   * The limits of itineraries with `stops` stops. What was found with fewer beats what costs no
   * less: what takes as long or longer costs that price, that time and its long way at least
   * (BEATEN-1). What is listed leaves out what takes more than twice as long (BEATEN-3).
   */
  #limitsOf(stops: number): ArrivalLimits {
    const { costs, minutesMax } = this.#chains;
    const whole = this.#best.found.filter(({ mixed }) => !mixed);
    const found = whole.map(({ price, cost, minutes, departureUtc, arrivalUtc }) => ({
      price: Math.max(price, cost - costs.atLeast(0, minutes, stops)),
      departureUtc,
      arrivalUtc,
    }));
    // What takes longer must also stand behind it: cost more.
    const listed = this.#list.listed.filter(({ mixed }) => !mixed);
    const tooLong = listed.map(({ price, cost, minutes }) => {
      const most = notTooLong(minutes);
      const behind = cost - costs.atLeast(0, most + 1, stops) + 1;
      return { price: Math.max(cheapEnough(price) + 1, behind), minutesMax: most };
    });
    return new ArrivalLimits([...found, ...tooLong], minutesMax);
  }

  /**
   * What itineraries with more stops cost at least, by their columns: floors are promises of that
   * (BATCH-2). Their rounds have not begun.
   */
  #leastBeyond(stops: number, queues: readonly ChainQueue[]): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = stops; i < queues.length; i++)
      for (const { price, minutes } of (queues[i] as ChainQueue).items)
        least = Math.min(least, this.#chains.costs.byColumns(price, minutes, i + 1));
    return least;
  }

  *#round(stops: number, queue: ChainQueue): Generator<undefined, void> {
    let searched: Chain[] = [];
    for (let step = 1; ; step++) {
      const chain = queue.pop();
      if (chain === undefined || this.#isBehind(chain)) {
        // The list may have lost an itinerary since its last update: one came that beats two of it.
        // Then it reaches further.
        if (chain !== undefined) queue.push(chain);
        this.#updateList();
        searched = this.#reopen(searched, queue);
        if (queue.first === undefined || this.#isBehind(queue.first)) return;
        continue;
      }
      if (chain.whole) {
        const raised = this.#chains.raised(chain);
        if (raised === chain) searched.push(this.#search(chain));
        else if (raised !== undefined) queue.push(raised);
      } else this.#chains.extend(chain, stops, queue);
      const isFull = this.#best.fresh >= ITINERARIES_A_CHECK;
      if (isFull) this.#updateList();
      if (isFull || step % STEPS_A_CHECKPOINT === 0) yield;
    }
  }

  /**
   * Puts back the chains that were not searched as far as the list now reaches; the others are
   * kept.
   */
  #reopen(searched: readonly Chain[], queue: ChainQueue): Chain[] {
    const costMax = Math.min(this.#list.last?.cost ?? Number.POSITIVE_INFINITY, this.#costMax);
    for (const chain of searched) if (chain.foundUpTo < costMax) queue.push(chain);
    return searched.filter((chain) => chain.foundUpTo >= costMax);
  }

  #updateList(): void {
    this.#list = this.#best.update();
  }

  /**
   * Whether no itinerary of it stands before the list's end. Where only the price counts many are
   * level with it: the faster are first, and whole ones before mixed ones (LIST-2).
   */
  #isBehind(chain: Chain): boolean {
    const { last } = this.#list;
    if (chain.cost === Number.POSITIVE_INFINITY || chain.cost > this.#costMax) return true;
    if (last === undefined || chain.cost < last.cost) return false;
    const { valuePerHour, penaltyPerStop } = this.#query.objective;
    return (
      chain.cost > last.cost ||
      (valuePerHour === 0 && penaltyPerStop === 0 && chain.minutes > last.minutes && !last.mixed)
    );
  }

  /**
   * Before anything was found there is no limit: whether a search goes on with longer waits
   * (ENGINE-1) must not depend on other pairs of airports.
   */
  get #costMax(): number {
    const { costMax = Number.POSITIVE_INFINITY } = this.#query;
    return this.#best.hasAny ? costMax : Number.POSITIVE_INFINITY;
  }

  #search(chain: Chain): Chain {
    const costMax = Math.min(this.#list.last?.cost ?? Number.POSITIVE_INFINITY, this.#costMax);
    return this.#chains.find(chain, costMax, (itinerary) => this.#best.add(itinerary));
  }
}
