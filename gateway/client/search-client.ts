/**
 * The client library: searches over NATS, for a service of your own. It imports `proto/` only, so
 * that the two folders can be copied.
 *
 *   const inboxPrefix = "_INBOX.client";
 *   const connection = await connect({ servers: "nats://…", user: "client", pass: "…", inboxPrefix });
 *   const client = new SearchClient(connection, { inboxPrefix });
 *   const slices = [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }];
 *   const result = await client.search({ slices });
 *
 * CLIENT-1 Every search ends with a result or an AuctionError, by its `timeoutMs`.
 * CLIENT-2 A request states how long its caller waits, so that no gateway works for a caller that
 *          no longer waits.
 * CLIENT-3 A gateway confirms at once that it has the request. Without this confirmation within
 *          `takeWithinMs` (it is frozen, or gone), or when the gateway is shutting down, the search
 *          is tried once more: on the gateway that answers a ping first, because that one is alive.
 *          The same when a gateway that has the request exceeds the search's deadline. A gateway
 *          that refuses for lack of room is not tried again: that would double the load. What has
 *          come in time counts, also where this process is late to read it.
 * CLIENT-4 The first result counts, of either request. An error of a request that was given up
 *          does not count.
 *
 * Tests: `test/integration/client.test.ts`, `test/integration/async-searches-nats.test.ts`.
 */
import { headers, type Msg, type NatsConnection } from "nats";
import type { CalendarEvent, CalendarResult } from "../../proto/calendar.ts";
import { AuctionError } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { ProgressStep, SearchEvent, SearchResult } from "../../proto/messages.ts";
import {
  CALLER_WAITS_MS_MAX,
  CLIENT_INBOX,
  DEADLINE_HEADER,
  gatewaySearchSubject,
  KEPT_HEADER,
  type KeptView,
  MARKET_HEADER,
  OFFER_HEADER,
  type OfferQuestion,
  SENT_AT_HEADER,
} from "../../proto/subjects.ts";
import { readReply } from "./reply.ts";
import { type SearchRequestOptions, SearchRequests, wayBackMs } from "./search-requests.ts";

/** How a client connects its requests to gateways. Times are in milliseconds. */
export interface SearchClientOptions {
  /**
   * Prefix of the inboxes that the broker lets this user subscribe to; `_INBOX.client` by default.
   */
  readonly inboxPrefix?: string;
  /** How long a gateway has to confirm that it has a request; 250 by default. */
  readonly takeWithinMs?: number;
}

/** What one search may say beside its body. Times are in milliseconds. */
export interface SearchOptions {
  /**
   * How long the caller waits for its result, retry included. By default the search's own deadline
   * (or the longest one that is allowed) and a second.
   */
  readonly timeoutMs?: number;
  /** Receives the auction's events as they come. Without it no events are requested. */
  readonly watch?: (event: SearchEvent) => void;
  /** Receives each step of the auction as it happens. Without it no steps are requested. */
  readonly watchProgress?: (step: ProgressStep) => void;
  /** Receives the id of the gateway that keeps the result, just before the result. */
  readonly keptBy?: (gateway: string) => void;
}

/** The same of one calendar, of which nothing is kept. */
export interface CalendarOptions extends Pick<SearchOptions, "timeoutMs"> {
  /** Receives the auction's events as they come. Without it no events are requested. */
  readonly watch?: (event: CalendarEvent) => void;
}

/** The same of a search that is only begun. */
export interface StartOptions extends Pick<SearchOptions, "timeoutMs"> {
  /** Receives the id of the gateway that runs the search, just before the answer. */
  readonly startedBy?: (gateway: string) => void;
}

/** Those of all; events are of the kind that was asked for. */
interface AskOptions extends Pick<SearchOptions, "timeoutMs" | "keptBy" | "watchProgress"> {
  readonly watch?: (event: never) => void;
}

/** What a question about a search that runs may say. */
export interface CancelOptions {
  /** How long the caller waits for the answer; two seconds by default, beside `waitMs`. */
  readonly timeoutMs?: number;
}

/** The same of one about its state. */
export interface StateOptions extends CancelOptions {
  /** How long a search that runs is waited for, 0 to 10,000. */
  readonly waitMs?: number;
  /** With the names of carriers and airports, and estimates of emissions. */
  readonly details?: boolean;
}

/** A question about a kept search: the parameters are those of the same query over HTTP. */
export interface KeptQuestion {
  readonly searchId: string;
  readonly [parameter: string]: string | readonly string[];
}

const TAKE_WITHIN_MS = 250;

/** Time for the network and for a second request. */
const SLACK_MS = 1_000;

/** A search is accepted within some milliseconds. */
const STARTED_WITHIN_MS = 2_000;

/** Searches over NATS (CLIENT-1 to CLIENT-4). One client serves any number of searches at once. */
export class SearchClient {
  readonly #connection: NatsConnection;
  readonly #inboxPrefix: string;
  readonly #takeWithinMs: number;

  constructor(
    connection: NatsConnection,
    { inboxPrefix = CLIENT_INBOX, takeWithinMs = TAKE_WITHIN_MS }: SearchClientOptions = {},
  ) {
    this.#connection = connection;
    this.#inboxPrefix = inboxPrefix;
    this.#takeWithinMs = takeWithinMs;
  }

  /**
   * `search` goes to the gateway unchanged. The gateway adds the defaults and names every fault.
   *
   * @throws AuctionError the gateway's refusal; `no-gateway` when no gateway is alive,
   *   `no-result` when no result came in time
   */
  async search(search: unknown, options: SearchOptions = {}): Promise<SearchResult> {
    return (await this.#run(search, options)) as SearchResult;
  }

  /**
   * A calendar: the body is that of `POST /v1/calendars`, and goes to the gateway unchanged.
   *
   * @throws AuctionError as `search`
   */
  async calendar(body: unknown, options: CalendarOptions = {}): Promise<CalendarResult> {
    return (await this.#run(body, options, { isCalendar: true })) as CalendarResult;
  }

  /**
   * Begins a search that runs also when nobody waits for it. The answer is that of
   * `POST /v1/searches` with `Prefer: respond-async`: its state, with its id.
   *
   * @throws AuctionError as `search`
   */
  async start(
    search: unknown,
    { timeoutMs = STARTED_WITHIN_MS, startedBy }: StartOptions = {},
  ): Promise<unknown> {
    const options = { timeoutMs, ...(startedBy === undefined ? {} : { keptBy: startedBy }) };
    return this.#run(search, options, { isAsync: true });
  }

  async #run(
    body: unknown,
    { timeoutMs, watch, watchProgress, keptBy }: AskOptions,
    { isCalendar = false, isAsync = false } = {},
  ): Promise<unknown> {
    const ownMs = isAsync ? undefined : statedDeadlineMs(body);
    const requests = new SearchRequests(this.#connection, this.#inboxPrefix, {
      body: JSON.stringify(body),
      endsAtMs: performance.now() + (timeoutMs ?? (ownMs ?? LIMITS.searchDeadlineMsMax) + SLACK_MS),
      takeWithinMs: this.#takeWithinMs,
      resultWithinMs: ownMs === undefined ? Number.POSITIVE_INFINITY : ownMs + this.#takeWithinMs,
      watch: watch as AskOptions["watch"] & SearchRequestOptions["watch"],
      watchProgress,
      isCalendar,
      isAsync,
    });
    try {
      const result = await requests.run();
      if (requests.gateway !== undefined) keptBy?.(requests.gateway);
      return result;
    } finally {
      requests.close();
    }
  }

  /**
   * Asks the gateway that keeps a search (`keptBy`) for more of it.
   *
   * @throws AuctionError the gateway's refusal; `no-result` when it does not answer in time
   */
  async kept(gateway: string, view: KeptView, question: KeptQuestion): Promise<unknown> {
    return this.#askKeeper(gateway, KEPT_HEADER, view, question);
  }

  /**
   * Asks the gateway that runs or keeps a search for its state: what `GET /v1/searches/{searchId}`
   * answers. One that runs is waited for `waitMs`, and then answered with what is known.
   *
   * @throws AuctionError the gateway's refusal, or how the search has ended without a result;
   *   `no-result` when it does not answer in time
   */
  async state(
    gateway: string,
    searchId: string,
    { waitMs = 0, details = false, timeoutMs = KEPT_WITHIN_MS + waitMs }: StateOptions = {},
  ): Promise<unknown> {
    const terms = {
      ...(waitMs === 0 ? {} : { wait: String(waitMs) }),
      ...(details ? { details: "true" } : {}),
    };
    return this.#askKeeper(gateway, KEPT_HEADER, "search", { searchId, ...terms }, timeoutMs);
  }

  /**
   * Ends an asynchronous search that runs; what has come is its result. One that has ended stays as
   * it is.
   *
   * @throws AuctionError the gateway's refusal; `no-result` when it does not answer in time
   */
  async cancel(
    gateway: string,
    searchId: string,
    { timeoutMs = KEPT_WITHIN_MS }: CancelOptions = {},
  ): Promise<void> {
    await this.#askKeeper(gateway, KEPT_HEADER, "cancel", { searchId }, timeoutMs);
  }

  /**
   * Asks the gateway that keeps a search (`keptBy`) for one of its offers: for the offer again, or
   * what it costs now. The answers are those of HTTP.
   *
   * @throws AuctionError the gateway's refusal, or why the price is not known; `no-result` when it
   *   does not answer in time
   */
  async offer(
    gateway: string,
    question: OfferQuestion,
    offerId: string,
    { deadlineMs }: { readonly deadlineMs?: number } = {},
  ): Promise<unknown> {
    const terms = question === "price" && deadlineMs !== undefined ? { deadlineMs } : {};
    const waitsMs = question === "get" ? 0 : (deadlineMs ?? LIMITS.searchDeadlineMsMax);
    const body = { offerId, ...terms };
    return this.#askKeeper(gateway, OFFER_HEADER, question, body, KEPT_WITHIN_MS + waitsMs);
  }

  /**
   * Asks one gateway how its bidders did in the last minutes: what `GET /v1/market` answers.
   *
   * @throws AuctionError the gateway's refusal; `no-result` when it does not answer in time
   */
  async market(gateway: string): Promise<unknown> {
    return this.#askKeeper(gateway, MARKET_HEADER, "1", {});
  }

  async #askKeeper(
    gateway: string,
    header: string,
    what: string,
    body: object,
    timeoutMs = KEPT_WITHIN_MS,
  ): Promise<unknown> {
    const set = headers();
    set.set(header, what);
    set.set(DEADLINE_HEADER, String(answerWithinMs(timeoutMs)));
    set.set(SENT_AT_HEADER, String(Date.now()));
    const asked = { timeout: timeoutMs, headers: set };
    const answer = await this.#connection
      .request(gatewaySearchSubject(gateway), JSON.stringify(body), asked)
      .catch(() => {
        throw noAnswer();
      });
    return answerIn(answer);
  }
}

/** What is left of the caller's time for the answer, in whole milliseconds from 1 on (CLIENT-2). */
function answerWithinMs(timeoutMs: number): number {
  return Math.max(1, Math.min(CALLER_WAITS_MS_MAX, Math.floor(timeoutMs - wayBackMs(timeoutMs))));
}

/** A gateway answers such a question within some milliseconds, or after it has asked a bidder. */
const KEPT_WITHIN_MS = 2_000;

/** @throws AuctionError where the message states an error, or the gateway is gone */
function answerIn(message: Msg): unknown {
  const reply = readReply(message);
  if (reply.kind === "result") return reply.result;
  if (reply.kind === "error") throw reply.error;
  throw noAnswer();
}

function noAnswer(): AuctionError {
  return new AuctionError("no-result", "this gateway does not answer");
}

/** The deadline that a search states; undefined when it is none that a gateway accepts. */
function statedDeadlineMs(search: unknown): number | undefined {
  const deadlineMs = (search as { policy?: { deadlineMs?: unknown } | null } | null)?.policy
    ?.deadlineMs;
  return typeof deadlineMs === "number" &&
    deadlineMs > 0 &&
    deadlineMs <= LIMITS.searchDeadlineMsMax
    ? deadlineMs
    : undefined;
}
