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
 */
import { headers, type Msg, type NatsConnection } from "nats";
import type { CalendarEvent, CalendarResult } from "../../proto/calendar.ts";
import { AuctionError } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { ProgressStep, SearchEvent, SearchResult } from "../../proto/messages.ts";
import {
  CLIENT_INBOX,
  gatewaySearchSubject,
  KEPT_HEADER,
  type KeptView,
  MARKET_HEADER,
  OFFER_HEADER,
  type OfferQuestion,
} from "../../proto/subjects.ts";
import { readReply } from "./reply.ts";
import { type SearchRequestOptions, SearchRequests } from "./search-requests.ts";

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

/** Those of both; events are of the kind that was asked for. */
interface AskOptions extends Pick<SearchOptions, "timeoutMs" | "keptBy" | "watchProgress"> {
  readonly watch?: (event: never) => void;
}

/** A question about a kept search: the parameters are those of the same query over HTTP. */
export interface KeptQuestion {
  readonly searchId: string;
  readonly [parameter: string]: string | readonly string[];
}

const TAKE_WITHIN_MS = 250;

/** Time for the network and for a second request. */
const SLACK_MS = 1_000;

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
    return (await this.#run(search, options, false)) as SearchResult;
  }

  /**
   * A calendar: the body is that of `POST /v1/calendars`, and goes to the gateway unchanged.
   *
   * @throws AuctionError as `search`
   */
  async calendar(body: unknown, options: CalendarOptions = {}): Promise<CalendarResult> {
    return (await this.#run(body, options, true)) as CalendarResult;
  }

  async #run(
    body: unknown,
    { timeoutMs, watch, watchProgress, keptBy }: AskOptions,
    isCalendar: boolean,
  ): Promise<unknown> {
    const ownMs = statedDeadlineMs(body);
    const requests = new SearchRequests(this.#connection, this.#inboxPrefix, {
      body: JSON.stringify(body),
      endsAtMs: performance.now() + (timeoutMs ?? (ownMs ?? LIMITS.searchDeadlineMsMax) + SLACK_MS),
      takeWithinMs: this.#takeWithinMs,
      resultWithinMs: ownMs === undefined ? Number.POSITIVE_INFINITY : ownMs + this.#takeWithinMs,
      watch: watch as AskOptions["watch"] & SearchRequestOptions["watch"],
      watchProgress,
      isCalendar,
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
    return this.#askKeeper(gateway, OFFER_HEADER, question, { offerId, ...terms }, waitsMs);
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
    waitsMs = 0,
  ): Promise<unknown> {
    const set = headers();
    set.set(header, what);
    const asked = { timeout: KEPT_WITHIN_MS + waitsMs, headers: set };
    const answer = await this.#connection
      .request(gatewaySearchSubject(gateway), JSON.stringify(body), asked)
      .catch(() => {
        throw noAnswer();
      });
    return answerIn(answer);
  }
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
