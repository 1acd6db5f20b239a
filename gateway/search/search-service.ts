/**
 * The search service: accepts a raw request of either transport, runs its auction, and records the
 * result. The transports only translate.
 *
 * Tests: `test/integration/transports.test.ts`.
 */
import { afterMicrotasks } from "../../common/runtime/after-microtasks.ts";
import { inNextTurn } from "../../common/runtime/next-turn.ts";
import type { Tracing } from "../../common/runtime/tracing.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { ProgressStep, SearchEvent, SearchResult } from "../../proto/messages.ts";
import { AdmissionQueue, callerDisconnected } from "../auction/admission-queue.ts";
import type { LedgerView } from "../auction/ledger-views.ts";
import type { AuctionObserver, Ports } from "../auction/ports.ts";
import { run } from "../auction/run.ts";
import { placeTimeoutMs } from "../auction/waiting.ts";
import type { GatewayConfig } from "../config.ts";
import { withDetails } from "../details/add-details.ts";
import { OFFER_LINES_MAX } from "../events/offer-lines.ts";
import type { Events } from "../events.ts";
import type { Experiments } from "../experiments/experiments.ts";
import { EventLoopDelay } from "../runtime/event-loop-delay.ts";
import { FROZEN_MS_MIN } from "../runtime/freeze-detector.ts";
import { randomId, shortRandomId } from "../runtime/random-id.ts";
import type { Tenant } from "../tenants/tenant.ts";
import type { Transport } from "../transport.ts";
import { type ArmTrial, trialOf } from "./arm-trial.ts";
import { auctionRequest } from "./auction-request.ts";
import { AuctionTrace } from "./auction-trace.ts";
import { type AuctionCaller, Calendars } from "./calendars.ts";
import { CallerRules } from "./caller-rules.ts";
import { expectedDeadlineMs } from "./default-deadline.ts";
import { KeptSearches, notKept } from "./kept-searches.ts";
import { partialRefusal } from "./partial-refusal.ts";
import type { PolicyDefaults } from "./search-schema.ts";
import type { ValidSearch } from "./validate.ts";
import { type TooFar, withoutFar } from "./without-far.ts";

export interface Caller extends AuctionCaller {
  /** Receives the events of the auction as they happen. */
  readonly watch?: (event: SearchEvent) => void;
  /** Receives each step of the auction too; only beside `watch`. */
  readonly watchProgress?: (step: ProgressStep) => void;
}

/** A search without a fault, which has its id and does not run yet. */
export interface AcceptedSearch {
  readonly searchId: string;
  readonly search: ValidSearch;
  /** Monotonic. */
  readonly arrivedAtMs: number;
  /** The tenant that it belongs to; absent: none. */
  readonly owner?: string | undefined;
  /** Absent: it is in no experiment. */
  readonly trial?: ArmTrial | undefined;
}

type ServiceEvents = Pick<Events, "searched" | "calendar" | "stray" | "wantsOffers" | "explained">;

interface SearchServiceOptions {
  readonly config: GatewayConfig;
  readonly ports: Ports;
  readonly events: ServiceEvents;
  /** The bidders that are known now, to check the bidders that a policy names. */
  readonly knownBidders: () => readonly string[];
  /** Those of them to which a search may say something. */
  readonly biddersTakingParams: () => readonly string[];
  readonly tooFar: TooFar;
  /** Called about every 25 ms between `start` and `stop`. */
  readonly onBeat?: () => void;
  /** Null, or left out: no traces are made. */
  readonly tracing?: Tracing | null;
  /** What the ids of a search's offers have in common (offer-ids.ts); left out: it is drawn. */
  readonly commonOf?: (searchId: string) => string;
  /** Null, or left out: there are no policies by name. */
  readonly experiments?: Experiments | null;
}

export class SearchService {
  /** The searches of the last minutes. */
  readonly kept: KeptSearches;
  readonly calendars: Calendars;
  readonly #config: GatewayConfig;
  readonly #ports: Ports;
  readonly #events: ServiceEvents;
  readonly #admission: AdmissionQueue;
  readonly #loopDelay: EventLoopDelay;
  readonly #rules: CallerRules;
  readonly #closed = new Set<Transport>();
  readonly #tracing: Tracing | null;
  readonly #commonOf: (searchId: string) => string;
  readonly #tooFar: TooFar;
  readonly #experiments: Experiments | null;
  /** Undefined while none is: a search is then ranked by the code that it was before. */
  #disabledSellers: ReadonlySet<string> | undefined;

  constructor(options: SearchServiceOptions) {
    const { config, ports, events, knownBidders, biddersTakingParams, onBeat = () => {} } = options;
    this.#config = config;
    this.#ports = ports;
    this.#events = events;
    this.#tracing = options.tracing ?? null;
    this.#commonOf = options.commonOf ?? randomId;
    this.#tooFar = options.tooFar;
    this.#experiments = options.experiments ?? null;
    const { clock } = ports;
    this.kept = new KeptSearches(ports.ledger, config.preferences);
    this.#admission = new AdmissionQueue(
      { runningMax: config.auctionsMax, waitingMax: config.waitingMax },
      { clock, nextTurn: inNextTurn, afterMicrotasks },
    );
    this.#loopDelay = new EventLoopDelay(clock, inNextTurn, (delayMs) => {
      this.#admission.observeDelay(delayMs);
      onBeat();
    });
    const terms = {
      policy: config.policy,
      bounds: config.bounds,
      currencies: config.rates.currencies,
      wall: () => ports.clock.wall(),
      known: knownBidders,
      takingParams: biddersTakingParams,
    };
    this.#rules = new CallerRules(terms);
    this.calendars = new Calendars({
      config,
      ports,
      events,
      validate: (raw, tenant) => this.#rules.of(tenant).calendar(raw),
      tooFar: options.tooFar,
      tracing: this.#tracing,
      disabledSellers: () => this.#disabledSellers,
      admit: (caller, auction) => {
        const arrivedAtMs = caller.arrivedAtMs ?? this.#arrivedAtMs;
        const admit = () => this.#admit(undefined, arrivedAtMs, caller, () => auction(arrivedAtMs));
        return caller.tenant === undefined ? admit() : caller.tenant.usage.during(admit);
      },
    });
  }

  get running(): number {
    return this.#admission.running;
  }

  get waiting(): number {
    return this.#admission.waiting;
  }

  get draining(): boolean {
    return this.#closed.size > 0;
  }

  /** Whether callers' spans are wanted (AuctionCaller.traceparent). */
  get isTraced(): boolean {
    return this.#tracing !== null;
  }

  /** The longest that a request which is read now can have waited unread. */
  get unreadMsMax(): number {
    return this.#loopDelay.ms;
  }

  /** How long it has waited unread on average. */
  get unreadMsExpected(): number {
    return this.#loopDelay.expectedMs;
  }

  /** A search comes over this transport. To be called before `refusal`, which changes nothing. */
  observeArrival(transport: Transport): void {
    this.#admission.observeQueue(transport);
  }

  /**
   * Why a search over this transport would be refused now, before anything of it is read; undefined
   * when it would be accepted.
   */
  refusal(transport: Transport): AuctionError | undefined {
    if (this.#closed.has(transport)) return shuttingDown();
    return this.#admission.refusal(transport);
  }

  /**
   * @throws AuctionError `invalid-search`, `overloaded`, `shutting-down`, `no-broker`, `cancelled`,
   * `expired`, `partial-result`
   */
  search(raw: unknown, caller: Caller): Promise<SearchResult> {
    const { tenant } = caller;
    const { policy } = this.#rules.of(tenant);
    const deadlineMs = expectedDeadlineMs(raw, policy, this.#config.bounds);
    if (tenant === undefined) return this.searchUnread(() => raw, deadlineMs, caller);
    return tenant.usage.during(() => this.searchUnread(() => raw, deadlineMs, caller));
  }

  /** What is read of a search, and its arm. @throws AuctionError `invalid-search` */
  #validated(raw: unknown, searchId: string, caller: Pick<Caller, "tenant" | "experimentKey">) {
    const { tenant, experimentKey } = caller;
    const experiments = this.#experiments;
    const assignment = experiments?.assign(searchId, experimentKey);
    if (experiments === null || assignment === undefined)
      return { search: this.#rules.of(tenant).search(raw), trial: undefined };
    const rules = this.#rules;
    const search = rules.under(assignment.arm.policy).of(tenant).search(raw);
    const { bounds, grace } = this.#config;
    const terms = { experiments, rules, tenant, bounds, grace };
    return { search, trial: trialOf(assignment, raw, search, terms) };
  }

  /** The policy of searches that name none. */
  get policy(): PolicyDefaults {
    return this.#rules.of(undefined).policy;
  }

  /** From now on. */
  set policy(policy: PolicyDefaults) {
    this.#rules.setPolicy(policy);
  }

  /** Bidders that no search asks (DISABLED-1). */
  get disabled(): readonly string[] {
    return this.#rules.disabled;
  }

  /** From now on. */
  set disabled(bidders: readonly string[]) {
    this.#rules.disabled = bidders;
  }

  /** Sellers whose offers no search shows (DISABLED-3), in the order of their names. */
  get disabledSellers(): readonly string[] {
    return [...(this.#disabledSellers ?? [])];
  }

  /** From now on. */
  set disabledSellers(sellers: readonly string[]) {
    this.#disabledSellers = sellers.length === 0 ? undefined : new Set(sellers);
  }

  /**
   * The same for a request that is decoded when its turn comes. `deadlineMs`: the search's own
   * deadline, where it is known already.
   */
  searchUnread(
    read: () => unknown,
    deadlineMs: number | undefined,
    caller: Caller,
  ): Promise<SearchResult> {
    const arrivedAtMs = caller.arrivedAtMs ?? this.#arrivedAtMs;
    return this.#admit(deadlineMs, arrivedAtMs, caller, () => {
      const searchId = randomId();
      const { search, trial } = this.#validated(read(), searchId, caller);
      return this.#run(search, trial, searchId, arrivedAtMs, caller);
    });
  }

  /** Runs an auction when there is room for it. */
  #admit<Result>(
    deadlineMs: number | undefined,
    arrivedAtMs: number,
    caller: AuctionCaller,
    auction: () => Promise<Result>,
  ): Promise<Result> {
    if (this.#closed.has(caller.transport)) return Promise.reject(shuttingDown());
    // After a freeze many callers have disconnected. Node reads that after their requests.
    if (caller.signal !== undefined && this.#loopDelay.ms >= FROZEN_MS_MIN)
      return this.#loopDelay
        .socketsRead()
        .then(() => this.#admitNow(deadlineMs, arrivedAtMs, caller, auction));
    return this.#admitNow(deadlineMs, arrivedAtMs, caller, auction);
  }

  #admitNow<Result>(
    deadlineMs: number | undefined,
    arrivedAtMs: number,
    { transport, signal, waitsMs }: AuctionCaller,
    auction: () => Promise<Result>,
  ): Promise<Result> {
    if (signal?.aborted) return Promise.reject(callerDisconnected());
    const { bounds } = this.#config;
    const timeoutMs = placeTimeoutMs(deadlineMs ?? this.policy.deadlineMs, bounds, waitsMs);
    const place = { transport, arrivedAtMs, placeTimeoutMs: timeoutMs, signal };
    return this.#admission.run(place, auction);
  }

  /**
   * Accepts a search that need not begin at once (async-searches.ts): all its faults are known now,
   * and whether there is room for it. It must be run in the same turn of the event loop.
   *
   * @throws AuctionError `invalid-search`, `overloaded`, `shutting-down`; of a tenant also
   * `rate-limited` and `forbidden`
   */
  accept(
    raw: unknown,
    transport: Transport,
    tenant?: Tenant,
    experimentKey?: string,
  ): AcceptedSearch {
    this.observeArrival(transport);
    const refusal = this.refusal(transport);
    if (refusal !== undefined) throw refusal;
    tenant?.usage.checkRoom();
    const arrivedAtMs = this.#arrivedAtMs;
    const searchId = randomId();
    const { search, trial } = this.#validated(raw, searchId, { tenant, experimentKey });
    return { searchId, search, arrivedAtMs, owner: tenant?.id, trial };
  }

  /** @throws AuctionError `overloaded`, `no-broker`, `cancelled` */
  searchAccepted(
    { searchId, search, arrivedAtMs, trial }: AcceptedSearch,
    caller: Caller,
  ): Promise<SearchResult> {
    const { transport, signal, tenant } = caller;
    const timeoutMs = placeTimeoutMs(search.policy.deadlineMs, this.#config.bounds);
    const place = { transport, arrivedAtMs, placeTimeoutMs: timeoutMs, signal };
    const run = () =>
      this.#admission.run(place, () => this.#run(search, trial, searchId, arrivedAtMs, caller));
    return tenant === undefined ? run() : tenant.usage.during(run);
  }

  /** When a request that is read now has arrived. */
  get #arrivedAtMs(): number {
    return this.#ports.clock.now() - this.#loopDelay.expectedMs;
  }

  #run(
    asked: ValidSearch,
    trial: ArmTrial | undefined,
    searchId: string,
    arrivedAtMs: number,
    caller: Caller,
  ): Promise<SearchResult> {
    const tracing = this.#tracing;
    const terms = { asked, trial, searchId, arrivedAtMs };
    if (tracing === null) return this.#auction(terms, caller, null);
    const { transport, traceparent: parent, requestId } = caller;
    const start = { searchId, transport, parent, arrivedAtMs, requestId };
    const trace = new AuctionTrace(tracing, this.#ports.clock, start);
    return trace.of(this.#auction(terms, caller, trace));
  }

  async #auction(
    { asked, trial, searchId, arrivedAtMs }: AuctionTerms,
    caller: Caller,
    trace: AuctionTrace | null,
  ): Promise<SearchResult> {
    const { transport, signal = null, waitsMs, tenant, requestId } = caller;
    const offerIds = { common: this.#commonOf(searchId), own: shortRandomId };
    const admitted = auctionRequest(
      {
        ...{ asked, trial, searchId, arrivedAtMs, waitsMs, signal, offerIds, tenant },
        traceparent: trace?.traceparent,
        disabledSellers: this.#disabledSellers,
      },
      this.#config,
      this.#ports.clock,
    );
    const request = withoutFar(admitted, this.#tooFar, this.#ports.clock.now());
    const { search, auctionId } = request;
    const result = await run(request, this.#ports, observerOf(caller));
    if (trace !== null) trace.hasResult = true;
    this.#ports.afterwards(() => {
      this.#events.searched({
        transport,
        search,
        result,
        auctionId,
        traceId: trace?.traceId,
        tenant: tenant?.id,
        requestId,
      });
      if (trial !== undefined) this.#experiments?.ended(trial.assignment, result);
      trace?.ended(auctionId, result);
      if (this.#events.wantsOffers()) this.#explain(result, auctionId);
    });
    const refusal = partialRefusal(search.policy, result);
    if (refusal !== undefined) throw refusal;
    return search.details === true ? withDetails(result) : result;
  }

  /** Logs why each offer is where it is: at the level `debug` alone. */
  #explain(result: SearchResult, auctionId: string): void {
    const { searchId } = result;
    try {
      const limit = String(OFFER_LINES_MAX);
      this.#events.explained(result, auctionId, this.kept.explain(searchId, { limit }));
    } catch (thrown) {
      // The ledger has no room for this result.
      if (AuctionError.from(thrown).code !== "not-found") throw thrown;
    }
  }

  /** @throws AuctionError `not-found` */
  view(searchId: string): LedgerView {
    const { ledger } = this.#ports;
    ledger.dropExpired();
    ledger.readLate(searchId);
    const view = ledger.view(searchId);
    if (view === undefined) throw notKept(searchId);
    return view;
  }

  /** The tenant that a kept search belongs to; undefined where it has none, or is not kept. */
  ownerOf(searchId: string): string | undefined {
    return this.#ports.ledger.ownerOf(searchId);
  }

  /** Accepts no more searches over this transport. */
  close(transport: Transport): void {
    this.#closed.add(transport);
  }

  /**
   * Resolves when all accepted searches have their results (A10). Their deadlines bound the wait.
   */
  idle(): Promise<void> {
    return this.#admission.idle();
  }

  /** Begins to measure the delay of the event loop. */
  start(): void {
    this.#loopDelay.start();
  }

  stop(): void {
    this.#loopDelay.stop();
  }
}

/** One search of those that run. */
interface AuctionTerms {
  readonly asked: ValidSearch;
  readonly trial: ArmTrial | undefined;
  readonly searchId: string;
  /** Monotonic. */
  readonly arrivedAtMs: number;
}

export function shuttingDown(): AuctionError {
  return new AuctionError(
    "shutting-down",
    "this gateway is shutting down; another one will answer",
  );
}

/** Null where nobody watches: nothing is made then. */
function observerOf({ watch, watchProgress }: Caller): AuctionObserver | null {
  if (watch === undefined) return null;
  return watchProgress === undefined
    ? { observe: watch }
    : { observe: watch, progress: watchProgress };
}
