/** The comparison in a thread of its own: without jest around it, it takes a third of the time. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { compareTrips, type TripComparison, type TripTask } from "./trips-questions.ts";

export function comparedTrips(task: TripTask): Promise<TripComparison> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: task });
    thread.once("message", resolve);
    thread.once("error", reject);
  });
}

if (
  !isMainThread &&
  parentPort !== null &&
  (workerData as TripTask | undefined)?.roundTrips !== undefined
) {
  parentPort.postMessage(await compareTrips(workerData as TripTask));
}
