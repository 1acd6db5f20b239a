/** What calendars cost, as a table. */
import { type TableColumn, table } from "../script/cli/table.ts";
import type { CalendarsMeasured } from "./engines-calendar.ts";

const HEADS: readonly TableColumn[] = [
  { head: "market" },
  { head: "nights" },
  ...["cells", "with an offer", "one day", "calendar", "ratio"].map(
    (head): TableColumn => ({ head, align: "right" }),
  ),
];

export function calendarReport({ from, days, repeats, calendars }: CalendarsMeasured): string {
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  const rows = calendars.map(({ market, nights, cells, sold, dayMs, monthMs }) => [
    market,
    nights === null ? "one way" : `${nights.min}-${nights.max}`,
    String(cells),
    String(sold),
    ms(dayMs),
    ms(monthMs),
    (monthMs / dayMs).toFixed(1),
  ]);
  return [
    `calendars of ${days} days from ${from}, and one of their days as a search with its defaults (20 results, sort=best; of a return with the fewest nights), by \`stops\` and \`nonstop\` together; processor time of the thread, ${repeats} times each`,
    table(HEADS, rows, (_style, text) => text),
    "Wanted: LHR-JFK one way at most 6 times one day.",
  ].join("\n\n");
}
