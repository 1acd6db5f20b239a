/** What one seller asks for an itinerary, and its fares. */
import { Fragment } from "preact";
import type { Fare, SellerOffer } from "../../../../proto/messages.ts";
import { sellerCabinWords } from "../../shared/cabins.js";
import { count } from "../../shared/format.js";
import { Foreign } from "../ui/foreign.tsx";
import { fareName, fareTerms, money } from "../ui/format.ts";

export function SellerItem({ offer }: { offer: SellerOffer }) {
  const { bidder, seller, price, originalPrice, modelled, fares } = offer;
  const { selfTransfers = [], mixedCabins = false } = offer;
  return (
    <li>
      <span class="seller">
        <Foreign text={seller} />
        <small>
          by <Foreign text={bidder} />
          {labelsOf(offer).map((label) => (
            <Fragment key={label.text}>
              {" · "}
              <span {...label.attributes}>{label.text}</span>
            </Fragment>
          ))}
        </small>
      </span>
      <span class="asks">
        {money(price)}
        {originalPrice.currency !== price.currency && <small>({money(originalPrice)})</small>}
      </span>
      {selfTransfers.length > 0 && <SelfTransferWarning airports={selfTransfers} />}
      {fares.length > 0 && (
        <Fares
          fares={fares}
          whose={`${bidder} ${seller}${mixedCabins ? " mixed" : ""}`}
          modelled={modelled}
        />
      )}
    </li>
  );
}

interface Label {
  readonly text: string;
  readonly attributes: { readonly class?: string; readonly title?: string };
}

function labelsOf({ mixedCabins = false, cabins, modelled, stale }: SellerOffer): Label[] {
  const inCabins = sellerCabinWords(
    cabins === undefined ? { mixedCabins } : { mixedCabins, cabins },
  );
  const lower = "Some of the flights are in a lower cabin than the one that you asked for";
  const labels: Label[] = [];
  if (inCabins !== "")
    labels.push({
      text: inCabins,
      attributes: mixedCabins ? { class: "cabins", title: lower } : { class: "cabins" },
    });
  if (modelled)
    labels.push({
      text: "modelled",
      attributes: { title: "This price comes from a fare model, not from a seller" },
    });
  if (stale)
    labels.push({
      text: "stale",
      attributes: { title: "An earlier bid that still holds: the bidder did not answer now" },
    });
  return labels;
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
  readonly modelled: boolean;
}

function Fares({ fares, whose, modelled }: FaresProps) {
  return (
    <details class="fares" data-whose={whose}>
      <summary>
        {count(fares.length, "fare")}
        {modelled && <small> · modelled</small>}
      </summary>
      <ul>
        {fares.map((fare, i) => (
          <FareItem key={i} fare={fare} />
        ))}
      </ul>
    </details>
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
