/**
 * The answer to a search as a caller gets it: what the bidders `nonstop` and `stops` find in the
 * timetable that ships, ranked by the rules of the auction. No broker and no process: the bidders
 * are called as libraries, and the clock stands still.
 */
import { modelRates } from "../../bidders/flights/fares/rates.ts";
import * as nonstop from "../../bidders/nonstop/index.ts";
import * as stops from "../../bidders/stops/same-thread-search.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { objectiveOf } from "../../gateway/search/objective.ts";
import { decodeBid, encodeBid } from "../../proto/codec/index.ts";
import type { Bid, Cabin, FlightOffer, FlightSearch, Itinerary } from "../../proto/messages.ts";
import { simpleRank } from "../fixtures/auction/simple-rank.ts";
import { NOW_MS, ran, searchOf } from "../fixtures/flights/context.ts";
import { compactSheetOf } from "../harness/offers.ts";
import type { ExpertSearch } from "./format.ts";

/** As in the gateway's configuration by default. */
const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40, countsInconvenience: true };
/**
 * Itineraries of an answer: more than are shown by default, so that a fact is checked on enough of
 * them.
 */
const RESULTS = 50;
/** More than one bid may have; the answer is read whole here. */
const OFFERS_MAX = 500;

export interface ExpertAnswer {
  /** Sorted by rank; prices in US dollars. */
  readonly itineraries: readonly Itinerary[];
  /** What the bidders say of an answer without offers. */
  readonly reason: string | undefined;
}

export interface OpenBidders {
  /** The same search is searched once. */
  ask(search: ExpertSearch): Promise<ExpertAnswer>;
}

export async function openBidders(): Promise<OpenBidders> {
  const flights = await nonstop.open({ timetablePath: null });
  const network = await stops.open({ timetablePath: null });
  const answers = new Map<string, Promise<ExpertAnswer>>();
  const answer = async (search: ExpertSearch): Promise<ExpertAnswer> => {
    const { slices, cabin, sort, maxStops } = search;
    const request = searchOf(slices, { cabin, sort, maxStops, maxResults: RESULTS });
    const rates = modelRates(request.currency);
    const objective = objectiveOf(request, PREFERENCES, rates);
    const options = { objective, rates, offersMax: OFFERS_MAX };
    const bids = {
      nonstop: (await ran(nonstop.search, flights, request, options)).offers,
      stops: (await ran(stops.search, network, request, options)).offers,
    };
    const itineraries = ranked(request, bids, { objective, rates });
    return {
      itineraries,
      reason: itineraries.length === 0 ? nonstop.whyEmpty(request, flights) : undefined,
    };
  };
  return {
    ask: (search) => {
      const { slices, cabin, sort, maxStops } = search;
      const key = JSON.stringify([slices, cabin, sort, maxStops]);
      const known = answers.get(key) ?? answer(search);
      answers.set(key, known);
      return known;
    },
  };
}

function ranked(
  search: FlightSearch,
  bids: Readonly<Record<string, readonly FlightOffer[]>>,
  { objective, rates }: Pick<Parameters<typeof simpleRank>[1], "objective" | "rates">,
): readonly Itinerary[] {
  const entries = Object.entries(bids).map(([bidder, offers]) => ({
    bidder,
    sheets: [sentSheet(offers, search.cabin)],
  }));
  const { itineraries, faults } = simpleRank(entries, {
    ...{ search, objective, rates, wallMs: NOW_MS, elapsed },
    kilometres: kilometresBetween,
    plausibility: null,
  });
  if (faults.size > 0)
    throw new Error(`offers that an auction drops: ${JSON.stringify([...faults])}`);
  return itineraries;
}

/** What an auction receives of these offers. */
function sentSheet(offers: readonly FlightOffer[], cabin: Cabin) {
  const sheet = compactSheetOf(offers, cabin);
  const status = offers.length === 0 ? "empty" : "offers";
  const bid = { searchId: "expert", sequence: 0, final: true, status, reason: null, floor: null };
  return decodeBid(encodeBid({ ...bid, sheet } as Bid)).sheet;
}
