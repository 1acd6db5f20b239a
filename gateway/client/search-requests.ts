/** One search of the client library: its inbox, and one or two requests. */
import { createInbox, headers, type Msg, type NatsConnection, type Subscription } from "nats";
import type { CalendarEvent } from "../../proto/calendar.ts";
import { AuctionError, type ErrorCode } from "../../proto/errors.ts";
import type { ProgressStep, SearchEvent, StepEvent } from "../../proto/messages.ts";
import {
  ASYNC_HEADER,
  CALENDAR_HEADER,
  DEADLINE_HEADER,
  GATEWAY_SERVICE,
  gatewaySearchSubject,
  PROGRESS_HEADER,
  SEARCH_SUBJECT,
  SENT_AT_HEADER,
  STREAM_HEADER,
  serviceSubject,
  TAKE_WITHIN_HEADER,
} from "../../proto/subjects.ts";
import { gatewayIdIn, isNoResponders, type Reply, readReply } from "./reply.ts";

export interface SearchRequestOptions {
  readonly body: string;
  /** The instant by `performance.now()`. */
  readonly endsAtMs: number;
  readonly takeWithinMs: number;
  /** The time after which a gateway that has a request and sent no result has lost it. */
  readonly resultWithinMs: number;
  readonly watch: ((event: SearchEvent | CalendarEvent) => void) | undefined;
  readonly watchProgress: ((step: ProgressStep) => void) | undefined;
  readonly isCalendar: boolean;
  /** The search is not waited for: its result is that it runs. */
  readonly isAsync: boolean;
}

/** How a request ended; `silent`: no confirmation, or no result, within its time. */
type RequestEnd = Exclude<Reply, { kind: "event" | "taken" }> | { readonly kind: "silent" };

/** Errors after which another gateway may answer. */
const RETRIED_CODES: ReadonlySet<ErrorCode> = new Set(["shutting-down", "expired", "no-broker"]);

/**
 * A gateway receives less time than the caller waits, because the result needs time on its way. A
 * tenth of it, at most 100 ms.
 */
const WAY_BACK_MS_MAX = 100;

export function wayBackMs(leftMs: number): number {
  return Math.min(WAY_BACK_MS_MAX, leftMs / 10);
}

export class SearchRequests {
  readonly #connection: NatsConnection;
  readonly #options: SearchRequestOptions;
  readonly #inbox: string;
  readonly #result = Promise.withResolvers<RequestEnd>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #listeners = new Map<string, (message: Msg) => void>();
  #subscription: Subscription | undefined;
  #watched: string | undefined;
  #gateway: string | undefined;

  constructor(connection: NatsConnection, inboxPrefix: string, options: SearchRequestOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#inbox = createInbox(inboxPrefix);
  }

  /** Must be called once. @throws AuctionError as `SearchClient.search` */
  async run(): Promise<unknown> {
    this.#subscription = this.#connection.subscribe(`${this.#inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.#listeners.get(message.subject)?.(message);
      },
    });
    const first = await this.#request(SEARCH_SUBJECT, "1");
    if (!isRetried(first)) return resultOf(first);
    const gateway = await Promise.race([
      this.#ping(first.kind === "error" ? first.gateway : undefined),
      this.#result.promise,
    ]);
    if (typeof gateway === "object") return resultOf(gateway);
    if (gateway === undefined) throw first.kind === "error" ? first.error : noGateway(first);
    return resultOf(await this.#request(gatewaySearchSubject(gateway), "2", true));
  }

  /** The id of the gateway that sent the result; undefined where it is not known. */
  get gateway(): string | undefined {
    return this.#gateway;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#subscription?.unsubscribe();
  }

  get #leftMs(): number {
    return Math.max(0, this.#options.endsAtMs - performance.now());
  }

  /**
   * Sends the request. Resolves with the end of this request or with the result of an earlier one.
   * The last request waits until the end.
   */
  async #request(subject: string, name: string, isLast = false): Promise<RequestEnd> {
    const reply = `${this.#inbox}.${name}`;
    const ended = Promise.withResolvers<RequestEnd>();
    const silentAfter = (ms: number) =>
      this.#after(Math.min(ms, this.#leftMs), () => ended.resolve({ kind: "silent" }));
    let takenBy: string | undefined;
    let stop = silentAfter(isLast ? this.#leftMs : this.#options.takeWithinMs);
    this.#listeners.set(reply, (message) => {
      try {
        const received = readReply(message);
        if (received.kind === "event" || received.kind === "taken") {
          stop();
          stop = silentAfter(isLast ? this.#leftMs : this.#options.resultWithinMs);
          if (received.kind === "event") this.#notify(name, received.event);
          else takenBy = received.gateway;
        } else if (received.kind === "result") {
          this.#gateway ??= takenBy;
          this.#result.resolve(received);
        } else ended.resolve(received);
      } catch (thrown) {
        ended.resolve({ kind: "error", error: AuctionError.from(thrown), gateway: undefined });
      }
    });
    const waitsMs = Math.floor(this.#leftMs - wayBackMs(this.#leftMs));
    if (waitsMs < 1) return { kind: "silent" };
    const takeWithinMs = isLast ? waitsMs : Math.min(waitsMs, this.#options.takeWithinMs);
    this.#connection.publish(subject, this.#options.body, {
      reply,
      headers: this.#headers(waitsMs, takeWithinMs),
    });
    return Promise.race([ended.promise, this.#result.promise]);
  }

  /** The caller's remaining time, as CLIENT-2 requires. */
  #headers(waitsMs: number, takeWithinMs: number) {
    const set = headers();
    set.set(DEADLINE_HEADER, String(waitsMs));
    set.set(TAKE_WITHIN_HEADER, String(Math.max(1, takeWithinMs)));
    set.set(SENT_AT_HEADER, String(Date.now()));
    const { watch, watchProgress } = this.#options;
    if (watch !== undefined || watchProgress !== undefined) set.set(STREAM_HEADER, "1");
    if (watchProgress !== undefined) set.set(PROGRESS_HEADER, "1");
    if (this.#options.isCalendar) set.set(CALENDAR_HEADER, "1");
    if (this.#options.isAsync) set.set(ASYNC_HEADER, "1");
    return set;
  }

  /**
   * The gateway that answers first, other than `except`; undefined when none does in time
   * (CLIENT-3). A reply that cannot be read is ignored.
   */
  async #ping(except: string | undefined): Promise<string | undefined> {
    const reply = `${this.#inbox}.ping`;
    const found = Promise.withResolvers<string | undefined>();
    this.#listeners.set(reply, (message) => {
      if (isNoResponders(message)) return found.resolve(undefined);
      const id = gatewayIdIn(message);
      if (id !== undefined && id !== except) found.resolve(id);
    });
    this.#after(Math.min(2 * this.#options.takeWithinMs, this.#leftMs), () =>
      found.resolve(undefined),
    );
    this.#connection.publish(serviceSubject("PING", GATEWAY_SERVICE), "", { reply });
    return found.promise;
  }

  /** Events of one request only: the first that has sent any. */
  #notify(name: string, event: SearchEvent | StepEvent | CalendarEvent): void {
    this.#watched ??= name;
    if (this.#watched !== name) return;
    if (event.type === "progress") this.#options.watchProgress?.(event.progress);
    else this.#options.watch?.(event);
  }

  /**
   * Timers go before sockets in a turn of the event loop: where the loop is late, what came in time
   * is read first (CLIENT-3).
   */
  #after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(() => {
      setImmediate(() => this.#timers.delete(timer) && callback());
    }, ms);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }
}

function noGateway(first: RequestEnd): AuctionError {
  return new AuctionError(
    "no-gateway",
    first.kind === "no-responders"
      ? "no gateway is running on this broker"
      : "no gateway confirmed this search in time, and none answers a ping",
  );
}

function isRetried(end: RequestEnd): boolean {
  return (
    end.kind === "silent" ||
    end.kind === "no-responders" ||
    (end.kind === "error" && RETRIED_CODES.has(end.error.code))
  );
}

/** @throws AuctionError where it is not a result */
function resultOf(end: RequestEnd): unknown {
  switch (end.kind) {
    case "result":
      return end.result;
    case "error":
      throw end.error;
    case "no-responders":
      throw new AuctionError("no-gateway", "the gateway that was to take this search is gone");
    case "silent":
      throw new AuctionError(
        "no-result",
        "no result came in time: the gateway that had this search is gone or overloaded",
      );
  }
}
