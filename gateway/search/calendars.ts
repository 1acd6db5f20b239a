/**
 * Calendars: accepts a raw request of either transport, runs its auction, and records the result.
 * They share the admission of searches: a calendar is one auction.
 */
import type { Tracing } from "../../common/runtime/tracing.ts";
import type { CalendarResult } from "../../proto/calendar.ts";
import type { CalendarObserver } from "../auction/calendar/calendar-watcher.ts";
import { runCalendar } from "../auction/calendar/run-calendar.ts";
import type { Ports } from "../auction/ports.ts";
import type { GatewayConfig } from "../config.ts";
import type { Events } from "../events.ts";
import { randomId } from "../runtime/random-id.ts";
import type { Tenant } from "../tenants/tenant.ts";
import type { Transport } from "../transport.ts";
import { auctionRequest } from "./auction-request.ts";
import { AuctionTrace } from "./auction-trace.ts";
import { partialRefusal } from "./partial-refusal.ts";
import type { ValidSearch } from "./validate.ts";
import { type TooFar, withoutFar } from "./without-far.ts";

/** The caller of an auction, of whatever kind. */
export interface AuctionCaller {
  readonly transport: Transport;
  /** Fires when the caller disconnects; left out where that cannot be detected. */
  readonly signal?: AbortSignal;
  /**
   * Monotonic: when the request arrived. Left out, it is now less the expected wait for the event
   * loop.
   */
  readonly arrivedAtMs?: number;
  /** How long after `arrivedAtMs` the caller waits, where the caller states it. */
  readonly waitsMs?: number;
  /** The span of the caller, where this gateway traces and the caller has one. */
  readonly traceparent?: string | undefined;
  /** Whose search it is; absent where callers have no keys. */
  readonly tenant?: Tenant | undefined;
  /** Of its request (REQUESTID-2); absent where it has none. */
  readonly requestId?: string | undefined;
  /** By which it keeps one arm of an experiment; absent where it states none (EXPERIMENT-4). */
  readonly experimentKey?: string | undefined;
}

export interface CalendarCaller extends AuctionCaller {
  /** Receives the events of the auction as they happen. */
  readonly observer?: CalendarObserver;
}

interface CalendarsOptions {
  readonly config: GatewayConfig;
  readonly ports: Ports;
  readonly events: Pick<Events, "calendar" | "stray">;
  readonly validate: (raw: unknown, tenant: Tenant | undefined) => ValidSearch;
  readonly tooFar: TooFar;
  /** Sellers whose offers are left out; undefined: none. */
  readonly disabledSellers: () => ReadonlySet<string> | undefined;
  /** Null: no traces are made. */
  readonly tracing: Tracing | null;
  /** Runs an auction when there is room for it. `arrivedAtMs`: monotonic. */
  readonly admit: <Result>(
    caller: AuctionCaller,
    auction: (arrivedAtMs: number) => Promise<Result>,
  ) => Promise<Result>;
}

export class Calendars {
  readonly #options: CalendarsOptions;

  constructor(options: CalendarsOptions) {
    this.#options = options;
  }

  /**
   * `read` decodes the request when its turn comes.
   *
   * @throws AuctionError `invalid-search`, `overloaded`, `shutting-down`, `no-broker`, `cancelled`,
   * `expired`, `partial-result`
   */
  calendar(read: () => unknown, caller: CalendarCaller): Promise<CalendarResult> {
    return this.#options.admit(caller, (arrivedAtMs) =>
      this.#run(this.#options.validate(read(), caller.tenant), arrivedAtMs, caller),
    );
  }

  #run(asked: ValidSearch, arrivedAtMs: number, caller: CalendarCaller): Promise<CalendarResult> {
    const { ports, tracing } = this.#options;
    const searchId = randomId();
    if (tracing === null) return this.#auction(asked, searchId, arrivedAtMs, caller, null);
    const { transport, traceparent: parent, requestId } = caller;
    const start = { searchId, transport, parent, arrivedAtMs, requestId };
    const trace = new AuctionTrace(tracing, ports.clock, start);
    return trace.of(this.#auction(asked, searchId, arrivedAtMs, caller, trace));
  }

  async #auction(
    asked: ValidSearch,
    searchId: string,
    arrivedAtMs: number,
    { transport, signal, waitsMs, observer, tenant, requestId }: CalendarCaller,
    trace: AuctionTrace | null,
  ): Promise<CalendarResult> {
    const { config, ports, events, disabledSellers } = this.#options;
    // The offers get no ids: nothing of a calendar is kept.
    const admitted = auctionRequest(
      {
        ...{ asked, searchId, arrivedAtMs, waitsMs, signal: signal ?? null, tenant },
        traceparent: trace?.traceparent,
        disabledSellers: disabledSellers(),
      },
      config,
      ports.clock,
    );
    const request = withoutFar(admitted, this.#options.tooFar, ports.clock.now());
    const { search, auctionId } = request;
    const result = await runCalendar(request, { ...ports, onLate: events.stray }, observer ?? null);
    if (trace !== null) trace.hasResult = true;
    ports.afterwards(() => {
      const traceId = trace?.traceId;
      const its = { traceId, tenant: tenant?.id, requestId };
      events.calendar({ transport, search, result, auctionId, ...its });
      trace?.ended(auctionId, result);
    });
    const refusal = partialRefusal(search.policy, result, "calendar");
    if (refusal !== undefined) throw refusal;
    return result;
  }
}
