/**
 * Asynchronous searches (over HTTP `Prefer: respond-async`, over NATS `Scatter-Async: 1`): each is
 * known by its id from its acceptance on, and runs also when its caller has left.
 *
 * ASYNC-1 An asynchronous search ends once, with its result or an error, and whether anybody waits
 *    for it has no influence on it: only its own deadline, or `cancel`, ends it early (A1, A10).
 * ASYNC-2 Its id gives what is known so far while it runs; after that its result for as long as the
 *    ledger has it, or its error for as long as the ledger keeps a result.
 * ASYNC-3 A6: the requests that wait for one search, those that wait in all, and the records of
 *    searches that have ended are bounded. Searches that run are bounded by the admission.
 * ASYNC-4 A request that waits is answered when the search ends, or when its time is over. When its
 *    caller leaves, nothing of it is left: no timer, no listener.
 * ASYNC-5 The trace of an asynchronous search is that of the caller which has begun it.
 * ASYNC-6 One of another gateway, as far as that has told it, is answered as one that was begun
 *    here, but for its parts while it runs; only the gateway that runs it ends it early.
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { ProgressStep, SearchEvent, SearchResult } from "../../proto/messages.ts";
import type { LedgerView } from "../auction/ledger-views.ts";
import type { RefusedRequest } from "../events/search-events.ts";
import { expiryBy } from "../runtime/cache-expiry.ts";
import type { Tenant } from "../tenants/tenant.ts";
import type { Transport } from "../transport.ts";
import type { AsyncCopy } from "./async-copy.ts";
import { ASYNC_LIMITS, type AsyncSearchLimits } from "./async-limits.ts";
import type { EndedRecord } from "./ended-record.ts";
import { noSteps, noSuchEvent, type Reading, withoutSteps } from "./event-reader.ts";
import { type Problem, problemOf } from "./problem.ts";
import { endEvent, type Position, type RecordedEvent, type SearchEnd } from "./recorded-event.ts";
import { type EventListener, type RunningView, SearchRecord } from "./search-record.ts";
import { type SearchService, shuttingDown } from "./search-service.ts";
import { type LostView, runsElsewhere, SearchesElsewhere } from "./searches-elsewhere.ts";

/** A search that has ended with a result. */
interface EndedView extends LedgerView {
  readonly state: "ended";
}

/** A search that has ended without a result. */
interface FailedView {
  readonly searchId: string;
  readonly state: "ended";
  readonly problem: Problem;
}

export type SearchView = RunningView | EndedView | FailedView | LostView;

interface AsyncSearchPorts {
  readonly service: Pick<SearchService, "accept" | "searchAccepted" | "view" | "ownerOf">;
  readonly clock: Clock;
  /** Does this work after the ledger has recorded a result: see Ports.afterwards. */
  readonly afterwards: (work: () => void) => void;
  readonly onRefused: (transport: Transport, error: AuctionError, of: RefusedRequest) => void;
  /** Absent: gateways do not tell each other of their searches. */
  readonly sharing?: Sharing | undefined;
}

interface Sharing {
  /** This gateway's id. */
  readonly gateway: string;
  /** Something is to be told of this search. */
  readonly changed: (searchId: string) => void;
  /** Looks for what another gateway has told of this one. @throws AuctionError */
  readonly look: (searchId: string) => Promise<void>;
}

/** What is said beside the search itself. */
interface StartTerms {
  /** How it comes; over HTTP where it is left out. */
  readonly transport?: Transport;
  /** The caller's span, whose trace its own is, where it has one. */
  readonly traceparent?: string | undefined;
  /** The steps of its auction are recorded too (RECORD-3). */
  readonly withSteps?: boolean;
  /** Whose it is; absent where callers have no keys. */
  readonly tenant?: Tenant | undefined;
  /** Of the request that begins it (REQUESTID-2). */
  readonly requestId?: string | undefined;
  /** Of its caller (AuctionCaller.experimentKey). */
  readonly experimentKey?: string | undefined;
}

interface RunningSearch {
  readonly record: SearchRecord;
  readonly cancel: AbortController;
}

const nothing = () => {};

export class AsyncSearches {
  readonly #ports: AsyncSearchPorts;
  readonly #limits: AsyncSearchLimits;
  readonly #running = new Map<string, RunningSearch>();
  readonly #ended: LRUCache<string, EndedRecord>;
  readonly #elsewhere: SearchesElsewhere;
  #waiters = 0;

  constructor(ports: AsyncSearchPorts, limits: AsyncSearchLimits = ASYNC_LIMITS) {
    this.#ports = ports;
    this.#limits = limits;
    this.#ended = new LRUCache({
      max: limits.recordsMax,
      maxSize: limits.recordBytesMax,
      sizeCalculation: ({ bytes }) => bytes,
      ...expiryBy(ports.clock, limits.keepMs),
    });
    this.#elsewhere = new SearchesElsewhere(ports.clock, limits);
  }

  /** Requests that wait, and searches whose events are kept. */
  get size(): { readonly waiters: number; readonly records: number } {
    this.#ended.purgeStale();
    return { waiters: this.#waiters, records: this.#running.size + this.#ended.size };
  }

  /**
   * Begins a search, or lets it wait for its turn. Returns its id.
   *
   * @throws AuctionError `invalid-search`, `overloaded`, `shutting-down`
   */
  start(raw: unknown, terms: StartTerms = {}): string {
    const { transport = "http", traceparent, withSteps, tenant, requestId, experimentKey } = terms;
    const { service, afterwards } = this.#ports;
    const accepted = service.accept(raw, transport, tenant, experimentKey);
    const record = new SearchRecord(accepted, withSteps);
    const cancel = new AbortController();
    this.#running.set(accepted.searchId, { record, cancel });
    const watch = (event: SearchEvent) => record.add(event);
    const caller = {
      transport,
      signal: cancel.signal,
      watch,
      traceparent,
      tenant,
      requestId,
    };
    const following = record.hasSteps
      ? { ...caller, watchProgress: (step: ProgressStep) => record.addStep(step) }
      : caller;
    service.searchAccepted(accepted, following).then(
      (result) => afterwards(() => this.#end(record, { result })),
      (thrown) => afterwards(() => this.#fail(record, thrown, { transport, requestId })),
    );
    this.#ports.sharing?.changed(accepted.searchId);
    return accepted.searchId;
  }

  #fail(
    record: SearchRecord,
    thrown: unknown,
    { transport, requestId }: { transport: Transport; requestId: string | undefined },
  ): void {
    const error = errorOf(thrown);
    this.#ports.onRefused(transport, error, { tenant: record.owner, requestId });
    this.#end(record, { problem: problemOf(error, error.status, requestId) });
  }

  #end(record: SearchRecord, end: SearchEnd): void {
    const { searchId } = record;
    this.#running.delete(searchId);
    this.#ended.set(searchId, record.ended(end));
    this.#ports.sharing?.changed(searchId);
    record.tellEnd(end);
  }

  /** What another gateway has to know of a search that was begun here. */
  copyOf(searchId: string): AsyncCopy | undefined {
    const running = this.#running.get(searchId)?.record;
    if (running === undefined) return this.#ended.peek(searchId)?.copy();
    const { clock, sharing } = this.#ports;
    const { elapsedMs, deadlineMs } = running.view(clock.now());
    const startedWallMs = clock.wall() - elapsedMs;
    const gateway = sharing?.gateway ?? "";
    return { state: "running", owner: running.owner, gateway, startedWallMs, deadlineMs };
  }

  /** ASYNC-6. `isLost`: it is said to run, and its gateway is gone. */
  adopt(searchId: string, copy: AsyncCopy, isLost: boolean): void {
    if (!this.#isOwn(searchId)) this.#elsewhere.take(searchId, copy, isLost);
  }

  /** Whether it was begun here. */
  #isOwn(searchId: string): boolean {
    return this.#running.has(searchId) || this.#ended.has(searchId);
  }

  /** Whether it was begun here, and needs no result for its answer: it runs, or has none. */
  isOwnWithoutResult(searchId: string): boolean {
    const problem = this.#ended.peek(searchId)?.problem ?? null;
    return this.#running.has(searchId) || problem !== null;
  }

  /** The same, wherever it was begun. */
  isWithoutResult(searchId: string): boolean {
    if (this.isOwnWithoutResult(searchId)) return true;
    const problem = this.#elsewhere.recordOf(searchId)?.problem ?? null;
    return problem !== null || this.#elsewhere.view(searchId) !== undefined;
  }

  /** The tenant that a search belongs to; undefined where it has none, or is not known. */
  ownerOf(searchId: string): string | undefined {
    const record = this.#running.get(searchId)?.record ?? this.#ended.peek(searchId);
    if (record !== undefined) return record.owner;
    return this.#elsewhere.ownerOf(searchId) ?? this.#ports.service.ownerOf(searchId);
  }

  /** @throws AuctionError `not-found` */
  view(searchId: string): SearchView {
    const { service, clock } = this.#ports;
    const running = this.#running.get(searchId);
    if (running !== undefined) return running.record.view(clock.now());
    const problem = this.#recordOf(searchId)?.problem ?? null;
    if (problem !== null) return { searchId, state: "ended", problem };
    const elsewhere = this.#elsewhere.view(searchId);
    if (elsewhere !== undefined) return elsewhere;
    return { ...service.view(searchId), state: "ended" };
  }

  /** `peek`, since the oldest is to leave first, read or not. */
  #recordOf(searchId: string): EndedRecord | undefined {
    return this.#ended.peek(searchId) ?? this.#elsewhere.recordOf(searchId);
  }

  /**
   * The search when it has ended, or what is known of it after `waitMs`. Null when the caller has
   * left.
   *
   * @throws AuctionError `not-found`; `rate-limited` or `overloaded` when no more may wait
   */
  async wait(searchId: string, waitMs: number, signal: AbortSignal): Promise<SearchView | null> {
    const { clock } = this.#ports;
    const record = this.#running.get(searchId)?.record;
    if (record === undefined && waitMs > 0) return this.#waitElsewhere(searchId, waitMs, signal);
    if (record === undefined || waitMs === 0) return this.view(searchId);
    this.#checkRoomAt(record.listeners);
    const { promise, resolve } = Promise.withResolvers<SearchView | null>();
    const onAbort = () => resolve(null);
    const stop = this.#listen(record, ({ id, data }) => {
      if (id === "end") resolve(this.#viewAtEnd(searchId, data));
    });
    const stopTimer = clock.at(clock.now() + waitMs, () => resolve(record.view(clock.now())));
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      return await promise;
    } finally {
      stop();
      stopTimer();
      signal.removeEventListener("abort", onAbort);
    }
  }

  async #waitElsewhere(
    searchId: string,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<SearchView | null> {
    const { sharing } = this.#ports;
    if (sharing === undefined || this.#elsewhere.runsAt(searchId) === undefined)
      return this.view(searchId);
    this.#checkRoomAt(this.#elsewhere.waitersOf(searchId));
    this.#waiters++;
    // What cannot be looked for now may be found the next time.
    const look = () => sharing.look(searchId).catch(nothing);
    try {
      await this.#elsewhere.untilEnded(searchId, waitMs, signal, look);
    } finally {
      this.#waiters--;
    }
    return signal.aborted ? null : this.view(searchId);
  }

  /**
   * Resolves when a search that another gateway runs has ended or is lost, so that all its events
   * can be given; at once for any other. False when the caller has left.
   *
   * @throws AuctionError `not-found`; `rate-limited` or `overloaded` when no more may wait;
   *   `shutting-down` when this gateway closes before
   */
  async endElsewhere(searchId: string, signal: AbortSignal): Promise<boolean> {
    if (this.#elsewhere.runsAt(searchId) === undefined) return true;
    const waitMs = this.#elsewhere.leftMs(searchId) + 1;
    const view = await this.#waitElsewhere(searchId, waitMs, signal);
    if (view?.state === "running") throw shuttingDown();
    return view !== null;
  }

  /** Who waits for a search of another gateway is answered with what is known now. */
  close(): void {
    this.#elsewhere.close();
  }

  /** A result that the ledger could not keep is shown to those who wait for it. */
  #viewAtEnd(searchId: string, end: object): SearchView {
    try {
      return this.view(searchId);
    } catch {
      return { ...(end as SearchResult), late: [], regret: null, state: "ended" };
    }
  }

  /**
   * Gives the reader all events after this position: those that there were at once, the others as
   * they come. The returned function ends that; null: there are no more events.
   *
   * @throws AuctionError `not-found`; `invalid-search` when the search has no such event, or no
   *   steps; `rate-limited` or `overloaded` when no more may wait
   */
  follow(
    searchId: string,
    { position, withSteps = false }: Reading,
    reader: EventListener,
  ): (() => void) | null {
    const listener = withSteps ? reader : withoutSteps(reader);
    const record = this.#running.get(searchId)?.record;
    const hasSteps = (record ?? this.#recordOf(searchId))?.hasSteps ?? true;
    if (withSteps && !hasSteps) throw noSteps();
    if (record === undefined) return this.#replay(searchId, position, listener);
    if (position === "end" || position > record.count) throw noSuchEvent(record.count);
    this.#checkRoomAt(record.listeners);
    for (const event of record.after(position)) listener(event);
    return this.#listen(record, listener);
  }

  #replay(searchId: string, position: Position, listener: EventListener): (() => void) | null {
    const view = this.view(searchId);
    if (position === "end") return null;
    const record = this.#recordOf(searchId);
    if (record !== undefined && position > record.count) throw noSuchEvent(record.count);
    for (const event of record?.after(position) ?? []) listener(event);
    listener(endOf(view as EndedView | FailedView | LostView));
    return nothing;
  }

  /**
   * Ends a search that runs; one that has ended stays as it is.
   *
   * @throws AuctionError `not-found`; `misdirected` when it runs at another gateway
   */
  cancel(searchId: string): void {
    const running = this.#running.get(searchId);
    if (running !== undefined) {
      running.cancel.abort();
      return;
    }
    const elsewhere = this.#elsewhere.runsAt(searchId);
    if (elsewhere !== undefined) throw runsElsewhere(elsewhere);
    this.view(searchId);
  }

  /** @throws AuctionError `overloaded` when no more requests may wait */
  checkRoom(): void {
    if (this.#waiters < this.#limits.waitersMax) return;
    const waiting = `${this.#waiters} requests wait for searches, which is the limit of this gateway`;
    throw new AuctionError("overloaded", waiting);
  }

  /** `waiters`: those that wait for this search already. */
  #checkRoomAt(waiters: number): void {
    this.checkRoom();
    if (waiters < this.#limits.waitersPerSearchMax) return;
    const waiting = `${waiters} requests wait for this search already; ask without wait, or when one of them has its answer`;
    throw new AuctionError("rate-limited", waiting);
  }

  /** The returned function may be called more than once. */
  #listen(record: SearchRecord, listener: EventListener): () => void {
    this.#waiters++;
    let waits = true;
    const stop = () => {
      if (waits) this.#waiters--;
      waits = false;
      stopListening();
    };
    const stopListening = record.listen((event) => {
      if (event.id === "end") stop();
      listener(event);
    });
    return stop;
  }
}

/**
 * No caller disconnects from an asynchronous search: one that did not begin was cancelled by its
 * id.
 */
function errorOf(thrown: unknown): AuctionError {
  const error = AuctionError.from(thrown);
  return error.code === "cancelled"
    ? new AuctionError("cancelled", "the search was cancelled before it began")
    : error;
}

function endOf(view: EndedView | FailedView | LostView): RecordedEvent {
  if ("problem" in view) return endEvent({ problem: view.problem });
  const { late: _, regret: __, state: ___, ...result } = view;
  return endEvent({ result });
}
