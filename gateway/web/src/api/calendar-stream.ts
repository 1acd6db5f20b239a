/** Asks for a calendar and reads its cells as they come. No DOM: it needs only `fetch`. */
import type { CalendarCell } from "../../../../proto/calendar.ts";
import { retried } from "./attempt.ts";
import { postEvents } from "./event-stream.ts";
import { PATHS } from "./paths.ts";

/**
 * Yields the cells that have changed, and at last all of them. After a network error it is asked
 * for once more.
 * @throws as `postEvents`
 */
export function calendarCells(
  body: object,
  signal: AbortSignal,
): AsyncGenerator<readonly CalendarCell[], void, void> {
  return retried(() => cellsOnce(body, signal), signal);
}

async function* cellsOnce(body: object, signal: AbortSignal) {
  for await (const { event, data } of postEvents(PATHS.calendars, body, signal))
    if (event === "cells" || event === "result") yield data.cells as readonly CalendarCell[];
}
