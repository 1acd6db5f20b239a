/**
 * A searching thread's entry: piscina starts it, and calls `answer` for each task: several may be
 * at work at a time, in turns.
 */
import { getPriority, platform, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { answers } from "./offer-search.ts";
import { networkFrom, type SharedData } from "./shared-data.ts";
import { Run, type Surroundings } from "./task-run.ts";
import { threadCpuMs } from "./thread-cpu.ts";
import type { Ending, Task, ThreadData } from "./thread-messages.ts";
import { Turns } from "./turn-scheduler.ts";

const NICER_BY = 5;
const NICE_MAX = 19;

// The thread that bids goes first, where both want one core: its event loop is late by 5 ms at full
// load then, else by 7 (p99, two busy cores). Linux gives each thread a priority of its own;
// elsewhere it would be that of the whole process. Only root may take a better one than it has, so
// what the process was started with counts.
if (platform() === "linux") setPriority(Math.min(getPriority() + NICER_BY, NICE_MAX));

const { shared, cancels } = workerData as ThreadData<SharedData>;
const network = networkFrom(shared);
const surroundings: Surroundings = {
  cancels,
  nowMs: () => performance.now(),
  cpuMs: threadCpuMs,
  tell: (part) => parentPort?.postMessage(part),
};

const turns = new Turns(() => new Promise((resolve) => setImmediate(resolve)));

/** null asks whether the thread is ready. */
export function answer(task: Task | null): Promise<Ending> | null {
  if (task === null) return null;
  const run = new Run(task, answers(task.request, network, task.setting), surroundings);
  turns.add(run);
  return run.ended;
}
