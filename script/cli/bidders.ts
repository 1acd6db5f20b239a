/**
 * `scatter bidders`: which bidders are alive, and the state that they report. It runs as the user
 * `monitor` and needs no gateway.
 */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Command, InvalidArgumentError } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { clientInbox, MONITOR_INBOX } from "../../proto/subjects.ts";
import { answered, someAnswers } from "./ask.ts";
import { parsed } from "./command-line.ts";
import { type CliConnection, connectAs } from "./connect.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";
import { feedbackLines, toldBidders } from "./feedback-table.ts";
import { gatewaysOf } from "./gateways.ts";
import { LiveLines } from "./live-lines.ts";
import { jsonText } from "./outside-text.ts";
import { askRoster, type RosterBidder } from "./roster.ts";
import { rosterLines } from "./roster-table.ts";
import { type Terminal, terminalOf } from "./terminal.ts";

const NO_BIDDERS =
  "no bidder is on this broker; npm start starts them, and npm run bidder -- nonstop starts one";

const NO_FEEDBACK =
  "no bidder was told anything in the last ten minutes: it must ask for it (FEEDBACK=on), and a search must have asked it";

const WATCH_S = 2;
const WATCH_S_MAX = 3_600;

interface BiddersOptions {
  readonly json?: boolean;
  /** Seconds. */
  readonly watch?: number | true;
  readonly feedback?: boolean;
}

/** @param name as its user calls it: `scatter bidders`, or `npm run bidders --` */
export function biddersProgram(name: string): Command {
  return new Command(name)
    .description("The roster: every bidder's instances, what they serve, and how they are.")
    .option("--json", "as JSON, on stdout; with --watch a line each time")
    .option("--feedback", "what they were told of their bids in the last ten minutes, by gateway")
    .option("--watch [seconds]", `again and again, every ${WATCH_S} seconds, until Ctrl-C`, seconds)
    .addHelpText(
      "after",
      `
Examples:
  ${name}
  ${name} --watch 5
  ${name} --feedback
  ${name.replace("npm run ", "npm run --silent ")} --json | jq '.bidders[].bidder'

Exit codes: 0 bidders are there · 1 none · 2 asked wrongly · 3 no broker, or with --feedback no gateway that answers.`,
    );
}

function seconds(text: string): number {
  const number = Number(text);
  if (!(number >= 1 && number <= WATCH_S_MAX))
    throw new InvalidArgumentError(`It must be a number of seconds from 1 to ${WATCH_S_MAX}.`);
  return number;
}

/** @throws CommandFailure */
export async function biddersCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  const program = biddersProgram(name);
  if (!(await parsed(program, args))) return EXIT.done;
  const { json = false, watch, feedback = false } = program.opts<BiddersOptions>();
  const terminal = terminalOf(process, environment);
  if (feedback && watch !== undefined)
    throw new CommandFailure(EXIT.usage, "--feedback is asked once: leave out --watch");
  if (feedback) return await feedbackCommand(json, environment, terminal);
  const link = await connectAs("monitor", () => MONITOR_INBOX, environment);
  try {
    if (watch !== undefined)
      return await watchRoster(link, json, watch === true ? WATCH_S : watch, terminal);
    const bidders = await askRoster(link);
    terminal.print(json ? jsonText({ bidders }, 2) : rosterOf(bidders, terminal).join("\n"));
    return bidders.length === 0 ? EXIT.none : EXIT.done;
  } finally {
    await link.close();
  }
}

/** As the user `client`: gateways count what they have told. */
async function feedbackCommand(
  json: boolean,
  environment: Environment,
  terminal: Terminal,
): Promise<ExitCode> {
  const link = await connectAs("client", clientInbox, environment);
  try {
    const gateways = await answered(link, gatewaysOf(link));
    const client = new SearchClient(link.connection, { inboxPrefix: link.inboxPrefix });
    const views = gateways.map(async (id) => toldBidders(id, await client.market(id)));
    const rows = (await answered(link, someAnswers(views))).flat();
    const lines =
      rows.length === 0
        ? [NO_FEEDBACK]
        : feedbackLines(rows, { width: terminal.width(), paint: terminal.paint });
    terminal.print(json ? jsonText({ bidders: rows }, 2) : lines.join("\n"));
    return rows.length === 0 ? EXIT.none : EXIT.done;
  } finally {
    await link.close();
  }
}

function rosterOf(bidders: readonly RosterBidder[], { width, paint }: Terminal): string[] {
  if (bidders.length === 0) return [NO_BIDDERS];
  return rosterLines(bidders, Date.now(), { width: width(), paint });
}

/** Until Ctrl-C. On a terminal the table stays in its place. */
async function watchRoster(
  link: CliConnection,
  json: boolean,
  everyS: number,
  terminal: Terminal,
): Promise<ExitCode> {
  const stopped = new AbortController();
  const stop = once(process, "SIGINT").then(() => stopped.abort());
  const screen = new LiveLines((text) => void process.stdout.write(text));
  let count = 0;
  while (!stopped.signal.aborted) {
    const bidders = await Promise.race([askRoster(link), stop]);
    if (bidders === undefined) break;
    count = bidders.length;
    const lines = json ? [jsonText({ bidders })] : rosterOf(bidders, terminal);
    if (terminal.isLive && !json) screen.draw(fitting(lines));
    else terminal.print([...lines, ...(json ? [] : [""])].join("\n"));
    await pause(everyS * 1_000, undefined, { signal: stopped.signal }).catch(() => {});
  }
  return count === 0 ? EXIT.none : EXIT.done;
}

/** What has more lines than the terminal cannot be drawn again in its place. */
function fitting(lines: readonly string[]): readonly string[] {
  const rows = Math.max(2, (process.stdout.rows || lines.length + 2) - 2);
  return lines.length <= rows
    ? lines
    : [...lines.slice(0, rows - 1), `and ${lines.length - rows + 1} more lines`];
}
