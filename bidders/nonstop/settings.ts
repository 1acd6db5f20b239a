/** The settings of `nonstop`. */
import { z } from "zod";
import { timetableSetting } from "../flights/timetable/timetable-setting.ts";

export interface NonstopSettings {
  /** The path of a timetable file; null for the one that ships. */
  readonly timetablePath: string | null;
}

export const settings = z
  .object({ TIMETABLE: timetableSetting })
  .transform(({ TIMETABLE }): NonstopSettings => ({ timetablePath: TIMETABLE }));
