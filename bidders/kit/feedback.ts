/**
 * What gateways tell this bidder of its bids. Every instance of the kind receives all of it,
 * without a queue group: what a bidder learns of its own answers, and the log line that names a
 * fault, belong to the instance that has answered.
 *
 * TOLD-1 An instance counts what names it: its answers, and its calls whose hedge was faster; of
 *    these it has nothing of what was shown, since the other instance counts that. So the sums over
 *    all instances are right. What names no instance, since nothing has come, each instance has
 *    apart.
 * TOLD-2 Whatever the bytes are, and whatever the bidder's own code does with them, no call is
 *    answered otherwise for it (A5).
 */
import { decodeFeedback } from "../../proto/codec/index.ts";
import { messageOf } from "../../proto/errors.ts";
import type { AuctionFeedback } from "../../proto/messages.ts";
import type { BidderFeedback, BidderModule, FailureReporter } from "./bidder.ts";

/** What became of one answer: a closed set, for counters. */
export const TOLD_RESULTS = [
  "shown",
  "outbid",
  "empty",
  "declined",
  "invalid",
  "failed",
  "late",
  "hedged-away",
] as const;
/** One of TOLD_RESULTS. */
export type ToldResult = (typeof TOLD_RESULTS)[number];

/** What became of the answer of this instance. */
export function toldResult(
  { outcome, shown, best, hedgedAway }: AuctionFeedback,
  instance: string,
): ToldResult {
  if (hedgedAway === instance) return "hedged-away";
  switch (outcome) {
    case "declined":
    case "invalid":
    case "failed":
    case "empty":
      return outcome;
    case "answered":
      return shown > 0 ? "shown" : best === null ? "empty" : "outbid";
    default:
      return "late";
  }
}

interface FeedbackOptions<Resources> {
  readonly instance: string;
  readonly module: Pick<BidderModule<unknown, Resources>, "onFeedback">;
  readonly resources: Resources;
  readonly events: {
    told(feedback: BidderFeedback): void;
    unreadable(what: string, market: null): void;
    readonly failure: FailureReporter;
  };
}

/** What was shown is of the instance that has answered (TOLD-1). */
const NOTHING_SHOWN = { shown: 0, won: 0, rank: null, sellers: [] };

/** Takes the messages of `auction.feedback.<kind>`. */
export class FeedbackReader<Resources> {
  readonly #options: FeedbackOptions<Resources>;

  constructor(options: FeedbackOptions<Resources>) {
    this.#options = options;
  }

  take(data: Uint8Array): void {
    const { module, resources, events } = this.#options;
    let its: BidderFeedback;
    try {
      its = this.#own(data);
    } catch (thrown) {
      events.unreadable(messageOf(thrown), null);
      return;
    }
    events.told(its);
    const failed = (thrown: unknown) => events.failure("onFeedback has failed", thrown);
    try {
      // The type asks for nothing in return; an async function has its type all the same.
      const done: unknown = module.onFeedback?.(its, resources);
      if (done !== undefined) Promise.resolve(done).catch(failed);
    } catch (thrown) {
      failed(thrown);
    }
  }

  /** TOLD-1. @throws AuctionError */
  #own(data: Uint8Array): BidderFeedback {
    const { instance } = this.#options;
    const { gateway, auctions, late, dropped } = decodeFeedback(data);
    return {
      gateway,
      auctions: auctions.flatMap((one) => {
        if (one.instance === instance) return [one];
        return one.hedgedAway === instance ? [{ ...one, ...NOTHING_SHOWN }] : [];
      }),
      late: late.filter((one) => one.instance === instance),
      unanswered: auctions.filter((one) => one.instance === null && one.outcome !== "absent"),
      dropped,
    };
  }
}
