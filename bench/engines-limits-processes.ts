/**
 * What limits cost, measured in several processes one after the other. How code is compiled differs
 * from one process to the next, and stays so for as long as a process lives: rounds within one
 * process do not show that error (Kalibera and Jones, Rigorous Benchmarking in Reasonable Time,
 * 2013).
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { median } from "./auction/median.ts";
import type { LimitMeasured, LimitsMeasured } from "./engines-limits.ts";
import type { LimitsCounted } from "./engines-limits-counts.ts";
import { COUNTING_OPTIONS } from "./executed-source.ts";

/** One limit, by the medians of all processes. */
interface LimitOfProcesses extends LimitMeasured {
  readonly lowestRatio: number;
  readonly highestRatio: number;
}

export interface LimitsOfProcesses extends LimitsMeasured {
  readonly processes: number;
  readonly limits: readonly LimitOfProcesses[];
}

/**
 * How much code the same searches run, in a process that is made for that.
 * @throws as `measureInProcesses`
 */
export function countInProcess(
  searches: number,
  signal: AbortSignal,
): Promise<readonly LimitsCounted[]> {
  return oneProcess("engines-limits-count-process.ts", searches, signal, COUNTING_OPTIONS);
}

/** @throws the signal's reason once it has fired, and Error when a process fails */
export async function measureInProcesses(
  searches: number,
  processes: number,
  signal: AbortSignal,
): Promise<readonly LimitsOfProcesses[]> {
  const runs: (readonly LimitsMeasured[])[] = [];
  for (let run = 0; run < processes; run++)
    runs.push(await oneProcess("engines-limits-process.ts", searches, signal, []));
  const [first = []] = runs;
  return first.map((_, at) => combined(runs.map((its) => its[at] as LimitsMeasured)));
}

/** What the process of this file sends. */
async function oneProcess<T>(
  file: string,
  searches: number,
  signal: AbortSignal,
  options: readonly string[],
): Promise<readonly T[]> {
  signal.throwIfAborted();
  const child = fork(join(import.meta.dirname, file), [String(searches)], {
    execArgv: [...process.execArgv, ...options],
  });
  const stop = () => child.kill("SIGKILL");
  signal.addEventListener("abort", stop, { once: true });
  let measured: readonly T[] | undefined;
  child.on("message", (its: readonly T[]) => {
    measured = its;
  });
  const [code] = await once(child, "exit");
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  if (measured === undefined) throw new Error(`a measuring process has ended with ${code}`);
  return measured;
}

/** What one and the same question measured in each process: what it finds is the same. */
function combined(runs: readonly LimitsMeasured[]): LimitsOfProcesses {
  const [first] = runs as readonly [LimitsMeasured, ...LimitsMeasured[]];
  return {
    ...first,
    processes: runs.length,
    plainMs: median(runs.map(({ plainMs }) => plainMs)),
    limits: first.limits.map((limit, at) => {
      const its = runs.map(({ limits }) => limits[at] as LimitMeasured);
      const ratios = its.map(({ ratio }) => ratio);
      return {
        ...limit,
        ms: median(its.map(({ ms }) => ms)),
        ratio: median(ratios),
        lowestRatio: Math.min(...ratios),
        highestRatio: Math.max(...ratios),
        quartiles: [0, 1, 2].map((one) =>
          median(its.map(({ quartiles }) => quartiles[one] as number)),
        ) as unknown as LimitMeasured["quartiles"],
      };
    }),
  };
}
