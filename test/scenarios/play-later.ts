/**
 * Asks what a scenario asks after its auction: the kept auction in pages, why offers are not shown,
 * and the offers by their ids. The answers are those of the services behind the routes.
 */
import type { Facets } from "../../gateway/auction/kept/facets.ts";
import { KeptSearches } from "../../gateway/search/kept-searches.ts";
import type { Preferences } from "../../gateway/search/objective.ts";
import { RESULTS_MAX } from "../../gateway/search/search-terms.ts";
import { AuctionError } from "../../proto/errors.ts";
import { SEARCH_ID } from "../fixtures/auction/auction.ts";
import type { Scenario } from "./format.ts";
import type { ExplainQuestion, KeptQuestion } from "./later-format.ts";
import { idsOf, type OffersWorld, offerOf } from "./play-offers.ts";
import { type Fields, flightsOfKey, itineraryText } from "./texts.ts";

/** One question with its answer: the fields that are expected, and the refusal if there is one. */
export interface Answered {
  /** Like `kept.0`. */
  readonly place: string;
  readonly expected: Fields;
  readonly actual: Fields;
}

interface Ended extends OffersWorld {
  readonly preferences: Preferences;
}

/** The largest page of itineraries, and the largest of reasons. */
const ALL = { limit: String(RESULTS_MAX) };
const ALL_REASONS = { limit: "500" };

export async function askLater(scenario: Scenario, ended: Ended): Promise<readonly Answered[]> {
  const { kept = [], explain = [], offers = [] } = scenario;
  if (kept.length + explain.length + offers.length === 0) return [];
  const searches = new KeptSearches(ended.ledger, ended.preferences);
  const { itineraries } = searches.itineraries(SEARCH_ID, ALL);
  const offerIds = idsOf(itineraries);
  const answers: Answered[] = [];
  let next: string | null = null;
  for (const [i, { ask, gives }] of kept.entries()) {
    const given = await answerOf(() => pageOf(searches, queryOf(ask, next)));
    next = given.next ?? null;
    answers.push(answered(`kept.${i}`, gives, given.fields));
  }
  next = null;
  for (const [i, { ask, gives }] of explain.entries()) {
    const given = await answerOf(() => reasonsOf(searches, queryOf(ask, next)));
    next = given.next ?? null;
    answers.push(answered(`explain.${i}`, gives, given.fields));
  }
  for (const [i, question] of offers.entries()) {
    await ended.clock.stepTo(question.at);
    const given = await answerOf(async () => ({
      fields: await offerOf(question, offerIds, ended),
    }));
    answers.push(answered(`offers.${i}`, question.gives, given.fields));
  }
  return answers;
}

function answered(place: string, expected: Fields, actual: Fields): Answered {
  const { refused } = expected;
  if (Array.isArray(refused) && Array.isArray(actual["refused"])) {
    const [code, text] = actual["refused"] as [string, string];
    const part = text.includes(refused[1]) ? refused[1] : text;
    return { place, expected, actual: { refused: [code, part] } };
  }
  const keys = [...Object.keys(expected), ...("refused" in actual ? ["refused"] : [])];
  const picked = Object.fromEntries(
    keys.map((key) => {
      const [wanted, value] = [expected[key], actual[key]];
      return [key, key === "facets" && value ? picks(value, Object.keys(wanted as object)) : value];
    }),
  );
  return { place, expected, actual: picked };
}

function picks(fields: object, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key)));
}

interface Given {
  readonly fields: Fields;
  /** The cursor behind a page. */
  readonly next?: string | null;
}

async function answerOf(ask: () => Given | Promise<Given>): Promise<Given> {
  try {
    return await ask();
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
    const faults = thrown.faults.map(({ path, message }) => `${path} ${message}`);
    return { fields: { refused: [thrown.code, [thrown.message, ...faults].join("; ")] } };
  }
}

/** The question as a caller sends it. */
function queryOf(ask: KeptQuestion["ask"] | ExplainQuestion["ask"], next: string | null): Fields {
  if (ask.after === undefined) return ask;
  if (next === null) throw new Error("the page before is the last one: no page is after it");
  return { ...ask, after: next };
}

function pageOf(searches: KeptSearches, query: Fields): Given {
  const { itineraries, facets, next, total, sort } = searches.itineraries(SEARCH_ID, query);
  return {
    next,
    fields: {
      total,
      sort,
      itineraries: itineraries.map(itineraryText),
      last: next === null,
      ...(facets === undefined ? {} : { facets: facetTexts(facets) }),
    },
  };
}

function facetTexts({ airports, ...others }: Facets): Fields {
  return Object.fromEntries(
    Object.entries({ ...others, ...airports }).map(([name, values]) => [
      name,
      values.map(({ value, itineraries, lowestPrice }) => [value, itineraries, lowestPrice.amount]),
    ]),
  );
}

function reasonsOf(searches: KeptSearches, { itinerary, ...query }: Fields): Given {
  const key = itinerary === undefined ? {} : { itinerary: keyOfFlights(searches, `${itinerary}`) };
  const answer = searches.explain(SEARCH_ID, { ...query, ...key });
  const { shown, notShown, reasons, offers, next } = answer;
  return {
    next,
    fields: {
      shown,
      notShown,
      reasons: Object.fromEntries(reasons.map((one) => [one.reason, one.offers])),
      offers: offers.map(({ itinerary, price, seller, bidder, reason, detail }) => [
        flightsOfKey(itinerary),
        price?.amount ?? null,
        `${seller}@${bidder}`,
        detail === null ? reason : `${reason}: ${detail}`,
      ]),
      last: next === null,
      ...("itinerary" in answer ? { standing: standingText(answer.itinerary) } : {}),
    },
  };
}

type Standing = Extract<ReturnType<KeptSearches["explain"]>, { itinerary: unknown }>["itinerary"];

function standingText(standing: Standing): Fields | null {
  if (standing === null) return null;
  const { rank, shown, cost, terms, before, behind } = standing;
  return {
    rank,
    shown,
    cost,
    terms: Object.fromEntries(terms.map(({ term, amount }) => [term, amount])),
    before: before && flightsOfKey(before.key),
    behind: behind && flightsOfKey(behind.key),
  };
}

/** The key with these flights among those that were bid; the flights where there is none. */
function keyOfFlights(searches: KeptSearches, flights: string): string {
  const keys = [
    ...searches.itineraries(SEARCH_ID, ALL).itineraries.map(({ key }) => key),
    ...searches.explain(SEARCH_ID, ALL_REASONS).offers.map(({ itinerary }) => itinerary),
  ];
  return keys.find((key) => flightsOfKey(key) === flights) ?? flights;
}
