/** The settings of `stops`. */
import { availableParallelism } from "node:os";
import { z } from "zod";
import { wholeNumber } from "../../common/runtime/config.ts";
import {
  closuresSetting,
  type TimetableSource,
  timetableSetting,
} from "../flights/timetable/timetable-setting.ts";

export interface StopsSettings extends Omit<TimetableSource, "note"> {
  /** How many threads search, beside the one that takes calls and sends bids. */
  readonly threads: number;
}

/** Each thread takes some 20 MB, and more threads than cores find nothing sooner. */
const THREADS_MAX = 16;

export const settings = z
  .object({
    TIMETABLE: timetableSetting,
    CLOSURES: closuresSetting,
    THREADS: wholeNumber(1, THREADS_MAX, Math.min(2, availableParallelism())).meta({
      shownDefault: "as many as cores, at most 2",
      bounds: `1–${THREADS_MAX}`,
      description: "threads in which the bidder searches, beside the one that bids",
    }),
  })
  .transform(
    ({ TIMETABLE, CLOSURES, THREADS }): StopsSettings => ({
      timetablePath: TIMETABLE,
      closures: CLOSURES,
      threads: THREADS,
    }),
  );
