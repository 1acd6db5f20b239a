/**
 * A gateway over NATS, with the types of its answers. It adds nothing to the client library
 * (`gateway/client`), which asks another gateway when one is frozen, or gone (CLIENT-3).
 * Its calls are those of `HttpClient`; a search that is kept, or runs, is asked for at its gateway.
 * The events of an asynchronous search (`resume`) are read over HTTP.
 */
import type { NatsConnection } from "nats";
import {
  type CancelOptions,
  SearchClient,
  type SearchClientOptions,
  type StateOptions,
} from "../../../gateway/client/search-client.ts";
import type { CalendarEvent as CalendarProgress } from "../../../proto/calendar.ts";
import type { SearchEvent as SearchProgress } from "../../../proto/messages.ts";
import type {
  CalendarRequest,
  CalendarResult,
  CountFacetsQuery,
  EndedSearch,
  ExplainAnswer,
  ExplainSearchQuery,
  FacetsAnswer,
  ItinerariesPage,
  ListItinerariesQuery,
  Offer,
  PriceAnswer,
  PriceRequest,
  ProgressStep,
  RunningSearch,
  SearchRequest,
  SearchResult,
  Timeline,
} from "./types.ts";

/** A result, and the gateway that keeps it: it alone can be asked for more of it. */
export interface KeptResult {
  readonly result: SearchResult;
  /** Undefined where the gateway that answered did not name itself. */
  readonly gateway: string | undefined;
}

/** A search that was begun, and the gateway that runs it. */
export interface StartedSearch {
  readonly search: RunningSearch | EndedSearch;
  /** Undefined where the gateway that answered did not name itself. */
  readonly gateway: string | undefined;
}

export interface NatsRequestOptions<Event> {
  /** How long the caller waits, retry included. */
  readonly timeoutMs?: number;
  /** Receives the auction's events as they come. */
  readonly watch?: (event: Event) => void;
}

export interface NatsSearchOptions extends NatsRequestOptions<SearchProgress> {
  /** Receives each step of the auction as it happens (`progress` in docs/http.md). */
  readonly watchProgress?: (step: ProgressStep) => void;
}

/** All that a gateway answers over NATS. The caller opens and closes the connection. */
export class NatsClient {
  readonly #client: SearchClient;

  constructor(connection: NatsConnection, options: SearchClientOptions = {}) {
    this.#client = new SearchClient(connection, options);
  }

  async search(body: SearchRequest, options: NatsSearchOptions = {}): Promise<KeptResult> {
    let gateway: string | undefined;
    const keptBy = (id: string) => {
      gateway = id;
    };
    const result = (await this.#client.search(body, { ...options, keptBy })) as SearchResult;
    return { result, gateway };
  }

  /** Begins a search that runs whoever has left. Its id finds it again, at its gateway. */
  async start(
    body: SearchRequest,
    { timeoutMs }: Pick<NatsSearchOptions, "timeoutMs"> = {},
  ): Promise<StartedSearch> {
    let gateway: string | undefined;
    const startedBy = (id: string) => {
      gateway = id;
    };
    const options = { startedBy, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
    const search = (await this.#client.start(body, options)) as StartedSearch["search"];
    return { search, gateway };
  }

  /** The state of a search: `waitMs` is how long one that runs is waited for, 0 to 10,000. */
  async get(
    gateway: string,
    searchId: string,
    options: StateOptions = {},
  ): Promise<RunningSearch | EndedSearch> {
    const answer = await this.#client.state(gateway, searchId, options);
    return answer as RunningSearch | EndedSearch;
  }

  /** Ends an asynchronous search that runs; what has come is its result. */
  cancel(gateway: string, searchId: string, options: CancelOptions = {}): Promise<void> {
    return this.#client.cancel(gateway, searchId, options);
  }

  async calendar(
    body: CalendarRequest,
    options: NatsRequestOptions<CalendarProgress> = {},
  ): Promise<CalendarResult> {
    return (await this.#client.calendar(body, options)) as CalendarResult;
  }

  async itineraries(
    gateway: string,
    searchId: string,
    query: ListItinerariesQuery = {},
  ): Promise<ItinerariesPage> {
    const answer = await this.#client.kept(gateway, "itineraries", { ...query, searchId });
    return answer as ItinerariesPage;
  }

  async facets(
    gateway: string,
    searchId: string,
    query: CountFacetsQuery = {},
  ): Promise<FacetsAnswer> {
    return (await this.#client.kept(gateway, "facets", { ...query, searchId })) as FacetsAnswer;
  }

  async explain(
    gateway: string,
    searchId: string,
    query: ExplainSearchQuery = {},
  ): Promise<ExplainAnswer> {
    return (await this.#client.kept(gateway, "explain", { ...query, searchId })) as ExplainAnswer;
  }

  async timeline(gateway: string, searchId: string): Promise<Timeline> {
    return (await this.#client.kept(gateway, "timeline", { searchId })) as Timeline;
  }

  async offer(gateway: string, offerId: string): Promise<Offer> {
    return (await this.#client.offer(gateway, "get", offerId)) as Offer;
  }

  async price(gateway: string, offerId: string, body: PriceRequest = {}): Promise<PriceAnswer> {
    return (await this.#client.offer(gateway, "price", offerId, body)) as PriceAnswer;
  }
}
