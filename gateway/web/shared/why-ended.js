// @ts-check
/**
 * Why an auction ended, in one sentence, for the page and for the terminal. Pure: no DOM.
 *
 * WHY-1 The sentence names each bidder that is missing once, and no other. It says that all
 *    answered, or replied, only where they did. One that was left out on purpose is not said to be
 *    late.
 *
 * @typedef {import("../../../proto/messages.ts").EndedBy} EndedBy
 * @typedef {import("../../../proto/messages.ts").Outcome} Outcome
 *
 * @typedef {object} EndedLane
 * @property {string} bidder
 * @property {Outcome | null} outcome null: it was no part of the auction
 * @property {boolean} intended it was left out on purpose
 *
 * @typedef {object} Ended
 * @property {EndedBy} endedBy
 * @property {number} deadlineMs
 * @property {readonly EndedLane[]} lanes
 */
import { completeReason, MISSING, REASONS } from "./ending.js";
import { capitalized, listed, timeLimit } from "./format.js";

/**
 * @param {Ended} ended
 * @param {(bidder: string) => string} [nameOf] a bidder's name as it may be shown
 * @returns {string} `Enough bidders had answered, so stops was not waited for.`
 */
export function whyEnded(ended, nameOf = (bidder) => bidder) {
  const nameOfLane = (/** @type {EndedLane} */ { bidder }) => nameOf(bidder);
  const lanes = ended.lanes.filter(({ outcome }) => outcome !== null);
  const left = lanes.filter(isLeft);
  const did = [...MISSING].flatMap(([outcome, did]) => {
    const its = lanes.filter((lane) => lane.outcome === outcome && !isLeft(lane));
    return its.length === 0 ? [] : [`${listed(its.map(nameOfLane))} ${did}`];
  });
  if (left.length > 0)
    did.unshift(
      `${listed(left.map(nameOfLane))} ${left.length === 1 ? "was" : "were"} not waited for`,
    );
  const head = headOf(ended, lanes);
  const isFor = left.length > 0 && HAD_ENOUGH.includes(ended.endedBy);
  const follows = isFor
    ? ", so "
    : head.endsWith("replied") && ended.endedBy === "complete"
      ? ", but "
      : ", and ";
  const text = head + (did.length === 0 ? "" : follows + did.join("; "));
  return `${capitalized(text)}.`;
}

/** Ends that leave out who is still at work. @type {readonly EndedBy[]} */
export const HAD_ENOUGH = ["quorum", "settled", "cancelled", "not-worth-waiting"];

/**
 * @param {Pick<Ended, "endedBy" | "deadlineMs">} ended
 * @param {readonly EndedLane[]} lanes
 */
function headOf({ endedBy, deadlineMs }, lanes) {
  if (endedBy === "complete") return completeHead(lanes);
  return endedBy === "deadline" ? `the time of ${timeLimit(deadlineMs)} was up` : REASONS[endedBy];
}

/**
 * It was still at work when the auction had enough without it. One whose breaker is open was not
 * waited for from the beginning, and has words of its own.
 * @param {EndedLane} lane
 */
function isLeft({ outcome, intended }) {
  return intended && (outcome === "silent" || outcome === "late");
}

/** @param {readonly EndedLane[]} lanes */
function completeHead(lanes) {
  const outcomes = lanes.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]));
  const who = ["the only bidder", "both bidders"][outcomes.length - 1];
  return completeReason(outcomes, who ?? `all ${outcomes.length} bidders`);
}
