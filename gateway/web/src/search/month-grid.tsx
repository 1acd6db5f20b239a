/** The days of a month, each with its lowest price. Arrow keys move by days and weeks. */
import { useRef } from "preact/hooks";
import type { CalendarCell } from "../../../../proto/calendar.ts";
import { day as dayText, money, roundMoney } from "../ui/format.ts";
import { dayAfter, lowestAmount, markOf, noPriceText, spokenPrice, weeksOf } from "./price-days.ts";

interface MonthGridProps {
  /** `YYYY-MM` */
  readonly month: string;
  readonly chosen: string;
  /** No day before it can be chosen. */
  readonly first: string;
  readonly days: ReadonlyMap<string, CalendarCell>;
  readonly onChoose: (day: string, cell: CalendarCell | undefined) => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export function MonthGrid({ month, chosen, first, days, onChoose }: MonthGridProps) {
  const table = useRef<HTMLTableElement>(null);
  const weeks = weeksOf(month);
  const lowest = lowestAmount(days);
  const open = weeks.flat().filter((day) => day !== null && day >= first);
  // One day is a stop of the Tab key; the arrow keys move on from it.
  const stop = open.includes(chosen) ? chosen : open[0];
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const from = (event.target as HTMLElement).dataset["day"];
    if (step === undefined || from === undefined) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-day="${dayAfter(from, step)}"]`)?.focus();
  };
  return (
    <table class="month" ref={table} onKeyDown={move}>
      <thead>
        <tr>
          {WEEKDAYS.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, i) => (
              <td key={WEEKDAYS[i]}>
                {day !== null && (
                  <Day
                    day={day}
                    cell={days.get(day)}
                    isOpen={day >= first}
                    isChosen={day === chosen}
                    isLowest={days.get(day)?.price?.amount === lowest}
                    isStop={day === stop}
                    onChoose={onChoose}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayProps extends Pick<MonthGridProps, "onChoose"> {
  readonly day: string;
  readonly cell: CalendarCell | undefined;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  readonly isLowest: boolean;
  readonly isStop: boolean;
}

function Day({ day, cell, isOpen, isChosen, isLowest, isStop, onChoose }: DayProps) {
  const price = cell?.price ?? null;
  const said =
    cell === undefined ? "" : `, ${spokenPrice(cell, price === null ? "" : money(price))}`;
  return (
    <button
      type="button"
      class={isLowest ? "day lowest" : "day"}
      data-day={day}
      disabled={!isOpen}
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isChosen}
      aria-label={`${dayText(day)}${said}${isLowest ? ", the lowest" : ""}`}
      onClick={() => onChoose(day, cell)}
    >
      <span>{Number(day.slice(8))}</span>
      <small>
        {cell !== undefined && (
          <>
            {markOf(cell)}
            <wbr />
            {price === null ? noPriceText(cell) : roundMoney(price)}
          </>
        )}
      </small>
    </button>
  );
}
