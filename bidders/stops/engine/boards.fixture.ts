/** Little timetables by hand, and what is to be found in them: for tests whose cases fit on a line. */
import { airportByCode } from "../../../common/places/airports.ts";
import { type FareDay, fareClass, flightSeed } from "../../flights/fares/fare.ts";
import { AIRPORTS, BEST, flight } from "../../flights/itineraries/context.fixture.ts";
import { buildTimetable, type FlightRow } from "../../flights/timetable/build.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import { type Airport, FLAGS } from "../../flights/timetable/timetable.ts";
import { everyWay } from "./oracle.ts";
import { listOf } from "./oracle-list.ts";
import { differences, oracleQueryOf, type Question, type Sides, sidesOf, told } from "./questions.fixture.ts";

/** Two months before the dates on which most cases fly. */
export const EARLY_MS = Date.UTC(2026, 9, 1);

/** `LH901 LHR-FRA 0900 95` as `flight` has it, and after it, where wanted, `from 2026-12-15`, `to 2026-12-20`, `as UA9001`, `local`. */
export function row(text: string): FlightRow {
  const part = (word: string) => new RegExp(` ${word} (\\S+)`).exec(text)?.[1];
  const [from, to, as] = [part("from"), part("to"), part("as")];
  return {
    ...flight(text.replaceAll(/ (from|to|as) \S+| local/g, "")),
    ...(text.includes(" local") ? { flags: FLAGS.localOnly } : {}),
    ...(from === undefined ? {} : { validFrom: dayNumberOf(from) }),
    ...(to === undefined ? {} : { validTo: dayNumberOf(to) }),
    ...(as === undefined ? {} : { codeshares: [as] }),
  };
}

/** In Greenland clocks skip the hour before midnight; London's airports are near each other. */
const PLACES = [...AIRPORTS, ...["GOH", "SFJ", "UAK", "LGW"].map((code) => airportByCode(code) as Airport)];

export function board(flights: readonly string[], airports: readonly Airport[] = PLACES): Sides {
  return sidesOf(buildTimetable(airports, flights.map(row)));
}

/** `EDI-FRA 2026-12-15`, one adult in economy, two stops at most, near-identical ways and all. */
export function ask({ facts }: Sides, text: string, more: Partial<Question> = {}): Question {
  const [, origin = "", destination = "", date = ""] = /^(\w{3})-(\w{3}) (\S+)$/.exec(text) ?? [];
  return {
    origin: facts.timetable.airport(origin),
    destination: facts.timetable.airport(destination),
    day: dayNumberOf(date),
    cabin: "economy",
    passengers: { adults: 1, children: 0, infants: 0 },
    currency: "USD",
    objective: BEST,
    stopsMax: 2,
    wanted: 20,
    similar: true,
    selfTransfer: false,
    nowMs: EARLY_MS,
    ...more,
  };
}

/** `LH901+LH400`, and `FR1|U22` where one changes tickets; in the search's order. Throws where the oracle finds anything else. */
export function found(sides: Sides, question: Question): string[] {
  const different = differences(sides, question);
  if (different.length > 0) throw new Error(different.join("\n"));
  const { facts } = sides;
  return listOf(facts, everyWay(facts, oracleQueryOf(question)), question.wanted, question.similar).map(({ way, similar }) => {
    const numbers = way.flights.map(({ row: at }) => facts.designator(at));
    const tickets = [numbers.slice(0, way.onFirst), numbers.slice(way.onFirst)].filter((ticket) => ticket.length > 0);
    return tickets.map((ticket) => ticket.join("+")).join("|") + (similar > 0 ? ` and ${similar}` : "");
  });
}

/** Minutes of the ways that are told. */
export function minutesOf(sides: Sides, question: Question): number[] {
  return told(sides, question).flatMap(({ found: ways }) => ways.map(({ way }) => way.minutes));
}

/** A case on a line: its rule, `EDI-FRA` with a date where it is not a Tuesday, the 15th of December, its flights, what is found of them. */
export type Case = readonly [
  rule: string,
  market: string,
  flights: readonly string[],
  expected: readonly string[],
  more?: Partial<Question>,
];

export const TUESDAY = "2026-12-15";

/** What is found in a case. */
export function foundIn([, market, flights, , more = {}]: Case): string[] {
  const sides = board(flights);
  return found(sides, ask(sides, market.includes(" ") ? market : `${market} ${TUESDAY}`, more));
}

/** So many flight numbers of a carrier that are in one class on a date: in the first that `wanted` takes, and from a number on. */
export function numbersInClass(
  carrier: string,
  count: number,
  { fares, day, from = 100, wanted = () => true }: { fares: FareDay; day: number; from?: number; wanted?: (fareClass: number) => boolean },
): string[] {
  const byClass = new Map<number, string[]>();
  for (let number = from; number < 10_000; number++) {
    const designator = `${carrier}${number}`;
    const one = fareClass(fares, flightSeed(designator), day);
    const numbers = byClass.get(one) ?? [];
    byClass.set(one, numbers);
    numbers.push(designator);
    if (numbers.length >= count && wanted(one)) return numbers;
  }
  throw new Error(`no ${count} flights of ${carrier} are in such a class on day ${day}`);
}
