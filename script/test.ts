/**
 * `npm test`: every test but those of the benchmarks, or those that the arguments choose
 * (`npm test -- proto`; they are jest's). Says on which broker they run: BROKER=container insists
 * on a container, BROKER=local on this machine's nats-server; unset takes a container where an
 * engine answers.
 *
 * They run in parts (test-run/parts.ts); `--part units` runs one of them alone.
 * FC_RUNS is how many cases a property is tried with at most: 500 where nothing is set, 150 in
 * CI; from 10000 on, comparisons with an oracle ask all their questions. FC_SEED gives all
 * properties one seed, as in CI; unset, each run has other seeds. A run that hangs is given up with
 * what it was at: after TEST_SILENT_MINUTES_MAX in which no file starts or ends, or after
 * TEST_MINUTES_MAX in all.
 */
import type { ChildProcess } from "node:child_process";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildArgv } from "jest";
import { messageOf } from "../proto/errors.ts";
import { type BrokerHow, chooseHow } from "../test/harness/broker.ts";
import {
  givesWay,
  needsBroker,
  ONLY_BY_NAME,
  PARTS,
  partsOf,
  stagesOf,
  type TestPart,
} from "./test-run/parts.ts";
import type { TimeLimits } from "./test-run/progress.ts";
import { type JestReport, mergeReports, testSummary } from "./test-run/report.ts";
import { type JestEnd, type JestRun, runJest } from "./test-run/run-jest.ts";

const MINUTE_MS = 60_000;

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}

async function choose(): Promise<BrokerHow> {
  try {
    const how = await chooseHow(process.env["BROKER"]);
    if (how === "local binary" && spawnSync("nats-server", ["-v"]).error !== undefined) {
      throw new Error(
        "there is neither a container engine nor a nats-server on this machine; script/bootstrap installs one",
      );
    }
    return how;
  } catch (thrown) {
    return fail(messageOf(thrown));
  }
}

function minutes(name: string, otherwise: number): number {
  const text = process.env[name] || String(otherwise);
  const value = Number(text);
  return value > 0 && value <= 600
    ? value * MINUTE_MS
    : fail(`${name}=${text}: a number of minutes from above 0 to 600 is right`);
}

const limits: TimeLimits = {
  silentMsMax: minutes("TEST_SILENT_MINUTES_MAX", 8),
  totalMsMax: minutes("TEST_MINUTES_MAX", 40),
};

/** The part that `--part NAME` chooses, and the arguments without it. */
function partChosen(args: readonly string[]): { only: TestPart | undefined; given: string[] } {
  const at = args.indexOf("--part");
  if (at < 0) return { only: undefined, given: [...args] };
  const only = PARTS.find((part) => part === args[at + 1]);
  if (only === undefined) {
    return fail(`--part ${args[at + 1] ?? ""}: one of ${PARTS.join(", ")} is right`);
  }
  return { only, given: args.filter((_, i) => i !== at && i !== at + 1) };
}

const runs = process.env["FC_RUNS"];
if (runs !== undefined && !/^[1-9]\d{0,6}$/.test(runs)) {
  fail(`FC_RUNS=${runs}: a whole number from 1 to 9999999 is right`);
}
const seed = process.env["FC_SEED"];
if (seed && !/^\d{1,9}$/.test(seed)) {
  fail(`FC_SEED=${seed}: a whole number from 0 to 999999999 is right`);
}
const { only, given } = partChosen(process.argv.slice(2));
const argv = await buildArgv(given);
const chosen = {
  patterns: [...argv._.map(String), ...(argv.testPathPatterns ?? [])],
  other: Boolean(
    argv["listTests"] ||
      argv.watch ||
      argv.watchAll ||
      argv.showConfig ||
      argv.clearCache ||
      argv["init"],
  ),
};
const parts = partsOf({ ...chosen, only });
const how = parts?.some(needsBroker) === false ? "no broker" : await choose();
console.log(
  {
    container: "tests run against the broker in containers",
    "local binary": "no containers: tests run against this machine's nats-server",
    "no broker": "these tests need no broker",
  }[how],
);

const run = randomBytes(6).toString("hex");
const running = new Set<ChildProcess>();
let signalled = false;
// Jest receives Ctrl-C as well; a signal that only this process receives is passed on.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    signalled = true;
    for (const jest of running) jest.kill(signal);
  });

/** What a run does on account of another one that runs at the same time. */
type Beside = Pick<JestRun, "writesAtEnd" | "givesWay">;

async function runPart(
  part: TestPart | undefined,
  args: readonly string[],
  beside: Beside = {},
): Promise<JestEnd> {
  const environment = {
    ...process.env,
    BROKER: how === "container" ? "container" : "local",
    BROKER_RUN: run,
    ...(part === undefined ? {} : { TEST_PART: part }),
  };
  const started = (jest: ChildProcess) => {
    running.add(jest);
    jest.once("close", () => running.delete(jest));
  };
  const tell = (text: string) => console.error(text);
  try {
    return await runJest({ args, environment, limits, tell, started, ...beside });
  } finally {
    // Of the parts that run at the same time, one needs a broker at most.
    if (how === "container" && (part === undefined || needsBroker(part)))
      await (await import("../test/harness/broker-container.ts")).removeContainersOf(run);
  }
}

/** Jest's `--json` of all parts is one report, where the arguments want it. */
async function runParts(all: readonly TestPart[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "scatter-tests-"));
  const own = given.filter(
    (arg, i) => !/^--(json|outputFile)(=|$)/.test(arg) && given[i - 1] !== "--outputFile",
  );
  const reports: JestReport[] = [];
  const ends: JestEnd[] = [];
  const runOne = async (part: TestPart, beside: Beside) => {
    const file = join(folder, `${part}.json`);
    // A filter that is not a path (--onlyChanged, --shard) may leave one of several parts without
    // tests.
    const more = [
      ...(argv.json ? ["--json", `--outputFile=${file}`] : []),
      ...(all.length > 1 ? ["--passWithNoTests"] : []),
    ];
    // What fails here is this run alone: another one may be at work.
    const end = await runPart(part, [...own, ...more], beside).catch((thrown): JestEnd => {
      console.error(`the run of the ${part} has failed: ${messageOf(thrown)}`);
      return { code: 1, counts: undefined };
    });
    ends.push(end);
    if (argv.json) reports.push(readReport(file));
  };
  const runLane = async (lane: readonly TestPart[], place: number, stage: readonly unknown[]) => {
    const beside = { writesAtEnd: place > 0, givesWay: givesWay(lane, stage) };
    for (const part of lane) if (!signalled) await runOne(part, beside);
  };
  for (const lanes of stagesOf(all)) await Promise.all(lanes.map(runLane));
  rmSync(folder, { recursive: true, force: true });
  if (argv.json) {
    const merged = JSON.stringify(mergeReports(reports));
    if (argv.outputFile) writeFileSync(argv.outputFile, merged);
    else console.log(merged);
  }
  const counts = ends.map((end) => end.counts).filter((one) => one !== undefined);
  if (all.length > 1 && !all.includes(ONLY_BY_NAME))
    console.error(`\nthe tests of the ${ONLY_BY_NAME} run by: npm test -- --part ${ONLY_BY_NAME}`);
  if (all.length > 1)
    console.error(
      `\n${testSummary(counts)}${counts.length < all.length ? "; a part has not come to its end" : ""}`,
    );
  return ends.length < all.length ? 1 : Math.max(...ends.map(({ code }) => code));
}

/** A run that was given up has no report: then it counts as a file that could not be run. */
function readReport(file: string): JestReport {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as JestReport;
  } catch {
    return {
      success: false,
      numPassedTests: 0,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 1,
      testResults: [],
    };
  }
}

if (parts?.length === 0) fail(`no test of part ${only} is chosen`);
process.exitCode = parts === null ? (await runPart(only, given)).code : await runParts(parts);
