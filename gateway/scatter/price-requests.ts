/**
 * Asks a bidder over NATS what one of its offers costs now. Any instance of its kind answers, in
 * the gateway's inbox under its own name, so that the broker guarantees who has answered (A4).
 *
 * PRICEREQ-1 A request ends exactly once: with the answer of the asked kind, or with an error at
 *    its deadline, when no instance is subscribed, when the last one is lost, or when its caller
 *    disconnects. It is sent once: a caller who wants to can ask again.
 * PRICEREQ-2 No more than `PRICES_OPEN_MAX` are open at once (A6).
 */
import type { NatsConnection } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { encodePriceRequest } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { PriceRequest } from "../../proto/messages.ts";
import { inboxSubject, priceSubject, priceToken } from "../../proto/subjects.ts";
import { randomId } from "../runtime/random-id.ts";
import type { Inbox } from "./inbox.ts";
import { publishOptions } from "./publish-options.ts";

/** A6: each is a timer and an entry of a map, and some kilobytes on their way. */
export const PRICES_OPEN_MAX = 256;

/** What is asked: the rest of the call is the gateway's to fill in. */
export interface PriceQuestion {
  readonly call: Pick<PriceRequest["call"], "search" | "objective" | "rates">;
  readonly offer: PriceRequest["offer"];
}

export interface PriceLimits {
  readonly deadlineMs: number;
  /** Fires when the caller has disconnected. */
  readonly signal: AbortSignal | null;
  /** The span that the bidder's work belongs to; absent where there is no trace. */
  readonly traceparent?: string | undefined;
}

interface PriceReply {
  /** The id of the request, which the answer repeats. */
  readonly id: string;
  readonly instance: string;
  readonly bytes: Uint8Array;
}

interface PriceRequestsPorts {
  readonly connection: Pick<NatsConnection, "publish">;
  /** This gateway's id. */
  readonly gateway: string;
  readonly inbox: Pick<Inbox, "listenForPrice" | "releasePrice">;
  readonly clock: Clock;
  readonly connected: () => boolean;
}

export class PriceRequests {
  readonly #ports: PriceRequestsPorts;
  #open = 0;

  constructor(ports: PriceRequestsPorts) {
    this.#ports = ports;
  }

  /** Requests that are not answered yet. */
  get open(): number {
    return this.#open;
  }

  /** @throws AuctionError `overloaded`, `no-broker`, `no-bidder`, `no-answer` or `cancelled` */
  ask(bidder: string, question: PriceQuestion, limits: PriceLimits): Promise<PriceReply> {
    const { connection, gateway, inbox, clock, connected } = this.#ports;
    if (limits.signal?.aborted) return Promise.reject(callerLeft());
    if (!connected()) return Promise.reject(brokerAway());
    if (this.#open >= PRICES_OPEN_MAX) return Promise.reject(noRoom());
    const id = randomId();
    const token = priceToken(id);
    const { promise, resolve, reject } = Promise.withResolvers<PriceReply>();
    const leave = () => reject(callerLeft());
    limits.signal?.addEventListener("abort", leave, { once: true });
    const cancelTimer = clock.at(clock.now() + limits.deadlineMs, () =>
      reject(noAnswer(bidder, `in ${limits.deadlineMs} ms`)),
    );
    inbox.listenForPrice(token, {
      bidder,
      answer: (instance, bytes) => resolve({ id, instance, bytes }),
      noSubscribers: () => reject(noBidder(bidder)),
      lost: () => reject(noAnswer(bidder, "before its last instance was lost")),
    });
    this.#open++;
    try {
      connection.publish(
        priceSubject(bidder),
        encodePriceRequest({
          offer: question.offer,
          call: {
            ...question.call,
            searchId: id,
            gateway,
            budgetMs: limits.deadlineMs,
            sentAtMs: clock.wall(),
          },
        }),
        publishOptions(inboxSubject(gateway, token), limits.traceparent),
      );
    } catch (thrown) {
      reject(AuctionError.from(thrown, "no-broker"));
    }
    return promise.finally(() => {
      this.#open--;
      inbox.releasePrice(token);
      cancelTimer();
      limits.signal?.removeEventListener("abort", leave);
    });
  }
}

function callerLeft(): AuctionError {
  return new AuctionError("cancelled", "the caller has disconnected");
}

function brokerAway(): AuctionError {
  return new AuctionError("no-broker", "the broker is away; try again in a second");
}

function noRoom(): AuctionError {
  return new AuctionError(
    "overloaded",
    `this gateway waits for the prices of ${PRICES_OPEN_MAX} offers already; try again in a second`,
  );
}

function noBidder(bidder: string): AuctionError {
  return new AuctionError(
    "no-bidder",
    `no instance of '${bidder}' says now what its offers cost; try again, or search again`,
  );
}

function noAnswer(bidder: string, when: string): AuctionError {
  return new AuctionError("no-answer", `'${bidder}' has not answered ${when}`);
}
