/** Before leaving for the seller: until when the price holds, what it costs now, and the way. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { SellerOffer } from "../../../../proto/messages.ts";
import { offerPrice } from "../api/offer-price.ts";
import { searchAgain } from "../state/auction.ts";
import { Foreign } from "../ui/foreign.tsx";
import { useNow } from "../ui/now.ts";
import { Expiry } from "./expiry.tsx";
import { type Checked, checkedPrice, uncheckedPrice } from "./price-check.ts";
import { safeLink } from "./price-words.ts";
import { nameOf, noteAnswer } from "./results-state.ts";

export function OfferActions({ offer }: { offer: SellerOffer }) {
  const { offerId, seller, expiresAt } = offer;
  const link = safeLink(offer.fares[0]?.link);
  const { checked, isAsking, ask } = usePriceCheck(offerId, link);
  const way = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (checked !== null) way.current?.focus();
  }, [checked]);
  const isExpired = Date.parse(expiresAt) <= useNow();
  // A price that nobody holds any more cannot be checked: its offer is found by a new search alone.
  const isOver = isExpired || checked?.isOver === true;
  return (
    <div class="offer-actions">
      <Expiry expiresAt={expiresAt} />
      {(offerId !== undefined || isOver) && (
        <button
          type="button"
          aria-disabled={isAsking && !isOver}
          onClick={isOver ? searchAgain : ask}
        >
          {isOver ? "Search again" : isAsking ? "Asking for the price" : "Check the price"}
          {!isOver && (
            <span class="visually-hidden">
              {" of "}
              <Foreign text={nameOf(seller)} />
            </span>
          )}
          {link !== null && !isAsking && !isOver && " and go on"}
        </button>
      )}
      <p role="status" class={`checked ${checked?.kind ?? ""}`}>
        {checked?.text ?? ""}
      </p>
      {checked?.link && !isOver && (
        <a class="hand-off" href={checked.link} target="_blank" rel="noopener noreferrer" ref={way}>
          Go on to <Foreign text={nameOf(seller)} />
          <small> (a new tab)</small>
        </a>
      )}
    </div>
  );
}

/** One question at a time, which ends when the offer is no longer shown. */
function usePriceCheck(offerId: string | undefined, link: string | null) {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const asking = useRef(new AbortController());
  useEffect(() => {
    asking.current = new AbortController();
    setChecked(null);
    setIsAsking(false);
    return () => asking.current.abort();
  }, [offerId]);
  const ask = async () => {
    if (isAsking) return;
    const { signal } = asking.current;
    setIsAsking(true);
    setChecked(null);
    const answer = await offerPrice(offerId ?? "", signal).then(
      (price) => {
        if (!signal.aborted) noteAnswer(offerId ?? "", price);
        return checkedPrice(price, link);
      },
      (thrown: unknown) => uncheckedPrice(thrown, link),
    );
    if (signal.aborted) return;
    setChecked(answer);
    setIsAsking(false);
  };
  return { checked, isAsking, ask };
}
