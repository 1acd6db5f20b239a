/**
 * `scatter conformance`: plays gateway to one bidder, in whatever language, and says what of its
 * answers is not as the protocol has it.
 *
 * CONFORMS-1 It ends with 3 when no broker answers or the connection is lost, with 1 when a check
 *    failed, the bidder is not there or the run was stopped, and else with 0: what was not checked
 *    is no failure.
 */
import { Command, InvalidArgumentError } from "commander";
import { nuid } from "nats";
import { isRegionMarket } from "../../common/places/region-markets.ts";
import type { Environment } from "../../common/runtime/config.ts";
import { GATEWAY_INBOX, isMarket, isToken } from "../../proto/subjects.ts";
import { CHECKS, type CheckResult } from "../conformance/catalogue.ts";
import { type ConformanceRun, examineBidder } from "../conformance/examine-bidder.ts";
import { parsed } from "./command-line.ts";
import { conformanceLines, conformanceReport } from "./conformance-table.ts";
import { type CliConnection, connectAs } from "./connect.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";
import { jsonText } from "./outside-text.ts";
import { terminalOf } from "./terminal.ts";

interface Options {
  readonly kind: string;
  readonly instance?: string;
  readonly markets?: readonly string[];
  readonly server?: string;
  readonly credentials?: string;
  readonly only?: readonly string[];
  readonly slack: number;
  readonly wait: number;
  readonly drain?: boolean;
  readonly bytes?: boolean;
  readonly json?: boolean;
}

const SLACK_MS = 250;
const SLACK_MS_MAX = 60_000;
const WAIT_S = 5;
const WAIT_S_MAX = 600;
const MARKETS_MAX = 16;

/** @param name as its user calls it: `scatter conformance` */
export function conformanceProgram(name: string): Command {
  return new Command(name)
    .description("Plays gateway to one bidder, and checks its answers against the wire protocol.")
    .requiredOption("--kind <name>", "the bidder", kindOf)
    .option("--instance <id>", "the instance that direct calls go to; by default the first", kindOf)
    .option(
      "--markets <list>",
      "call for these: LHR.CDG,EU.*; by default those that it names",
      markets,
    )
    .option("--server <url>", "the broker; else NATS_URL, or the one of npm start")
    .option("--credentials <file>", "a .creds file of a user with a gateway's rights; else NATS_…")
    .option("--only <checks>", "these checks alone, with commas between", checkIds)
    .option("--slack <ms>", "how much later than it must an answer may come", slack, SLACK_MS)
    .option("--wait <s>", "how long the bidder has to start", wait, WAIT_S)
    .option("--drain", "ask the instance to drain at the end: it then ends")
    .option("--bytes", "the whole bytes of what is wrong, not the first of them")
    .option("--json", "as JSON, on stdout")
    .addHelpText(
      "after",
      `
It needs the rights of the user 'gateway' (nats.conf). Its calls ask this bidder alone.
Checks: ${CHECKS.map(({ id }) => id).join(", ")}.

Examples:
  ${name} --kind nonstop
  ${name} --kind example --server nats://127.0.0.1:4222 --markets LHR.CDG --drain
  ${name} --kind example --only cancel,hedge --json | jq '.checks[].state'

Exit codes: 0 no check failed · 1 one failed, no such bidder, or Ctrl-C · 2 asked wrongly · 3 no broker.`,
    );
}

function kindOf(text: string): string {
  if (!isToken(text))
    throw new InvalidArgumentError("It must be 1-64 characters of A-Z a-z 0-9 _ -.");
  return text;
}

function markets(text: string): readonly string[] {
  const list = text.split(",").map((one) => one.trim());
  const wrong = list.find((one) => !(isMarket(one) || isRegionMarket(one)));
  if (wrong !== undefined || list.length > MARKETS_MAX)
    throw new InvalidArgumentError(
      `It must be 1-${MARKETS_MAX} markets with commas between, such as LHR.CDG, LHR.* or EU.*.`,
    );
  return list;
}

function checkIds(text: string): readonly string[] {
  const list = text.split(",").map((one) => one.trim());
  const wrong = list.find((one) => !CHECKS.some(({ id }) => id === one));
  if (wrong !== undefined)
    throw new InvalidArgumentError(
      `'${wrong}' is none of ${CHECKS.map(({ id }) => id).join(", ")}.`,
    );
  return list;
}

const slack = (text: string): number => within(text, SLACK_MS_MAX, "milliseconds");
const wait = (text: string): number => within(text, WAIT_S_MAX, "seconds");

function within(text: string, max: number, unit: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) > max)
    throw new InvalidArgumentError(`It must be a whole number of ${unit} from 0 to ${max}.`);
  return Number(text);
}

/** @throws CommandFailure */
export async function conformanceCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  const program = conformanceProgram(name);
  if (!(await parsed(program, args))) return EXIT.done;
  const options = program.opts<Options>();
  const link = await connectAs("gateway", () => GATEWAY_INBOX, brokerOf(environment, options));
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  let run: ConformanceRun;
  try {
    run = await Promise.race([examined(link, options, stopped.signal), link.refused]);
  } finally {
    stopped.abort();
    process.removeListener("SIGINT", stop);
    process.removeListener("SIGTERM", stop);
    await link.close();
  }
  const terminal = terminalOf(process, environment);
  const bytes = options.bytes === true ? "whole" : "first";
  terminal.print(
    options.json === true
      ? jsonText(conformanceReport(run, bytes), 2)
      : conformanceLines(run, bytes, { width: terminal.width(), paint: terminal.paint }).join("\n"),
  );
  return conformanceExit(run);
}

function examined(link: CliConnection, options: Options, signal: AbortSignal) {
  const { kind, instance = null, markets = [], slack, wait, drain = false } = options;
  const only = options.only ?? CHECKS.map(({ id }) => id);
  return examineBidder(link.connection, {
    ...{ kind, instance, markets, drain, signal, slackMs: slack, waitMs: wait * 1_000 },
    checks: new Set(only),
    onAbsent: () => console.error(`waiting for '${kind}' to start, ${wait} s at most`),
    // One token, of this run alone: no gateway has it.
    gateway: `conf-${nuid.next()}`,
  });
}

/** What the options say of the broker stands before the environment. */
function brokerOf(environment: Environment, { server, credentials }: Options): Environment {
  const named = server === undefined ? environment : { ...environment, NATS_URL: server };
  if (credentials === undefined) return named;
  const { NATS_USER, NATS_PASSWORD, NATS_NKEY_SEED, NATS_NKEY_SEED_FILE, ...others } = named;
  if (!others["NATS_URL"])
    throw new CommandFailure(EXIT.usage, "--credentials needs --server or NATS_URL beside it");
  return { ...others, NATS_CREDS: credentials };
}

/** CONFORMS-1 */
export function conformanceExit(
  run: Pick<ConformanceRun, "isStopped" | "isLost" | "instance"> & {
    readonly checks: readonly Pick<CheckResult, "verdict">[];
  },
): ExitCode {
  if (run.isLost) return EXIT.unreachable;
  const hasFailed = run.checks.some(({ verdict }) => verdict.state === "failed");
  return hasFailed || run.isStopped || run.instance === null ? EXIT.none : EXIT.done;
}
