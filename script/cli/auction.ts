/**
 * `scatter auction ID`: draws a recorded auction, for as long as a gateway keeps it. Over NATS it
 * asks every gateway, because only the one that ran the search has it; with `--url`, one over HTTP.
 */
import { Command } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import { auctionText } from "./auction-text.ts";
import { EXIT, type ExitCode } from "./failure.ts";
import { keptAnswer, type WhereAsked } from "./kept-answers.ts";
import { jsonText } from "./outside-text.ts";
import { KEY_FILE_OPTION } from "./own-key.ts";
import { searchAsked } from "./search-asked.ts";
import { URL_OPTION } from "./shared-options.ts";
import { terminalOf } from "./terminal.ts";
import { readTimeline } from "./timeline.ts";

interface AuctionOptions extends WhereAsked {
  readonly json?: boolean;
}

/** @param name as its user calls it */
export function auctionProgram(name: string): Command {
  return new Command(name)
    .description("A recorded auction: a lane for each bidder on one axis of time, and its bids.")
    .argument("<searchId>", "as a search prints it last; it is kept for five minutes")
    .option(...URL_OPTION)
    .option(...KEY_FILE_OPTION)
    .option("--json", "the timeline as the gateway sends it")
    .addHelpText(
      "after",
      `
Examples:
  ${name} m3Zc8mQmTt1yJv0x
  ${name} m3Zc8mQmTt1yJv0x --url http://127.0.0.1:8080 --json

Exit codes: 0 it is drawn · 1 no gateway keeps it · 2 asked wrongly · 3 no broker, no gateway or no answer.`,
    );
}

/** @throws CommandFailure */
export async function auctionCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  const asked = await searchAsked<AuctionOptions>(auctionProgram(name), args);
  if (asked === null) return EXIT.done;
  const { id, options } = asked;
  const answer = await keptAnswer({ view: "timeline", id, query: {} }, options, environment);
  const terminal = terminalOf(process, environment);
  if (options.json === true) terminal.print(jsonText(answer, 2));
  else {
    const style = { width: terminal.width(), paint: terminal.paint };
    terminal.print(auctionText(readTimeline(answer), style));
  }
  return EXIT.done;
}
