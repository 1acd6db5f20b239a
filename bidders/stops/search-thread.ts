/**
 * A searching thread's entry: piscina starts it, and calls `runTask` for each task: several may be
 * at work at a time, in turns.
 */
import { getPriority, platform, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { nextTurn } from "../../common/runtime/next-turn.ts";
import { searchOffers } from "./offer-search.ts";
import { ReceivedRates } from "./posted-rates.ts";
import { networkFrom, type SharedData } from "./shared-data.ts";
import { TaskRun, type TaskThread } from "./task-run.ts";
import { threadCpuMs } from "./thread-cpu.ts";
import type { PostedTask, TaskEnd, ThreadData } from "./thread-messages.ts";
import { TurnScheduler } from "./turn-scheduler.ts";

const NICER_BY = 5;
const NICE_MAX = 19;

// The thread that bids goes first, where both want one core: its event loop is late by 5 ms at full
// load then, else by 7 (p99, two busy cores). Linux gives each thread a priority of its own;
// elsewhere it would be that of the whole process. Only root may take a better one than it has, so
// what the process was started with counts.
if (platform() === "linux") setPriority(Math.min(getPriority() + NICER_BY, NICE_MAX));

const { shared, cancels } = workerData as ThreadData<SharedData>;
const network = networkFrom(shared);
const thread: TaskThread = {
  cancels,
  nowMs: () => performance.now(),
  cpuMs: threadCpuMs,
  post: (batch) => parentPort?.postMessage(batch),
};

const rates = new ReceivedRates();
const turns = new TurnScheduler(nextTurn);

/** null asks whether the thread is ready. */
export function runTask(posted: PostedTask | null): Promise<TaskEnd> | null {
  if (posted === null) return null;
  const terms = { ...posted.terms, rates: rates.of(posted.terms.rates) };
  const task = { ...posted, terms };
  const run = new TaskRun(task, searchOffers(task.request, network, terms), thread);
  turns.add(run);
  return run.ended;
}
