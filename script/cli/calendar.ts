/** `scatter search … --calendar`: asks, shows what comes, and draws the result. */
import type { Environment } from "../../common/runtime/config.ts";
import type { CalendarEvent, CalendarResult } from "../../proto/calendar.ts";
import type { SearchArguments } from "./arguments.ts";
import { answered } from "./ask.ts";
import { CalendarProgress } from "./calendar-progress.ts";
import { calendarText } from "./calendar-text.ts";
import type { CliConnection } from "./connect.ts";
import { type ExitCode, resultExit } from "./failure.ts";
import { paintFor } from "./format.ts";
import { heatFor } from "./heat.ts";
import { isLive } from "./live-lines.ts";
import { jsonText } from "./outside-text.ts";
import { RESULT_WITHIN_MS, searchClientOf } from "./search-client.ts";
import { terminalOf } from "./terminal.ts";

interface AskedCalendar
  extends Pick<SearchArguments, "search" | "form" | "failOnPartial" | "nearby"> {
  readonly title: string;
}

/** A heat map needs seven columns of a day each. */
const WIDTH_MIN = 60;

/** @throws CommandFailure as `ask` */
export async function showCalendar(
  link: CliConnection,
  { search, title, form, failOnPartial, nearby = {} }: AskedCalendar,
  environment: Environment,
): Promise<ExitCode> {
  const { stderr } = process;
  const { print, width, paint } = terminalOf(process, environment);
  const client = searchClientOf(link);
  const progress = new CalendarProgress({
    write: (text) => void stderr.write(text),
    isTerminal: isLive(stderr, environment),
    paint: paintFor(stderr),
  });
  const watch = (event: CalendarEvent) => {
    if (form === "ndjson") print(jsonText(event));
    else progress.onEvent(event);
  };
  let result: CalendarResult;
  try {
    const answer = client.calendar(search, {
      timeoutMs: RESULT_WITHIN_MS,
      ...(form === "json" ? {} : { watch }),
    });
    result = await answered(link, answer, { slices: [], request: search, nearby });
  } finally {
    progress.end();
  }
  if (form === "json") print(jsonText(result, 2));
  else if (form === "ndjson") print(jsonText({ type: "result", result }));
  else {
    // As `styleText` decides it: a terminal, NO_COLOR, FORCE_COLOR.
    const heat = heatFor(paint("bold", "x") !== "x");
    print(calendarText(result, title, { width: Math.max(WIDTH_MIN, width()), paint, heat }));
  }
  const hasOffers = result.cells.some(({ price }) => price !== null);
  return resultExit({ failOnPartial }, result.partial, hasOffers);
}
