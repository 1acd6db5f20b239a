/**
 * What a bidder did in an auction, in words that a traveller understands. The technical reasons
 * stand apart. Pure: no DOM.
 */
import type { EndedBy, Money, Outcome } from "../../../../proto/messages.ts";
import { count } from "../../shared/format.js";
import { ownSpans } from "../../shared/own-spans.js";
import { milliseconds, money } from "../ui/format.ts";
import type { DrawnAuction, DrawnLane } from "./drawn-auction.ts";

const WORDS: Readonly<Record<Outcome, string>> = {
  answered: "answered",
  empty: "has no such flights",
  declined: "would not offer now",
  invalid: "sent a wrong answer",
  failed: "could not offer",
  silent: "did not reply in time",
  late: "did not finish in time",
  skipped: "failed lately, not waited for",
  absent: "is not running",
};

const ENOUGH: Readonly<Partial<Record<EndedBy, string>>> = {
  quorum: "not waited for: enough had replied",
  settled: "not waited for: nothing could change",
  cancelled: "not waited for: cancelled",
};

/** Some words, for the picture and the table. */
export function laneWords(
  { outcome, intended, late }: Pick<DrawnLane, "outcome" | "intended" | "late">,
  endedBy: EndedBy | null,
): string {
  if (outcome === null) {
    if (endedBy === null) return "is asked";
    return late.length > 0 ? "came too late" : "was not asked";
  }
  if (!intended || endedBy === null || outcome === "skipped") return WORDS[outcome];
  if (outcome === "answered") return "answered, as far as it counts";
  if (outcome === "empty") return "not needed any more";
  return ENOUGH[endedBy] ?? "not waited for";
}

/** The same without the reason, for the picture: the sentence above it says it. */
export function shortWords(lane: DrawnLane, endedBy: EndedBy | null): string {
  return laneWords(lane, endedBy).replace(/:.*$/, "");
}

/** One thing that happened. */
interface Step {
  readonly atMs: number;
  /** Null where it is of the whole auction. */
  readonly bidder: string | null;
  readonly what: string;
}

/** All that happened, in its order. */
export function stepsOf({ lanes, quorum, endedAtMs, endedBy, best }: DrawnAuction): Step[] {
  const steps: Step[] = lanes.flatMap(laneSteps);
  const add = (atMs: number | null, what: string) => {
    if (atMs !== null) steps.push({ atMs, bidder: null, what });
  };
  if (quorum !== null) {
    const required = quorum.required.length === 0 ? "" : ` with ${quorum.required.join(", ")}`;
    add(quorum.metAtMs, `${count(quorum.bidders, "bidder")}${required} had answered: the quorum`);
  }
  for (const { atMs, price, shown } of best)
    add(atMs, `the best of ${count(shown, "itinerary", "itineraries")} costs ${money(price)}`);
  if (endedBy !== null) add(endedAtMs, `the auction stopped (${endedBy})`);
  return steps
    .map((step, i) => ({ step, i }))
    .sort((a, b) => a.step.atMs - b.step.atMs || a.i - b.i)
    .map(({ step }) => step);
}

function laneSteps({ bidder, calledAtMs, hedges, bids, cancelledAtMs, late }: DrawnLane): Step[] {
  const steps: Step[] = [];
  const add = (atMs: number | null, what: string) => {
    if (atMs !== null) steps.push({ atMs, bidder, what });
  };
  add(calledAtMs, "was called");
  for (const { atMs, instance } of hedges) add(atMs, `was also called at ${instance}`);
  for (const { atMs, offers, final, floor, queuedMs, workMs } of bids) {
    const brought = broughtBy(offers, final);
    const promise =
      floor === null || final ? "" : `; whatever follows costs ${money(floor)} at least`;
    add(atMs, `${brought}${promise}${ownWords(queuedMs, workMs)}`);
  }
  add(cancelledAtMs, "was told to stop");
  for (const { atMs, offers, cheapest } of late) {
    const price = cheapest === null ? "" : `, the cheapest at ${money(cheapest)}`;
    add(atMs, `too late: ${count(offers, "offer")}${price}`);
  }
  return steps;
}

/** What a bid says of its own time. */
function ownWords(queuedMs: number | null, workMs: number | null): string {
  const said = [
    queuedMs === null ? [] : [`${milliseconds(queuedMs)} in its queue`],
    workMs === null ? [] : [`${milliseconds(workMs)} at work`],
  ].flat();
  return said.length === 0 ? "" : ` (as it says, ${said.join(" and ")})`;
}

function broughtBy(offers: number, final: boolean): string {
  if (offers === 0) return final ? "ended without more offers" : "has the call";
  return `sent ${count(offers, "offer")}${final ? ", the last of it" : ""}`;
}

/** One entry of the legend: a line, an area or a curve of the picture. */
interface Legend {
  readonly kind:
    | "quorum"
    | "grace"
    | "end"
    | "deadline"
    | "queue"
    | "work"
    | "best"
    | "last"
    | "late"
    | "regret";
  readonly words: string;
}

/** What the lines of the picture stand for, and where they are. */
export function legendOf(drawn: DrawnAuction): Legend[] {
  const { quorum, endedAtMs, deadlineMs, best, lanes, regret } = drawn;
  const legend: Legend[] = [];
  const add = (kind: Legend["kind"], atMs: number | null | undefined, what: string) => {
    if (atMs != null) legend.push({ kind, words: `${what} ${milliseconds(atMs)}` });
  };
  add("quorum", quorum?.metAtMs, "quorum at");
  add("grace", quorum?.graceEndMs, "grace until");
  add("end", endedAtMs, "stopped at");
  add("deadline", deadlineMs, "deadline");
  const spans = lanes.flatMap(ownSpans);
  if (spans.some(({ queue }) => queue !== null))
    legend.push({ kind: "queue", words: "in the bidder's queue" });
  if (spans.some(({ work }) => work !== null))
    legend.push({ kind: "work", words: "at work (way back unknown)" });
  const [first, last] = [best[0], best.at(-1)];
  if (first === undefined || last === undefined) return legend;
  const before = first.price.amount === last.price.amount ? "" : `${money(first.price)}, then `;
  legend.push({ kind: "best", words: `best price ${before}${money(last.price)}` });
  if (last.shown > 1)
    legend.push({ kind: "last", words: `last of ${last.shown} shown ${money(last.last)}` });
  const late = cheapestLate(lanes);
  if (late !== null)
    legend.push({ kind: "late", words: `the cheapest that came too late ${money(late)}` });
  if (regret !== null) legend.push({ kind: "regret", words: regretWords(regret) });
  return legend;
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
