/** Prints the events of a running search: a line for each bidder, once. */
import { count } from "../../gateway/web/shared/format.js";
import type { BidderReport, SearchEvent } from "../../proto/messages.ts";
import { bidderLine, type Paint, plain } from "./format.ts";

export class SearchProgress {
  readonly #print: (text: string) => void;
  readonly #paint: Paint;
  readonly #printed = new Set<string>();
  #nameWidth = 0;

  constructor(print: (text: string) => void, paint: Paint) {
    this.#print = print;
    this.#paint = paint;
  }

  onEvent(event: SearchEvent): void {
    if (event.type === "opened") {
      const { expected, deadlineMs } = event.opened;
      this.#nameWidth = Math.max(...expected.map((bidder) => bidder.length), 0);
      const names = expected.map((bidder) => plain(bidder)).join(", ");
      const bidders = count(expected.length, "bidder");
      this.#print(this.#paint("dim", `asked ${bidders}, for ${deadlineMs} ms at most: ${names}`));
    } else if (event.type === "bid") {
      this.#printReport(event.bid);
    }
  }

  /** The bidders of the result that no event has named. */
  printRest(reports: readonly BidderReport[]): void {
    for (const report of reports) if (!this.#printed.has(report.bidder)) this.#printReport(report);
  }

  #printReport(report: BidderReport): void {
    this.#printed.add(report.bidder);
    this.#print(bidderLine(report, this.#paint, this.#nameWidth));
  }
}
