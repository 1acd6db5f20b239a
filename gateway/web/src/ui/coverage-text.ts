/** What can be found here, and what is missing, as a line of the page. No DOM. */
import { capitalized } from "../../shared/format.js";
import type { CoverageAnswer } from "../api/lookups.ts";

/**
 * @returns `Searched here: 347,403 departures a week of 168 carriers. No flights of WN.`
 *   With several timetables each has its bidders before it; without any it is the reason.
 */
export function coverageText({ timetables, detail }: CoverageAnswer): string {
  const [first] = timetables;
  if (first === undefined) return detail === null ? "" : `${capitalized(detail)}.`;
  if (timetables.length === 1) return `Searched here: ${first.summary}`;
  return timetables.map(({ bidders, summary }) => `${bidders.join(", ")}: ${summary}`).join(" ");
}
