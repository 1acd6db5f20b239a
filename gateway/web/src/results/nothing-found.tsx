/** A search that has found nothing, and searches that may find something. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { CalendarCell } from "../../../../proto/calendar.ts";
import { calendarCells } from "../api/calendar-stream.ts";
import type { SearchFields } from "../state/search-fields.ts";
import { addressOf, openSearch } from "../state/search-state.ts";
import { fieldsOf } from "../state/search-url.ts";
import { money } from "../ui/format.ts";
import { daysAround, otherDays, type Suggestion, wider } from "./suggestions.ts";

export function NothingFound() {
  // The address names the search that is shown; the form may have changed since.
  const asked = useMemo(() => fieldsOf(location.search), []);
  return (
    <div class="nothing-found">
      <p>No itinerary was found for this search.</p>
      <OtherDays asked={asked} />
      <h3>What may help</h3>
      <Suggestions suggestions={wider(asked)} />
    </div>
  );
}

type Days = "asking" | "unknown" | readonly CalendarCell[];

/** The days around it on which something is sold. */
function OtherDays({ asked }: { asked: SearchFields }) {
  const [days, setDays] = useState<Days>("asking");
  useEffect(() => {
    const body = daysAround(asked);
    const leave = new AbortController();
    const read = async (body: object) => {
      let cells: readonly CalendarCell[] = [];
      // The last event has all cells.
      for await (const some of calendarCells(body, leave.signal)) cells = some;
      setDays(cells);
    };
    if (body === null) setDays("unknown");
    else
      read(body).catch((thrown: unknown) => {
        if (leave.signal.aborted) return;
        console.info("the days around cannot be read:", thrown);
        setDays("unknown");
      });
    return () => leave.abort();
  }, [asked]);
  if (days === "unknown") return null;
  if (days === "asking") return <p role="status">Looking at the days around it…</p>;
  const found = otherDays(asked, days);
  if (found.length === 0)
    return <p role="status">In the three days before and after it there is nothing either.</p>;
  return (
    <>
      <h3>Other days</h3>
      <Suggestions suggestions={found} />
    </>
  );
}

/** Links: each is the address of its search, and may be opened beside this one. */
function Suggestions({ suggestions }: { suggestions: readonly Suggestion[] }) {
  const open = (event: MouseEvent, fields: SearchFields) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openSearch(fields);
  };
  return (
    <ul class="suggestions">
      {suggestions.map(({ label, fields, price }) => (
        <li key={label}>
          <a href={addressOf(fields)} onClick={(event) => open(event, fields)}>
            {label}
            {price !== null && <small> from {money(price)}</small>}
          </a>
        </li>
      ))}
    </ul>
  );
}
