/**
 * Loads what is searched in, in a thread that ends when it has: what loading leaves behind (rows as
 * objects, the runtime's own time zones) goes with the thread, and the one that bids stays 30 MB
 * smaller. What is left is in shared memory.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { siblingModule } from "../../common/runtime/sibling-module.ts";
import type { TimetableSource } from "../flights/timetable/timetable-setting.ts";
import type { Loaded } from "./load-thread.ts";
import { THREAD_ENVIRONMENT } from "./search-pool.ts";

/** @throws Error that says why the timetable is of no use */
export async function loadSharedData({
  timetablePath,
  closures,
  note,
}: TimetableSource): Promise<Pick<Loaded, "shared" | "coverage">> {
  const worker = new Worker(siblingModule(import.meta, "load-thread"), {
    workerData: { timetablePath, closures } satisfies TimetableSource,
    env: THREAD_ENVIRONMENT,
  });
  try {
    const ended = once(worker, "exit").then(([code]) => {
      throw new Error(`the thread that loads the timetable ended with ${code}`);
    });
    const [{ shared, coverage, notes }] = (await Promise.race([
      once(worker, "message"),
      ended,
    ])) as [Loaded];
    for (const text of notes) note?.(text);
    return { shared, coverage };
  } finally {
    await worker.terminate();
  }
}
