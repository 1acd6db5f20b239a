/**
 * A bidder that follows a script of the test, on the real wire, with the rights of its kind: it
 * answers, sends wrong bids, floods the gateway or is silent.
 *
 *   const slow = await scriptedBidder(broker, "stops", async (call, reply) => {
 *     await gate;                                  // a promise that the test holds
 *     reply.offers(flightOffers(call.search, 3));
 *   });
 */
import type { NatsConnection } from "nats";
import { connect } from "../../common/runtime/connect.ts";
import {
  decodeCall,
  decodeCancel,
  decodePriceRequest,
  EMPTY_SHEET,
  encodeBid,
  encodePriceAnswer,
} from "../../proto/codec/index.ts";
import { messageOf } from "../../proto/errors.ts";
import type {
  Bid,
  CallForBids,
  FlightOffer,
  PriceAnswer,
  PriceRequest,
} from "../../proto/messages.ts";
import {
  bidderQueue,
  bidSubject,
  CANCEL_SUBJECT,
  directSubject,
  marketSubject,
  priceSubject,
} from "../../proto/subjects.ts";
import type { Broker } from "./broker.ts";
import { sheetOf } from "./offers.ts";
import { announce, answerService } from "./service.ts";
import { warmUpOffers } from "./warm-up.ts";

/** What a script may do with one call. Doing nothing is silence. */
interface CallReply {
  /** The bare inbox of the auction, where no bidder may publish. */
  readonly inbox: string;
  /** Where this bidder's bids go. */
  readonly subject: string;
  /** Resolves when the gateway announces that the auction has ended. */
  readonly cancelled: Promise<void>;
  /** A final bid without offers, with `changes`; sequence numbers count by themselves. */
  bid(changes: Partial<Bid>): void;
  offers(offers: readonly FlightOffer[], changes?: Partial<Bid>): void;
  empty(): void;
  declined(reason: string): void;
  failed(code: string): void;
  /** Any bytes, `times` times, to this bidder's own subject or to another. */
  raw(bytes: Uint8Array, options?: { readonly times?: number; readonly subject?: string }): void;
}

export type BidderScript = (call: CallForBids, reply: CallReply) => void | Promise<void>;

/** Answers a price request by `answer`, once, more often or not at all. */
export type PriceScript = (
  request: PriceRequest,
  answer: (answer: Partial<PriceAnswer>, subject?: string) => void,
  /** Where its answer goes. */
  subject: string,
) => void;

export interface ScriptedOptions {
  /** `*.*` (all) by default. */
  readonly market?: string;
  readonly instance?: string;
  /** Whether it takes calls to its instance alone, as bidders on the kit do; false by default. */
  readonly direct?: boolean;
  /** Answers what one of its offers costs; without it the bidder does not listen for that. */
  readonly price?: PriceScript;
  /** What its wall clock shows, for a bidder that reports it. */
  readonly wallMs?: () => number;
  /** Connects in another way than `broker.credentials` says. */
  readonly dial?: () => Promise<NatsConnection>;
}

export interface ScriptedBidder extends AsyncDisposable {
  readonly kind: string;
  readonly instance: string;
  readonly connection: NatsConnection;
  /** Every call that it received, in order. */
  readonly calls: readonly CallForBids[];
  /** Ids of the auctions whose cancel it received. */
  readonly cancels: readonly string[];
  /** What the broker refused it, in the client's words. */
  readonly refusals: readonly string[];
  /** Uses this script from the next call on. */
  follow(script: BidderScript): void;
  /** Announces that it leaves, and leaves. @throws AggregateError when a script has thrown */
  stop(): Promise<void>;
  /** Leaves without a message. */
  kill(): Promise<void>;
}

let instances = 0;

/** On a busy machine the broker may not have read the credentials in its 2 s. */
const PATIENT = { waitOnFirstConnect: true };

export async function scriptedBidder(
  broker: Pick<Broker, "credentials">,
  kind: string,
  script: BidderScript,
  options: ScriptedOptions = {},
): Promise<ScriptedBidder> {
  const { market = "*.*", instance = `scripted-${++instances}` } = options;
  const calls: CallForBids[] = [];
  const cancels: string[] = [];
  const refusals: string[] = [];
  const failures: unknown[] = [];
  let current = script;
  warmUpOffers();
  const dial = options.dial ?? dialWith(broker, kind, instance, refusals);
  const connection = await dial();
  const refuse = (error: Error): void => void refusals.push(error.message);
  const run = async (call: CallForBids, reply: CallReply) => {
    try {
      await current(call, reply);
    } catch (thrown) {
      failures.push(thrown);
    }
  };
  const ended = subscribeToCancels(connection, cancels, refuse);
  const take = (call: CallForBids, inbox: string) => {
    calls.push(call);
    const { promise: cancelled, resolve } = Promise.withResolvers<void>();
    ended.set(call.searchId, resolve);
    void run(call, replyTo(connection, call, { inbox, kind, instance, cancelled }));
  };
  subscribeToCalls(connection, marketSubject(market), { queue: bidderQueue(kind) }, refuse, take);
  if (options.direct === true)
    subscribeToCalls(connection, directSubject(kind, instance), {}, refuse, take);
  const { wallMs, price } = options;
  if (price !== undefined) subscribeToPrices(connection, { kind, instance }, refuse, price);
  const identity = { kind, instance, market, ...(wallMs === undefined ? {} : { wallMs }) };
  answerService(connection, identity);
  await join(connection, identity);

  const stop = async () => {
    if (!connection.isClosed()) {
      announce(connection, identity, "left");
      await connection.drain();
    }
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `the script of ${kind} threw: ${failures.map(messageOf).join("; ")}`,
      );
  };
  return {
    kind,
    instance,
    connection,
    calls,
    cancels,
    refusals,
    follow(next) {
      current = next;
    },
    stop,
    kill: () => connection.close(),
    [Symbol.asyncDispose]: stop,
  };
}

function dialWith(
  broker: Pick<Broker, "credentials">,
  kind: string,
  instance: string,
  refusals: string[],
): () => Promise<NatsConnection> {
  return () =>
    connect(broker.credentials(kind), {
      name: `${kind} ${instance}`,
      ...PATIENT,
      onStatus: ({ type, detail }) => {
        if (type === "error") refusals.push(detail);
      },
    });
}

async function join(
  connection: NatsConnection,
  identity: Parameters<typeof announce>[1],
): Promise<void> {
  await connection.flush();
  announce(connection, identity, "joined");
  await connection.flush();
}

type Refuse = (error: Error) => void;

function subscribeToCalls(
  connection: NatsConnection,
  subject: string,
  options: { readonly queue?: string },
  refuse: Refuse,
  take: (call: CallForBids, inbox: string) => void,
): void {
  connection.subscribe(subject, {
    ...options,
    callback: (error, message) => {
      if (error !== null) return refuse(error);
      // The bidder names no table of rates, so each call carries its rates.
      take(decodeCall(message.data) as CallForBids, message.reply ?? "");
    },
  });
}

/** Adds the ids of cancelled auctions to `cancels`. @returns what to call, by auction */
function subscribeToCancels(
  connection: NatsConnection,
  cancels: string[],
  refuse: Refuse,
): Map<string, () => void> {
  const ended = new Map<string, () => void>();
  connection.subscribe(CANCEL_SUBJECT, {
    callback: (error, message) => {
      if (error !== null) return refuse(error);
      const id = decodeCancel(message.data);
      cancels.push(id);
      ended.get(id)?.();
    },
  });
  return ended;
}

interface CallReplyContext {
  readonly inbox: string;
  readonly kind: string;
  readonly instance: string;
  readonly cancelled: Promise<void>;
}

function replyTo(
  connection: NatsConnection,
  call: CallForBids,
  { inbox, kind, instance, cancelled }: CallReplyContext,
): CallReply {
  const subject = bidSubject(inbox, kind, instance);
  let sequence = 0;
  const publish = (to: string, bytes: Uint8Array) => {
    // A bidder that was killed sends nothing more.
    if (!connection.isClosed()) connection.publish(to, bytes);
  };
  const bid = (changes: Partial<Bid>) => {
    const plain: Bid = {
      searchId: call.searchId,
      sequence: sequence++,
      final: true,
      status: "empty",
      reason: null,
      sheet: EMPTY_SHEET,
      floor: null,
    };
    publish(subject, encodeBid({ ...plain, ...changes }));
  };
  return {
    inbox,
    subject,
    cancelled,
    bid,
    offers: (offers, changes = {}) =>
      bid({ status: "offers", sheet: sheetOf(offers, call.search.cabin), ...changes }),
    empty: () => bid({}),
    declined: (reason) => bid({ status: "declined", reason }),
    failed: (code) => bid({ status: "failed", reason: code }),
    raw(bytes, { times = 1, subject: to = subject } = {}) {
      for (let i = 0; i < times; i++) publish(to, bytes);
    },
  };
}

function subscribeToPrices(
  connection: NatsConnection,
  { kind, instance }: { readonly kind: string; readonly instance: string },
  refuse: (error: Error) => void,
  script: PriceScript,
): void {
  connection.subscribe(priceSubject(kind), {
    queue: bidderQueue(kind),
    callback(error, message) {
      if (error !== null) return refuse(error);
      const request = decodePriceRequest(message.data);
      const own = bidSubject(message.reply ?? "", kind, instance);
      const answer = (changes: Partial<PriceAnswer>, subject = own) =>
        connection.publish(
          subject,
          encodePriceAnswer({
            searchId: request.call.searchId,
            status: "gone",
            reason: null,
            offer: EMPTY_SHEET,
            ...changes,
          }),
        );
      script(request, answer, own);
    },
  });
}
