/**
 * Where everything in the picture of an auction stands, in pixels. Pure: no DOM and no clock.
 *
 * PICTURE-1 All marks of all lanes, and all lines, are on one time axis: of two, the later one is
 *    never further left.
 * PICTURE-2 Everything that is known of a lane has a mark, and each mark is within the picture:
 *    what came long after the end stands at the right edge, marked as beyond it.
 * PICTURE-3 A bidder that was left out on purpose is drawn otherwise than one that failed, in form
 *    and not by its colour alone.
 * PICTURE-4 What a bidder says of its queue and of its work stands in its bar, the queue first, in
 *    two forms. A bidder that says nothing has a bar without them.
 * PICTURE-5 The price of each late bid that has one stands at its time, on the scale of the prices
 *    that were shown.
 */
import { ownSpans } from "../../shared/own-spans.js";
import type { DrawnAuction, DrawnLane } from "./drawn-auction.ts";

/** How a lane is drawn: PICTURE-3. */
export type LaneForm = "working" | "done" | "nothing" | "left-out" | "fault" | "no-call";

export type MarkKind = "call" | "hedge" | "part" | "floor" | "final" | "cancel" | "late";

export interface Mark {
  readonly kind: MarkKind;
  readonly x: number;
  /** It is later than the picture reaches. */
  readonly beyond: boolean;
}

/** When a call waited in a bidder, or was worked on: PICTURE-4. */
interface SpanPicture {
  readonly kind: "queue" | "work";
  readonly x: number;
  readonly width: number;
}

export interface LanePicture {
  readonly bidder: string;
  readonly form: LaneForm;
  /** The top of its name, and of its track. */
  readonly y: number;
  readonly trackY: number;
  /** From the call to its last bid, or to the end; null: it was not called, as far as is known. */
  readonly bar: { readonly x: number; readonly width: number } | null;
  readonly spans: readonly SpanPicture[];
  readonly marks: readonly Mark[];
}

interface Line {
  readonly kind: "quorum" | "deadline" | "end" | "now";
  readonly x: number;
}

interface PricePicture {
  /** Of polylines: of the best, and of the last that is shown. */
  readonly best: string;
  readonly last: string;
  /** The cheapest offers of the bids that came too late. */
  readonly late: readonly { readonly x: number; readonly y: number }[];
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Where the lanes end, and the axis is. */
  readonly axisY: number;
  readonly ticks: readonly { readonly x: number; readonly ms: number }[];
  readonly lanes: readonly LanePicture[];
  readonly lines: readonly Line[];
  /** From the quorum to the end of the grace. */
  readonly grace: { readonly x: number; readonly width: number } | null;
  readonly prices: PricePicture | null;
}

export const LANE_HEIGHT = 42;
export const TRACK_HEIGHT = 14;
const NAME_HEIGHT = 18;
const AXIS_HEIGHT = 22;
const PRICES_HEIGHT = 44;
/** Room for half a mark at both ends. */
const MARGIN = 8;
/** Room behind the end, as a share. */
const BEHIND = 1.12;
/** The deadline is in the picture where it is not further away than this many times the end. */
const DEADLINE_TIMES = 2;
/** The same of what came late. */
const LATE_TIMES = 3;
const TICKS_MAX = 6;

/** @param nowMs since the search was sent; null when the auction has ended */
export function pictureOf(drawn: DrawnAuction, width: number, nowMs: number | null): Picture {
  const toMs = reach(drawn, nowMs);
  const inner = Math.max(1, width - 2 * MARGIN);
  const x = (ms: number) => tenth(MARGIN + (inner * Math.min(Math.max(0, ms), toMs)) / toMs);
  const top = drawn.best.length > 0 ? PRICES_HEIGHT : 0;
  const untilMs = drawn.endedAtMs ?? nowMs ?? 0;
  const lanes = drawn.lanes.map((lane, i) => ({
    ...laneFacts(lane, untilMs, { x, toMs }, drawn.endedAtMs !== null),
    y: top + i * LANE_HEIGHT,
    trackY: top + i * LANE_HEIGHT + NAME_HEIGHT,
  }));
  const axisY = top + drawn.lanes.length * LANE_HEIGHT;
  return {
    width,
    height: axisY + AXIS_HEIGHT,
    axisY,
    ticks: ticksOf(toMs, width).map((ms) => ({ ms, x: x(ms) })),
    lanes,
    lines: linesOf(drawn, nowMs, toMs).map(({ kind, atMs }) => ({ kind, x: x(atMs) })),
    grace: graceOf(drawn, x),
    prices: pricesOf(drawn, x, untilMs),
  };
}

/** How many milliseconds the picture shows. */
export function reach(
  { deadlineMs, endedAtMs, lanes }: DrawnAuction,
  nowMs: number | null,
): number {
  if (endedAtMs === null) return Math.max(deadlineMs, nowMs ?? 0, 1);
  const near = LATE_TIMES * Math.max(endedAtMs, 1);
  const late = lanes.flatMap((lane) => lane.late.map(({ atMs }) => atMs));
  const last = Math.max(endedAtMs, ...late.filter((atMs) => atMs <= near));
  const deadline = deadlineMs <= DEADLINE_TIMES * endedAtMs ? deadlineMs : 0;
  return Math.max(1, BEHIND * Math.max(last, deadline));
}

interface Axis {
  readonly x: (ms: number) => number;
  readonly toMs: number;
}

function laneFacts(
  lane: DrawnLane,
  untilMs: number,
  { x, toMs }: Axis,
  hasEnded: boolean,
): Omit<LanePicture, "y" | "trackY"> {
  const { bidder, calledAtMs, bids, hedges, late, cancelledAtMs } = lane;
  const marks: Mark[] = [];
  const mark = (kind: MarkKind, atMs: number | null) => {
    if (atMs !== null) marks.push({ kind, x: x(atMs), beyond: atMs > toMs });
  };
  mark("call", calledAtMs);
  for (const { atMs } of hedges) mark("hedge", atMs);
  for (const { atMs, final, floor } of bids) {
    if (floor !== null) mark("floor", atMs);
    mark(final ? "final" : "part", atMs);
  }
  mark("cancel", cancelledAtMs);
  for (const { atMs } of late) mark("late", atMs);
  const last = bids.at(-1);
  const toEnd = last === undefined || !last.final || cancelledAtMs !== null;
  const barEnd = toEnd ? untilMs : last.atMs;
  const from = calledAtMs ?? bids[0]?.atMs ?? null;
  return {
    bidder,
    form: formOf(lane, hasEnded),
    bar: from === null ? null : { x: x(from), width: Math.max(1, tenth(x(barEnd) - x(from))) },
    spans: spansOf(lane, x),
    marks,
  };
}

function spansOf(lane: DrawnLane, x: Axis["x"]): SpanPicture[] {
  return ownSpans(lane).flatMap(({ queue, work }) =>
    [{ kind: "queue", span: queue } as const, { kind: "work", span: work } as const].flatMap(
      ({ kind, span }) => {
        if (span === null) return [];
        const from = x(span.fromMs);
        // A search of less than a pixel is seen too.
        return [{ kind, x: from, width: Math.max(1, tenth(x(span.toMs) - from)) }];
      },
    ),
  );
}

/** PICTURE-3 */
function formOf({ outcome, intended, calledAtMs }: DrawnLane, hasEnded: boolean): LaneForm {
  if (outcome === null) return hasEnded ? "no-call" : "working";
  if (outcome === "answered") return "done";
  if (outcome === "empty" || outcome === "declined") return "nothing";
  if (intended) return "left-out";
  return outcome === "absent" && calledAtMs === null ? "no-call" : "fault";
}

function linesOf(
  { quorum, endedAtMs, deadlineMs }: DrawnAuction,
  nowMs: number | null,
  toMs: number,
) {
  const lines: { readonly kind: Line["kind"]; readonly atMs: number }[] = [];
  if (quorum?.metAtMs != null) lines.push({ kind: "quorum", atMs: quorum.metAtMs });
  if (endedAtMs !== null) lines.push({ kind: "end", atMs: endedAtMs });
  else if (nowMs !== null) lines.push({ kind: "now", atMs: nowMs });
  if (deadlineMs <= toMs) lines.push({ kind: "deadline", atMs: deadlineMs });
  return lines;
}

function graceOf({ quorum }: DrawnAuction, x: (ms: number) => number): Picture["grace"] {
  if (quorum?.metAtMs == null || quorum.graceEndMs === null) return null;
  const from = x(quorum.metAtMs);
  return { x: from, width: tenth(x(quorum.graceEndMs) - from) };
}

/** Steps: a price holds until the next one. */
function pricesOf(
  { best, lanes }: DrawnAuction,
  x: (ms: number) => number,
  untilMs: number,
): PricePicture | null {
  if (best.length === 0) return null;
  const late = lanes.flatMap((lane) =>
    lane.late.flatMap(({ atMs, cheapest }) =>
      cheapest === null ? [] : [{ atMs, amount: cheapest.amount }],
    ),
  );
  const amounts = [
    ...best.flatMap(({ price, last }) => [price.amount, last.amount]),
    ...late.map(({ amount }) => amount),
  ];
  const [lowest, highest] = [Math.min(...amounts), Math.max(...amounts)];
  const room = PRICES_HEIGHT - 2 * MARGIN;
  const y = (amount: number) =>
    tenth(PRICES_HEIGHT - MARGIN - (room * (amount - lowest)) / Math.max(1, highest - lowest));
  const line = (amountOf: (one: DrawnAuction["best"][number]) => number) =>
    best
      .map((one, i) => {
        const at = y(amountOf(one));
        const next = best[i + 1]?.atMs ?? Math.max(untilMs, one.atMs);
        return `${x(one.atMs)},${at} ${x(next)},${at}`;
      })
      .join(" ");
  return {
    best: line(({ price }) => price.amount),
    last: line(({ last }) => last.amount),
    late: late.map(({ atMs, amount }) => ({ x: x(atMs), y: y(amount) })),
  };
}

/** Round numbers from 0 on, as many as are readable. */
function ticksOf(toMs: number, width: number): number[] {
  const count = Math.min(TICKS_MAX, Math.max(2, Math.floor(width / 80)));
  const rough = toMs / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
  return Array.from({ length: Math.floor(toMs / step) + 1 }, (_, i) => tenth(i * step));
}

function tenth(n: number): number {
  return Math.round(n * 10) / 10;
}
