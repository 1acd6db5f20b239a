/** What an offer costs now, as its seller says. */
import type { z } from "zod";
import type { Fare } from "../../../../proto/messages.ts";
import type { offerPriceSchema } from "../../../http/schemas.ts";
import { postJson } from "./get-json.ts";
import { PATHS } from "./paths.ts";

type Answer = z.infer<typeof offerPriceSchema>;
type Priced = Omit<Answer["before"], "fares"> & { readonly fares: readonly Fare[] };
export type OfferPrice = Pick<Answer, "outcome" | "reason"> & {
  readonly before: Priced;
  readonly now: Priced | null;
};

/** The gateway gives up after 5 s; the rest is for the network. */
const PRICE_MS_MAX = 7_000;

export function offerPrice(offerId: string, signal: AbortSignal): Promise<OfferPrice> {
  const path = `${PATHS.offers}/${encodeURIComponent(offerId)}/price`;
  return postJson(path, {}, { withinMs: PRICE_MS_MAX, signal });
}
