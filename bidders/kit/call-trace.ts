/**
 * The span of one call: from its receipt to its final bid, under the span of its auction.
 *
 * CALLTRACE-1 A call of a bidder that traces is one span with the status of its final bid, and what
 *             the strategy starts in it is under that span.
 */
import {
  type StartSpan,
  spansUnder,
  type TracedSpan,
  type Tracing,
} from "../../common/runtime/tracing.ts";
import type { AcceptedCall, CallReport, CallSpan } from "./accepted-call.ts";

/** It begins with its receipt. */
export class CallTrace implements CallSpan {
  readonly startSpan: StartSpan;
  readonly #span: TracedSpan;

  constructor(
    tracing: Tracing,
    kind: string,
    {
      traceparent,
      market,
    }: { readonly traceparent?: string | undefined; readonly market: string | null },
    { call, queueingMs, leftMs }: Pick<AcceptedCall, "call" | "queueingMs" | "leftMs">,
  ) {
    this.#span = tracing.start(`call ${kind}`, {
      kind: "server",
      parent: traceparent,
      attributes: {
        "auction.id": call.searchId,
        "auction.gateway": call.gateway,
        "auction.direct": market === null,
        "call.queueing_ms": queueingMs,
        "call.budget_ms": leftMs,
      },
    });
    this.startSpan = spansUnder(tracing, this.#span);
  }

  get traceId(): string {
    return this.#span.traceId;
  }

  end({ status, offers, bids, waitedMs }: CallReport): void {
    this.#span.end({
      attributes: {
        "call.status": status,
        "call.offers": offers,
        "call.bids": bids,
        "call.waited_ms": waitedMs,
      },
      ...(status === "failed" ? { error: status } : {}),
    });
  }
}
