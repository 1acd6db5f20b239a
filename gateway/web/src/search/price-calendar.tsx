/**
 * A month with the lowest price of each day, as they come. A day that is chosen is written into the
 * form.
 */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { CalendarCell } from "../../../../proto/calendar.ts";
import { codeOfValue } from "../../shared/meant-place.js";
import { calendarCells } from "../api/calendar-stream.ts";
import { fields, readPlaces, setFields, setSlice } from "../state/search-state.ts";
import { localDate, monthName } from "../ui/format.ts";
import { calendarBody } from "./calendar-body.ts";
import { CalendarLegend } from "./calendar-legend.tsx";
import { MonthGrid } from "./month-grid.tsx";
import {
  dayAfter,
  daysBetween,
  doubtsOf,
  lowestByDay,
  monthAfter,
  withChanges,
} from "./price-days.ts";

interface PriceCalendarProps {
  readonly slice: number;
  readonly onClose: () => void;
}

export function PriceCalendar({ slice, onClose }: PriceCalendarProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const thisMonth = localDate(0).slice(0, 7);
  const chosen = fields.value.slices[slice]?.departureDate ?? "";
  const [month, setMonth] = useState(chosen.slice(0, 7) || thisMonth);
  const { cells, status, isWhole } = useMonth(slice, month);
  const days = lowestByDay(cells.values());
  useEffect(() => dialog.current?.showModal(), []);
  const choose = (day: string, cell: CalendarCell | undefined) => {
    const { returnDate, trip } = fields.value;
    if (trip === "return") {
      const stay = daysBetween(chosen, returnDate);
      const back = cell?.returnDate ?? (stay >= 0 ? dayAfter(day, stay) : returnDate);
      setFields({ returnDate: back });
    }
    setSlice(slice, { departureDate: day });
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} class="calendar" aria-labelledby={title} onClose={onClose}>
      <div class="months">
        <button
          type="button"
          aria-label="Month before"
          disabled={month <= thisMonth}
          onClick={() => setMonth(monthAfter(month, -1))}
        >
          ‹
        </button>
        <h2 id={title}>{monthName(month)}</h2>
        <button
          type="button"
          aria-label="Month after"
          onClick={() => setMonth(monthAfter(month, 1))}
        >
          ›
        </button>
      </div>
      <p role="status">{isWhole ? `${status} ${doubtsOf(days)}`.trim() : status}</p>
      <MonthGrid month={month} chosen={chosen} first={localDate(0)} days={days} onChoose={choose} />
      <CalendarLegend days={days} />
      <div class="actions">
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}

const NOTHING: ReadonlyMap<string, CalendarCell> = new Map();

/** The cells of a month, asked for when it is shown. */
function useMonth(slice: number, month: string) {
  const [cells, setCells] = useState(NOTHING);
  const [status, setStatus] = useState("");
  const [isWhole, setIsWhole] = useState(false);
  useEffect(() => {
    const leave = new AbortController();
    const { signal } = leave;
    const read = async () => {
      setCells(NOTHING);
      setIsWhole(false);
      setStatus("Asking for prices…");
      await readPlaces(signal);
      const { origin = "", destination = "" } = fields.value.slices[slice] ?? {};
      if (codeOfValue(origin) === null || codeOfValue(destination) === null)
        return setStatus("Choose from where to where, and each day gets its lowest price.");
      for await (const changed of calendarCells(calendarBody(fields.value, slice, month), signal))
        setCells((known) => withChanges(known, changed));
      setStatus(howMany(fields.value.trip === "return"));
      setIsWhole(true);
    };
    read().catch((thrown: unknown) => {
      if (!signal.aborted)
        setStatus(
          `There are no prices now: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
        );
    });
    return () => leave.abort();
  }, [slice, month]);
  return { cells, status, isWhole };
}

function howMany(isReturn: boolean): string {
  return isReturn
    ? "The lowest price for all travellers, there and back after as many days as now."
    : "The lowest price for all travellers.";
}
