/**
 * What the lines, areas and marks of the picture stand for, in words. Pure: no DOM.
 *
 * LEGEND-1 The legend explains each line, area, mark and curve that the picture has, and none that
 *    it has not. Regret of which nothing is drawn is said without a sample.
 */
import type { Money } from "../../../../proto/messages.ts";
import { timeLimit } from "../../shared/format.js";
import { ownSpans } from "../../shared/own-spans.js";
import { milliseconds, money } from "../ui/format.ts";
import type { DrawnAuction, DrawnLane } from "./drawn-auction.ts";
import type { MarkKind, Picture } from "./picture-layout.ts";

/** The mark of the call begins each lane, and needs no words. */
type ExplainedMark = Exclude<MarkKind, "call">;

const MARK_KINDS: ReadonlySet<string> = new Set<ExplainedMark>([
  "hedge",
  "part",
  "final",
  "floor",
  "cancel",
  "late",
]);

export function isMark(kind: string): kind is ExplainedMark {
  return MARK_KINDS.has(kind);
}

/** One entry of the legend: a line, an area, a mark or a curve of the picture. */
export interface Legend {
  readonly kind:
    | ExplainedMark
    | "quorum"
    | "grace"
    | "end"
    | "deadline"
    | "queue"
    | "work"
    | "best"
    | "last"
    | "regret"
    | "no-sample";
  readonly words: string;
}

/** What the lines of the picture stand for, and where they are. */
export function legendOf(
  drawn: DrawnAuction,
  picture: Pick<Picture, "lines" | "prices">,
): Legend[] {
  const { quorum, endedAtMs, deadlineMs, best, lanes, regret } = drawn;
  const legend: Legend[] = [];
  const add = (kind: Legend["kind"], atMs: number | null | undefined, what: string) => {
    if (atMs != null) legend.push({ kind, words: `${what} ${milliseconds(atMs)}` });
  };
  add("quorum", quorum?.metAtMs, "quorum at");
  add("grace", quorum?.graceEndMs, "grace until");
  add("end", endedAtMs, "stopped at");
  if (picture.lines.some(({ kind }) => kind === "deadline"))
    legend.push({ kind: "deadline", words: `deadline ${timeLimit(deadlineMs)}` });
  const spans = lanes.flatMap(ownSpans);
  if (spans.some(({ queue }) => queue !== null))
    legend.push({ kind: "queue", words: "in the bidder's queue, as it says" });
  if (spans.some(({ work }) => work !== null))
    legend.push({ kind: "work", words: "at work, as it says" });
  legend.push(...markLegend(lanes));
  const hasLate = (picture.prices?.late.length ?? 0) > 0;
  const [first, last] = [best[0], best.at(-1)];
  if (first === undefined || last === undefined) return legend;
  const before = first.price.amount === last.price.amount ? "" : `${money(first.price)}, then `;
  legend.push({ kind: "best", words: `price of the best ${before}${money(last.price)}` });
  if (last.shown > 1)
    legend.push({ kind: "last", words: `last of ${last.shown} shown ${money(last.last)}` });
  if (hasLate || regret !== null)
    legend.push({
      kind: hasLate ? "regret" : "no-sample",
      words:
        regret === null ? LATE_PRICE : `${regretWords(regret)}${hasLate ? `: ${LATE_PRICE}` : ""}`,
    });
  return legend;
}

const LATE_PRICE = "price of a bid that was too late";

/** The marks that the lanes have, in the order in which they usually come. */
function markLegend(lanes: readonly DrawnLane[]): Legend[] {
  const bids = lanes.flatMap((lane) => lane.bids);
  const late = cheapestLate(lanes);
  const marks: [ExplainedMark, boolean, string][] = [
    ["hedge", lanes.some(({ hedges }) => hedges.length > 0), "hedge: another instance called too"],
    ["part", bids.some(({ final }) => !final), "a bid, more may follow"],
    ["final", bids.some(({ final }) => final), "last bid"],
    ["floor", bids.some(({ floor }) => floor !== null), "lowest price promised from there on"],
    ["cancel", lanes.some(({ cancelledAtMs }) => cancelledAtMs !== null), "told to stop"],
    [
      "late",
      lanes.some((lane) => lane.late.length > 0),
      late === null ? "too late" : `too late, the cheapest at ${money(late)}`,
    ],
  ];
  return marks.flatMap(([kind, isThere, words]) => (isThere ? [{ kind, words }] : []));
}

/** @returns `regret $20.00` */
export function regretWords(regret: Money): string {
  return regret.amount === 0 ? "no regret" : `regret ${money(regret)}`;
}

function cheapestLate(lanes: readonly DrawnLane[]): Money | null {
  const prices = lanes.flatMap(({ late }) => late.map(({ cheapest }) => cheapest));
  return prices.reduce(
    (least, price) => (least === null || (price && price.amount < least.amount) ? price : least),
    null,
  );
}
