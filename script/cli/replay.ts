/** `scatter replay`: what recorded auctions would have cost under other policies. */
import { writeFileSync } from "node:fs";
import { Command } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import type { RegretBase } from "../../gateway/replay/auction-timeline.ts";
import type { ReplayPolicy } from "../../gateway/replay/replay-policy.ts";
import { messageOf } from "../../proto/errors.ts";
import { frontierChart, frontierPage } from "../replay/frontier-chart.ts";
import { openRecords } from "../replay/open-records.ts";
import { readPolicyFile } from "../replay/policy-file.ts";
import { type ReplayedRecords, replayRecords } from "../replay/replay-records.ts";
import { replayText } from "../replay/replay-text.ts";
import { againstOption } from "./against-option.ts";
import { parsed, repeated } from "./command-line.ts";
import { CommandFailure, EXIT, type ExitCode, faultLines } from "./failure.ts";
import { RECORDS_ARGUMENT } from "./shared-options.ts";
import { terminalOf } from "./terminal.ts";

interface ReplayOptions {
  readonly policy: readonly string[];
  readonly verify?: boolean;
  readonly all?: boolean;
  readonly against?: RegretBase;
  readonly json?: boolean;
  readonly svg?: string;
  readonly html?: string;
}

/** A6: each has figures for every market. */
const POLICIES_MAX = 32;

/** @param name as its user calls it: `scatter replay` */
export function replayProgram(name: string): Command {
  return new Command(name)
    .description(
      "What recorded auctions would have taken and cost under other policies, beside the policy that they were recorded under.",
    )
    .argument(...RECORDS_ARGUMENT)
    .option(
      "--policy <file>",
      "a policy as JSON, or a file for POLICIES_FILE; may be repeated",
      repeated,
      [] as readonly string[],
    )
    .option("--verify", "replay each under its own policy too, and compare the results to the byte")
    .option("--all", "keep auctions that were recorded for being partial or slow beside drawn ones")
    .addOption(againstOption())
    .option("--json", "everything as JSON")
    .option("--svg <file>", "where a chart of latency against regret goes")
    .option("--html <file>", "where a page with that chart and the figures goes")
    .addHelpText(
      "after",
      `
A policy: {"name": "quick", "deadlineMs": 400, "quorum": 2, "required": ["nonstop"],
           "grace": {"share": 0.25, "msMin": 5, "msMax": 100}, "settle": true, "hedge": "none"}
Or:       {"kind": "value", "dollarsPerSecond": 4}, which learns from one auction to the next.
What it leaves open is as in each record. scatter tune writes one.
What a record cannot know is counted as unknown, and its regret is not guessed.

Exit codes: 0 done · 1 there is no auction in the records, or --verify finds a difference · 2 asked wrongly · 3 the stream of a record cannot be read.`,
    );
}

/** @throws CommandFailure 2 or 3 */
export async function replayCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done;
  const program = replayProgram(name).action(async (paths: string[], options: ReplayOptions) => {
    exit = await replay(paths, options, environment);
  });
  await parsed(program, args);
  return exit;
}

async function replay(
  paths: readonly string[],
  options: ReplayOptions,
  environment: Environment,
): Promise<ExitCode> {
  const policies = policiesOf(options.policy);
  const say = (text: string) => console.error(text);
  const replayed = await replayRecords(openRecords(paths, say, environment), policies, {
    verify: options.verify === true,
    ...{ all: options.all === true, against: options.against },
  });
  const { width, paint, print } = terminalOf(process, environment);
  write(options, replayed);
  if (options.json === true) print(JSON.stringify(replayed, null, 2));
  else print(replayText(replayed, { width: width(), paint }));
  const isOther = (replayed.verified?.other ?? 0) > 0;
  return replayed.auctions === 0 || isOther ? EXIT.none : EXIT.done;
}

/** @throws CommandFailure 2 with all faults of the first file that has any */
function policiesOf(paths: readonly string[]): ReplayPolicy[] {
  if (paths.length > POLICIES_MAX) throw tooMany();
  const all = paths.flatMap((path) => {
    const { policies, faults } = readPolicyFile(path);
    if (policies === null)
      throw new CommandFailure(EXIT.usage, faultLines(`${path} is no policy:`, faults));
    return policies;
  });
  if (all.length > POLICIES_MAX) throw tooMany();
  return all;
}

const tooMany = () =>
  new CommandFailure(EXIT.usage, `at most ${POLICIES_MAX} policies can be compared at once`);

function write({ svg, html }: ReplayOptions, replayed: ReplayedRecords): void {
  const report = () => replayText(replayed, { width: PAGE_COLUMNS, paint: (_, text) => text });
  if (svg !== undefined) save(svg, frontierChart(replayed.policies));
  if (html !== undefined) save(html, frontierPage(replayed.policies, report()));
}

const PAGE_COLUMNS = 140;

function save(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (thrown) {
    throw new CommandFailure(EXIT.usage, `${path} cannot be written: ${messageOf(thrown)}`);
  }
}
