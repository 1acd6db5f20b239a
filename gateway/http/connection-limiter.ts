/**
 * Limits the number of connections at once (A6), so that one address cannot use all of them. A
 * connection is idle while it has no running request. At a limit the connection that has been idle
 * longest is closed for the new one. The new one is refused only if all others have a running
 * request or were opened a moment ago.
 */

export interface ConnectionLimits {
  /** The most connections of all addresses together. */
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** How long a connection is idle before it can be closed for a new one. */
  readonly idleMsMin: number;
}

/** The connections that one address has. */
interface Holder {
  count: number;
  /** The time since which each is idle, the longest first: a map keeps the order of insertion. */
  readonly idle: Map<object, number>;
}

interface HeldConnection {
  readonly holder: Holder;
  readonly address: string;
  requests: number;
}

export class ConnectionLimiter<Connection extends object> {
  readonly #limits: ConnectionLimits;
  /** Monotonic milliseconds. */
  readonly #now: () => number;
  readonly #holders = new Map<string, Holder>();
  readonly #connections = new Map<Connection, HeldConnection>();

  constructor(limits: ConnectionLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  get count(): number {
    return this.#connections.size;
  }

  /**
   * Adds a new connection. Returns the connection that must be closed for it: none, an idle one, or
   * the new one itself.
   */
  opened(
    connection: Connection,
    address: string,
    perAddressMax = this.#limits.connectionsPerAddressMax,
  ): Connection | undefined {
    const holder = this.#holders.get(address) ?? { count: 0, idle: new Map() };
    let leaving: Connection | undefined;
    if (holder.count >= perAddressMax) leaving = this.#longestIdle(holder) ?? connection;
    else if (this.#connections.size >= this.#limits.connectionsMax)
      leaving = this.#idleOfTheLargest() ?? connection;
    if (leaving === connection) return connection;
    if (leaving !== undefined) this.closed(leaving);
    holder.count++;
    holder.idle.set(connection, this.#now());
    this.#holders.set(address, holder);
    this.#connections.set(connection, { holder, address, requests: 0 });
    return leaving;
  }

  /** A request has begun on it. Several may run at once, because a caller may pipeline them. */
  began(connection: Connection): void {
    const known = this.#connections.get(connection);
    if (known === undefined) return;
    known.requests++;
    known.holder.idle.delete(connection);
  }

  ended(connection: Connection): void {
    const known = this.#connections.get(connection);
    if (known === undefined) return;
    known.requests--;
    if (known.requests === 0) known.holder.idle.set(connection, this.#now());
  }

  /** May be called for a connection that is not counted. */
  closed(connection: Connection): void {
    const known = this.#connections.get(connection);
    if (known === undefined) return;
    const { holder, address } = known;
    this.#connections.delete(connection);
    holder.idle.delete(connection);
    holder.count--;
    if (holder.count === 0) this.#holders.delete(address);
  }

  #longestIdle({ idle }: Holder): Connection | undefined {
    for (const [connection, since] of idle)
      return this.#now() - since >= this.#limits.idleMsMin ? (connection as Connection) : undefined;
    return undefined;
  }

  /**
   * An idle connection of the address that holds the most connections, among those with an idle
   * one.
   */
  #idleOfTheLargest(): Connection | undefined {
    let largest: { count: number; connection: Connection } | undefined;
    for (const holder of this.#holders.values()) {
      if (holder.count <= (largest?.count ?? 0)) continue;
      const connection = this.#longestIdle(holder);
      if (connection !== undefined) largest = { count: holder.count, connection };
    }
    return largest?.connection;
  }
}
