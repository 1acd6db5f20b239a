/**
 * What is noted of one auction while it runs. Until it ends, messages are kept as they came, which
 * the auction does too where they have offers: most auctions are not recorded, and copy nothing.
 * One whose late bids are waited for gives each message a memory of its own, since a message is a
 * view of a read of the socket, which it would keep: what is counted is then what is kept (A6). A
 * running auction keeps VIEWS_MAX reads at most, and all together keep no more than was read of the
 * socket while they ran: small messages beyond the first ones are copied as they come, into shared
 * memory (message-pool.ts).
 */

import { isAsked } from "../../proto/bidder-choice.ts";
import { encodeFallbackRecord, encodeResultWithoutIds } from "../../proto/codec/index.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { AuctionEnd, AuctionRequest, Expectation, ShownFallback } from "../auction/ports.ts";
import { AUCTION_BYTES_MAX } from "./auction-codec.ts";
import { MessagePool } from "./message-pool.ts";
import { NotedMessages } from "./noted-messages.ts";
import type { RecordedAuction, RecordedEvent, RecordedFallback } from "./recorded-auction.ts";
import { recordedUs } from "./recorded-time.ts";

/** A6: events of one auction; 64 bidders with as many bids as they may send have fewer. */
const EVENTS_MAX = 4_096;
/** What an event takes beside its bytes, in memory. */
const EVENT_BYTES = 200;
/** A6: a read of the socket has 64 kB at most. Three bidders send about as many messages. */
const VIEWS_MAX = 8;
/** A message beyond that is copied at once where it is a smaller part of what it keeps. */
const KEPT_PART = 4;
/** Beside its bids an auction has its search, reports and result. */
const BIDS_BYTES_MAX = AUCTION_BYTES_MAX / 2;

/** Of all auctions: each takes as much of it as it needs. */
const pool = new MessagePool();

/** What is kept of an end: the result is encoded, so that its bytes are known. */
type NotedEnd = Pick<AuctionEnd, "endedBy" | "endedAtMs"> &
  Pick<RecordedAuction, "bidders" | "result" | "fallbacks">;

/** The same event, with its time by the gateway's clock (monotonic). */
type WithMs<Event> = Event extends RecordedEvent
  ? Omit<Event, "atUs"> & { readonly atMs: number }
  : never;
type NotedEvent = WithMs<RecordedEvent>;

/** An event without its time that is no bid. */
type WithoutTime<Event> = Event extends RecordedEvent ? Omit<Event, "atUs"> : never;
type EventNote = WithoutTime<Exclude<RecordedEvent, { readonly kind: "bid" }>>;

/** An auction that runs, or that has ended and whose late bids are waited for. */
export class AuctionCapture {
  readonly request: AuctionRequest;
  readonly lateWanted: boolean;
  /** It is recorded whatever its end. */
  readonly isSampled: boolean;
  readonly #expectation: Expectation;
  readonly #calledAtMs: number;
  readonly #wallMs: number;
  readonly #events: NotedEvent[] = [];
  readonly #messages = new NotedMessages();
  /** What it takes in memory, about. */
  bytes = EVENT_BYTES;
  /** It has more than a record may have (A6). */
  isTooLarge = false;
  /** It has its result, and is recorded. */
  #end: NotedEnd | null = null;
  /** A bidder was at work when it ended. */
  hasOutstanding = false;
  #hasHedges = false;
  /** Nothing more comes of it; bidders that work on for it were told to stop (RECORDER-4). */
  isForgotten = false;

  constructor(
    request: AuctionRequest,
    expectation: Expectation,
    now: { readonly atMs: number; readonly wallMs: number },
    drawn: { readonly isSampled: boolean; readonly lateWanted: boolean },
  ) {
    this.request = request;
    this.#expectation = expectation;
    this.#calledAtMs = now.atMs;
    this.#wallMs = now.wallMs - (now.atMs - request.arrivedAtMs);
    this.isSampled = drawn.isSampled;
    this.lateWanted = drawn.lateWanted;
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /** Nothing more can come of it. */
  get isFinished(): boolean {
    return this.#end?.endedBy === "complete" && !this.hasOutstanding && !this.#hasHedges;
  }

  /**
   * Whether what a bidder sends is part of the auction: it was asked (CHOICE-1), and is no shadow
   * bidder (SHADOW-1).
   */
  takesPart(bidder: string): boolean {
    const { shadow } = this.#expectation;
    return isAsked(this.request.search.bidders, bidder) && shadow?.includes(bidder) !== true;
  }

  /** Of every bid of every auction: it makes one object, and copies as little as it can. */
  noteBid(bidder: string, instance: string, bytes: Uint8Array, atMs: number): void {
    const taken = this.#messages.take(bidder, instance, bytes, this.hasEnded);
    if (taken === null || !this.#hasRoom(taken.length)) return;
    this.#events.push({ kind: "bid", atMs, bidder, instance, bytes: this.#kept(taken) });
  }

  #kept(taken: Uint8Array): Uint8Array {
    if (this.hasEnded) return ownBytes(taken);
    return this.#events.length >= VIEWS_MAX && keepsMuchMore(taken) ? pool.copyOf(taken) : taken;
  }

  /** It has ended and waits for late bids: its messages and its result have their own memory. */
  keep(): void {
    if (this.#end !== null && this.#end.result !== null)
      this.#end = { ...this.#end, result: ownBytes(this.#end.result) };
    for (const [i, event] of this.#events.entries())
      if (event.kind === "bid" && !hasOwnBytes(event.bytes))
        this.#events[i] = { ...event, bytes: ownBytes(event.bytes) };
  }

  note(event: EventNote, atMs: number): void {
    if (event.kind === "hedged") this.#messages.hedged(event.bidder, event.instance);
    if (!this.#hasRoom(0)) return;
    if (event.kind === "hedged") this.#hasHedges = true;
    this.#events.push({ ...event, atMs });
  }

  /** Takes it, where there is any. */
  #hasRoom(length: number): boolean {
    if (this.#events.length >= EVENTS_MAX || this.bytes + length > BIDS_BYTES_MAX) {
      this.isTooLarge = true;
      return false;
    }
    this.bytes += EVENT_BYTES + length;
    return true;
  }

  /** It has its result, and is recorded. */
  end(end: AuctionEnd): void {
    // An auction among shadow bidders alone has reached nobody by itself (SHADOW-3).
    const isSaid = this.#events.some(({ kind }) => kind === "no-subscribers");
    if (end.endedBy === "no-bidders" && !isSaid) {
      const atMs = end.endedAtMs;
      const at = this.#events.findIndex((event) => event.atMs > atMs);
      const event: NotedEvent = { kind: "no-subscribers", atMs };
      this.#events.splice(at < 0 ? this.#events.length : at, 0, event);
    }
    const { endedBy, endedAtMs, result } = end;
    // RECORDED-2
    const encoded = encodeResultWithoutIds(result);
    const fallbacks = (end.fallbacks ?? []).map(recordedFallback);
    this.#end = { endedBy, endedAtMs, bidders: result.bidders, result: encoded, fallbacks };
    this.bytes += encoded.length;
    for (const { record } of fallbacks) this.bytes += record.length;
    if (this.bytes > BIDS_BYTES_MAX + encoded.length) this.isTooLarge = true;
    if (end.endedBy === "cancelled") this.note({ kind: "cancelled" }, end.endedAtMs);
  }

  /** Only of one that has ended. */
  recorded(gateway: string, heardUntilMs: number): RecordedAuction {
    const { request } = this;
    const { result, bidders, endedBy, endedAtMs, fallbacks } = this.#end as NotedEnd;
    const { expected, skipped, required, absent, hedgeAfterMs } = this.#expectation;
    return {
      searchId: request.searchId,
      auctionId: request.auctionId,
      gateway,
      wallMs: this.#wallMs,
      search: impersonal(request.search),
      objective: request.objective,
      rates: request.rates,
      grace: request.grace,
      plausibility: request.plausibility,
      markUp: request.markUp?.rules ?? [],
      disabledSellers: [...(request.disabledSellers ?? [])],
      disabled: request.disabled ?? [],
      tooFar: request.tooFar ?? [],
      arm: request.arm ?? null,
      expectation: {
        ...{ expected, skipped, required, absent },
        hedgeAfterMs: [...hedgeAfterMs],
      },
      calledAtUs: this.#us(this.#calledAtMs),
      events: this.#events.map((event) => this.#recordedEvent(event)),
      endedBy,
      endedAtUs: this.#us(endedAtMs),
      heardUntilUs: this.#us(heardUntilMs),
      lateWanted: this.lateWanted,
      sampled: this.isSampled,
      ...{ bidders, result, fallbacks },
    };
  }

  /** Most auctions are not recorded: only here its time is worked out (RECORDEDTIME-1). */
  #recordedEvent(noted: NotedEvent): RecordedEvent {
    if (noted.kind === "bid") {
      // Most events are bids, and a copy by named fields takes less time than one by spread.
      const { kind, bidder, instance, bytes } = noted;
      return { kind, atUs: this.#us(noted.atMs), bidder, instance, bytes };
    }
    const { atMs, ...event } = noted;
    return { ...event, atUs: this.#us(atMs) } as RecordedEvent;
  }

  #us(atMs: number): number {
    return recordedUs(atMs - this.request.arrivedAtMs);
  }
}

function recordedFallback({ bidder, staleAgeMs: ageMs, ...bids }: ShownFallback): RecordedFallback {
  return { bidder, ageMs, record: encodeFallbackRecord(bids) };
}

function keepsMuchMore({ buffer, byteLength }: Uint8Array): boolean {
  return buffer.byteLength > KEPT_PART * byteLength;
}

function hasOwnBytes({ buffer, byteLength }: Uint8Array): boolean {
  return buffer.byteLength === byteLength;
}

/** `slice` of a Buffer copies nothing. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** RECORDED-2: no rule of an auction reads the ages of travellers or their language. */
function impersonal(search: FlightSearch): FlightSearch {
  if (search.locale === undefined && search.passengers.ages === undefined) return search;
  const { locale: _, passengers, ...rest } = search;
  const { adults, children, infants } = passengers;
  return { ...rest, passengers: { adults, children, infants } };
}
