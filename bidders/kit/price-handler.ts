/**
 * Answers what one of the bidder's offers costs now. It knows no NATS, as the handler of calls.
 *
 * PRICING-1 Every request that can be read is answered exactly once, whatever the bidder's code
 *    does: by its budget with `failed`, and at once where there is no room or the bidder prices
 *    nothing.
 * PRICING-2 What the bidder gives as its offer is checked as an offer of a bid is. What is wrong is
 *    not sent: the answer is `failed`.
 * PRICING-3 A request to a bidder that traces is one span with the status of its answer, under the
 *    span of its gateway, and what the bidder starts in it is under that span.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { spansUnder, type TracedSpan, type Tracing } from "../../common/runtime/tracing.ts";
import {
  decodePriceRequest,
  decodeRowOffer,
  EMPTY_SHEET,
  encodePriceAnswer,
} from "../../proto/codec/index.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { FlightSearch, PriceAnswer, PriceRequest, PriceStatus } from "../../proto/messages.ts";
import { bidSubject, parseInboxSubject } from "../../proto/subjects.ts";
import { reasonText } from "./bid-content.ts";
import type { BidderModule, PricedOffer } from "./bidder.ts";
import { budgetLeftMs } from "./budget.ts";
import type { IncomingCall } from "./call-handler.ts";
import { rowOf } from "./offer-row.ts";
import { priceContext } from "./price-context.ts";
import { pack } from "./rows.ts";

/** A6: requests that are answered at once. A partner may keep each of them for seconds. */
export const PRICES_AT_ONCE_MAX = 64;

/** How one request was answered. */
export interface PriceReport {
  readonly id: string;
  readonly gateway: string;
  readonly status: PriceStatus;
  readonly reason: string | null;
  readonly tookMs: number;
  /** What the bidder's code threw; for the log only. */
  readonly error?: unknown;
}

/** What is reported of price requests. */
interface PriceEvents {
  /** A request was answered. */
  priced(report: PriceReport): void;
  /** A request that cannot be read; `market` is null, as for a hedge. */
  unreadable(what: string, market: string | null): void;
  unsent(id: string, error: unknown): void;
}

interface PriceHandlerOptions<Resources> {
  readonly kind: string;
  readonly instance: string;
  readonly module: Pick<BidderModule<unknown, Resources>, "price">;
  readonly resources: Resources;
  readonly offersMax: number;
  readonly clock: Clock;
  readonly events: PriceEvents;
  /** @throws Error */
  publish(subject: string, payload: Uint8Array): void;
  /** Null, or left out: no traces are made. */
  readonly tracing?: Tracing | null;
}

/** A request as it arrives. */
type PriceMessage = Pick<IncomingCall, "reply" | "data" | "traceparent">;

type Content = Omit<PriceAnswer, "searchId">;

/** One request that is not answered yet. */
interface OpenRequest {
  readonly request: PriceRequest;
  readonly reply: string;
  readonly receivedAtMs: number;
  readonly stop: AbortController;
  readonly notes: string[];
  readonly span: TracedSpan | undefined;
  cancelTimer: () => void;
}

/** Answers the price requests of one bidder, each once. */
export class PriceHandler<Resources> {
  readonly #options: PriceHandlerOptions<Resources>;
  readonly #open = new Set<OpenRequest>();
  #idle = Promise.withResolvers<void>();

  constructor(options: PriceHandlerOptions<Resources>) {
    this.#options = options;
    this.#idle.resolve();
  }

  /** Never throws. */
  accept({ reply, data, traceparent }: PriceMessage): void {
    const { clock, events, module } = this.#options;
    if (reply === undefined) return;
    let request: PriceRequest;
    try {
      request = decodePriceRequest(data);
    } catch (thrown) {
      events.unreadable(messageOf(thrown), null);
      this.#answerUnreadable(reply, thrown);
      return;
    }
    const open: OpenRequest = {
      request,
      reply,
      receivedAtMs: clock.now(),
      stop: new AbortController(),
      notes: [],
      span: this.#spanOf(request, traceparent),
      cancelTimer: () => {},
    };
    if (this.#open.size === 0) this.#idle = Promise.withResolvers();
    this.#open.add(open);
    const leftMs = budgetLeftMs(request.call.budgetMs, 0);
    if (module.price === undefined) this.#answer(open, UNSUPPORTED);
    else if (this.#open.size > PRICES_AT_ONCE_MAX)
      this.#answer(open, failed(`overloaded: ${PRICES_AT_ONCE_MAX} offers are priced already`));
    else if (leftMs <= 0) this.#answer(open, TIME_IS_OVER);
    else {
      const deadlineAtMs = open.receivedAtMs + leftMs;
      open.cancelTimer = clock.at(deadlineAtMs, () => this.#answer(open, TIME_IS_OVER));
      void this.#price(open, deadlineAtMs);
    }
  }

  /** Resolves when every request is answered. Their budgets bound the wait. */
  idle(): Promise<void> {
    return this.#idle.promise;
  }

  /** Answers all that is open: the process stops. */
  abort(): void {
    for (const open of [...this.#open])
      this.#answer(open, failed("shutting-down: the pricing was cut short"));
  }

  async #price(open: OpenRequest, deadlineAtMs: number): Promise<void> {
    const { module, resources, clock, offersMax, tracing } = this.#options;
    const { call, offer } = open.request;
    try {
      const context = priceContext({
        call,
        resources,
        clock,
        offersMax,
        signal: open.stop.signal,
        deadlineAtMs,
        note: (text) => void open.notes.push(text),
        startSpan: tracing && open.span ? spansUnder(tracing, open.span) : undefined,
      });
      const search = withoutLimits(call.search);
      const priced = await module.price?.(decodeRowOffer(offer, 0), search, context);
      this.#answer(open, this.#contentOf(priced as PricedOffer, open));
    } catch (thrown) {
      this.#answer(open, thrownContent(thrown), thrown);
    }
  }

  /** PRICING-2 */
  #contentOf({ offer, lowestFareOnly }: PricedOffer, { request, notes }: OpenRequest): Content {
    const reason = notes.length === 0 ? null : reasonText(notes.join("; "));
    if (offer === null) return { status: "gone", reason, offer: EMPTY_SHEET };
    const terms = { ...request.call, search: withFareLimits(request.call.search) };
    const row = rowOf(offer, terms, this.#options.clock.wall());
    // It has no fare any more with what the search asks of fares.
    if (row === null) return { status: "gone", reason, offer: EMPTY_SHEET };
    if (typeof row === "string") return failed(`price-failed: the offer cannot be sent: ${row}`);
    const answer: Content = { status: "offer", reason, offer: pack([row]) };
    return lowestFareOnly === true ? { ...answer, lowestFareOnly } : answer;
  }

  /** PRICING-1 */
  #answer(open: OpenRequest, content: Content, error?: unknown): void {
    if (!this.#open.delete(open)) return;
    open.cancelTimer();
    open.stop.abort();
    const { clock, events } = this.#options;
    const { searchId, gateway } = open.request.call;
    this.#send(open.reply, { searchId, ...content });
    const { status, reason } = content;
    const tookMs = clock.now() - open.receivedAtMs;
    const report: PriceReport = { id: searchId, gateway, status, reason, tookMs };
    open.span?.end({
      attributes: { "price.status": status },
      ...(status === "failed" ? { error: status } : {}),
    });
    events.priced(error === undefined ? report : { ...report, error });
    if (this.#open.size === 0) this.#idle.resolve();
  }

  /** PRICING-3 */
  #spanOf({ call }: PriceRequest, parent: string | undefined): TracedSpan | undefined {
    const { tracing, kind } = this.#options;
    return tracing?.start(`price ${kind}`, {
      kind: "server",
      parent,
      attributes: { "price.id": call.searchId, "auction.gateway": call.gateway },
    });
  }

  /** So that its gateway need not wait: the inbox names the request. */
  #answerUnreadable(reply: string, thrown: unknown): void {
    const token = parseInboxSubject(reply)?.token;
    const { code, message } = AuctionError.from(thrown, "malformed");
    if (token !== undefined) this.#send(reply, { searchId: "", ...failed(`${code}: ${message}`) });
  }

  #send(reply: string, answer: PriceAnswer): void {
    const { kind, instance, publish, events } = this.#options;
    try {
      publish(bidSubject(reply, kind, instance), encodePriceAnswer(answer));
    } catch (thrown) {
      events.unsent(answer.searchId, thrown);
    }
  }
}

/**
 * The limits on its flights it keeps as long as they are the same. Its price may be above the
 * highest one by now: then it is not gone, and the answer says so. What is asked of its fares the
 * kit looks at, as for a bid.
 */
function withoutLimits({ limits: _, ...search }: FlightSearch): FlightSearch {
  return search;
}

function withFareLimits(search: FlightSearch): FlightSearch {
  if (search.limits === undefined) return search;
  const { bags, changeable, refundable } = search.limits;
  return {
    ...search,
    limits: {
      ...(bags === undefined ? {} : { bags }),
      ...(changeable === undefined ? {} : { changeable }),
      ...(refundable === undefined ? {} : { refundable }),
    },
  };
}

function failed(reason: string): Content {
  return { status: "failed", reason: reasonText(reason), offer: EMPTY_SHEET };
}

const UNSUPPORTED: Content = { status: "unsupported", reason: null, offer: EMPTY_SHEET };
const TIME_IS_OVER = failed("timeout: its time is over");

function thrownContent(thrown: unknown): Content {
  try {
    const { code, message } = AuctionError.from(thrown);
    if (code === "price-unsupported")
      return { status: "unsupported", reason: reasonText(message), offer: EMPTY_SHEET };
    return failed(code === "internal" ? "internal" : `${code}: ${message}`);
  } catch {
    // An object whose every property throws.
    return failed("internal");
  }
}
