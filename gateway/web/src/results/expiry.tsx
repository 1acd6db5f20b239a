/** Until when a price holds, counted down. */
import { useNow } from "../ui/now.ts";
import { holdsFor } from "./price-words.ts";

/** From then on the line of an itinerary says it too, not only its offers. */
const SOON_MS = 120_000;

/** @param expiresAt ISO 8601 */
export function Expiry({ expiresAt }: { expiresAt: string }) {
  const left = Date.parse(expiresAt) - useNow();
  return (
    <small class={left < SOON_MS ? "expiry soon" : "expiry"}>{`The price ${holdsFor(left)}`}</small>
  );
}

/** Nothing while there is time. */
export function ExpiresSoon({ expiresAt }: { expiresAt: string }) {
  const left = Date.parse(expiresAt) - useNow();
  if (left >= SOON_MS) return null;
  return <span class="expiry soon">{left <= 0 ? "expired" : holdsFor(left)}</span>;
}
