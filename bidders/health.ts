/**
 * Whether a bidder takes calls now.
 *
 * HEALTH-1 A bidder is ready while it has joined, does not leave, and its broker answers a round
 *          trip on its connection: an open socket does not mean that the broker answers.
 */
import type { NatsConnection } from "nats";
import type { Clock } from "../common/runtime/clock.ts";
import { settlesWithin } from "../common/runtime/within.ts";

/** How long the broker may take to answer. A gateway gives it 1.5 to 2 s. */
export const ROUND_TRIP_MS_MAX = 1_500;

/** One thing that must be so. */
export interface Check {
  readonly name: "joined" | "broker";
  readonly ok: boolean;
  readonly detail: string;
}

/** What is asked of the connection. */
type Connection = Pick<NatsConnection, "flush" | "isClosed">;

export class BidderHealth {
  readonly #clock: Pick<Clock, "now" | "at">;
  #connection: Connection | undefined;
  #state: "starting" | "joined" | "leaving" = "starting";
  #asking: Promise<boolean> | undefined;

  constructor(clock: Pick<Clock, "now" | "at">) {
    this.#clock = clock;
  }

  joined(connection: Connection): void {
    this.#connection = connection;
    this.#state = "joined";
  }

  leaving(): void {
    this.#state = "leaving";
  }

  /** Never rejects. */
  async checks(): Promise<readonly Check[]> {
    const isJoined = this.#state === "joined";
    const detail = {
      starting: "the bidder is starting",
      joined: "the bidder takes calls",
      leaving: "the bidder is shutting down",
    }[this.#state];
    const answers = await this.#brokerAnswers();
    return [
      { name: "joined", ok: isJoined, detail },
      {
        name: "broker",
        ok: answers,
        detail: answers
          ? "the broker answers"
          : `the broker has not answered within ${ROUND_TRIP_MS_MAX} ms on this connection`,
      },
    ];
  }

  /** Several that ask at once wait for one round trip (A6). */
  #brokerAnswers(): Promise<boolean> {
    const connection = this.#connection;
    if (connection === undefined || connection.isClosed()) return Promise.resolve(false);
    this.#asking ??= this.#ask(connection).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(connection: Connection): Promise<boolean> {
    let hasAnswered = false;
    const answer = connection.flush().then(
      () => {
        hasAnswered = true;
      },
      // The connection is lost: it has not answered.
      () => {},
    );
    await settlesWithin(answer, ROUND_TRIP_MS_MAX, this.#clock);
    return hasAnswered;
  }
}
