/** `npm start` as a person runs it, in a run folder of its own, and its processes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach } from "@jest/globals";
import { inDays } from "./offers.ts";
import { COMPILED } from "./process.ts";
import { until } from "./until.ts";

const START = join(import.meta.dirname, "..", "..", "script", "start.ts");
/** In which a start, or a search of cold processes, ends on a machine that others load. */
export const START_MS_MAX = 60_000;

export interface StartedCommand {
  readonly process: ChildProcess;
  /** Its output so far, stdout and stderr. */
  readonly lines: string[];
  readonly ended: Promise<unknown[]>;
  /** Where it writes what other processes need. */
  readonly runFolder: string;
}

const starts: StartedCommand[] = [];
afterEach(async () => {
  const ending = starts.splice(0);
  for (const { process: running, ended } of ending) {
    if (running.exitCode === null) running.kill("SIGTERM");
    await ended;
  }
  for (const { runFolder } of ending) rmSync(runFolder, { recursive: true, force: true });
});

/**
 * Starts on any free port: others may be started on this machine at the same time. Ended after the
 * test.
 *
 * @param runFolder - of an earlier start that this one shall find; a new one without it
 */
export function start(
  environment: Readonly<Record<string, string>> = {},
  runFolder = mkdtempSync(join(tmpdir(), "scatter-run-")),
): StartedCommand {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith("NATS_"));
  const child = spawn(process.execPath, [START], {
    env: {
      ...Object.fromEntries(inherited),
      PORT: "0",
      NODE_COMPILE_CACHE: COMPILED,
      RUN_FOLDER: runFolder,
      ...environment,
    },
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  const started = { process: child, lines, ended: once(child, "close"), runFolder };
  starts.push(started);
  return started;
}

/** The URL of `ready http://…`, a line of its own. */
export const ready = (started: StartedCommand): Promise<string> =>
  until(
    () => {
      if (started.process.exitCode !== null)
        throw new Error(`it has ended: ${started.lines.join("\n")}`);
      return started.lines
        .map((line) => /^ready (http:\/\/\S+)$/.exec(line)?.[1])
        .find((url) => url !== undefined);
    },
    { what: "ready", withinMs: START_MS_MAX },
  );

interface SearchAnswer {
  readonly itineraries: readonly object[];
  readonly bidders: readonly {
    readonly bidder: string;
    readonly outcome: string;
    readonly reason: string | null;
  }[];
}

export async function search(url: string): Promise<SearchAnswer> {
  const slices = [{ origin: "LHR", destination: "JFK", departureDate: inDays(30) }];
  // The first search of cold processes, beside other tests, needs a long deadline.
  const body = JSON.stringify({ slices, policy: { deadlineMs: 5_000 } });
  const response = await fetch(`${url}/v1/searches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return (await response.json()) as SearchAnswer;
}

/**
 * On a busy machine a seller of cold processes may miss its own time limit: then the next search
 * has the answer.
 */
export const answeredByAll = (url: string): Promise<true> =>
  until(
    async () => {
      const { itineraries, bidders } = await search(url);
      const outcomes = bidders
        .map(
          ({ bidder, outcome, reason }) =>
            `${bidder} ${outcome}${reason === null ? "" : `: ${reason}`}`,
        )
        .join("; ");
      if (!/^nonstop answered\b.*; partners answered\b.*; stops answered\b/.test(outcomes))
        throw new Error(outcomes);
      if (itineraries.length === 0) throw new Error("no itineraries");
      return true;
    },
    { what: "a search that is answered by all", withinMs: START_MS_MAX },
  );

/** Pid of the child whose command line ends like this. */
export async function pidOf(parent: number, ending: string): Promise<number> {
  const ps = spawn("ps", ["-A", "-o", "pid=,ppid=,args="], { stdio: ["ignore", "pipe", "ignore"] });
  const lines: string[] = [];
  createInterface({ input: ps.stdout }).on("line", (line) => lines.push(line.trim()));
  await once(ps, "close");
  const columns = lines.map((line) => line.split(/\s+/));
  return Number(
    columns.find(
      ([, ppid, ...args]) => Number(ppid) === parent && args.join(" ").endsWith(ending),
    )?.[0] ?? Number.NaN,
  );
}
