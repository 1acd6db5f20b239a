/**
 * `npm run bidders [-- --json]`: which bidders are alive, and the state that they report. It runs
 * as the user `monitor` and needs no gateway.
 */
import { Command, CommanderError } from "commander";
import { MONITOR_INBOX } from "../proto/subjects.ts";
import { connectAs } from "./cli/connect.ts";
import { CommandFailure, runCommand } from "./cli/failure.ts";
import { paintFor } from "./cli/format.ts";
import { askRoster } from "./cli/roster.ts";
import { rosterTable } from "./cli/table.ts";

const NO_BIDDERS =
  "no bidder is on this broker; npm start starts them, and npm run bidder -- nonstop starts one";

function readJsonOption(): boolean | undefined {
  const parser = new Command("npm run bidders --")
    .description("The roster: every bidder's instances, what they serve, and how they are.")
    .option("--json", "as JSON, on stdout")
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    return parser.parse(process.argv).opts<{ json?: boolean }>().json ?? false;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return undefined;
    throw new CommandFailure(2, `${thrown.message}\n--help shows what there is`);
  }
}

await runCommand(async () => {
  const json = readJsonOption();
  if (json === undefined) return;
  const link = await connectAs("monitor", () => MONITOR_INBOX, process.env);
  try {
    const bidders = await askRoster(link);
    if (json) console.log(JSON.stringify({ bidders }, null, 2));
    else
      console.log(
        bidders.length === 0
          ? NO_BIDDERS
          : rosterTable(bidders, Date.now(), paintFor(process.stdout)),
      );
  } finally {
    await link.close();
  }
});
