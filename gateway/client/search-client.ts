/**
 * The client library: searches over NATS, as a service of your own would. It imports `proto/` only,
 * so that the two folders can be copied.
 *
 *   const connection = await connect({ servers: "nats://…", user: "client", pass: "…", inboxPrefix: "_INBOX.client" });
 *   const client = new SearchClient(connection, { inboxPrefix: "_INBOX.client" });
 *   const result = await client.search({ slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }] });
 *
 * L1 Every search ends with a result or an AuctionError, by its `timeoutMs`.
 * L2 A request carries how long its caller waits, so that no gateway works for a caller that has
 *    given up.
 * L3 A gateway says at once that it has the request. Without that sign within `takeWithinMs` (it is
 *    frozen, or gone), or when it is shutting down, the search is tried once more: on the gateway
 *    that answers a ping first, which is alive for certain. The same when one that has the request
 *    lets its deadline pass. A gateway that refuses for lack of room is not tried again: that would
 *    double the load.
 * L4 The first result counts, of whichever attempt. An error of an attempt that has been given up
 *    does not.
 */
import { createInbox, headers, type Msg, type NatsConnection } from "nats";
import { AuctionError, ERROR_STATUS, type ErrorCode, type Fault } from "../../proto/errors.ts";
import type { SearchEvent, SearchResult } from "../../proto/messages.ts";
import {
  CLIENT_INBOX,
  DEADLINE_HEADER,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  EVENT_HEADER,
  GATEWAY_HEADER,
  GATEWAY_SERVICE,
  gatewaySearchSubject,
  isToken,
  SEARCH_SUBJECT,
  SENT_AT_HEADER,
  STREAM_HEADER,
  serviceSubject,
  TAKE_WITHIN_HEADER,
  TAKEN_EVENT,
} from "../../proto/subjects.ts";

export interface SearchClientOptions {
  /** Where the broker lets this user listen; `_INBOX.client` where nothing is said. */
  readonly inboxPrefix?: string;
  /** How long a gateway has to say that it has a request; 250 where nothing is said. */
  readonly takeWithinMs?: number;
}

export interface SearchOptions {
  /**
   * How long the caller waits for its result, retry included. Without it: the search's own
   * deadline, or the longest one there is, and a second.
   */
  readonly timeoutMs?: number;
  /** Is called with the auction's events as they come; asks for them. */
  readonly watch?: (event: SearchEvent) => void;
}

const TAKE_WITHIN_MS = 250;

/** The longest deadline that a search may have. */
const SEARCH_DEADLINE_MS_MAX = 10_000;

/** For the way there and back, and for a second attempt. */
const SLACK_MS = 1_000;

/**
 * What a gateway is told is less than what the caller waits: the result has a way to go. A tenth of
 * it, 100 ms at most.
 */
const WAY_BACK_MS_MAX = 100;

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
   * `search` goes to the gateway as it stands, which fills in defaults and names every fault.
   *
   * @throws AuctionError what the gateway refuses it with; `no-gateway` when none is there or well,
   *   `no-result` when none came in time
   */
  async search(search: unknown, { timeoutMs, watch }: SearchOptions = {}): Promise<SearchResult> {
    const ownMs = deadlineIn(search);
    const call = new SearchCall(this.#connection, this.#inboxPrefix, {
      body: JSON.stringify(search),
      endsAt: performance.now() + (timeoutMs ?? (ownMs ?? SEARCH_DEADLINE_MS_MAX) + SLACK_MS),
      takeWithinMs: this.#takeWithinMs,
      resultWithinMs: ownMs === undefined ? Number.POSITIVE_INFINITY : ownMs + this.#takeWithinMs,
      watch,
    });
    try {
      return await call.run();
    } finally {
      call.close();
    }
  }
}

interface CallOptions {
  readonly body: string;
  /** By `performance.now()`. */
  readonly endsAt: number;
  readonly takeWithinMs: number;
  /** A gateway that has had a request for so long without a result has lost it. */
  readonly resultWithinMs: number;
  readonly watch: SearchOptions["watch"];
}

/** What an attempt came to; `silent`: no sign, or no result, within its time. */
type Ending =
  | { readonly kind: "result"; readonly result: SearchResult }
  | { readonly kind: "error"; readonly error: AuctionError; readonly gateway: string | undefined }
  | { readonly kind: "no-responders" }
  | { readonly kind: "silent" };

/** Another gateway may well answer. */
const RETRIED: ReadonlySet<ErrorCode> = new Set(["shutting-down", "expired", "no-broker"]);

/** One search: its inbox, and one or two attempts. */
class SearchCall {
  readonly #connection: NatsConnection;
  readonly #options: CallOptions;
  readonly #inbox: string;
  readonly #result = Promise.withResolvers<Ending>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #subscription;
  readonly #heard = new Map<string, (message: Msg) => void>();
  #watched: string | undefined;

  constructor(connection: NatsConnection, inboxPrefix: string, options: CallOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#inbox = createInbox(inboxPrefix);
    this.#subscription = connection.subscribe(`${this.#inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.#heard.get(message.subject)?.(message);
      },
    });
  }

  async run(): Promise<SearchResult> {
    const first = await this.#attempt(SEARCH_SUBJECT, "1");
    if (!isRetried(first)) return resultOf(first);
    const gateway = await Promise.race([
      this.#ping(first.kind === "error" ? first.gateway : undefined),
      this.#result.promise,
    ]);
    if (typeof gateway === "object") return resultOf(gateway);
    if (gateway === undefined) throw first.kind === "error" ? first.error : this.#noGateway(first);
    return resultOf(await this.#attempt(gatewaySearchSubject(gateway), "2", true));
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#subscription.unsubscribe();
  }

  get #leftMs(): number {
    return Math.max(0, this.#options.endsAt - performance.now());
  }

  /**
   * Sends the request; settles with its ending, with the result of an earlier attempt, or as
   * `silent`. The last one waits to the end.
   */
  async #attempt(subject: string, name: string, isLast = false): Promise<Ending> {
    const reply = `${this.#inbox}.${name}`;
    const ended = Promise.withResolvers<Ending>();
    const silentIn = (ms: number) =>
      this.#after(Math.min(ms, this.#leftMs), () => ended.resolve({ kind: "silent" }));
    let stop = silentIn(isLast ? this.#leftMs : this.#options.takeWithinMs);
    this.#heard.set(reply, (message) => {
      try {
        const heard = readReply(message);
        if (heard.kind === "event") {
          stop();
          stop = silentIn(isLast ? this.#leftMs : this.#options.resultWithinMs);
          if (heard.event !== undefined) this.#tell(name, heard.event);
        } else if (heard.kind === "result") this.#result.resolve(heard);
        else ended.resolve(heard);
      } catch (thrown) {
        ended.resolve({ kind: "error", error: AuctionError.from(thrown), gateway: undefined });
      }
    });
    const waitsMs = Math.floor(this.#leftMs - Math.min(WAY_BACK_MS_MAX, this.#leftMs / 10));
    if (waitsMs < 1) return { kind: "silent" };
    const about = headers();
    about.set(DEADLINE_HEADER, String(waitsMs));
    about.set(
      TAKE_WITHIN_HEADER,
      String(Math.max(1, Math.min(waitsMs, isLast ? waitsMs : this.#options.takeWithinMs))),
    );
    about.set(SENT_AT_HEADER, String(Date.now()));
    if (this.#options.watch !== undefined) about.set(STREAM_HEADER, "1");
    this.#connection.publish(subject, this.#options.body, { reply, headers: about });
    return Promise.race([ended.promise, this.#result.promise]);
  }

  /**
   * The gateway that answers first, other than `except`; undefined when none does in time. A reply
   * that cannot be read is none.
   */
  async #ping(except: string | undefined): Promise<string | undefined> {
    const reply = `${this.#inbox}.ping`;
    const found = Promise.withResolvers<string | undefined>();
    this.#heard.set(reply, (message) => {
      if (message.headers?.code === NO_RESPONDERS) return found.resolve(undefined);
      const id = pingedId(message);
      if (id !== undefined && id !== except) found.resolve(id);
    });
    this.#after(Math.min(2 * this.#options.takeWithinMs, this.#leftMs), () =>
      found.resolve(undefined),
    );
    this.#connection.publish(serviceSubject("PING", GATEWAY_SERVICE), "", { reply });
    return found.promise;
  }

  /** Events of one attempt only: the first that has sent any. */
  #tell(name: string, event: SearchEvent): void {
    this.#watched ??= name;
    if (this.#watched === name) this.#options.watch?.(event);
  }

  #after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  #noGateway(first: Ending): AuctionError {
    return new AuctionError(
      "no-gateway",
      first.kind === "no-responders"
        ? "no gateway is running on this broker"
        : "no gateway has said in time that it has this search, and none answers a ping",
    );
  }
}

function isRetried(ending: Ending): boolean {
  return (
    ending.kind === "silent" ||
    ending.kind === "no-responders" ||
    (ending.kind === "error" && RETRIED.has(ending.error.code))
  );
}

/** @throws AuctionError where it is not a result */
function resultOf(ending: Ending): SearchResult {
  switch (ending.kind) {
    case "result":
      return ending.result;
    case "error":
      throw ending.error;
    case "no-responders":
      throw new AuctionError("no-gateway", "the gateway that was to take this search has gone");
    case "silent":
      throw new AuctionError(
        "no-result",
        "no result came in time: the gateway that had this search is gone or overloaded",
      );
  }
}

const NO_RESPONDERS = 503;

type Heard =
  | Exclude<Ending, { kind: "silent" }>
  | { readonly kind: "event"; readonly event?: SearchEvent };

function readReply(message: Msg): Heard {
  if (message.headers?.code === NO_RESPONDERS && message.data.length === 0)
    return { kind: "no-responders" };
  const status = message.headers?.get(ERROR_CODE_HEADER);
  if (status)
    return {
      kind: "error",
      error: errorIn(message),
      gateway: message.headers?.get(GATEWAY_HEADER) || undefined,
    };
  const type = message.headers?.get(EVENT_HEADER);
  if (type === TAKEN_EVENT) return { kind: "event" };
  if (type)
    return { kind: "event", event: { type, [type]: message.json() } as unknown as SearchEvent };
  return { kind: "result", result: message.json() };
}

/** Never throws: what a subscription's callback throws ends the reading of the whole connection. */
function pingedId(message: Msg): string | undefined {
  try {
    const id = message.json<{ id?: unknown } | null>()?.id;
    return typeof id === "string" && isToken(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly Fault[];
}

function errorIn(message: Msg): AuctionError {
  const said = message.headers?.get(ERROR_HEADER) ?? "";
  // Where the broker takes small messages only, the headers are all there is.
  const {
    code,
    detail,
    errors = [],
  } = message.data.length > 0
    ? message.json<Problem>()
    : { code: said.split(":")[0] ?? "", detail: said };
  const known = Object.hasOwn(ERROR_STATUS, code) ? (code as ErrorCode) : "internal";
  return new AuctionError(known, detail, { faults: errors });
}

function deadlineIn(search: unknown): number | undefined {
  const deadlineMs = (search as { policy?: { deadlineMs?: unknown } | null } | null)?.policy
    ?.deadlineMs;
  return typeof deadlineMs === "number" && deadlineMs > 0 && deadlineMs <= SEARCH_DEADLINE_MS_MAX
    ? deadlineMs
    : undefined;
}
