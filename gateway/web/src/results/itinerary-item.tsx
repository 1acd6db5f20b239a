/** One itinerary: its slices, its price, and who sells it. */
import type { Itinerary } from "../../../../proto/messages.ts";
import { duration, money } from "../ui/format.ts";
import { SellerItem } from "./seller-item.tsx";
import { SliceView } from "./slice-view.tsx";

interface ItineraryItemProps {
  readonly itinerary: Itinerary;
  /** Called when the user wants to see the similar itineraries. */
  readonly onSimilar: () => void;
}

export function ItineraryItem({ itinerary, onSimilar }: ItineraryItemProps) {
  const { key, price, durationMinutes, slices, similar, sellers } = itinerary;
  const { inconvenienceCost = 0 } = itinerary;
  const isMixed = sellers[0]?.mixedCabins === true;
  return (
    <li class="itinerary" data-key={key}>
      <div class="slices">
        {slices.map((slice, i) => (
          <SliceView key={i} slice={slice} isMixed={isMixed} />
        ))}
        {similar > 0 && <SimilarButton similar={similar} onSimilar={onSimilar} />}
      </div>
      <p class="price">
        <strong>{money(price)}</strong>
        <small>{slices.length > 1 ? `${duration(durationMinutes)} in all` : ""}</small>
        {inconvenienceCost > 0 && (
          <small
            class="inconvenience"
            title="for waits at night, a departure before 05:00, a change to another alliance, or a long detour"
          >
            {`ranked as ${money({ amount: inconvenienceCost, currency: price.currency })} more`}
          </small>
        )}
      </p>
      <ul class="sellers" aria-label="Sellers">
        {sellers.map((offer) => (
          <SellerItem
            key={`${offer.bidder} ${offer.seller} ${offer.mixedCabins === true}`}
            offer={offer}
          />
        ))}
      </ul>
    </li>
  );
}

function SimilarButton({ similar, onSimilar }: { similar: number; onSimilar: () => void }) {
  const words = `+${similar} similar`;
  const means = `${words}: search again, and show near-identical connections too`;
  return (
    <button type="button" class="similar" aria-label={means} title={means} onClick={onSimilar}>
      {words}
    </button>
  );
}
