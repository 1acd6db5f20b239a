/** What one seller asks for an itinerary, its fares, and the way to it. */
import { Fragment } from "preact";
import type { Fare, SellerOffer } from "../../../../proto/messages.ts";
import { sellerCabinWords } from "../../shared/cabins.js";
import { count } from "../../shared/format.js";
import { Foreign } from "../ui/foreign.tsx";
import { fareName, fareTerms, money } from "../ui/format.ts";
import { Price } from "../ui/price.tsx";
import { REAL_LABEL } from "./banner.ts";
import type { PricedOffer } from "./new-prices.ts";
import { OfferActions } from "./offer-actions.tsx";
import { perTraveller } from "./price-words.ts";
import { nameOf } from "./results-state.ts";

interface SellerItemProps {
  readonly offer: PricedOffer;
  /** Offers that are modelled are shown beside it: then one that is not says so. */
  readonly marksReal: boolean;
}

export function SellerItem({ offer, marksReal }: SellerItemProps) {
  const { bidder, seller, price, was, originalPrice, fares } = offer;
  const { selfTransfers = [], mixedCabins = false } = offer;
  const each = perTraveller(offer);
  return (
    <li>
      <span class="seller">
        <Foreign text={nameOf(seller)} />
        <small>
          by <Foreign text={bidder} />
          {labelsOf(offer, marksReal).map((label) => (
            <Fragment key={label.text}>
              {" · "}
              <span {...(label.class === undefined ? {} : { class: label.class })}>
                {label.text}
              </span>
            </Fragment>
          ))}
        </small>
      </span>
      <span class="asks">
        <Price price={price} was={was} />
        {originalPrice.currency !== price.currency && <small>({money(originalPrice)})</small>}
      </span>
      {each !== "" && <small class="each">{each}</small>}
      {selfTransfers.length > 0 && <SelfTransferWarning airports={selfTransfers} />}
      {fares.length > 0 && (
        <Fares fares={fares} whose={`${bidder} ${seller}${mixedCabins ? " mixed" : ""}`} />
      )}
      <OfferActions offer={offer} />
    </li>
  );
}

interface Label {
  readonly text: string;
  readonly class?: string;
}

function labelsOf(offer: SellerOffer, marksReal: boolean): Label[] {
  const { mixedCabins = false, cabins, modelled, stale } = offer;
  const inCabins = sellerCabinWords(
    cabins === undefined ? { mixedCabins } : { mixedCabins, cabins },
  );
  return [
    ...(inCabins === "" ? [] : [{ text: inCabins, class: "cabins" }]),
    ...(marksReal && !modelled ? [{ text: REAL_LABEL, class: "real" }] : []),
    ...(stale ? [{ text: "of an earlier bid: it did not answer now", class: "stale" }] : []),
  ];
}

function SelfTransferWarning({ airports }: { airports: readonly string[] }) {
  return (
    <p class="self-transfer">
      <strong>Self-transfer at {airports.join(" and ")}</strong>: collect bags and check in again;
      the next flight does not wait
    </p>
  );
}

interface FaresProps {
  readonly fares: readonly Fare[];
  /** The key of the seller within its itinerary. */
  readonly whose: string;
}

/** The cheapest is open to see; the others unfold. */
function Fares({ fares, whose }: FaresProps) {
  const [first, ...others] = fares;
  return (
    <>
      {first !== undefined && (
        <ul class="fare-list">
          <FareItem fare={first} />
        </ul>
      )}
      {others.length > 0 && (
        <details class="fares" data-whose={whose}>
          <summary>{count(others.length, "more fare")}</summary>
          <ul class="fare-list">
            {others.map((fare, i) => (
              <FareItem key={i} fare={fare} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function FareItem({ fare }: { fare: Fare }) {
  const name = fareName(fare);
  const namesBrand = fare.brand === null || name.toLowerCase().includes(fare.brand);
  return (
    <li>
      <span class="fare">
        <Foreign text={name} />
        {!namesBrand && <small> {fare.brand}</small>}
      </span>
      <span class="asks">{money(fare.price)}</span>
      <small class="terms">{fareTerms(fare).join(" · ")}</small>
    </li>
  );
}
