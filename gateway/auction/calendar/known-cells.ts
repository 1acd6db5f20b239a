/** What the cells of a calendar are by what is known of its bidders. */
import type { CalendarCells } from "../../../common/offers/calendar-cells.ts";
import type { CalendarCell, CalendarTerms } from "../../../proto/calendar.ts";
import { dateText } from "../../../proto/local-time.ts";
import type { Participant } from "../participant.ts";
import { promiseOf } from "./cell-promises.ts";
import type { CellRanking } from "./cell-rank.ts";
import { type CellBidder, cellStates } from "./cell-states.ts";

/** A bidder with offers that were found wrong has promised nothing that counts. */
export function knownCells(
  cells: CalendarCells,
  currency: string,
  participants: readonly Participant[],
  { winners, faults }: CellRanking,
): CalendarCell[] {
  const expected: CellBidder[] = [];
  for (const participant of participants) {
    if (!participant.expected) continue;
    const { bidder } = participant;
    const isWrong = (faults.byBidder.get(bidder)?.mismatches ?? 0) > 0;
    expected.push({ bidder, promise: (cell) => (isWrong ? 0 : promiseOf(participant, cell)) });
  }
  expected.sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
  return cellStates({ cells, currency, winners, expected });
}

/** What a calendar is of, as its caller reads it. */
export function termsOf({ days, nights }: CalendarCells): CalendarTerms {
  const between = { from: dateText(days[0] as number), to: dateText(days.at(-1) as number) };
  return nights === null
    ? { days: between }
    : {
        days: between,
        stayNights: { min: nights[0] as number, max: nights.at(-1) as number },
      };
}
