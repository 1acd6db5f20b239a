/** What the marks and colours of a month mean, in words too: a screen reader says no colour. */
import type { CalendarCell } from "../../../../proto/calendar.ts";
import { legendOf } from "./price-days.ts";

interface CalendarLegendProps {
  readonly days: ReadonlyMap<string, CalendarCell>;
}

export function CalendarLegend({ days }: CalendarLegendProps) {
  return (
    <dl class="calendar-legend" aria-label="What the marks mean">
      {legendOf(days).map((entry) => (
        <Entry key={entry.kind} {...entry} />
      ))}
    </dl>
  );
}

function Entry({ kind, sample, spoken, means }: ReturnType<typeof legendOf>[number]) {
  return (
    <div>
      <dt>
        <span class={`sample ${kind}`} aria-hidden="true">
          {sample}
        </span>
        <span class="visually-hidden">{spoken}</span>
      </dt>
      <dd>{means}</dd>
    </div>
  );
}
