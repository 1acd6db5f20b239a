/** A thread's entry that loads what is searched in, hands it over, and ends. See load.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { open } from "./inline.ts";
import { type Shared, shareable } from "./sharing.ts";

export interface Loaded {
  readonly shared: Shared;
  /** What is to be told of the timetable, as TimetableSource.note. */
  readonly notes: readonly string[];
}

const { timetablePath } = workerData as { readonly timetablePath: string | null };
const notes: string[] = [];
const shared = shareable(
  await open({ timetablePath, note: (text) => notes.push(text) }),
  Date.now(),
);
parentPort?.postMessage({ shared, notes } satisfies Loaded);
