/**
 * Clears up before a start: waits for the processes of a killed start, and names and removes its
 * files.
 */
import { runFileIn } from "../../common/runtime/config.ts";
import { type Leftover, leftovers } from "./record.ts";
import { staleRunFile } from "./run-file.ts";
import { SystemFailure } from "./system-failure.ts";

/**
 * Processes whose start has ended drain, and then end by themselves (common/runtime/parent.ts,
 * script/broker/watch.ts).
 */
const WAIT_MS_MAX = 20_000;
const LOOK_EVERY_MS = 50;

export interface ClearPorts {
  readonly report: (text: string) => void;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly leftovers: () => Leftover[];
  /** Removes the run file when its start is gone. Returns its path if it was so. */
  readonly removeRunFile: () => string | undefined;
}

/**
 * @throws SystemFailure when processes of such a start are still there: no second system is started
 * beside them
 */
export async function clearLeftovers(ports: ClearPorts): Promise<void> {
  const left = ports.leftovers();
  await waitForProcesses(left, ports);
  const removed = [...left.flatMap((leftover) => leftover.clear()), ports.removeRunFile()].filter(
    (path) => path !== undefined,
  );
  if (removed.length > 0)
    ports.report(
      `an earlier start was killed${pidsOf(left)}; removed what it left: ${removed.join(", ")}`,
    );
}

async function waitForProcesses(
  left: readonly Leftover[],
  { report, now, pause }: ClearPorts,
): Promise<void> {
  const running = () => left.flatMap((leftover) => leftover.running());
  const named = () =>
    running()
      .map(({ name, pid }) => `${name} (pid ${pid})`)
      .join(", ");
  if (running().length === 0) return;
  report(
    `an earlier start was killed${pidsOf(left)}; waiting for its processes to end: ${named()}`,
  );
  const end = now() + WAIT_MS_MAX;
  while (running().length > 0) {
    if (now() >= end) {
      const pids = running().map(({ pid }) => pid);
      throw new SystemFailure(
        `processes of the earlier start still run: ${named()}; stop them with \`kill ${pids.join(" ")}\` (kill -9, if they stay), then start again`,
        1,
      );
    }
    await pause(LOOK_EVERY_MS);
  }
}

function pidsOf(left: readonly Leftover[]): string {
  return left.length === 0 ? "" : ` (pid ${left.map(({ pid }) => pid).join(", ")})`;
}

/** @param runFolder - of the start that asks: what other folders hold is not its own */
export const systemPorts = (runFolder: string, report: ClearPorts["report"]): ClearPorts => ({
  report,
  now: () => performance.now(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  leftovers: () => leftovers(runFolder),
  removeRunFile: () => staleRunFile(runFileIn(runFolder)),
});
