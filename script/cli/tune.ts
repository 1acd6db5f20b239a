/** `scatter tune`: the best policy under a budget, by what recorded auctions would have cost. */

import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import type { RegretBase } from "../../gateway/replay/auction-timeline.ts";
import type { ReplayPolicy } from "../../gateway/replay/replay-policy.ts";
import { type Budget, compareScores } from "../../gateway/replay/tuning/policy-score.ts";
import { messageOf } from "../../proto/errors.ts";
import { openRecords } from "../replay/open-records.ts";
import { type TunedMarkets, tuneRecords } from "../replay/tune-records.ts";
import { tuneText } from "../replay/tune-text.ts";
import { tunedFile } from "../replay/tuned-file.ts";
import { againstOption } from "./against-option.ts";
import { parsed } from "./command-line.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";
import { RECORDS_ARGUMENT } from "./shared-options.ts";
import { terminalOf } from "./terminal.ts";

interface TuneOptions {
  readonly budgetRegret?: number;
  readonly budgetP95?: number;
  readonly all?: boolean;
  readonly against?: RegretBase;
  readonly json?: boolean;
  readonly out?: string;
  /** Hundredths of a percent. */
  readonly share: number;
}

/** @param name as its user calls it: `scatter tune` */
export function tuneProgram(name: string): Command {
  return new Command(name)
    .description(
      "The best policy under a budget, by what recorded auctions would have taken and cost: a fixed timeout, a wait factor, any rule, and the worth of waiting.",
    )
    .argument(...RECORDS_ARGUMENT)
    .option("--budget-regret <share>", "the most that it may cost, of the best cost: 0.2%", regret)
    .option("--budget-p95 <time>", "the most that 95 % of the searches may take: 400ms", time)
    .option("--out <file>", "where the policy goes, for POLICIES_FILE and scatter replay")
    .option("--share <share>", "of the searches that get it, by that file", share, SHARE)
    .option("--all", "keep auctions that were recorded for being partial or slow beside drawn ones")
    .addOption(againstOption())
    .option("--json", "everything as JSON")
    .addHelpText(
      "after",
      `
One of the two budgets is needed. The policy is that of any rule or of the worth of waiting, whichever is better. What is held out are days on which the policy was not chosen.

Exit codes: 0 done · 1 no policy keeps to the budget · 2 asked wrongly · 3 the stream of a record cannot be read.`,
    );
}

/** @throws CommandFailure 2 or 3 */
export async function tuneCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done;
  const program = tuneProgram(name).action(async (paths: string[], options: TuneOptions) => {
    exit = await tune(paths, options, environment);
  });
  await parsed(program, args);
  return exit;
}

async function tune(
  paths: readonly string[],
  options: TuneOptions,
  environment: Environment,
): Promise<ExitCode> {
  const say = (text: string) => console.error(text);
  const records = openRecords(paths, say, environment);
  const all = options.all === true;
  const budget = budgetOf(options);
  const tuned = await tuneRecords(records, budget, randomFrom(SAMPLE_SEED), {
    ...{ all, against: options.against },
  });
  const best = bestOf(tuned.all, budget);
  const file = best === null ? null : tunedFile(best, options.share);
  if (file !== null && options.out !== undefined) save(options.out, file);
  const { width, paint, print } = terminalOf(process, environment);
  if (options.json === true) print(JSON.stringify(tuned, null, 2));
  else {
    print(tuneText(tuned, { width: width(), paint }));
    if (file !== null && options.out === undefined) print(`\n${JSON.stringify(file)}`);
  }
  return best === null ? EXIT.none : EXIT.done;
}

/** Of the rules that end settled auctions early, as every gateway does. */
function bestOf(all: TunedMarkets["all"], budget: Budget): ReplayPolicy | null {
  const [best] = all
    .flatMap(({ rule, policy, score }) =>
      policy === null || score === null || !PROPOSED.includes(rule) ? [] : [{ policy, score }],
    )
    .sort((a, b) => compareScores(a.score, b.score, budget));
  return best?.policy ?? null;
}

const PROPOSED: readonly string[] = ["any rule", "value"];

function budgetOf({ budgetRegret, budgetP95 }: TuneOptions): Budget {
  if (budgetRegret !== undefined && budgetP95 === undefined) return { regretPercent: budgetRegret };
  if (budgetP95 !== undefined && budgetRegret === undefined) return { p95Ms: budgetP95 };
  throw new CommandFailure(
    EXIT.usage,
    "one of --budget-regret and --budget-p95 is needed: --budget-regret 0.2%",
  );
}

function regret(text: string): number {
  const [, number] = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(text) ?? [];
  if (number === undefined || Number(number) > 100)
    throw new InvalidArgumentError("It must be a share from 0% to 100%, such as 0.2%.");
  return Number(number);
}

function share(text: string): number {
  const [, number] = /^(\d{1,3}(?:\.\d{1,2})?)%$/.exec(text) ?? [];
  if (number === undefined || Number(number) > 100)
    throw new InvalidArgumentError("It must be a share from 0% to 100%, such as 10%.");
  return Math.round(100 * Number(number));
}

/** 10 %: enough to compare, and little where it is wrong. */
const SHARE = 1_000;

function time(text: string): number {
  const [, number] = /^(\d{1,5})ms$/.exec(text) ?? [];
  if (number === undefined || Number(number) < 1)
    throw new InvalidArgumentError("It must be a time from 1ms to 99999ms, such as 400ms.");
  return Number(number);
}

/** The sample of a record is the same each time. */
const SAMPLE_SEED = 15;

function save(path: string, policy: object): void {
  try {
    writeFileSync(path, `${JSON.stringify(policy, null, 2)}\n`);
  } catch (thrown) {
    throw new CommandFailure(EXIT.usage, `${path} cannot be written: ${messageOf(thrown)}`);
  }
}
