/** Who is asked for bids: the meaning of a choice of bidders, for both sides. */
import type { BidderChoice } from "./messages.ts";

/** The choice without these bidders. An empty `only` asks nobody. */
export function choiceWithout(
  choice: BidderChoice | undefined,
  bidders: readonly string[],
): BidderChoice {
  const except = [...(choice?.except ?? []), ...bidders];
  const only = choice?.only?.filter((name) => !except.includes(name));
  return only === undefined ? { except } : { only };
}

/** Whether a bidder of this name is asked. */
export function isAsked(choice: BidderChoice | undefined, bidder: string): boolean {
  if (choice === undefined) return true;
  const { only, except } = choice;
  return (only === undefined || only.includes(bidder)) && except?.includes(bidder) !== true;
}
