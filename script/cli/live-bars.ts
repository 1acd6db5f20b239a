/**
 * The bidders of a running search, a line each: a bar against the deadline, which is its right end.
 * Pure: the time is handed in.
 *
 * LIVE-1 Every line fits the terminal, and there are fewer lines than the terminal has rows: what
 *        is drawn again is drawn in the same place. The bar of a bidder that has answered stays as
 *        long as its answer took.
 */
import { count } from "../../gateway/web/shared/format.js";
import type { BidderReport, SearchEvent } from "../../proto/messages.ts";
import { milliseconds, outcomeStyle, type Paint } from "./format.ts";
import { columnsOf, cut, padded } from "./layout.ts";
import { readable } from "./outside-text.ts";

export interface Screen {
  readonly width: number;
  readonly rows: number;
  readonly paint: Paint;
}

const NAME_WIDTH_MAX = 16;
/** Below so many columns, names are shorter and offers are left out. */
const NARROW = 60;
const NAME_WIDTH_NARROW = 10;
const OUTCOME_WIDTH = 8;
const TIME_WIDTH = 10;
const OFFERS_WIDTH = 11;
const BAR_WIDTH_MAX = 40;
const GAP = 2;
/** Full and empty parts of a bar; a bar that grows is of another shade. */
const BAR = { done: "█", running: "▒", rest: "·" };

export class LiveBars {
  readonly #reports = new Map<string, BidderReport | undefined>();
  #deadlineMs = 0;
  #openedAtMs = 0;

  /** `nowMs`: milliseconds of the same clock as of `lines`. */
  onEvent(received: SearchEvent, nowMs: number): void {
    const event = readable(received);
    if (event.type === "opened") {
      this.#openedAtMs = nowMs;
      this.#deadlineMs = event.opened.deadlineMs;
      for (const bidder of event.opened.expected) this.#reports.set(bidder, undefined);
    } else if (event.type === "bid") this.#reports.set(event.bid.bidder, event.bid);
  }

  /** How each bidder ended, also those that no event has named. */
  finish(reports: readonly BidderReport[]): void {
    for (const report of readable(reports)) this.#reports.set(report.bidder, report);
  }

  lines(nowMs: number, { width, rows, paint }: Screen): string[] {
    const shown = [...this.#reports].slice(0, Math.max(1, rows - 2));
    const nameWidth = Math.min(
      width < NARROW ? NAME_WIDTH_NARROW : NAME_WIDTH_MAX,
      Math.max(0, ...shown.map(([n]) => columnsOf(n))),
    );
    const left = this.#reports.size - shown.length;
    const elapsedMs = Math.max(0, nowMs - this.#openedAtMs);
    return [
      ...shown.map(([bidder, report]) => {
        const style = { nameWidth, width, paint, deadlineMs: this.#deadlineMs };
        return barLine(bidder, report, elapsedMs, style);
      }),
      ...(left > 0 ? [cut(`and ${left} more`, width)] : []),
    ];
  }
}

interface BarStyle {
  readonly nameWidth: number;
  readonly width: number;
  readonly paint: Paint;
  readonly deadlineMs: number;
}

function barLine(
  bidder: string,
  report: BidderReport | undefined,
  elapsedMs: number,
  { nameWidth, width, paint, deadlineMs }: BarStyle,
): string {
  // A narrow terminal has no room for the offers; the table after it has them.
  const offersWidth = width < NARROW ? 0 : OFFERS_WIDTH;
  const texts = nameWidth + OUTCOME_WIDTH + TIME_WIDTH + offersWidth + 3 * GAP;
  const barWidth = Math.max(1, Math.min(BAR_WIDTH_MAX, width - 1 - texts));
  const tookMs = report === undefined ? elapsedMs : report.latencyMs;
  // What never answered has used all of its time.
  const share = tookMs === null ? 1 : Math.min(1, deadlineMs > 0 ? tookMs / deadlineMs : 1);
  const full = Math.max(1, Math.round(share * barWidth));
  const outcome = report?.outcome ?? "waiting";
  const style = outcomeStyle(report?.outcome);
  const filled = (report === undefined ? BAR.running : BAR.done).repeat(full);
  const head = `${padded(bidder, nameWidth)}  ${paint(style, filled)}${paint("dim", BAR.rest.repeat(barWidth - full))}`;
  const offers = report === undefined ? "" : count(report.offers, "offer");
  const tail = `  ${paint(style, padded(outcome, OUTCOME_WIDTH))}${padded(milliseconds(tookMs), TIME_WIDTH + GAP, "right")}${padded(offers, offersWidth, "right")}`;
  const room = width - 1 - texts - barWidth - GAP;
  const reason = report?.reason ?? "";
  return reason === "" || room < 8
    ? `${head}${tail}`.trimEnd()
    : `${head}${tail}  ${paint("dim", cut(reason, room))}`;
}
