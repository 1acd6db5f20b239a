/** The itineraries of the auction that is shown, the best first. */
import { useEffect, useRef } from "preact/hooks";
import { asked, auction, startAuction } from "../state/auction.ts";
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
          <ItineraryItem key={itinerary.key} itinerary={itinerary} onSimilar={searchSimilar} />
        ))}
      </ol>
    </section>
  );
}

/**
 * Runs the shown search again with similar connections, even if the form has changed. The form
 * shows the option and gets the focus.
 */
function searchSimilar(): void {
  const body = asked.value;
  if (body === null) return;
  const box = document.querySelector<HTMLInputElement>("#similar");
  if (box !== null) {
    box.checked = true;
    box.focus();
  }
  void startAuction(async () => ({ ...body, similar: true }));
}
