/** One itinerary: its slices and its price; unfolded, each flight, and who sells it. */
import { useState } from "preact/hooks";
import type { Itinerary } from "../../../../proto/messages.ts";
import { count } from "../../shared/format.js";
import { Foreign } from "../ui/foreign.tsx";
import { duration, money } from "../ui/format.ts";
import { Price } from "../ui/price.tsx";
import { REAL_LABEL } from "./banner.ts";
import { ExpiresSoon } from "./expiry.tsx";
import { sliceName } from "./journey.ts";
import { JourneyView } from "./journey-view.tsx";
import { cheapestOf, pricedAgain } from "./new-prices.ts";
import { priceFor, type Travellers } from "./price-words.ts";
import { nameOf, newPrices } from "./results-state.ts";
import { SellerItem } from "./seller-item.tsx";
import { SliceView } from "./slice-view.tsx";

interface ItineraryItemProps {
  readonly itinerary: Itinerary;
  readonly travellers: Travellers;
  /** Offers that are modelled are shown too: then one that is not says so. */
  readonly marksReal: boolean;
  /** Called when the user wants to see the similar itineraries. */
  readonly onSimilar: () => void;
}

export function ItineraryItem(props: ItineraryItemProps) {
  const itinerary = pricedAgain(props.itinerary, newPrices.value);
  const { key, price, was, slices, sellers } = itinerary;
  const cheapest = cheapestOf(sellers);
  const [isOpen, setIsOpen] = useState(false);
  const warnings = warningsOf(itinerary);
  return (
    <li class="itinerary" data-key={key}>
      <div class="slices">
        {slices.map((slice, i) => (
          <SliceView key={i} slice={slice} isMixed={cheapest?.mixedCabins === true} />
        ))}
        {warnings.map((text) => (
          <p class="warning" key={text}>
            {text}
          </p>
        ))}
      </div>
      <p class="price">
        <strong>
          <Price price={price} was={was} />
        </strong>
        <small>{priceFor(price, props.travellers)}</small>
        {cheapest !== undefined && <ExpiresSoon expiresAt={cheapest.expiresAt} />}
      </p>
      <details class="more" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>
          <Summary itinerary={itinerary} marksReal={props.marksReal} />
        </summary>
        {isOpen && <Unfolded {...props} itinerary={itinerary} />}
      </details>
    </li>
  );
}

function Summary({ itinerary, marksReal }: { itinerary: Itinerary; marksReal: boolean }) {
  const { sellers } = itinerary;
  const cheapest = cheapestOf(sellers);
  return (
    <>
      Details and fares
      {cheapest !== undefined && (
        <small>
          {" · "}
          {sellers.length > 1 && `${sellers.length} sellers, cheapest `}
          <Foreign text={nameOf(cheapest.seller)} />
          {marksReal && !cheapest.modelled && `, ${REAL_LABEL}`}
        </small>
      )}
    </>
  );
}

/** What a traveller must know before all details. */
function warningsOf({ sellers, nearby = [], differentAirports = false }: Itinerary): string[] {
  const { selfTransfers = [] } = sellers[0] ?? {};
  return [
    ...(selfTransfers.length > 0 ? [`Self-transfer at ${selfTransfers.join(" and ")}`] : []),
    ...nearby.map(({ airport, km }) => `${airport} is ${km} km away`),
    ...(differentAirports ? ["Back by another airport"] : []),
  ];
}

function Unfolded({ itinerary, marksReal, onSimilar }: ItineraryItemProps) {
  const { slices, sellers, similar, durationMinutes, co2Estimate } = itinerary;
  const { selfTransfers = [] } = sellers[0] ?? {};
  return (
    <div class="unfolded">
      <div class="flown">
        {slices.map((slice, i) => (
          <JourneyView
            key={i}
            slice={slice}
            title={sliceName(i, slices.length)}
            selfTransfers={selfTransfers}
          />
        ))}
        {slices.length > 1 && (
          <p class="about">{`${slices.length === 2 ? "Both" : `All ${slices.length}`} together: ${duration(durationMinutes)}`}</p>
        )}
        {co2Estimate !== undefined && (
          <p class="emissions">
            {`About ${co2Estimate.kg} kg CO₂e for one traveller `}
            <small>{`(an estimate: ${co2Estimate.method})`}</small>
          </p>
        )}
        <Inconvenience itinerary={itinerary} />
        {similar > 0 && <SimilarButton similar={similar} onSimilar={onSimilar} />}
      </div>
      <Sellers itinerary={itinerary} marksReal={marksReal} />
    </div>
  );
}

function Inconvenience({ itinerary: { price, inconvenienceCost = 0 } }: { itinerary: Itinerary }) {
  if (inconvenienceCost === 0) return null;
  const more = money({ amount: inconvenienceCost, currency: price.currency });
  return (
    <p class="inconvenience">
      {`Ranked as if it cost ${more} more: for waits at night, a departure before 05:00, a change to another alliance, or a long detour.`}
    </p>
  );
}

/** The cheapest; the others unfold. */
function Sellers({ itinerary, marksReal }: { itinerary: Itinerary; marksReal: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const { sellers } = itinerary;
  const shown = isOpen ? sellers : sellers.slice(0, 1);
  return (
    <section class="offers">
      <h3>{count(sellers.length, "seller")}</h3>
      <ul class="sellers" aria-label="Sellers">
        {shown.map((offer) => (
          <SellerItem
            key={`${offer.bidder} ${offer.seller} ${offer.mixedCabins === true}`}
            offer={offer}
            marksReal={marksReal}
          />
        ))}
      </ul>
      {sellers.length > 1 && (
        <button
          type="button"
          class="more-sellers"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? "Only the cheapest" : count(sellers.length - 1, "more seller")}
        </button>
      )}
    </section>
  );
}

function SimilarButton({ similar, onSimilar }: { similar: number; onSimilar: () => void }) {
  const words = `+${similar} similar`;
  const means = `${words}: search again, and show near-identical connections too`;
  return (
    <button type="button" class="similar" aria-label={means} onClick={onSimilar}>
      {words}
    </button>
  );
}
