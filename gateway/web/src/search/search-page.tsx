/** The view at `/`: the form, the auction that it starts, and its itineraries. */
import { AuctionSection } from "../auction/auction-section.tsx";
import { ResultsSection } from "../results/results-section.tsx";
import { SearchForm } from "./search-form.tsx";

export function SearchPage() {
  return (
    <>
      <SearchForm />
      <AuctionSection />
      <ResultsSection />
    </>
  );
}
