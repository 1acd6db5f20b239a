/**
 * A thread's entry that loads what is searched in, hands it over, and ends. See
 * load-shared-data.ts.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { Coverage } from "../../proto/coverage.ts";
import { coverageOf } from "../flights/carrier-coverage/coverage.ts";
import { sourceYearsOf } from "../flights/carrier-coverage/source-years.ts";
import { loadFlightData } from "../flights/flight-data.ts";
import type { TimetableSource } from "../flights/timetable/timetable-setting.ts";
import { networkOf } from "./engine/network.ts";
import { type SharedData, sharedDataOf } from "./shared-data.ts";

export interface Loaded {
  readonly shared: SharedData;
  readonly coverage: Coverage;
  /** What to report of the timetable, see TimetableSource.note. */
  readonly notes: readonly string[];
}

const { timetablePath, closures } = workerData as TimetableSource;
const notes: string[] = [];
const flights = await loadFlightData(timetablePath, (text) => notes.push(text), closures);
const shared = sharedDataOf(networkOf(flights), Date.now());
const coverage = coverageOf(flights.timetable, await sourceYearsOf(timetablePath));
parentPort?.postMessage({ shared, coverage, notes } satisfies Loaded);
