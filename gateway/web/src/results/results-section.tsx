/** The itineraries of the auction that is shown, the best first. */
import { useEffect, useRef, useState } from "preact/hooks";
import { count } from "../../shared/format.js";
import { type CoverageAnswer, coverage } from "../api/lookups.ts";
import { asked, auction } from "../state/auction.ts";
import { searchSimilar } from "../state/search-state.ts";
import { money } from "../ui/format.ts";
import { staysInView } from "../ui/in-view.ts";
import { bannerText, originOf, yearsOf } from "./banner.ts";
import { ClearFilters, FilterPanel } from "./filter-panel.tsx";
import { inUse } from "./filters.ts";
import { ItineraryItem } from "./itinerary-item.tsx";
import { cheaperWaiting } from "./itinerary-list.ts";
import { NothingFound } from "./nothing-found.tsx";
import { travellersIn } from "./price-words.ts";
import {
  fault,
  filters,
  isBusy,
  kept,
  list,
  noteAction,
  readChosen,
  showMore,
  showWaiting,
  sort,
} from "./results-state.ts";
import { PANEL_ID, SortTabs, tabId } from "./sort-tabs.tsx";

export function ResultsSection() {
  const { itineraries, phase } = auction.value;
  useScrollNote();
  if (itineraries.length === 0) {
    if (phase !== "ended") return null;
    return <Nothing key={auction.value.searchId} />;
  }
  return (
    <section
      id="results"
      aria-labelledby="results-title"
      onPointerDown={noteAction}
      onKeyDown={noteAction}
      onFocusIn={noteAction}
    >
      <h2 id="results-title">Itineraries</h2>
      <Unfinished />
      <Banner />
      <SortTabs />
      <FilterPanel />
      <Waiting />
      <div
        id={PANEL_ID}
        role="tabpanel"
        aria-labelledby={tabId(sort.value)}
        aria-busy={isBusy.value}
      >
        <Itineraries />
      </div>
      <Below />
    </section>
  );
}

function Nothing() {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (title.current !== null) staysInView(title.current);
  }, []);
  return (
    <section id="results" aria-labelledby="results-title">
      <h2 id="results-title" ref={title}>
        Nothing found
      </h2>
      <NothingFound />
    </section>
  );
}

/** Scrolling is reading, wherever it begins. */
function useScrollNote(): void {
  useEffect(() => {
    const moves = ["wheel", "touchmove"];
    for (const move of moves) addEventListener(move, noteAction, { passive: true });
    return () => {
      for (const move of moves) removeEventListener(move, noteAction);
    };
  }, []);
}

/** What came before an auction was cut off or cancelled stays, and says so. */
function Unfinished() {
  const { phase } = auction.value;
  if (phase !== "failed" && phase !== "cancelled") return null;
  const what = phase === "failed" ? "was cut off" : "was cancelled";
  return (
    <p class="banner unfinished" role="status">
      {`The auction ${what} before its end. These itineraries had come by then: better ones may be missing.`}
    </p>
  );
}

function Banner() {
  const [known, setKnown] = useState<CoverageAnswer | null>(null);
  useEffect(() => {
    const leave = new AbortController();
    coverage(leave.signal).then(setKnown, (thrown: unknown) => {
      if (!leave.signal.aborted) console.info("the coverage cannot be read:", thrown);
    });
    return () => leave.abort();
  }, []);
  const text = bannerText(originOf(list.value.shown), yearsOf(known));
  return text === "" ? null : <p class="banner">{text}</p>;
}

/** Better ones have come while the list was being read. It takes no room of the list. */
function Waiting() {
  const { waiting } = list.value;
  const { count: cheaper, lowest } = cheaperWaiting(list.value);
  const text =
    lowest === null
      ? `Show ${count(waiting.length, "better itinerary", "better itineraries")}`
      : `Show ${waiting.length} more, ${cheaper} cheaper, from ${money(lowest)}`;
  return (
    <div class="waiting-bar" role="status">
      {waiting.length > 0 && (
        <button type="button" onClick={showWaiting}>
          {text}
        </button>
      )}
    </div>
  );
}

function Itineraries() {
  const { shown } = list.value;
  const items = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const first = items.current?.firstElementChild;
    if (first) staysInView(first);
  }, [shown]);
  const travellers = travellersIn(asked.value);
  const marksReal = originOf(shown) === "mixed";
  if (shown.length === 0)
    return (
      <div class="nothing-left">
        <p>No itinerary passes these filters.</p>
        <ClearFilters />
      </div>
    );
  return (
    <ol id="itineraries" ref={items}>
      {shown.map((itinerary) => (
        <ItineraryItem
          key={itinerary.key}
          itinerary={itinerary}
          travellers={travellers}
          marksReal={marksReal}
          onSimilar={showSimilar}
        />
      ))}
    </ol>
  );
}

/** How many there are, and the way to more. */
function Below() {
  const more = async () => {
    if (isBusy.value) return;
    const first = await showMore();
    if (first === null) return;
    const item = document.querySelector(`[data-key="${CSS.escape(first.key)}"] > .more > summary`);
    if (item instanceof HTMLElement) item.focus();
  };
  const { shown } = list.value;
  return (
    <div class="below">
      {fault.value !== "" && (
        <div role="alert" class="faults">
          <p>{fault.value}</p>
          <button type="button" onClick={() => void readChosen()}>
            Try again
          </button>
        </div>
      )}
      {kept.value !== null && shown.length > 0 && (
        <p role="status" class="shown-of">
          {`${shown.length} of ${kept.value.total}`}
          {inUse(filters.value).length > 0 && " that pass the filters"}
        </p>
      )}
      {kept.value?.next != null && (
        <button
          type="button"
          class="show-more"
          aria-disabled={isBusy.value}
          onClick={() => void more()}
        >
          Show more
        </button>
      )}
    </div>
  );
}

/** The form shows the option and gets the focus. */
function showSimilar(): void {
  searchSimilar();
  document.querySelector<HTMLDetailsElement>("#advanced")?.setAttribute("open", "");
  document.getElementById("similar")?.focus();
}
