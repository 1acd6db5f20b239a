/**
 * `scatter itineraries ID`: more of a search that a gateway keeps: its pages, in another order,
 * through filters, and by what they differ. No bidder is called.
 */
import { Command } from "commander";
import { parseAmount } from "../../common/money/money.ts";
import type { Environment } from "../../common/runtime/config.ts";
import { stated } from "../../gateway/web/shared/request-fields.js";
import { repeated } from "./command-line.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";
import { type ItinerariesPage, pageText } from "./itineraries-text.ts";
import { keptAnswer, type WhereAsked } from "./kept-answers.ts";
import { jsonText } from "./outside-text.ts";
import { KEY_FILE_OPTION } from "./own-key.ts";
import { searchAsked } from "./search-asked.ts";
import { ALL_SELLERS, URL_OPTION } from "./shared-options.ts";
import { terminalOf } from "./terminal.ts";

/** Those without `json`, `allSellers` and `maxPrice` are parameters of the query by these names. */
interface ItinerariesOptions extends WhereAsked {
  readonly json?: boolean;
  readonly allSellers?: boolean;
  readonly facets?: boolean;
  readonly maxPrice?: string;
  readonly sellers?: string[];
}

/** @param name as its user calls it */
export function itinerariesProgram(name: string): Command {
  return new Command(name)
    .description("More of a search: pages, another order, filters, and by what itineraries differ.")
    .argument("<searchId>", "as a search prints it last; it is kept for five minutes")
    .option("--sort <by>", "best, price or duration; else as the search")
    .option("--stops <numbers>", "the most connections of a slice: 0,1")
    .option("--carriers <codes>", "with a flight of one of these: BA,LH")
    .option("--alliances <names>", "with a flight of a member of one of these: star,oneworld")
    .option("--origin <airports>", "where the first slice begins: LHR,LGW")
    .option("--destination <airports>", "where it ends")
    .option("--via <airports>", "with a change at one of these")
    .option("--sellers <name>", "of this seller; repeat it for several", repeated)
    .option("--bidders <names>", "of one of these")
    .option("--departure-hours <hours>", "of the first departure: 6,7,8")
    .option("--max-price <amount>", "of the search's currency, for all travellers: 500.00")
    .option("--max-duration-minutes <minutes>", "over all slices")
    .option("--bags <n>", "with so many checked bags a traveller, at that price")
    .option("--limit <n>", "itineraries of a page, 1-100; 20 without it")
    .option("--after <cursor>", "the next page: what the page before it prints last")
    .option("--facets", "how many itineraries each filter leaves, and the lowest price of each")
    .option("--all-sellers", ALL_SELLERS)
    .option(...URL_OPTION)
    .option(...KEY_FILE_OPTION)
    .option("--json", "the page as the gateway sends it")
    .addHelpText(
      "after",
      `
Examples:
  ${name} m3Zc8mQmTt1yJv0x --facets
  ${name} m3Zc8mQmTt1yJv0x --stops 0 --carriers BA,AA --sort duration --max-price 900.00
  ${name} m3Zc8mQmTt1yJv0x --limit 50 --url http://127.0.0.1:8080 --json

Exit codes: 0 there are itineraries · 1 there are none, or no gateway keeps it · 2 asked wrongly · 3 no broker, no gateway or no answer.`,
    );
}

/** @throws CommandFailure */
export async function itinerariesCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  const asked = await searchAsked<ItinerariesOptions>(itinerariesProgram(name), args);
  if (asked === null) return EXIT.done;
  const { id, options } = asked;
  const { url, keyFile, json, allSellers = false, facets, maxPrice, ...filters } = options;
  const page = async (query: Readonly<Record<string, string | readonly string[]>>) =>
    (await keptAnswer({ view: "itineraries", id, query }, options, environment)) as ItinerariesPage;
  const query = stated({
    ...filters,
    facets: facets === true ? "true" : undefined,
    maxPrice: maxPrice === undefined ? undefined : minorUnits(maxPrice, await page({ limit: "1" })),
  });
  const answer = await page((query ?? {}) as Readonly<Record<string, string>>);
  const { print, width, paint } = terminalOf(process, environment);
  print(
    json === true ? jsonText(answer, 2) : pageText(answer, { width: width(), paint, allSellers }),
  );
  return answer.itineraries.length > 0 ? EXIT.done : EXIT.none;
}

/** @param known a page of the same search, which says its currency */
function minorUnits(text: string, { itineraries: [one] }: ItinerariesPage): string {
  const currency = one?.price.currency;
  // A search without itineraries has none at any price.
  if (currency === undefined) return "0";
  const price = parseAmount(text, currency);
  if (price !== undefined) return String(price.amount);
  throw new CommandFailure(
    EXIT.usage,
    `--max-price '${text}' must be an amount of ${currency}, such as 500`,
  );
}
