/** The orders of the list, as tabs, each with what stands first in it. */
import { useRef } from "preact/hooks";
import type { Itinerary, Sort } from "../../../../proto/messages.ts";
import { duration } from "../ui/format.ts";
import { Price } from "../ui/price.tsx";
import { cheapestLine, pricedAgain } from "./new-prices.ts";
import {
  chooseSort,
  isKept,
  kept,
  type Leader,
  list,
  newPrices,
  SORTS,
  sort,
} from "./results-state.ts";

const LABELS: Readonly<Record<Sort, string>> = {
  best: "Best",
  price: "Cheapest",
  duration: "Fastest",
};
/** The list that the tabs are for. */
export const PANEL_ID = "itineraries-panel";

export const tabId = (order: Sort) => `sort-${order}`;

export function SortTabs() {
  const tabs = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = SORTS.indexOf(sort.value as (typeof SORTS)[number]);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: SORTS.length - 1 }[event.key];
    if (to === undefined || !isKept.value) return;
    event.preventDefault();
    const next = SORTS[(to + SORTS.length) % SORTS.length] ?? "best";
    chooseSort(next);
    tabs.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus();
  };
  return (
    <div class="sort-tabs" role="tablist" aria-label="Order" ref={tabs} onKeyDown={move}>
      {SORTS.map((order) => (
        <Tab key={order} order={order} />
      ))}
    </div>
  );
}

function Tab({ order }: { order: Sort }) {
  const isChosen = order === sort.value;
  const first = kept.value?.leaders.get(order) ?? leaderOf(order, list.value.shown);
  const leader = first && leaderNow(order, first);
  return (
    <button
      type="button"
      role="tab"
      id={tabId(order)}
      aria-selected={isChosen}
      aria-controls={PANEL_ID}
      aria-disabled={!isKept.value}
      tabIndex={isChosen ? 0 : -1}
      onClick={() => chooseSort(order)}
    >
      <span>{LABELS[order]}</span>{" "}
      {leader !== null && (
        <small>
          <span>
            <Price price={leader.price} was={leader.was} />
          </span>{" "}
          <span>{duration(leader.durationMinutes)}</span>
        </small>
      )}
    </button>
  );
}

/** With the prices that sellers have named since. */
function leaderNow(order: Sort, first: Leader) {
  if (newPrices.value.size === 0 || order !== "price") return pricedAgain(first, newPrices.value);
  return cheapestLine(first, list.value.shown, newPrices.value);
}

/** While the auction runs: of what has come in so far. */
function leaderOf(order: Sort, shown: readonly Itinerary[]): Leader | null {
  const [first] = shown;
  if (first === undefined) return null;
  if (order === "best") return sort.value === "best" ? first : null;
  const by = (one: Itinerary) => (order === "price" ? one.price.amount : one.durationMinutes);
  return shown.reduce((least, one) => (by(one) < by(least) ? one : least));
}
