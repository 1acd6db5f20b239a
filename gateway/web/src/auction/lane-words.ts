/**
 * What a bidder did in an auction, in words that a traveller understands. The technical reasons
 * stand apart. Pure: no DOM.
 */
import type { EndedBy, Outcome } from "../../../../proto/messages.ts";
import { count } from "../../shared/format.js";
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
  skipped: "not called, or not waited for",
  absent: "is not running",
};

const ENOUGH: Readonly<Partial<Record<EndedBy, string>>> = {
  quorum: "not waited for: enough had replied",
  settled: "not waited for: nothing could change",
  cancelled: "not waited for: cancelled",
};

/** Some words, for the picture and the table. */
export function laneWords(lane: DrawnLane, endedBy: EndedBy | null): string {
  const { outcome, intended, late, hedges } = lane;
  if (outcome === null) {
    if (endedBy === null) return hedges.length > 0 ? "is asked again (hedge)" : "is asked";
    return late.length > 0 ? "came too late" : "was not asked";
  }
  const first = firstOfHedged(lane);
  if (first !== null && outcome === "answered")
    return `answered after a hedge: ${first} was first, another answer does not count`;
  if (!intended || endedBy === null || outcome === "skipped") return WORDS[outcome];
  if (outcome === "answered") return "answered, as far as it counts";
  if (outcome === "empty") return "not needed any more";
  return ENOUGH[endedBy] ?? "not waited for";
}

/** The same without the reason, for the picture: the sentence above it says it. */
export function shortWords(lane: DrawnLane, endedBy: EndedBy | null): string {
  return laneWords(lane, endedBy).replace(/:.*$/, "");
}

/** The instance whose answer counts, where the call was hedged; null while there is none. */
function firstOfHedged({ hedges, bids }: DrawnLane): string | null {
  if (hedges.length === 0) return null;
  return bids.find(({ final }) => final)?.instance ?? null;
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

function laneSteps(lane: DrawnLane): Step[] {
  const { bidder, calledAtMs, hedges, bids, cancelledAtMs, late } = lane;
  const first = firstOfHedged(lane);
  const steps: Step[] = [];
  const add = (atMs: number | null, what: string) => {
    if (atMs !== null) steps.push({ atMs, bidder, what });
  };
  add(calledAtMs, "was called");
  for (const { atMs, instance } of hedges) add(atMs, `was also called at ${instance} (hedge)`);
  let sent = 0;
  for (const { atMs, instance, offers, final, floor, queuedMs, workMs } of bids) {
    sent += offers;
    const brought = broughtBy(offers, final, sent);
    const counts =
      final && instance === first ? `; ${instance} was first, another answer does not count` : "";
    const promise =
      floor === null || final ? "" : `; whatever follows costs ${money(floor)} at least`;
    add(atMs, `${brought}${promise}${counts}${ownWords(queuedMs, workMs)}`);
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

/** @param sent offers so far, these included */
function broughtBy(offers: number, final: boolean, sent: number): string {
  if (offers === 0 && !final) return "has the call";
  if (offers === 0) return sent === 0 ? "ended without offers" : "ended without more offers";
  return `sent ${count(offers, "offer")}${final ? ", the last of it" : ""}`;
}
