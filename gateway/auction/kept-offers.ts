/** Offers of a kept auction that its result does not show, found by their derived ids. */
import { convert } from "../../common/money/money.ts";
import { rowColumns } from "../../proto/codec/index.ts";
import type { KeptBids } from "./account-bids.ts";
import type { KeptOffer } from "./account-result.ts";
import { costOf } from "./candidates.ts";
import { inconvenienceCostOf } from "./inconvenience-cost.ts";
import { withMarkUp } from "./mark-up.ts";
import { derivedOwnIds } from "./offer-ids.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { checkOffer } from "./verify.ts";

/**
 * OFFERID-3. Undefined when no offer has the id, or the one that has it could not be shown: then no
 * page has given it.
 *
 * @param secret that of the auction's ids
 */
export function derivedOffer(
  secret: string,
  ownId: string,
  { entries }: Pick<KeptBids, "entries">,
  rules: RankingRules,
): KeptOffer | undefined {
  const idOf = derivedOwnIds(secret);
  let at = 0;
  for (const { bidder, sheets, staleAgeMs } of entries)
    for (const sheet of sheets) {
      for (let row = 0; row < sheet.rows; row++) {
        if (idOf({ sheet: at, row }) !== ownId) continue;
        const offer = checkOffer(sheet, row, rules, bidder);
        const byColumns = costOf(sheet, row, rules);
        const columns = rowColumns(sheet, row);
        const { price, currency, seller } = columns;
        if (rules.disabledSellers?.has(seller)) return undefined;
        const converted = convert(price, currency, rules.rates);
        if (typeof offer === "string" || byColumns === undefined || converted === undefined)
          return undefined;
        const inconvenienceCost = inconvenienceCostOf(offer, rules);
        const markedUp = withMarkUp(converted, rules.markUp, bidder, seller);
        const cost = byColumns + inconvenienceCost + markedUp - converted;
        const body = sheet.body.at(row) as Uint8Array;
        return {
          bidder,
          cost,
          inconvenienceCost,
          price: markedUp,
          staleAgeMs,
          ownId,
          columns,
          body,
        };
      }
      at++;
    }
  return undefined;
}
