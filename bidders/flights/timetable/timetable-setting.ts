/** The settings TIMETABLE and CLOSURES, for every bidder that searches a timetable. */
import { statSync } from "node:fs";
import { z } from "zod";

/** The source of a timetable, and who receives the notes about it. */
export interface TimetableSource {
  /** The path of a timetable file; null for the one that ships. */
  readonly timetablePath: string | null;
  /** Whether flights that closures concern are left out; they are by default. */
  readonly closures?: ClosuresSetting | undefined;
  /** Receives notes about the file: which part of a schedule was left out, and why. */
  readonly note?: (text: string) => void;
}

/** `known`: those of closures/closures.csv. */
export type ClosuresSetting = "known" | "none";

export const closuresSetting = z
  .enum(["known", "none"], 'must be "known" (the table that ships) or "none"')
  .default("known")
  .meta({
    type: "one of",
    bounds: "`known`, `none`",
    description:
      "whether the bidder leaves out flights in closed airspaces and between states that sanctions have closed to each other's carriers ([flights.md](flights.md#closed-airspaces)). `none` sells them",
  });

/** The path of a file that exists; null where TIMETABLE is unset. Its content is checked later. */
export const timetableSetting = z
  .string()
  .superRefine((path, context) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile()) return;
    const expected = "a file that `npm run timetable` writes, or an SSIM schedule, would be right";
    const fault =
      found === undefined
        ? `there is no file ${path}`
        : `${path} is ${found.isDirectory() ? "a directory" : "no file"}`;
    context.addIssue({ code: "custom", message: `${fault}; ${expected}` });
  })
  .optional()
  .transform((path) => path ?? null)
  .meta({
    type: "file",
    shownDefault: "the timetable that ships",
    description:
      "other flights: a file that `npm run timetable` has written, or a file in SSIM format ([flights.md](flights.md#schedules-of-your-own))",
  });
