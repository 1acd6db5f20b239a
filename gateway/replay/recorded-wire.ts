/**
 * The wire of a replayed auction: it expects whom the record expected, and hedges only where the
 * record has a hedge. It sends nothing.
 */
import type { AuctionRequest, BidListener, Call, Reservation, Scatter } from "../auction/ports.ts";
import type { RecordedAuction, RecordedEvent } from "../recording/recorded-auction.ts";
import { inMs } from "./replayed-request.ts";

const nothing = () => {};

export class RecordedWire implements Scatter {
  readonly #recorded: Pick<RecordedAuction, "expectation" | "calledAtUs">;
  readonly #events: readonly RecordedEvent[];
  readonly #required: readonly string[];
  /** The hedges of each bidder that are to come, in their order. */
  readonly #hedges = new Map<string, { readonly atMs: number; readonly instance: string }[]>();
  listener: BidListener | null = null;

  constructor(
    recorded: RecordedAuction,
    events: readonly RecordedEvent[],
    required: readonly string[],
  ) {
    this.#recorded = recorded;
    this.#events = events;
    this.#required = required;
  }

  reserve(): Reservation {
    const { expectation, calledAtUs } = this.#recorded;
    const { expected, skipped, absent } = expectation;
    const hedgeAfterMs = new Map<string, number>();
    for (const event of this.#events) {
      if (event.kind !== "hedged") continue;
      const { bidder, instance } = event;
      const atMs = inMs(event.atUs);
      const known = this.#hedges.get(bidder);
      if (known === undefined) this.#hedges.set(bidder, [{ atMs, instance }]);
      else known.push({ atMs, instance });
      // A later one follows from the loss of the instance before it.
      if (known === undefined) hedgeAfterMs.set(bidder, atMs - inMs(calledAtUs));
    }
    const required = this.#required;
    return {
      expected,
      skipped,
      required,
      absent,
      hedgeAfterMs,
      observe: nothing,
      release: nothing,
    };
  }

  call(_request: AuctionRequest, _held: Reservation, _budgetMs: number, to: BidListener): Call {
    this.listener = to;
    return {
      hedge: (bidder) => this.#hedges.get(bidder)?.shift()?.instance ?? null,
      end: nothing,
      release: nothing,
      learn: nothing,
    };
  }
}
