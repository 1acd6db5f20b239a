/** `npm run search -- … --calendar`: asks, shows what comes, and draws the result. */
import { SearchClient } from "../../gateway/client/search-client.ts";
import type { CalendarEvent, CalendarResult } from "../../proto/calendar.ts";
import { answered } from "./ask.ts";
import { CalendarProgress } from "./calendar-progress.ts";
import { calendarText } from "./calendar-text.ts";
import type { CliConnection } from "./connect.ts";
import { paintFor } from "./format.ts";
import { heatFor } from "./heat.ts";

interface AskedCalendar {
  readonly search: unknown;
  readonly title: string;
  /** The result alone, as JSON. */
  readonly json: boolean;
}

/** Columns of an output that does not say how wide it is. */
const WIDTH = 80;
const WIDTH_MIN = 60;
const WIDTH_MAX = 200;

/** @throws CommandFailure as `ask` */
export async function showCalendar(
  link: CliConnection,
  { search, title, json }: AskedCalendar,
  { stdout, stderr }: Pick<NodeJS.Process, "stdout" | "stderr"> = process,
): Promise<void> {
  const client = new SearchClient(link.connection, { inboxPrefix: link.inboxPrefix });
  const progress = new CalendarProgress({
    write: (text) => void stderr.write(text),
    isTerminal: stderr.isTTY === true,
    paint: paintFor(stderr),
  });
  const watch = (event: CalendarEvent) => progress.onEvent(event);
  let result: CalendarResult;
  try {
    result = await answered(link, client.calendar(search, json ? {} : { watch }));
  } finally {
    progress.end();
  }
  if (json) {
    stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  const paint = paintFor(stdout);
  // As `styleText` decides it: a terminal, NO_COLOR, FORCE_COLOR.
  const hasColours = paint("bold", "x") !== "x";
  const width = Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, stdout.columns || WIDTH));
  stdout.write(`${calendarText(result, title, { width, paint, heat: heatFor(hasColours) })}\n`);
}
