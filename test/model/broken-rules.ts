/** The rules of the model that a test may break, one at a time, to see that the search finds it. */
export const BROKEN_RULES = [
  "a quorum counts messages",
  "a quorum without the required",
  "no grace begins",
  "waiting is not worth it without the required",
  "the deadline is missed",
  "a bid after the deadline counts",
  "a final bid after the end counts",
  "the second answer counts",
  "a failure counts before the hedge",
  "a bidder that has finished is hedged",
  "a silent hedge has promised",
  "an offer below its floor counts",
  "the first offers are shown",
  "a lost bidder is waited for",
  "no cancel is sent",
  "a second final bid counts",
  "costs are shown in major units",
] as const;

export type BrokenRule = (typeof BROKEN_RULES)[number];
