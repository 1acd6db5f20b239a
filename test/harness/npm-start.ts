/** `npm start` as a person runs it, and its processes: ended after each test. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach } from "@jest/globals";
import {
  READY_MS_MAX,
  type StartedSystem,
  startSystem,
} from "../../script/started/started-system.ts";
import { inDays } from "./offers.ts";
import { until } from "./until.ts";

export interface StartedCommand extends StartedSystem {
  /** Its output so far, stdout and stderr. */
  readonly lines: string[];
}

const starts: StartedCommand[] = [];
afterEach(async () => {
  // The first has the run folder, where others have found it.
  for (const started of starts.splice(0).toReversed()) await started.stop();
});

/**
 * Starts on any free port: others may be started on this machine at the same time.
 *
 * @param runFolder - of an earlier start that this one shall find; a new one without it
 */
export function start(
  environment: Readonly<Record<string, string>> = {},
  runFolder?: string,
): StartedCommand {
  const lines: string[] = [];
  const onLine = (line: string) => void lines.push(line);
  const started = { ...startSystem({ environment, runFolder, onLine }), lines };
  starts.push(started);
  return started;
}

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
  const body = JSON.stringify({ slices, policy: { deadlineMs: 10_000 } });
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
    { what: "a search that is answered by all", withinMs: READY_MS_MAX },
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
