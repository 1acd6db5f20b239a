/**
 * At the level `debug`, one auction explained offer by offer: one line for each offer that is
 * shown, with its place, and one for each that is not, with the reason.
 *
 * OFFERLINES-1 Below the level `debug` nothing is computed for these lines. At it, one search has
 *              at most `OFFER_LINES_MAX` lines of each of the two sorts (A6).
 */
import type { Logger } from "pino";
import { shortened } from "../../common/text/shortened.ts";
import type { SearchResult } from "../../proto/messages.ts";
import type { NotShown } from "../auction/kept/not-shown.ts";

/** As many as one page of the explanation has at most. */
export const OFFER_LINES_MAX = 100;

/** A6: a seller's name and a key are texts of a bidder. */
const TEXT_CHARS_MAX = 200;

/** An alias: the declarations of the package can name no interface that is not exported. */
type Explained = {
  /** How many offers are not shown. */
  readonly notShown: number;
  /** The first of them. */
  readonly offers: readonly NotShown[];
};

export function offerLines(log: Logger) {
  return {
    /** Whether `explained` is to be called: the answer to `explain` is computed for it alone. */
    wantsOffers: (): boolean => log.isLevelEnabled("debug"),

    explained(
      { searchId, itineraries }: Pick<SearchResult, "searchId" | "itineraries">,
      auctionId: string,
      { notShown, offers }: Explained,
    ): void {
      const ids = { searchId, auctionId };
      let lines = 0;
      for (const [place, { key, cost, sellers }] of itineraries.entries())
        for (const { bidder, seller, price } of sellers) {
          if (++lines > OFFER_LINES_MAX) break;
          const its = { bidder, seller: shortened(seller, TEXT_CHARS_MAX), price };
          const itinerary = shortened(key, TEXT_CHARS_MAX);
          log.debug({ ...ids, place: place + 1, ...its, cost, itinerary }, "offer shown");
        }
      const named = offers.slice(0, OFFER_LINES_MAX);
      for (const { bidder, seller, itinerary, price, cost, reason, detail } of named) {
        const its = {
          bidder,
          seller,
          price,
          cost,
          itinerary: shortened(itinerary, TEXT_CHARS_MAX),
        };
        log.debug(
          { ...ids, reason, ...(detail === null ? {} : { detail }), ...its },
          "offer not shown",
        );
      }
      if (notShown > named.length)
        log.debug({ ...ids, offers: notShown - named.length }, "more offers are not shown");
    },
  };
}
