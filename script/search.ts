/**
 * `npm run search -- LHR JFK 2026-12-01`: a search over NATS, as the user `client`, or as the one
 * in NATS_USER; with `--calendar`, the lowest price of each day of a month. `--help` describes all
 * options.
 */
import { SearchClient } from "../gateway/client/search-client.ts";
import { unknownRegret } from "../gateway/web/shared/regret.js";
import { stated } from "../gateway/web/shared/request-fields.js";
import type { SearchResult } from "../proto/messages.ts";
import { clientInbox } from "../proto/subjects.ts";
import { readArguments } from "./cli/arguments.ts";
import { answered, ask } from "./cli/ask.ts";
import { showCalendar } from "./cli/calendar.ts";
import { connectAs } from "./cli/connect.ts";
import { endingLine } from "./cli/ending.ts";
import { type Explanation, explanationOf, explanationText } from "./cli/explain.ts";
import { runCommand } from "./cli/failure.ts";
import { paintFor, plain } from "./cli/format.ts";
import { priceNow, priceText, type Repriced } from "./cli/price.ts";
import { SearchProgress } from "./cli/search-progress.ts";
import { itineraryTable, nameLine } from "./cli/table.ts";

const paint = paintFor(process.stdout);
const print = (text: string): void => console.log(text);

function printResult(result: SearchResult): void {
  print(
    result.itineraries.length === 0
      ? "\nno itineraries: nothing was offered for this search"
      : `\n${itineraryTable(result.itineraries, paint)}`,
  );
  const names = nameLine(result);
  if (names !== "") print(paint("dim", names));
  print(`\n${endingLine(result)}`);
  const regret = unknownRegret(result, (bidder) => plain(bidder));
  if (regret !== "") print(paint("dim", regret));
}

await runCommand(async () => {
  const asked = readArguments(process.argv.slice(2), (help) => process.stdout.write(help));
  if (asked === undefined) return;
  const link = await connectAs("client", clientInbox, process.env);
  try {
    if (asked.calendar !== undefined) {
      await showCalendar(link, { ...asked, title: asked.calendar });
      return;
    }
    let gateway: string | undefined;
    const keptBy = (id: string) => {
      gateway = id;
    };
    const explained = async (result: SearchResult): Promise<Explanation | undefined> => {
      if (asked.explain === false || gateway === undefined) return undefined;
      const client = new SearchClient(link.connection, { inboxPrefix: link.inboxPrefix });
      return answered(link, explanationOf(client, gateway, result, asked.explain));
    };
    const repriced = async (result: SearchResult): Promise<Repriced | undefined> => {
      if (asked.price === undefined || gateway === undefined) return undefined;
      const client = new SearchClient(link.connection, { inboxPrefix: link.inboxPrefix });
      return answered(link, priceNow(client, gateway, result, asked.price));
    };
    if (asked.json) {
      const result = await ask(link, asked.search, () => {}, keptBy);
      const explanation = await explained(result);
      const price = await repriced(result);
      print(JSON.stringify({ ...result, ...stated({ explanation, price }) }, null, 2));
      return;
    }
    const progress = new SearchProgress(print, paint);
    const result = await ask(link, asked.search, (event) => progress.onEvent(event), keptBy);
    progress.printRest(result.bidders);
    printResult(result);
    const explanation = await explained(result);
    if (explanation !== undefined) print(`\n${explanationText(explanation, paint)}`);
    const price = await repriced(result);
    if (price !== undefined) print(`\n${priceText(asked.price as number, price)}`);
  } finally {
    await link.close();
  }
});
