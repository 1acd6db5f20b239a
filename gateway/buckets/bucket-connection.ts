/**
 * The bucket's own connection. JetStream can stop answering on the connection that writes to it
 * (nats-server 2.9.10 does so permanently when its disk is full). So the auctions' connection never
 * carries the bucket's traffic, and a connection that has failed is closed and replaced.
 */
import type { NatsConnection } from "nats";

/** @throws Error when the broker cannot be reached */
export type ConnectBucket = () => Promise<NatsConnection>;

export class BucketConnection {
  readonly #connect: ConnectBucket;
  readonly #onChange: (connected: boolean) => void;
  #current: Promise<NatsConnection> | undefined;

  constructor(connect: ConnectBucket, onChange: (connected: boolean) => void) {
    this.#connect = connect;
    this.#onChange = onChange;
  }

  /** The open connection, or a new one. @throws Error when the broker cannot be reached */
  get(): Promise<NatsConnection> {
    if (this.#current !== undefined) return this.#current;
    const opening = this.#connect();
    this.#current = opening;
    opening.then(
      (connection) => void this.#watch(opening, connection),
      () => this.#drop(opening),
    );
    return opening;
  }

  /** Closes the connection without waiting for requests that are in progress on it. */
  drop(): void {
    const current = this.#current;
    this.#current = undefined;
    current?.then(
      (connection) => connection.close(),
      () => {},
    );
  }

  async #watch(opening: Promise<NatsConnection>, connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (this.#current !== opening) return;
      if (type === "disconnect") this.#onChange(false);
      if (type === "reconnect") this.#onChange(true);
      if (type === "close") this.#drop(opening);
    }
  }

  #drop(opening: Promise<NatsConnection>): void {
    if (this.#current === opening) this.#current = undefined;
  }
}
