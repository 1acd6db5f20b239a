/** The comparison in a thread of its own: without jest around it, it takes a third of the time. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import { sidesOf } from "../fixtures/stops/questions.ts";
import { type ComparedAnswers, compareAnswers, type Task } from "./connections-questions.ts";

export function comparedInThread(task: Task): Promise<ComparedAnswers> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: task });
    thread.once("message", resolve);
    thread.once("error", reject);
  });
}

if (
  !isMainThread &&
  parentPort !== null &&
  (workerData as Task | undefined)?.answered !== undefined
) {
  parentPort.postMessage(compareAnswers(sidesOf(await loadTimetable(null)), workerData as Task));
}
