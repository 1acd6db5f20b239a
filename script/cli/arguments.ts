/** The arguments of `scatter search`, as a search. */
import { Command, CommanderError } from "commander";
import { numberOrText, stated } from "../../gateway/web/shared/request-fields.js";
import type { Fault } from "../../proto/errors.ts";
import type { Remarks } from "./asked-places.ts";
import { readSlices } from "./asked-slices.ts";
import { nightsOf, type TermOptions, termsOf } from "./asked-terms.ts";
import {
  addCalendarOptions,
  type CalendarOptions,
  calendarOf,
  isMonth,
} from "./calendar-arguments.ts";
import { repeated } from "./command-line.ts";
import { besideDetach } from "./detach-options.ts";
import { CommandFailure, EXIT, EXIT_CODES_HELP, faultLines } from "./failure.ts";
import type { SliceArguments } from "./fault-arguments.ts";
import { addLimitOptions } from "./limit-options.ts";
import { addNearbyOptions, nearbyOf, type Said } from "./nearby-options.ts";
import { ALL_SELLERS, DETAILS_OPTION, FAIL_ON_PARTIAL_OPTION } from "./shared-options.ts";
import { type SliceTermOptions, withTerms } from "./slice-terms.ts";

/** `json`: the result alone. `ndjson`: every event as a line of JSON, the result last. */
export type OutputForm = "text" | "json" | "ndjson";

export interface SearchArguments {
  /**
   * The search for the gateway. Options that are not given are left out, so that the gateway's own
   * defaults are used. Wrong values are sent unchanged, so that the gateway names every fault at
   * once.
   */
  readonly search: Readonly<Record<string, unknown>>;
  readonly form: OutputForm;
  /** Every seller of each itinerary. */
  readonly allSellers: boolean;
  /** A partial result ends with 4. */
  readonly failOnPartial: boolean;
  /**
   * Also ask why offers are not shown; with a number, why that itinerary stands where it stands.
   */
  readonly explain: boolean | number;
  /** The number of the itinerary whose price is asked again; undefined: of none. */
  readonly price: number | undefined;
  /** The search is begun alone: its id is printed, and nobody waits for its result. */
  readonly detach?: true;
  /** The title of a calendar; undefined where it is a search. */
  readonly calendar?: string;
  /** What the names of places were taken for; absent where all are codes. */
  readonly notes?: readonly string[];
  /** What each slice was made of; absent for a calendar. */
  readonly slices?: readonly SliceArguments[];
  /** Of a calendar: where the distance of each end was typed. */
  readonly nearby?: { readonly from?: Said; readonly to?: Said };
}

interface SearchCommandOptions extends TermOptions, CalendarOptions, SliceTermOptions {
  readonly stay?: string;
  readonly slice?: string[];
  readonly sort?: string;
  readonly maxResults?: string;
  readonly similar?: boolean;
  readonly explain?: true | string;
  readonly price?: string;
  readonly details?: boolean;
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly sellers?: boolean;
  readonly failOnPartial?: boolean;
  readonly detach?: true;
}

const examples = (name: string) => `
Examples:
  ${name} LHR JFK 2026-12-01
  ${name} LHR JFK 2026-12-01 --return 2026-12-08 --adults 2 --sort price --currency EUR
  ${name} London "New York" 2026-12-01
  ${name} LON NYC 2026-12-01 --nearby 100
  ${name} LHR NYC 2026-12-01 --return 2026-12-08 --nearby-to 100 --return-flex 2
  ${name} LHR JFK 2026-12-01..2026-12-05 --stay 5-7
  ${name} LHR JFK 2026-12 --calendar
  ${name} LHR JFK 2026-12-05..2026-12-20 --calendar --nights 5-7 --max-stops 1
  ${name} LHR JFK 2026-12-01 --slice JFK-SFO-2026-12-05 --slice SFO-LHR-2026-12-12
  ${name} LHR JFK 2026-12-01 --slice "JFK-SFO-2026-12-05 depart=06:00-12:00 flex=1 nearby-to=80"
  ${name} LHR JFK 2026-12-01 --depart 06:00-12:00 --carriers oneworld --bags 1 --max-price 900.00
  ${name.replace("npm run ", "npm run --silent ")} LHR JFK 2026-12-01 --json | jq '.itineraries[0]'

${EXIT_CODES_HELP}
The broker is the one of \`npm start\`, or that of NATS_URL with NATS_USER and NATS_PASSWORD (or NATS_CREDS, NATS_NKEY_SEED or NATS_NKEY_SEED_FILE).`;

/** @param name as its user calls it: `scatter search`, or `npm run search --` */
export function searchProgram(name: string): Command {
  const command = new Command(name)
    .description(
      "A flight search from the terminal, over NATS: each bidder's answer as it comes in, then a table.",
    )
    .argument("[ORIGIN]", "an airport or a city: its IATA code, such as LHR or LON, or its name")
    .argument("[DESTINATION]")
    .argument("[DATE]", "of departure, YYYY-MM-DD, or days: 2026-12-01..2026-12-05")
    .option("--return <date>", "the way back, as a second slice; a day or days")
    .option("--flex <n>", "days before and after each date that are right too, 0-3")
    .option("--return-flex <n>", "the same of the way back alone")
    .option(
      "--stay <nights>",
      "nights between arrival and return: 7, or 5-7; without --return the way back is on any day that fits",
    )
    .option(
      "--slice <FROM-TO-DATE>",
      "one more slice, such as JFK-SFO-2026-12-05, or with terms of its own: 'JFK-SFO-2026-12-05 depart=06:00-12:00 flex=1'; repeat it for up to six slices in all",
      repeated,
    )
    .option("--adults <n>", "default 1")
    .option("--children <n>")
    .option("--infants <n>", "on a lap: at most one an adult")
    .option("--cabin <cabin>", "economy, premium_economy, business or first")
    .option("--sort <by>", "best, price or duration")
    .option("--currency <code>", "ISO 4217, such as EUR")
    .option("--max-stops <n>", "per slice, 0-3")
    .option("--max-results <n>", "1-100")
    .option("--self-transfer", "connections of two tickets too, with a new check-in in between")
    .option("--similar", "near-identical connections too, instead of the best of them");
  return addLimitOptions(addCalendarOptions(addNearbyOptions(command)))
    .option("--deadline <ms>", "50-10000")
    .option("--quorum <n>", "end once so many bidders have answered: 2, or a share, 60%")
    .option(
      "--dollars-per-second <n>",
      "end once waiting is not expected to be worth so much a second: 0.01-1000",
    )
    .option("--required <bidders>", "who must be among them: names with commas between, or none")
    .option(
      "--explain [n]",
      "why offers are not shown; with the number of an itinerary, what its cost is made of",
    )
    .option(
      "--price <n>",
      "what the itinerary with this number costs now, as its seller says, and where it is sold",
    )
    .option("--refuse-partial", "no result that lacks a bidder's answer: exit code 4 instead")
    .option("--bidders <names>", "who is asked: names with commas between")
    .option("--not-bidders <names>", "who is not asked")
    .option("--ages <years>", "of children and infants, with commas between: 7,1")
    .option("--market <country>", "point of sale, such as GB")
    .option("--locale <tag>", "language, such as en-GB")
    .option(
      "--params <file>",
      "a JSON file of what is said to one bidder alone, by its name: an argument would be in the history of the shell",
    )
    .option(...DETAILS_OPTION)
    .option("--sellers", ALL_SELLERS)
    .option("--json", "the result object alone, on stdout")
    .option("--ndjson", "every event as a line of JSON as it comes, on stdout; the result last")
    .option("--detach", "begin the search, print its id, and end; scatter state ID shows it")
    .option(...FAIL_ON_PARTIAL_OPTION)
    .addHelpText("after", examples(name));
}

/**
 * @param write receives the help text when it is requested; undefined is returned then
 * @throws CommandFailure 2 with every mistake in the arguments
 */
export function readArguments(
  argv: readonly string[],
  write: (text: string) => void,
  name = "scatter search",
): SearchArguments | undefined {
  const parser = searchProgram(name)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => {} });
  try {
    parser.parse(argv, { from: "user" });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return undefined;
    throw new CommandFailure(EXIT.usage, `${thrown.message}\n--help shows what there is`);
  }
  const options = parser.opts<SearchCommandOptions>();
  const remarks: Remarks = { faults: [], notes: [] };
  const { faults, notes } = remarks;
  const explained =
    options.explain === true || itineraryNumber("--explain", options.explain, faults);
  const price = itineraryNumber("--price", options.price, faults);
  const { search, calendar, slices, nearby } = requestOf(parser.args, options, remarks);
  if (options.json === true && options.ndjson === true)
    faults.push({ path: "--ndjson", message: "has the result as its last line; leave --json out" });
  faults.push(...besideDetach(options));
  if (faults.length > 0)
    throw new CommandFailure(
      EXIT.usage,
      faultLines("this cannot be searched; --help shows how it is asked:", faults),
    );
  return {
    search,
    form: options.json === true ? "json" : options.ndjson === true ? "ndjson" : "text",
    allSellers: options.sellers ?? false,
    failOnPartial: options.failOnPartial ?? false,
    explain: explained ?? false,
    price,
    ...(options.detach === true ? { detach: true } : {}),
    ...(calendar === undefined ? {} : { calendar }),
    ...(nearby === undefined ? {} : { nearby }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(slices === undefined ? {} : { slices }),
  };
}

/** Undefined where none is named. */
function itineraryNumber(
  path: string,
  text: string | undefined,
  faults: Fault[],
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(Number.isInteger(number) && number > 0))
    faults.push({ path, message: "takes the number of an itinerary, 1 for the best" });
  return number;
}

interface AskedRequest {
  readonly search: Record<string, unknown>;
  /** The title of a calendar. */
  readonly calendar?: string;
  readonly slices?: readonly SliceArguments[];
  readonly nearby?: SearchArguments["nearby"];
}

/** The search, or the calendar. `remarks` receives every mistake. */
function requestOf(
  positional: readonly string[],
  options: SearchCommandOptions,
  remarks: Remarks,
): AskedRequest {
  const { faults } = remarks;
  const terms = termsOf(options, faults);
  if (options.calendar === true) {
    const { calendar, title } = calendarOf(positional, options, terms, remarks);
    return { search: calendar, calendar: title, nearby: nearbyOf(options) };
  }
  if (options.nights !== undefined)
    faults.push({ path: "--nights", message: "is for --calendar; a search has --stay" });
  if (isMonth(positional[2]))
    faults.push({
      path: "DATE",
      message: "a month is for --calendar; a search has a day, or days",
    });
  const made = withTerms(readSlices(positional, options, remarks), options, faults);
  return {
    search: searchOf(
      made.map(({ slice }) => slice),
      options,
      terms,
    ),
    slices: made.map(({ madeOf }) => madeOf),
  };
}

function searchOf(
  slices: readonly Readonly<Record<string, unknown>>[],
  options: SearchCommandOptions,
  terms: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return stated({
    slices,
    stayNights: nightsOf(options.stay),
    ...terms,
    sort: options.sort,
    maxResults: numberOrText(options.maxResults),
    similar: options.similar,
    details: options.details,
    explain: options.explain === undefined ? undefined : true,
  }) as Record<string, unknown>;
}
