/**
 * The lanes of an auction on one axis of time, as text. Pure.
 *
 * LANES-1 Every bidder has one lane, and every mark stands in the column of its time: what is later
 *         never stands further left, and what came after the end stands behind the end's column.
 *         What a bidder says of its queue and its work fills the columns of those times.
 */
import { ownSpans } from "../../gateway/web/shared/own-spans.js";
import { columnsOf, padded } from "./layout.ts";
import type { Lane, Timeline } from "./timeline.ts";

/** What a mark means, in the order of the legend; of two in one column the later one is seen. */
export const MARKS = {
  waiting: "·",
  queue: "~",
  work: "=",
  end: "|",
  called: ">",
  hedge: "H",
  part: "o",
  final: "●",
  cancelled: "x",
  late: "L",
  quorum: "Q",
  grace: "G",
  deadline: "D",
} as const;
export type Mark = keyof typeof MARKS;

const NAME_WIDTH_MAX = 16;
const OUTCOME_WIDTH = 9;
const AXIS_WIDTH_MIN = 10;
const GAP = 2;
/** A deadline beyond this many times what happened is left out of the picture: it would be all. */
const DEADLINE_SHARE_MAX = 2;

/** From the call to the last thing that happened; to the deadline where that is near. */
function axisEndMs({ endedAtMs, deadlineMs, lanes, quorum }: Timeline): number {
  const last = Math.max(
    1,
    endedAtMs,
    quorum?.graceEndMs ?? 0,
    ...lanes.flatMap(({ late, cancelledAtMs }) => [
      cancelledAtMs ?? 0,
      ...late.map(({ atMs }) => atMs),
    ]),
  );
  return deadlineMs <= last * DEADLINE_SHARE_MAX ? Math.max(last, deadlineMs) : last;
}

/** One row of the picture: its marks by column. */
class Row {
  readonly #marks: (Mark | undefined)[];
  readonly #perMs: number;

  constructor(width: number, endMs: number) {
    this.#marks = new Array<Mark | undefined>(width).fill(undefined);
    this.#perMs = (width - 1) / endMs;
  }

  column(ms: number): number {
    return Math.max(0, Math.min(this.#marks.length - 1, Math.round(ms * this.#perMs)));
  }

  put(mark: Mark, ms: number | null): this {
    if (ms !== null) this.#marks[this.column(ms)] = mark;
    return this;
  }

  fill(mark: Mark, fromMs: number, toMs: number): this {
    this.#marks.fill(mark, this.column(fromMs), this.column(toMs) + 1);
    return this;
  }

  get marks(): readonly Mark[] {
    return this.#marks.filter((mark) => mark !== undefined);
  }

  get text(): string {
    return this.#marks.map((mark) => (mark === undefined ? " " : MARKS[mark])).join("");
  }
}

function laneRow(lane: Lane, row: Row, endedAtMs: number): Row {
  const { calledAtMs, bids, hedges, cancelledAtMs, late } = lane;
  row.put("end", endedAtMs);
  if (calledAtMs === null) return late.reduce((all, { atMs }) => all.put("late", atMs), row);
  const final = bids.findLast((bid) => bid.final);
  row.fill("waiting", calledAtMs, final?.atMs ?? cancelledAtMs ?? endedAtMs);
  for (const { queue, work } of ownSpans(lane)) {
    if (queue !== null) row.fill("queue", queue.fromMs, queue.toMs);
    if (work !== null) row.fill("work", work.fromMs, work.toMs);
  }
  row.put("end", endedAtMs).put("called", calledAtMs);
  for (const { atMs } of hedges) row.put("hedge", atMs);
  for (const bid of bids) row.put(bid.final ? "final" : "part", bid.atMs);
  row.put("cancelled", cancelledAtMs);
  for (const { atMs } of late) row.put("late", atMs);
  return row;
}

interface DrawnLanes {
  readonly lines: readonly string[];
  /** The marks that are drawn, in the order of the legend. */
  readonly marks: readonly Mark[];
  /** The time of the right end of the axis. */
  readonly endMs: number;
}

/** @param timeline with texts that are readable (TERM-1) */
export function drawLanes(timeline: Timeline, width: number): DrawnLanes {
  const { lanes, endedAtMs, deadlineMs, quorum } = timeline;
  const names = [...lanes.map(({ bidder }) => bidder), "auction"];
  const nameWidth = Math.min(NAME_WIDTH_MAX, Math.max(...names.map(columnsOf)));
  const axisWidth = Math.max(AXIS_WIDTH_MIN, width - nameWidth - OUTCOME_WIDTH - 2 * GAP);
  const endMs = axisEndMs(timeline);
  const rows = lanes.map((lane) => ({
    name: lane.bidder,
    row: laneRow(lane, new Row(axisWidth, endMs), endedAtMs),
    right: `${lane.outcome ?? "late"}${lane.intended ? "*" : ""}`,
  }));
  const whole = new Row(axisWidth, endMs)
    .put("deadline", deadlineMs <= endMs ? deadlineMs : null)
    .put("quorum", quorum?.metAtMs ?? null)
    .put("grace", quorum?.graceEndMs ?? null)
    .put("end", endedAtMs);
  const all = [...rows, { name: "auction", row: whole, right: timeline.endedBy }];
  const drawn = new Set(all.flatMap(({ row }) => row.marks));
  return {
    lines: all.map(({ name, row, right }) =>
      `${padded(name, nameWidth)}  ${row.text}  ${padded(right, OUTCOME_WIDTH)}`.trimEnd(),
    ),
    marks: (Object.keys(MARKS) as Mark[]).filter((mark) => drawn.has(mark)),
    endMs,
  };
}
