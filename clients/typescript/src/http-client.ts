/**
 * A gateway over HTTP, for any program that has `fetch`: Node, Deno, Bun, a browser.
 *
 *   const client = new HttpClient({ url: "http://127.0.0.1:8080" });
 *   const slices = [{ origin: "LHR", destination: "JFK", departureDate: "2027-01-28" }];
 *   for await (const { event, data } of client.stream({ slices })) console.log(event, data);
 *
 * HTTPCLIENT-1 What a gateway refuses is an AuctionError with its code, its words and its faults;
 *    so is a stream that ends before its result.
 * HTTPCLIENT-2 A search that is resumed gives each event once and in order, to its end, also when
 *    the connection breaks in between.
 * HTTPCLIENT-3 The key of a client is sent with each request, as it is at that moment.
 */
import { AuctionError } from "../../../proto/errors.ts";
import {
  type ClientKey,
  type Exchange,
  type FetchLike,
  type HttpRequest,
  sendRequest,
} from "./exchange.ts";
import { readEvents } from "./read-events.ts";
import type {
  CalendarRequest,
  CalendarResult,
  CalendarStreamEvent,
  CountFacetsQuery,
  Coverage,
  EndedSearch,
  ExplainAnswer,
  ExplainSearchQuery,
  FacetsAnswer,
  ItinerariesPage,
  ListItinerariesQuery,
  Offer,
  Place,
  PriceAnswer,
  PriceRequest,
  Roster,
  RunningSearch,
  SearchRequest,
  SearchResult,
  SearchStreamEvent,
  Timeline,
} from "./types.ts";

export type { ClientKey };

export interface HttpClientOptions {
  /** Of the gateway: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Another `fetch` than that of the platform. */
  readonly fetch?: FetchLike;
  /** For a gateway that asks for one: it is sent with each request (HTTPCLIENT-3). */
  readonly key?: ClientKey;
  /** Sent with each request, for proxies that ask for them. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RequestOptions {
  /** Ends the request; a search that is not asynchronous ends with it. */
  readonly signal?: AbortSignal;
}

export interface StreamOptions extends RequestOptions {
  /** `changes`: snapshots have only what is new (`snapshots` in docs/http.md). */
  readonly snapshots?: "full" | "changes";
}

export interface ProgressOptions {
  /** `all`: with each step of the auction (`progress` in docs/http.md). */
  readonly progress?: "none" | "all";
}

export interface SearchStreamOptions extends StreamOptions, ProgressOptions {}

/** `progress`: of a search that was begun with it alone. */
export interface ResumeOptions extends StreamOptions, ProgressOptions {
  /** The id of the last event that the caller has; without it all events are sent. */
  readonly after?: string;
}

/** An error ends a stream, and is thrown. */
export type SearchEvent = Exclude<SearchStreamEvent, { event: "error" }>;
export type CalendarEvent = Exclude<CalendarStreamEvent, { event: "error" }>;

/** Connections in succession that bring no event, after which a search is not resumed again. */
const CONNECTIONS_MAX = 5;
/** Before the second of them; twice as long before each further one. */
const RESUME_AFTER_MS = 100;

/** All that a gateway answers over HTTP (HTTPCLIENT-1, HTTPCLIENT-2). */
export class HttpClient {
  readonly #exchange: Exchange;

  constructor({ url, fetch = globalThis.fetch, headers = {}, key }: HttpClientOptions) {
    this.#exchange = { url: url.replace(/\/+$/, ""), fetch, headers, key };
  }

  search(body: SearchRequest, options: RequestOptions = {}): Promise<SearchResult> {
    return this.#json({ method: "POST", path: "/v1/searches", body, ...options });
  }

  /** The events of a search as they come. Leaving the loop cancels the search. */
  stream(body: SearchRequest, options: SearchStreamOptions = {}): AsyncGenerator<SearchEvent> {
    const { snapshots, progress, ...rest } = options;
    return this.#events({
      method: "POST",
      path: "/v1/searches",
      body,
      query: { snapshots, progress },
      ...rest,
    });
  }

  /**
   * Begins a search that runs whoever has left. Its id finds it again. With `progress` the steps of
   * its auction are kept for those who resume it.
   */
  start(
    body: SearchRequest,
    { progress, signal }: RequestOptions & ProgressOptions = {},
  ): Promise<RunningSearch | EndedSearch> {
    const headers = { prefer: "respond-async" };
    const query = { progress };
    return this.#json({ method: "POST", path: "/v1/searches", body, query, headers, signal });
  }

  /** @param waitMs how long a search that runs is waited for, 0 to 10,000 */
  get(
    searchId: string,
    { waitMs, details, signal }: RequestOptions & { waitMs?: number; details?: boolean } = {},
  ): Promise<RunningSearch | EndedSearch> {
    return this.#json({ path: searchPath(searchId), query: { wait: waitMs, details }, signal });
  }

  /** The events of an asynchronous search, to its end (HTTPCLIENT-2). */
  async *resume(searchId: string, options: ResumeOptions = {}): AsyncGenerator<SearchEvent> {
    const { snapshots, progress, signal } = options;
    let { after } = options;
    for (let silent = 0; ; silent++) {
      const headers: Record<string, string> = after === undefined ? {} : { "last-event-id": after };
      const request = {
        path: searchPath(searchId),
        query: { snapshots, progress },
        headers,
        signal,
      };
      try {
        for await (const event of this.#events<SearchEvent>(request)) {
          silent = 0;
          after = event.id;
          yield event;
        }
        return;
      } catch (thrown) {
        if (isFinal(thrown, signal) || silent + 1 >= CONNECTIONS_MAX) throw thrown;
      }
      await new Promise((resolve) => setTimeout(resolve, RESUME_AFTER_MS * 2 ** silent));
    }
  }

  /** Ends an asynchronous search that runs; what has come is its result. */
  async cancel(searchId: string, options: RequestOptions = {}): Promise<void> {
    const request = { method: "DELETE", path: searchPath(searchId), ...options } as const;
    await sendRequest(this.#exchange, request);
  }

  /** One page of all itineraries of a search that is kept. */
  itineraries(searchId: string, query: ListItinerariesQuery = {}): Promise<ItinerariesPage> {
    return this.#json({ path: searchPath(searchId, "itineraries"), query: { ...query } });
  }

  facets(searchId: string, query: CountFacetsQuery = {}): Promise<FacetsAnswer> {
    return this.#json({ path: searchPath(searchId, "facets"), query: { ...query } });
  }

  explain(searchId: string, query: ExplainSearchQuery = {}): Promise<ExplainAnswer> {
    return this.#json({ path: searchPath(searchId, "explain"), query: { ...query } });
  }

  timeline(searchId: string): Promise<Timeline> {
    return this.#json({ path: searchPath(searchId, "timeline") });
  }

  calendar(body: CalendarRequest, options: RequestOptions = {}): Promise<CalendarResult> {
    return this.#json({ method: "POST", path: "/v1/calendars", body, ...options });
  }

  /** The events of a calendar as they come. Leaving the loop cancels it. */
  streamCalendar(
    body: CalendarRequest,
    options: RequestOptions = {},
  ): AsyncGenerator<CalendarEvent> {
    return this.#events({ method: "POST", path: "/v1/calendars", body, ...options });
  }

  /** One seller's offer of a result, and how long it is valid. */
  offer(offerId: string, options: RequestOptions = {}): Promise<Offer> {
    return this.#json({ path: offerPath(offerId), ...options });
  }

  /** What an offer costs now: its bidder is asked. */
  price(
    offerId: string,
    body: PriceRequest = {},
    options: RequestOptions = {},
  ): Promise<PriceAnswer> {
    return this.#json({ method: "POST", path: `${offerPath(offerId)}/price`, body, ...options });
  }

  bidders(): Promise<Roster> {
    return this.#json({ path: "/v1/bidders" });
  }

  /** Airports and cities whose code or name begins so. */
  places(q: string, options: RequestOptions = {}): Promise<readonly Place[]> {
    return this.#json({ path: "/v1/airports", query: { q }, ...options });
  }

  coverage(): Promise<Coverage> {
    return this.#json({ path: "/v1/coverage" });
  }

  async #json<T>(request: HttpRequest): Promise<T> {
    return (await (await sendRequest(this.#exchange, request)).json()) as T;
  }

  async *#events<T extends { readonly event: string }>(request: HttpRequest): AsyncGenerator<T> {
    const headers = { ...request.headers, accept: "text/event-stream" };
    const response = await sendRequest(this.#exchange, { ...request, headers });
    if (response.status === 204 || response.body === null) return; // there are no more
    yield* readEvents<T>(response.body);
  }
}

/** What another connection would not change: a refusal of the gateway, or the caller's own end. */
function isFinal(thrown: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted === true) return true;
  return thrown instanceof AuctionError && thrown.code !== "no-result";
}

function searchPath(searchId: string, view = ""): string {
  return `/v1/searches/${encodeURIComponent(searchId)}${view === "" ? "" : `/${view}`}`;
}

function offerPath(offerId: string): string {
  return `/v1/offers/${encodeURIComponent(offerId)}`;
}
