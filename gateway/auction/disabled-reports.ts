/** The reports of bidders that an operator has disabled (DISABLED-2). */
import type { BidderReport } from "../../proto/messages.ts";

const REASON = "the operator of this gateway has disabled it: it was not called";

/** In the order of their names; the list itself where none is disabled. */
export function withDisabled(
  reports: readonly BidderReport[],
  disabled: readonly string[] | undefined,
): readonly BidderReport[] {
  if (disabled === undefined) return reports;
  const theirs = disabled.map((bidder): BidderReport => {
    const nothing = { instance: null, latencyMs: null, offers: 0, hedged: false };
    return { bidder, outcome: "skipped", reason: REASON, ...nothing };
  });
  return [...reports, ...theirs].sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
}
