/**
 * One page of a partner's answer: the request, within the time that auction and partner leave, and
 * its answer as offers. Redirects are not followed: for a new address the configuration is changed.
 *
 * FETCH-1 Each page is one guarded request: it takes its place in the bulkhead, has the partner's
 *         timeout, and counts in the circuit (A8).
 * FETCH-2 A partner that asks for a delay is not asked before it has passed.
 * FETCH-3 A refusal of a request with a caller's params does not count against the partner: it may
 *         follow from them, and a caller must not keep the partner from others.
 * FETCH-4 A partner is waited for within the budget, also where the call has a late allowance: a
 *         longer wait would end the search after its budget, and count for the circuit, so callers
 *         would get other results.
 */

import { systemClock } from "../../../common/runtime/clock.ts";
import { TRACEPARENT } from "../../../common/runtime/tracing.ts";
import type { SearchContext } from "../../kit/bidder.ts";
import type { Adapter, PageContext, PartnerPage } from "../adapter.ts";
import type { AnswerParser } from "../parsing/answer-parser.ts";
import type { PartnerConfig } from "../partner-config.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { redactorOf } from "../redaction/redactor.ts";
import type { RequestClock } from "./circuit.ts";
import { connectTo, describeConnectionFailure } from "./connection-pool.ts";
import { answerWithoutOffer, failureOfResponse } from "./error-response.ts";
import { Guard } from "./guard.ts";
import type { RequestObserver } from "./request-observer.ts";
import { spanOf } from "./request-span.ts";
import { readBody, refuseOtherTypes, unreachable } from "./response-body.ts";
import { retryAfterMs } from "./retry-after.ts";

/**
 * Reserved from the budget for the steps after the answer: reading, checking, packing and sending
 * it. Longer auctions are those of more slices, whose answers are larger: a part of what is left,
 * and at least 25 ms.
 */
const ANSWER_RESERVE_MS = 25;
const ANSWER_RESERVE_SHARE = 0.05;
/** The time limit that a partner is given is shorter by this, for the way back. */
const TRAVEL_RESERVE_MS = 25;
/** The least time to wait with which a partner is asked: no network answers sooner. */
const WAIT_MS_MIN = 10;

export interface AuctionLimits {
  readonly signal: AbortSignal;
  /** The wall clock. */
  now(): number;
  /** FETCH-4 */
  remainingMs(): number;
  /** Starts a span of the auction's trace; absent where there is none. */
  readonly startSpan?: SearchContext<unknown>["startSpan"];
}

/**
 * How long a partner is waited for when the auction leaves `leftMs`, and whether its silence
 * counts.
 */
export function timeLimit(leftMs: number, timeoutMs: number) {
  const reserveMs = Math.max(ANSWER_RESERVE_MS, Math.ceil(ANSWER_RESERVE_SHARE * leftMs));
  const ms = Math.min(timeoutMs, leftMs - reserveMs);
  // A timeout does not count against a partner that had less than half of its configured timeout.
  return { ms, countsAgainstPartner: 2 * ms >= timeoutMs };
}

type PageQuery = Omit<PageContext, "mapping" | "secret" | "handOff">;

type WantedPage = Pick<PageQuery, "search" | "cursor" | "offersMax" | "offerId">;

interface RequestTerms {
  readonly supplierTimeoutMs: number;
  readonly params: unknown;
  readonly traceparent: string | undefined;
}

export class PageFetcher {
  readonly guard: Guard;
  readonly #partner: PartnerConfig;
  readonly #adapter: Pick<Adapter, "request">;
  readonly #parser: AnswerParser;
  readonly #clock: RequestClock;
  readonly #observer: RequestObserver | undefined;
  readonly #pool: ReturnType<typeof connectTo>;
  /** Milliseconds of the steady clock: a step of the wall clock must not make the delay longer. */
  #rateLimitedUntilMs = 0;

  /** @throws Error when the partner's URL is invalid */
  constructor(
    partner: PartnerConfig,
    adapter: Pick<Adapter, "request">,
    parser: AnswerParser,
    observer?: RequestObserver,
    clock: RequestClock = systemClock,
  ) {
    const { concurrencyMax, queueMax, breaker, timeoutMs } = partner;
    this.#partner = partner;
    this.#adapter = adapter;
    this.#parser = parser;
    this.#clock = clock;
    this.#observer = observer;
    this.#pool = connectTo(partner);
    this.guard = new Guard(
      {
        concurrencyMax,
        queueMax,
        faultsInARowMax: breaker.faults,
        halfOpenAfterMs: breaker.trialAfterMs,
        trialMs: timeoutMs,
      },
      clock,
    );
    observer?.watch(this.guard);
  }

  /** FETCH-1. @throws PartnerFailure */
  fetch(wanted: WantedPage, auction: AuctionLimits, params?: unknown): Promise<PartnerPage> {
    const { startSpan } = auction;
    if (startSpan === undefined) return this.#observed(wanted, auction, params, undefined);
    return spanOf(startSpan, this.#partner, (traceparent) =>
      this.#observed(wanted, auction, params, traceparent),
    );
  }

  /** @throws PartnerFailure, also at once */
  #observed(
    wanted: WantedPage,
    auction: AuctionLimits,
    params: unknown,
    traceparent: string | undefined,
  ): Promise<PartnerPage> {
    const observer = this.#observer;
    if (observer === undefined) return this.#guarded(wanted, auction, params, traceparent);
    return observer.observe(async () => this.#guarded(wanted, auction, params, traceparent));
  }

  /** @throws PartnerFailure, also at once */
  #guarded(
    wanted: WantedPage,
    auction: AuctionLimits,
    params: unknown,
    traceparent: string | undefined,
  ): Promise<PartnerPage> {
    this.#throwWhileRateLimited();
    const { signal, now, remainingMs } = auction;
    const leftMs = Math.floor(remainingMs());
    const limit = timeLimit(leftMs, this.#partner.timeoutMs);
    if (limit.ms < WAIT_MS_MIN) {
      throw new PartnerFailure(
        `not asked, ${Math.max(0, leftMs)} ms left are too few`,
        "unknown",
        "partner-no-time",
      );
    }
    const nowMs = now();
    const query = { ...wanted, nowMs, endsAtMs: nowMs + leftMs };
    return this.guard.run(
      (stop, mayTakeMs) => {
        const request = { supplierTimeoutMs: mayTakeMs - TRAVEL_RESERVE_MS, params, traceparent };
        return this.#request(query, request, stop);
      },
      { ...limit, signal, search: auction },
    );
  }

  async close(): Promise<void> {
    this.guard.close();
    await this.#pool.close();
  }

  async #request(
    query: PageQuery,
    { supplierTimeoutMs, params, traceparent }: RequestTerms,
    signal: AbortSignal,
  ): Promise<PartnerPage> {
    // Again: while this call waited in the bulkhead, the answer to another may have asked for a
    // delay.
    this.#throwWhileRateLimited();
    const partner = this.#partner;
    const { method, path, headers, body } = this.#adapter.request(query.search, partner, {
      supplierTimeoutMs,
      cursor: query.cursor,
      ...(query.offerId === undefined ? {} : { offerId: query.offerId }),
      ...(params === undefined ? {} : { params }),
    });
    const traced = traceparent === undefined ? {} : { [TRACEPARENT]: traceparent };
    const response = await this.#pool
      .request({ method, path, headers: { ...headers, ...traced }, body, signal })
      .catch((thrown) =>
        Promise.reject(unreachable(`no answer: ${describeConnectionFailure(thrown)}`)),
      );
    const { statusCode: status } = response;
    const delayMs = retryAfterMs(status, response.headers, this.#clock.wall());
    this.#rateLimitedUntilMs = Math.max(this.#rateLimitedUntilMs, this.#clock.now() + delayMs);
    const isGood = status === 200 || status === 201;
    const { text: withoutSecret } = redactorOf(partner.token);
    if (isGood) refuseOtherTypes(response, withoutSecret);
    const received = await readBody(response, withoutSecret);
    const { name, adapter, mapping, link, token: secret } = partner;
    const handOff = { partner: name, link };
    const task = { ...query, partner: name, adapter, mapping, handOff, secret, body: received };
    const parse = () => this.#parser.parse(task, signal);
    if (isGood) return parse();
    if (query.offerId !== undefined) return answerWithoutOffer(status, delayMs > 0, parse);
    const failure = await failureOfResponse(status, delayMs > 0, parse);
    throw params === undefined ? failure : withUnknownHealth(failure);
  }

  /** FETCH-2. @throws PartnerFailure */
  #throwWhileRateLimited(): void {
    const leftMs = this.#rateLimitedUntilMs - this.#clock.now();
    if (leftMs <= 0) return;
    throw new PartnerFailure(
      `rate-limited until ${new Date(this.#clock.wall() + leftMs).toISOString()}`,
      "unknown",
      "partner-busy",
    );
  }
}

/** FETCH-3 */
function withUnknownHealth({ message, reason, refused, cause }: PartnerFailure): PartnerFailure {
  return new PartnerFailure(message, "unknown", reason, {
    cause,
    ...(refused === undefined ? {} : { refused }),
  });
}
