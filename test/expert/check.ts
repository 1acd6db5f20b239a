/** Whether a fact holds of an answer. */
import type { Itinerary } from "../../proto/messages.ts";
import type { ExpertAnswer } from "./answer.ts";
import type { FactExpectation, FactName, SearchChange } from "./format.ts";

interface CheckedAnswer extends ExpertAnswer {
  /** The answer to the same search with these changes. */
  changed(change: SearchChange): Promise<ExpertAnswer>;
}

/** Null where the fact holds, else what is there instead, in words. */
type FactCheck<Value> = (
  value: Value,
  asked: CheckedAnswer,
) => string | null | Promise<string | null>;
type FactValue<Name extends FactName> = Exclude<FactExpectation[Name], undefined>;

const TEN = 10;

const CHECKS: { readonly [Name in FactName]: FactCheck<FactValue<Name>> } = {
  nonStop: (wanted, { itineraries }) => {
    const [first] = nonStops(itineraries);
    if (wanted) return first === undefined ? "there is no non-stop flight" : null;
    return first === undefined ? null : `there is the non-stop flight ${flightsOf(first)}`;
  },
  nonStopsMin: (least, { itineraries }) => {
    const { length } = nonStops(itineraries);
    return length >= least ? null : `there are ${length} non-stop flights, not ${least} or more`;
  },
  itinerariesMin: (least, { itineraries: { length } }) =>
    length >= least ? null : `there are ${length} itineraries, not ${least} or more`,
  empty: (_, { itineraries: [first] }) =>
    first === undefined ? null : `there is ${described(first)}`,
  reason: (part, { reason = "nothing" }) =>
    reason.includes(part) ? null : `the reason is ${reason}; "${part}" is not in it`,
  fastestMin: (least, { itineraries }) => {
    const fastest = fastestOf(itineraries);
    if (fastest === undefined) return NOTHING;
    return fastest.durationMinutes >= least
      ? null
      : `the fastest is ${described(fastest)}; under ${least} minutes cannot be`;
  },
  fastestMax: (most, { itineraries }) => {
    const fastest = fastestOf(itineraries);
    if (fastest === undefined) return NOTHING;
    return fastest.durationMinutes <= most
      ? null
      : `the fastest is ${described(fastest)}; there is one of at most ${most} minutes`;
  },
  fastestNonStop: ([least, most], { itineraries }) => {
    const fastest = fastestOf(nonStops(itineraries));
    if (fastest === undefined) return "there is no non-stop flight";
    const { durationMinutes } = fastest;
    return durationMinutes >= least && durationMinutes <= most
      ? null
      : `the fastest non-stop flight is ${described(fastest)}, not within ${least} to ${most} minutes`;
  },
  cheapest: (range, { itineraries }) => priceWithin(range, cheapestOf(itineraries), "cheapest"),
  cheapestNonStop: (range, { itineraries }) =>
    priceWithin(range, cheapestOf(nonStops(itineraries)), "cheapest non-stop flight"),
  mostExpensiveNonStopMax: (most, { itineraries }) => {
    const [mostExpensive] = [...nonStops(itineraries)].sort((a, b) => dollarsOf(b) - dollarsOf(a));
    if (mostExpensive === undefined) return "there is no non-stop flight";
    return dollarsOf(mostExpensive) <= most
      ? null
      : `the most expensive non-stop flight is ${described(mostExpensive)}; above ${most} nobody buys`;
  },
  cheapestStopsMax: (most, { itineraries }) => {
    const cheapest = cheapestOf(itineraries);
    if (cheapest === undefined) return NOTHING;
    return cheapest.stops <= most
      ? null
      : `the cheapest has ${cheapest.stops} stops: ${described(cheapest)}`;
  },
  firstStopsMax: (most, { itineraries: [first] }) => {
    if (first === undefined) return NOTHING;
    return first.stops <= most ? null : `the first has ${first.stops} stops: ${described(first)}`;
  },
  firstMinutesMax: (most, { itineraries: [first] }) => {
    if (first === undefined) return NOTHING;
    return first.durationMinutes <= most
      ? null
      : `the first is ${described(first)}, over ${most} minutes`;
  },
  firstTenMinutesMax: (most, { itineraries }) => {
    if (itineraries.length === 0) return NOTHING;
    const at = itineraries.slice(0, TEN).findIndex((one) => one.durationMinutes > most);
    return at < 0
      ? null
      : `number ${at + 1} is ${described(itineraries[at] as Itinerary)}, over ${most} minutes`;
  },
  carriersPresent: (wanted, { itineraries }) => {
    const flown = new Set(itineraries.flatMap(carriersOf));
    const missing = wanted.filter((carrier) => !flown.has(carrier));
    return missing.length === 0 ? null : `nothing is flown by ${missing.join(", ")}`;
  },
  carriersNever: (unwanted, { itineraries }) => {
    const found = itineraries.find((one) =>
      carriersOf(one).some((code) => unwanted.includes(code)),
    );
    return found === undefined ? null : `there is ${described(found)}`;
  },
  aircraftNever: (unwanted, { itineraries }) => {
    const found = itineraries.find((one) =>
      segmentsOf(one).some(({ aircraft }) => aircraft != null && unwanted.includes(aircraft)),
    );
    if (found === undefined) return null;
    return `there is ${described(found)} with ${segmentsOf(found)
      .map(({ aircraft }) => aircraft)
      .join(", ")}`;
  },
  connectAt: (known, { itineraries }) => {
    if (itineraries.length === 0) return NOTHING;
    const odd = itineraries
      .slice(0, TEN)
      .find((one) => viaOf(one).some((code) => !known.includes(code)));
    return odd === undefined ? null : `among the first ten is ${described(odd)}`;
  },
  pricesDiffer: (carriers, { itineraries }) => {
    const prices = carriers.map((carrier) => {
      const own = nonStops(itineraries).filter((one) => carriersOf(one).includes(carrier));
      return cheapestOf(own);
    });
    if (prices.includes(undefined)) return "not all of them fly there non-stop";
    const amounts = new Set(prices.map((one) => dollarsOf(one as Itinerary)));
    return amounts.size > 1 ? null : `all ask ${[...amounts].join()} USD`;
  },
  ratio: async ({ change, of, between: [least, most] }, { itineraries, changed }) => {
    const chosen = (from: readonly Itinerary[]) =>
      cheapestOf(of === "cheapest" ? from : nonStops(from));
    const [one, other] = [chosen(itineraries), chosen((await changed(change)).itineraries)];
    if (one === undefined || other === undefined) return "one of the two has no offer";
    const ratio = dollarsOf(one) / dollarsOf(other);
    return ratio >= least && ratio <= most
      ? null
      : `${dollarsOf(one)} USD are ${ratio.toFixed(2)} times ${dollarsOf(other)} USD (${JSON.stringify(change)}); ${least} to ${most} would be right`;
  },
};

const NOTHING = "there is no itinerary";

/** Null where the expectation's fact holds, else what is there instead, in words. */
export async function unmet(
  expectation: FactExpectation,
  asked: CheckedAnswer,
): Promise<string | null> {
  const [name, value] = factOf(expectation);
  return (CHECKS[name] as FactCheck<unknown>)(value, asked);
}

export function factOf({ open: _, ...fact }: FactExpectation): [FactName, unknown] {
  return Object.entries(fact)[0] as [FactName, unknown];
}

const segmentsOf = ({ slices }: Itinerary) => slices.flatMap(({ segments }) => segments);
const carriersOf = (one: Itinerary) => segmentsOf(one).map(({ carrier }) => carrier);
const nonStops = (all: readonly Itinerary[]) => all.filter(({ stops }) => stops === 0);
/** Searches are in US dollars. */
const dollarsOf = ({ price }: Itinerary) => price.amount / 100;

function viaOf({ slices }: Itinerary): string[] {
  return slices.flatMap(({ segments }) => segments.slice(1).map(({ origin }) => origin));
}

function flightsOf(one: Itinerary): string {
  return segmentsOf(one)
    .map(({ flightNumber, origin, destination }) => `${flightNumber} ${origin}-${destination}`)
    .join(", ");
}

function described(one: Itinerary): string {
  return `${flightsOf(one)} in ${one.durationMinutes} minutes for ${dollarsOf(one)} USD`;
}

function fastestOf(all: readonly Itinerary[]): Itinerary | undefined {
  return [...all].sort((a, b) => a.durationMinutes - b.durationMinutes)[0];
}

function cheapestOf(all: readonly Itinerary[]): Itinerary | undefined {
  return [...all].sort((a, b) => dollarsOf(a) - dollarsOf(b))[0];
}

function priceWithin(
  [least, most]: readonly [number, number],
  one: Itinerary | undefined,
  what: string,
): string | null {
  if (one === undefined) return `there is no ${what}`;
  return dollarsOf(one) >= least && dollarsOf(one) <= most
    ? null
    : `the ${what} is ${described(one)}; ${least} to ${most} USD would be right`;
}
