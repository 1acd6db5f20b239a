/** The itineraries of the auction that is shown, the best first. */
import { useEffect, useRef } from "preact/hooks";
import { auction } from "../state/auction.ts";
import { searchSimilar } from "../state/search-state.ts";
import { staysInView } from "../ui/in-view.ts";
import { ItineraryItem } from "./itinerary-item.tsx";

export function ResultsSection() {
  const { itineraries } = auction.value;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const first = list.current?.firstElementChild;
    if (first) staysInView(first);
  }, [itineraries]);
  return (
    <section id="results" aria-labelledby="results-title" hidden={itineraries.length === 0}>
      <h2 id="results-title">Itineraries</h2>
      <ol id="itineraries" ref={list}>
        {itineraries.map((itinerary) => (
          <ItineraryItem key={itinerary.key} itinerary={itinerary} onSimilar={showSimilar} />
        ))}
      </ol>
    </section>
  );
}

/** The form shows the option and gets the focus. */
function showSimilar(): void {
  searchSimilar();
  document.querySelector<HTMLDetailsElement>("#advanced")?.setAttribute("open", "");
  document.getElementById("similar")?.focus();
}
