/**
 * The NATS transport: a request to SEARCH_SUBJECT is a search, in protobuf or in JSON. This file
 * keeps the subscriptions; `search-request.ts` answers a message.
 */
import type { Msg } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { subscribe } from "../../common/runtime/connect.ts";
import { GATEWAY_QUEUE, gatewaySearchSubject, SEARCH_SUBJECT } from "../../proto/subjects.ts";
import type { Events } from "../events.ts";
import type { MarketView } from "../market-view/market-view.ts";
import type { OfferService } from "../offers/offer-service.ts";
import type { AsyncSearches } from "../search/async-searches.ts";
import type { PolicyBounds } from "../search/search-schema.ts";
import type { SearchService } from "../search/search-service.ts";
import type { SharedLedger } from "../shared-ledger/shared-ledger.ts";
import type { Tenants } from "../tenants/tenants.ts";
import { answerKeptRequest, isKeptRequest } from "./kept-request.ts";
import { answerMarketRequest, isMarketRequest } from "./market-request.ts";
import { answerOfferRequest, isOfferRequest } from "./offer-request.ts";
import { answerSearchRequest } from "./search-request.ts";
import { type AskedService, answerServiceRequests } from "./service-requests.ts";

export interface SearchEndpoint {
  /**
   * Called when the process did not run for `frozenMs`: leaves the queue group, handles the
   * messages that arrived meanwhile, and joins again.
   */
  rejoin(frozenMs: number): Promise<void>;
  /** Receives no new searches; messages that are delivered already are still answered. */
  close(): Promise<void>;
  /**
   * Resolves when the prices that were asked for are answered, by their deadlines, and those who
   * wait for a search.
   */
  answered(): Promise<void>;
}

interface SearchEndpointPorts extends AskedService {
  readonly searchService: SearchService;
  readonly asyncSearches: AsyncSearches;
  readonly offers: OfferService;
  readonly sharedLedger: Pick<SharedLedger, "bring" | "unreadable"> | null;
  readonly market: () => MarketView;
  /** Null: the gateway has no tenants file. */
  readonly tenants: Tenants | null;
  /** Of the deadlines that callers state. */
  readonly bounds: PolicyBounds;
  readonly events: Events;
  readonly clock: Clock;
}

export function startSearchEndpoint(ports: SearchEndpointPorts): SearchEndpoint {
  const { connection, events, searchService } = ports;
  let frozenMs = 0;
  let closed = false;
  let rejoining: Promise<void> | undefined;
  const unread = () => ({
    msMax: Math.max(frozenMs, searchService.unreadMsMax),
    expectedMs: Math.max(frozenMs, searchService.unreadMsExpected),
  });
  const context = { ...ports, unread };
  const open = new OpenAnswers();
  const take = (message: Msg) => void answerSearchRequest(message, context);
  const options = { take, fault: events.fault };
  const join = () => subscribe(connection, SEARCH_SUBJECT, { queue: GATEWAY_QUEUE, ...options });
  let shared = join();
  const takeDirect = (message: Msg) => {
    if (isOfferRequest(message)) open.add(answerOfferRequest(message, context));
    else if (isKeptRequest(message)) open.add(answerKeptRequest(message, context));
    else if (isMarketRequest(message)) void answerMarketRequest(message, context);
    else take(message);
  };
  const direct = subscribe(connection, gatewaySearchSubject(ports.id), {
    ...options,
    take: takeDirect,
  });
  const asked = answerServiceRequests(ports);

  /**
   * The broker confirms the leaving after all messages that it delivered before. A message that
   * arrives later has not waited here.
   */
  async function leaveAndJoin(ms: number): Promise<void> {
    frozenMs = ms;
    events.frozen(ms);
    try {
      await shared.drain();
    } catch (thrown) {
      // The connection is lost. Its subscriptions are made again when it is back.
      if (!closed) events.fault(SEARCH_SUBJECT, thrown);
    } finally {
      frozenMs = 0;
    }
    if (closed || connection.isClosed()) return;
    shared = join();
    events.rejoined();
  }

  return {
    rejoin(ms) {
      if (closed) return Promise.resolve();
      frozenMs = Math.max(frozenMs, rejoining === undefined ? 0 : ms);
      rejoining ??= leaveAndJoin(ms).finally(() => {
        rejoining = undefined;
      });
      return rejoining;
    },
    async close() {
      closed = true;
      await rejoining;
      await Promise.all(
        [shared, direct, ...asked].filter((one) => !one.isClosed()).map((one) => one.drain()),
      );
    },
    answered: () => open.all(),
  };
}

/** Answers that wait for a bidder, or for the end of a search. None of them rejects. */
class OpenAnswers {
  readonly #open = new Set<Promise<void>>();

  add(answer: Promise<void>): void {
    this.#open.add(answer);
    void answer.finally(() => this.#open.delete(answer));
  }

  async all(): Promise<void> {
    await Promise.all(this.#open);
  }
}
