/**
 * `npm run search -- LHR JFK 2026-12-01`: a search over NATS, as the user `client`, or as the one
 * in NATS_USER. `--help` says the rest.
 */
import { count } from "../gateway/web/shared/format.js";
import { unknownRegret } from "../gateway/web/shared/regret.js";
import type { SearchEvent } from "../proto/messages.ts";
import { clientInbox } from "../proto/subjects.ts";
import { readArguments } from "./cli/arguments.ts";
import { ask } from "./cli/ask.ts";
import { connectAs } from "./cli/connect.ts";
import { endingLine } from "./cli/ending.ts";
import { run } from "./cli/failure.ts";
import { bidderLine, paintFor, plain } from "./cli/format.ts";
import { itineraryTable } from "./cli/table.ts";

const paint = paintFor(process.stdout);
const say = (text: string): void => console.log(text);

await run(async () => {
  const asked = readArguments(process.argv.slice(2), (help) => process.stdout.write(help));
  if (asked === undefined) return;
  const link = await connectAs("client", clientInbox, process.env);
  try {
    const told = new Set<string>();
    let nameWidth = 0;
    const tell = (event: SearchEvent) => {
      if (event.type === "opened") {
        const { expected, deadlineMs } = event.opened;
        nameWidth = Math.max(...expected.map((bidder) => bidder.length), 0);
        say(
          paint(
            "dim",
            `asked ${count(expected.length, "bidder")}, for ${deadlineMs} ms at most: ${expected.map((b) => plain(b)).join(", ")}`,
          ),
        );
      } else if (event.type === "bid") {
        told.add(event.bid.bidder);
        say(bidderLine(event.bid, paint, nameWidth));
      }
    };
    const result = await ask(link, asked.search, asked.json ? () => {} : tell);
    if (asked.json) return say(JSON.stringify(result, null, 2));
    for (const report of result.bidders)
      if (!told.has(report.bidder)) say(bidderLine(report, paint, nameWidth));
    say(
      result.itineraries.length === 0
        ? "\nno itineraries: nothing was offered for this search"
        : `\n${itineraryTable(result.itineraries, paint)}`,
    );
    say(`\n${endingLine(result)}`);
    const regret = unknownRegret(result, (bidder) => plain(bidder));
    if (regret !== "") say(paint("dim", regret));
  } finally {
    await link.close();
  }
});
