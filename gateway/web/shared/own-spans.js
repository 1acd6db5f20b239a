// @ts-check
/**
 * When the call of an auction waited in a bidder, and when the bidder was at work, on the gateway's
 * time: for the page and for the terminal. Pure: no DOM.
 *
 * A bidder says how long both took, not when: its clock is another one. So of all bids of an
 * instance the one that took least to come back is assumed to have taken no time, and both spans
 * end there. In truth they were somewhat earlier.
 *
 * SPAN-1 The spans of an instance lie between its call, or the hedge to it, and its last bid; the
 *    queue comes first, and neither overlaps the other. An instance that says nothing has none.
 *
 * @typedef {object} Span
 * @property {number} fromMs
 * @property {number} toMs
 *
 * @typedef {object} OwnSpans
 * @property {string} instance
 * @property {Span | null} queue null: it does not say, or its call did not wait
 * @property {Span | null} work null: it does not say, or no search has begun
 *
 * @typedef {object} TimedBid
 * @property {number} atMs
 * @property {string} instance
 * @property {number | null} queuedMs
 * @property {number | null} workMs
 *
 * @typedef {object} TimedLane
 * @property {number | null} calledAtMs
 * @property {readonly { readonly atMs: number, readonly instance: string }[]} hedges
 * @property {readonly TimedBid[]} bids in the order of their times
 */

/**
 * @param {TimedLane} lane
 * @returns {OwnSpans[]} one for each instance that says something, in the order of their bids
 */
export function ownSpans({ calledAtMs, hedges, bids }) {
  const instances = new Set(bids.filter(says).map(({ instance }) => instance));
  return [...instances].map((instance) => {
    const hedge = hedges.find((one) => one.instance === instance);
    const its = bids.filter((bid) => bid.instance === instance && says(bid));
    return { instance, ...spansOf(its, hedge?.atMs ?? calledAtMs ?? 0) };
  });
}

/** @param {TimedBid} bid */
function says({ queuedMs, workMs }) {
  return queuedMs !== null || workMs !== null;
}

/**
 * @param {readonly TimedBid[]} bids
 * @param {number} fromMs
 */
function spansOf(bids, fromMs) {
  const working = bids.filter(({ workMs }) => workMs !== null);
  const last = working.at(-1) ?? bids.at(-1);
  if (last === undefined) return { queue: null, work: null };
  const began = Math.min(
    ...(working.length > 0 ? working : [last]).map(({ atMs, workMs }) => atMs - (workMs ?? 0)),
  );
  const beganMs = Math.max(fromMs, began);
  const worked = Math.max(0, ...working.map(({ workMs }) => workMs ?? 0));
  const queuedFromMs = Math.max(fromMs, beganMs - (last.queuedMs ?? 0));
  return {
    queue: queuedFromMs < beganMs ? { fromMs: queuedFromMs, toMs: beganMs } : null,
    work:
      working.length === 0
        ? null
        : { fromMs: beganMs, toMs: Math.max(beganMs, Math.min(last.atMs, beganMs + worked)) },
  };
}
