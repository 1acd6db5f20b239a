/** The settings of `nonstop`. */
import { z } from "zod";
import {
  closuresSetting,
  type TimetableSource,
  timetableSetting,
} from "../flights/timetable/timetable-setting.ts";

export type NonstopSettings = Omit<TimetableSource, "note">;

export const settings = z
  .object({ TIMETABLE: timetableSetting, CLOSURES: closuresSetting })
  .transform(
    ({ TIMETABLE, CLOSURES }): NonstopSettings => ({
      timetablePath: TIMETABLE,
      closures: CLOSURES,
    }),
  );
