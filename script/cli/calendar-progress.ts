/**
 * The events of a running calendar, on stderr: a line for each bidder, and how many cells are known
 * so far. On a terminal that line is written again and again, elsewhere once for each event of
 * cells.
 */
import { count, timeLimit } from "../../gateway/web/shared/format.js";
import type { CalendarCell, CalendarEvent } from "../../proto/calendar.ts";
import { cheapestOf } from "./calendar-view.ts";
import { bidderLine, formatMoney, type Paint } from "./format.ts";
import { plain, readable } from "./outside-text.ts";

interface ProgressOutput {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly paint: Paint;
}

/** Clears the line from the cursor on. */
const CLEAR_LINE = "\r\u001b[K";

export class CalendarProgress {
  readonly #output: ProgressOutput;
  /** By their days and nights. */
  readonly #cells = new Map<string, CalendarCell>();
  #nameWidth = 0;
  #isLineOpen = false;

  constructor(output: ProgressOutput) {
    this.#output = output;
  }

  onEvent(received: CalendarEvent): void {
    const event = readable(received);
    const { paint } = this.#output;
    if (event.type === "opened") {
      const { expected, deadlineMs } = event.opened;
      this.#nameWidth = Math.max(0, ...expected.map((bidder) => plain(bidder).length));
      const names = expected.map((bidder) => plain(bidder)).join(", ");
      const bidders = count(expected.length, "bidder");
      this.#line(paint("dim", `asked ${bidders}, for ${timeLimit(deadlineMs)} at most: ${names}`));
    } else if (event.type === "bidder") {
      this.#line(bidderLine(event.bidder, paint, this.#nameWidth));
    } else if (event.type === "cells") {
      for (const cell of event.cells.cells)
        this.#cells.set(`${cell.departureDate} ${cell.nights ?? ""}`, cell);
      this.#status(this.#words());
    }
  }

  /** Nothing of a line that would be written again is left. */
  end(): void {
    if (this.#isLineOpen) this.#output.write(CLEAR_LINE);
    this.#isLineOpen = false;
  }

  #words(): string {
    const cells = [...this.#cells.values()];
    const exact = cells.filter(({ state }) => state === "exact").length;
    const price = cheapestOf(cells)?.price;
    const lowest = price == null ? "" : `, the lowest so far ${formatMoney(price)}`;
    return `${exact} exact of ${count(cells.length, "cell")} so far${plain(lowest, 60)}`;
  }

  #line(text: string): void {
    this.end();
    this.#output.write(`${text}\n`);
  }

  #status(text: string): void {
    const { isTerminal, write, paint } = this.#output;
    write(isTerminal ? `${CLEAR_LINE}${paint("dim", text)}` : `${text}\n`);
    this.#isLineOpen = isTerminal;
  }
}
