/**
 * A thread's entry that loads what is searched in, hands it over, and ends. See
 * load-shared-data.ts.
 */
import { parentPort, workerData } from "node:worker_threads";
import { loadFlightData } from "../flights/flight-data.ts";
import type { TimetableSource } from "../flights/timetable/timetable-setting.ts";
import { networkOf } from "./engine/network.ts";
import { type SharedData, sharedDataOf } from "./shared-data.ts";

export interface Loaded {
  readonly shared: SharedData;
  /** What to report of the timetable, see TimetableSource.note. */
  readonly notes: readonly string[];
}

const { timetablePath, closures } = workerData as TimetableSource;
const notes: string[] = [];
const flights = await loadFlightData(timetablePath, (text) => notes.push(text), closures);
const shared = sharedDataOf(networkOf(flights), Date.now());
parentPort?.postMessage({ shared, notes } satisfies Loaded);
