/**
 * The offers of a kept auction that a reader wants to see. A filter takes offers away before they
 * are ranked, so what is left is ranked as if nothing else had been bid.
 *
 * FILTER-1 An offer passes if it keeps every limit that the filter names. Of a list of values, one
 *    that it has is enough.
 */
import { convertAt } from "../../../common/money/money.ts";
import { type Alliance, allianceOf } from "../../../common/offers/alliances.ts";
import type { SheetColumns } from "../../../proto/messages.ts";
import type { Source } from "../candidates.ts";
import { withMarkUp } from "../mark-up.ts";
import type { BidderSheets } from "../rank.ts";
import type { RankingRules } from "../ranking-rules.ts";
import { sheetWithBags } from "./bags.ts";
import { type KeptRows, partOf } from "./kept-rows.ts";
import { type KeyFacts, keyFacts } from "./key-facts.ts";

export interface OfferFilter {
  /** The most connections of a slice. */
  readonly stops?: readonly number[] | undefined;
  /** At least one flight is of one of these. */
  readonly carriers?: readonly string[] | undefined;
  /** At least one flight is of a member. */
  readonly alliances?: readonly Alliance[] | undefined;
  /** The airports where the first slice begins and ends. */
  readonly origin?: readonly string[] | undefined;
  readonly destination?: readonly string[] | undefined;
  /** The traveller changes at one of these. */
  readonly via?: readonly string[] | undefined;
  readonly sellers?: readonly string[] | undefined;
  readonly bidders?: readonly string[] | undefined;
  /** 0 to 23: of the first departure, by the clock of its airport. */
  readonly departureHours?: readonly number[] | undefined;
  /** Minor units of the search's currency: of the offer, not of the itinerary. */
  readonly maxPrice?: number | undefined;
  /** Sum over slices. */
  readonly maxDurationMinutes?: number | undefined;
  /**
   * Pieces of checked baggage a traveller, at least. The price is that of the cheapest fare that
   * has them; an offer without such a fare does not pass.
   */
  readonly bags?: number | undefined;
}

/**
 * The sheets with only those offers that pass (FILTER-1).
 *
 * @param kept what is remembered of the rows of the sheets that are made
 */
export function filtered(
  entries: readonly BidderSheets[],
  filter: OfferFilter,
  rules: RankingRules,
  kept: KeptRows = {},
): readonly BidderSheets[] {
  if (Object.values(filter).every((limit) => limit === undefined)) return entries;
  const { bidders, bags } = filter;
  const pass = (bidder: string, sheet: SheetColumns, limits: OfferFilter) => {
    const rows = passing({ bidder, sheet }, limits, rules);
    return rows.length === sheet.rows ? sheet : partOf(sheet, rows, kept);
  };
  return entries
    .filter(({ bidder }) => bidders === undefined || bidders.includes(bidder))
    .map((entry) => ({
      ...entry,
      sheets: entry.sheets.map((sheet) =>
        bags === undefined
          ? pass(entry.bidder, sheet, filter)
          : pass(
              entry.bidder,
              sheetWithBags(pass(entry.bidder, sheet, { ...filter, maxPrice: undefined }), bags, {
                bidder: entry.bidder,
                rules,
                kept,
              }),
              { maxPrice: filter.maxPrice },
            ),
      ),
    }));
}

type SheetOf = Pick<Source, "bidder" | "sheet">;

function passing(source: SheetOf, filter: OfferFilter, rules: RankingRules): number[] {
  const rows: number[] = [];
  for (let row = 0; row < source.sheet.rows; row++)
    if (passes(source, row, filter, rules)) rows.push(row);
  return rows;
}

function passes(
  { bidder, sheet }: SheetOf,
  row: number,
  filter: OfferFilter,
  { rates, markUp }: Pick<RankingRules, "rates" | "markUp">,
): boolean {
  const { sellers, maxPrice, maxDurationMinutes } = filter;
  if (
    maxDurationMinutes !== undefined &&
    (sheet.durationMinutes[row] as number) > maxDurationMinutes
  )
    return false;
  const seller = sheet.sellers[sheet.seller[row] as number] as string;
  if (sellers?.includes(seller) === false) return false;
  if (maxPrice !== undefined) {
    const perUnit = rates.perUnit.get(sheet.currencies[sheet.currency[row] as number] as string);
    const price = convertAt(sheet.price[row] as number, perUnit);
    if (price === undefined || withMarkUp(price, markUp, bidder, seller) > maxPrice) return false;
  }
  return !readsKey(filter) || hasFacts(keyFacts(sheet.itinerary.at(row) as string), filter);
}

function readsKey({
  stops,
  carriers,
  alliances,
  origin,
  destination,
  via,
  departureHours,
}: OfferFilter) {
  return [stops, carriers, alliances, origin, destination, via, departureHours].some(
    (limit) => limit !== undefined,
  );
}

function hasFacts(facts: KeyFacts | undefined, filter: OfferFilter): boolean {
  if (facts === undefined) return false;
  const { stops, carriers, alliances, origin, destination, via, departureHours } = filter;
  return (
    has(stops, [facts.stops]) &&
    has(carriers, facts.carriers) &&
    (alliances === undefined ||
      facts.carriers.some((carrier) => alliances.some((one) => one === allianceOf(carrier)))) &&
    has(origin, [facts.origin]) &&
    has(destination, [facts.destination]) &&
    has(via, facts.via) &&
    has(departureHours, [facts.departureHour])
  );
}

function has<T>(wanted: readonly T[] | undefined, values: readonly T[]): boolean {
  return wanted === undefined || values.some((value) => wanted.includes(value));
}
