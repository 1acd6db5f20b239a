/**
 * The bucket's own connection. JetStream can stop answering on the connection that writes to it
 * (nats-server 2.9.10 does so for ever when its disk is full), so the auctions' connection never
 * carries its traffic, and one that has failed is closed and replaced.
 */
import type { NatsConnection } from "nats";

/** @throws Error when the broker cannot be reached */
export type Dial = () => Promise<NatsConnection>;

export class Link {
  readonly #dial: Dial;
  readonly #changed: (connected: boolean) => void;
  #connection: Promise<NatsConnection> | undefined;

  constructor(dial: Dial, changed: (connected: boolean) => void) {
    this.#dial = dial;
    this.#changed = changed;
  }

  /** The connection there is, or a new one. @throws Error when there is none to be had */
  get(): Promise<NatsConnection> {
    if (this.#connection !== undefined) return this.#connection;
    const connection = this.#dial();
    this.#connection = connection;
    connection.then(
      (dialled) => void this.#watch(connection, dialled),
      () => this.#forget(connection),
    );
    return connection;
  }

  /** Closes the connection without waiting for anything that is under way on it. */
  drop(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.then(
      (dialled) => dialled.close(),
      () => {},
    );
  }

  async #watch(connection: Promise<NatsConnection>, dialled: NatsConnection): Promise<void> {
    for await (const { type } of dialled.status()) {
      if (this.#connection !== connection) return;
      if (type === "disconnect") this.#changed(false);
      if (type === "reconnect") this.#changed(true);
      if (type === "close") this.#forget(connection);
    }
  }

  #forget(connection: Promise<NatsConnection>): void {
    if (this.#connection === connection) this.#connection = undefined;
  }
}
