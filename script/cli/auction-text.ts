/**
 * What the terminal says of a recorded auction. Texts of others are made readable first (TERM-1).
 */
import { timeLimit } from "../../gateway/web/shared/format.js";
import { knownRegret } from "../../gateway/web/shared/regret.js";
import { drawLanes, MARKS, type Mark } from "./auction-lanes.ts";
import { type Column, fittedTable, type TableStyle } from "./columns.ts";
import { formatMoney, milliseconds } from "./format.ts";
import { wrapped, wrappedItems } from "./layout.ts";
import { readable } from "./outside-text.ts";
import type { Timeline } from "./timeline.ts";

/** A6: rows of a table; `--json` has all. */
const BIDS_SHOWN_MAX = 60;
const BEST_SHOWN_MAX = 20;

const MEANINGS: Readonly<Record<Mark, string>> = {
  waiting: "waited for",
  queue: "in its queue",
  work: "at work",
  end: "the end",
  called: "called",
  hedge: "called a second instance",
  part: "bid",
  final: "final bid",
  cancelled: "told to stop",
  late: "too late",
  quorum: "quorum met",
  grace: "end of the grace",
  deadline: "deadline",
};

export function auctionText(received: Timeline, style: TableStyle): string {
  const timeline = readable(received);
  const { width, paint } = style;
  const { lanes, searchId, startedAt, endedAtMs, endedBy, deadlineMs, partial, why } = timeline;
  const drawn = drawLanes(timeline, width);
  const lines = (text: string) => wrapped(text, width);
  const dim = (text: string) => lines(text).map((line) => paint("dim", line));
  const scale = `0 to ${milliseconds(drawn.endMs)}${deadlineMs > drawn.endMs ? `; the deadline of ${timeLimit(deadlineMs)} is further right` : ""}`;
  const legend = drawn.marks.map((mark) => `${MARKS[mark]} ${MEANINGS[mark]}`);
  const intended = lanes.some((lane) => lane.intended)
    ? ["* left out on purpose, which is no fault"]
    : [];
  const signs = wrappedItems([...legend, ...intended], width).map((line) => paint("dim", line));
  return [
    ...lines(`search ${searchId}, ${startedAt}`).map((line) => paint("bold", line)),
    ...lines(
      `ended by ${endedBy} after ${milliseconds(endedAtMs)} of ${timeLimit(deadlineMs)}${partial ? ", partial" : ""}: ${why}`,
    ),
    ...(lanes.length === 0 ? [] : ["", ...dim(scale), ...drawn.lines, ...signs]),
    ...reasonLines(timeline).flatMap(lines),
    ...bidLines(timeline, style),
    ...bestLines(timeline).flatMap(lines),
    ...regretLines(timeline).flatMap(lines),
  ].join("\n");
}

function reasonLines({ lanes, quorum }: Timeline): string[] {
  const asked =
    quorum === null
      ? []
      : [
          `quorum of ${quorum.bidders}${quorum.required.length > 0 ? `, ${quorum.required.join(", ")} among them` : ""}: ${quorum.metAtMs === null ? "not met" : `met at ${milliseconds(quorum.metAtMs)}${quorum.graceEndMs === null ? "" : `, grace until ${milliseconds(quorum.graceEndMs)}`}`}`,
        ];
  const reasons = lanes.flatMap(({ bidder, outcome, reason }) =>
    reason === null ? [] : [`${bidder} ${outcome ?? "late"}: ${reason}`],
  );
  return asked.length + reasons.length === 0 ? [] : ["", ...asked, ...reasons];
}

/** Every bid, also a late one, in the order of time. */
function bidLines({ lanes }: Timeline, style: TableStyle): string[] {
  const bids = lanes
    .flatMap(({ bidder, bids: own, late }) => [
      ...own.map((bid) => ({ ...bid, bidder, what: bid.final ? "final" : "part" })),
      ...late.map(({ atMs, offers, cheapest }) => ({
        ...{ atMs, offers, bidder, what: "late", floor: cheapest },
        ...{ instance: "–", queuedMs: null, workMs: null },
      })),
    ])
    .sort((a, b) => a.atMs - b.atMs);
  if (bids.length === 0) return [];
  const shown = bids.slice(0, BIDS_SHOWN_MAX);
  type Bid = (typeof shown)[number];
  const column = (head: string, text: (bid: Bid) => string, isNumber = true): Column => ({
    head,
    ...(isNumber ? { align: "right" as const } : {}),
    cells: shown.map((bid) => [text(bid)]),
  });
  const floor = (bid: Bid) => (bid.floor === null ? "–" : formatMoney(bid.floor));
  const row = [
    column("at", ({ atMs }) => milliseconds(atMs)),
    column("bidder", ({ bidder }) => bidder, false),
    column("bid", ({ what }) => what, false),
    column("offers", ({ offers }) => String(offers)),
  ];
  const isSaid = shown.some(({ queuedMs, workMs }) => queuedMs !== null || workMs !== null);
  const own = isSaid
    ? [
        column("queue", ({ queuedMs }) => milliseconds(queuedMs)),
        column("work", ({ workMs }) => milliseconds(workMs)),
      ]
    : [];
  const more = [column("floor", floor), column("instance", ({ instance }) => instance, false)];
  const below = shown.map((bid) => [
    `floor ${floor(bid)}, instance ${bid.instance}${isSaid ? `, queue ${milliseconds(bid.queuedMs)}, work ${milliseconds(bid.workMs)}` : ""}`,
  ]);
  const texts = shown.map((bid, i) => [
    `${milliseconds(bid.atMs)} ${bid.bidder} ${bid.what}, offers: ${bid.offers}`,
    ...(below[i] ?? []),
  ]);
  const rest = bids.length - shown.length;
  return [
    "",
    ...fittedTable([{ columns: [...row, ...own, ...more] }, { columns: row, below }], texts, style),
    ...(rest > 0 ? [`and ${rest} more; --json has all`] : []),
  ];
}

/** The price of the first of those that would be shown, at each change. */
function bestLines({ best }: Timeline): string[] {
  if (best.length === 0) return [];
  const rest = best.length - BEST_SHOWN_MAX;
  const changes = best
    .slice(0, BEST_SHOWN_MAX)
    .map(({ atMs, price, shown }) => `${formatMoney(price)} of ${shown} at ${milliseconds(atMs)}`);
  return ["", `best price: ${[...changes, ...(rest > 0 ? [`${rest} more`] : [])].join(", then ")}`];
}

function regretLines({ regret, best }: Timeline): string[] {
  const text = knownRegret({ regret, itineraries: best }, formatMoney);
  return text === "" ? [] : [text];
}
