/**
 * The spans of one auction: of the whole, from the arrival of its search to its result, and of each
 * bidder, from the call to its last bid or to the end of the auction. They are made at the edge:
 * the auction itself only carries the `traceparent` to the wire.
 *
 * TRACE-1 Every auction of a gateway that traces is one span, whatever becomes of it; under it each
 *         expected bidder is one span with its outcome.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { TracedSpan, Tracing } from "../../common/runtime/tracing.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { BidderReport, EndedBy } from "../../proto/messages.ts";
import type { Transport } from "../transport.ts";

/** What begins an auction. */
interface AuctionStart {
  readonly searchId: string;
  readonly transport: Transport;
  /** Of the caller; undefined where it has none. */
  readonly parent: string | undefined;
  /** Monotonic. */
  readonly arrivedAtMs: number;
  /** Of its request (REQUESTID-2). */
  readonly requestId?: string | undefined;
}

/** What a search and a calendar end with. */
interface AuctionEnd {
  readonly endedBy: EndedBy;
  readonly partial: boolean;
  readonly elapsedMs: number;
  readonly bidders: readonly BidderReport[];
}

/** How a bidder ends that is a failure of its span. */
const FAILURES: ReadonlySet<string> = new Set(["failed", "invalid", "silent", "absent"]);

export class AuctionTrace {
  readonly #tracing: Tracing;
  readonly #span: TracedSpan;
  /** Epoch milliseconds when the search arrived. */
  readonly #beganMs: number;
  /** Its auction has a result: `ended` follows, also when the result is refused as partial. */
  hasResult = false;
  /** Epoch milliseconds when its call was about to be sent. */
  readonly #calledMs: number;

  constructor(
    tracing: Tracing,
    clock: Pick<Clock, "now" | "wall">,
    { searchId, transport, parent, arrivedAtMs, requestId }: AuctionStart,
  ) {
    this.#tracing = tracing;
    this.#calledMs = clock.wall();
    this.#beganMs = this.#calledMs - (clock.now() - arrivedAtMs);
    this.#span = tracing.start("auction", {
      kind: "server",
      parent,
      startMs: this.#beganMs,
      attributes: {
        "auction.search_id": searchId,
        "auction.transport": transport,
        ...(requestId === undefined ? {} : { "auction.request_id": requestId }),
      },
    });
  }

  get traceparent(): string {
    return this.#span.traceparent;
  }

  get traceId(): string {
    return this.#span.traceId;
  }

  ended(auctionId: string, { endedBy, partial, elapsedMs, bidders }: AuctionEnd): void {
    const endMs = this.#beganMs + elapsedMs;
    for (const one of bidders) this.#bidder(one, endMs);
    this.#span.end({
      endMs,
      attributes: {
        "auction.id": auctionId,
        "auction.ended_by": endedBy,
        "auction.partial": partial,
      },
    });
  }

  /** The span ends with the auction, where that has no result. @throws what `auction` throws */
  async of<Result>(auction: Promise<Result>): Promise<Result> {
    try {
      return await auction;
    } catch (thrown) {
      if (!this.hasResult) this.#span.end({ error: AuctionError.from(thrown).code });
      throw thrown;
    }
  }

  #bidder({ bidder, outcome, latencyMs, offers, instance, hedged }: BidderReport, endMs: number) {
    const span = this.#tracing.start(`bidder ${bidder}`, {
      kind: "client",
      parent: this.#span.traceparent,
      startMs: this.#calledMs,
      attributes: {
        "auction.bidder": bidder,
        "auction.outcome": outcome,
        "auction.offers": offers,
        "auction.hedged": hedged,
        ...(instance === null ? {} : { "auction.instance": instance }),
      },
    });
    // Latencies count from the arrival of the search.
    const bidMs = latencyMs === null ? endMs : this.#beganMs + latencyMs;
    span.end({
      endMs: Math.max(this.#calledMs, bidMs),
      ...(FAILURES.has(outcome) ? { error: outcome } : {}),
    });
  }
}
