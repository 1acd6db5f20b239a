/**
 * What the broker's 503 ("no responders") for the call to a market means. Alone it says only that
 * no bidder was subscribed at that moment. It is an answer to the search (`no-bidders`) when no
 * bidder of the market is known and none is expected to return. Otherwise the broker and its
 * clients are not in their usual state, and any result would be wrong (A10).
 */
import { AuctionError } from "../../proto/errors.ts";

export interface Circumstances {
  /** A bid has arrived for this auction: the 503 cannot be true any more. */
  readonly bidReceived: boolean;
  /** Live bidders of this market, as the roster knew them when the call was sent. */
  readonly known: readonly string[];
  /** Bidders that were alive before the connection was lost, and have sent nothing since. */
  readonly notReturned: readonly string[];
  readonly brokerShuttingDown: boolean;
  /** The connection was restored a short time ago. */
  readonly isFresh: boolean;
}

/**
 * `ignore`: it changes nothing. `no-bidders`: the market has none. An error: any result would be
 * wrong.
 */
export function noResponders(circumstances: Circumstances): "ignore" | "no-bidders" | AuctionError {
  const { bidReceived, known, notReturned, brokerShuttingDown, isFresh } = circumstances;
  if (bidReceived) return "ignore";
  if (brokerShuttingDown)
    return unreachable(
      "the broker is shutting down, and no bidder of this market is connected to it any more",
    );
  if (isFresh && notReturned.length > 0) {
    return unreachable(
      `the connection to the broker was lost and is restored; known bidders have not returned yet (${listed(notReturned)})`,
    );
  }
  if (known.length > 0)
    return unreachable(
      `the broker reaches no bidder of this market, though ${listed(known)} answered a moment ago`,
    );
  return "no-bidders";
}

// The text says what `Retry-After` says (`RETRY_AFTER_S` of gateway/search/problem.ts).
function unreachable(why: string): AuctionError {
  return new AuctionError("no-broker", `${why}; try again in a second`);
}

function listed(bidders: readonly string[]): string {
  return bidders.length <= 5
    ? bidders.join(", ")
    : `${bidders.slice(0, 5).join(", ")} and ${bidders.length - 5} more`;
}
