/**
 * The events of a running search, on stderr: on a terminal bars that grow, elsewhere a line for
 * each bidder once it has ended.
 */
import { count } from "../../gateway/web/shared/format.js";
import type { BidderReport, SearchEvent } from "../../proto/messages.ts";
import { bidderLine, type Paint } from "./format.ts";
import { LiveBars, type Screen } from "./live-bars.ts";
import { LiveLines } from "./live-lines.ts";
import { plain, readable } from "./outside-text.ts";

export interface SearchProgress {
  onEvent(event: SearchEvent): void;
  /** Nothing is written after this. `reports`: of the result; undefined where there is none. */
  end(reports: readonly BidderReport[] | undefined): void;
}

export const NO_PROGRESS: SearchProgress = { onEvent: () => {}, end: () => {} };

/** A line for each bidder, once. */
export class PrintedProgress implements SearchProgress {
  readonly #print: (text: string) => void;
  readonly #paint: Paint;
  readonly #printed = new Set<string>();
  #nameWidth = 0;

  constructor(print: (text: string) => void, paint: Paint) {
    this.#print = print;
    this.#paint = paint;
  }

  onEvent(received: SearchEvent): void {
    const event = readable(received);
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

  end(reports: readonly BidderReport[] = []): void {
    for (const report of readable(reports))
      if (!this.#printed.has(report.bidder)) this.#printReport(report);
  }

  #printReport(report: BidderReport): void {
    this.#printed.add(report.bidder);
    this.#print(bidderLine(report, this.#paint, this.#nameWidth));
  }
}

interface LiveOutput {
  readonly write: (text: string) => void;
  /** Its size now: a window may be resized. */
  readonly screen: () => Screen;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Calls again and again until the returned function is called. */
  readonly repeat: (call: () => void) => () => void;
}

/** Bars that grow until their bidders have answered. */
export class LiveProgress implements SearchProgress {
  readonly #output: LiveOutput;
  readonly #bars = new LiveBars();
  readonly #lines: LiveLines;
  readonly #stop: () => void;

  constructor(output: LiveOutput) {
    this.#output = output;
    this.#lines = new LiveLines(output.write);
    this.#stop = output.repeat(() => this.#draw());
  }

  onEvent(event: SearchEvent): void {
    this.#bars.onEvent(event, this.#output.now());
    if (event.type !== "snapshot") this.#draw();
  }

  end(reports: readonly BidderReport[] | undefined): void {
    this.#stop();
    if (reports !== undefined) this.#bars.finish(reports);
    this.#draw();
  }

  #draw(): void {
    this.#lines.draw(this.#bars.lines(this.#output.now(), this.#output.screen()));
  }
}
