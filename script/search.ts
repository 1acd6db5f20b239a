/**
 * `npm run search -- LHR JFK 2026-12-01`: a search over NATS, as the user `client`, or as the one
 * in NATS_USER. `--help` describes all options.
 */
import { unknownRegret } from "../gateway/web/shared/regret.js";
import type { SearchResult } from "../proto/messages.ts";
import { clientInbox } from "../proto/subjects.ts";
import { readArguments } from "./cli/arguments.ts";
import { ask } from "./cli/ask.ts";
import { connectAs } from "./cli/connect.ts";
import { endingLine } from "./cli/ending.ts";
import { runCommand } from "./cli/failure.ts";
import { paintFor, plain } from "./cli/format.ts";
import { SearchProgress } from "./cli/search-progress.ts";
import { itineraryTable } from "./cli/table.ts";

const paint = paintFor(process.stdout);
const print = (text: string): void => console.log(text);

function printResult(result: SearchResult): void {
  print(
    result.itineraries.length === 0
      ? "\nno itineraries: nothing was offered for this search"
      : `\n${itineraryTable(result.itineraries, paint)}`,
  );
  print(`\n${endingLine(result)}`);
  const regret = unknownRegret(result, (bidder) => plain(bidder));
  if (regret !== "") print(paint("dim", regret));
}

await runCommand(async () => {
  const asked = readArguments(process.argv.slice(2), (help) => process.stdout.write(help));
  if (asked === undefined) return;
  const link = await connectAs("client", clientInbox, process.env);
  try {
    if (asked.json) {
      print(JSON.stringify(await ask(link, asked.search, () => {}), null, 2));
      return;
    }
    const progress = new SearchProgress(print, paint);
    const result = await ask(link, asked.search, (event) => progress.onEvent(event));
    progress.printRest(result.bidders);
    printResult(result);
  } finally {
    await link.close();
  }
});
