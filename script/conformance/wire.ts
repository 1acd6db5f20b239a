/**
 * The suite's side of the wire: one connection with the rights of a gateway. It sends, and keeps
 * what comes, in the order in which it comes.
 *
 * PLAYED-1 Every wait has an end by the clock, and ends at once when the run is stopped.
 * PLAYED-2 What is kept is bounded, however much a bidder sends; what is beyond is counted.
 */
import { type Msg, type MsgHdrs, type NatsConnection, headers as newHeaders } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import {
  inboxWildcard,
  NO_RESPONDERS,
  PRESENCE_WILDCARD,
  parseInboxSubject,
  rosterInbox,
} from "../../proto/subjects.ts";
import type { Received } from "./observed.ts";

/** A6: messages and bytes that are kept of one exchange, presence messages, and bytes of all. */
const MESSAGES_MAX = 256;
const BYTES_MAX = 8 * 1024 * 1024;
const PRESENCE_MAX = 256;
const BYTES_OF_ALL_MAX = 64 * 1024 * 1024;

/** What has come for one reply subject or question. */
export interface Box {
  readonly received: Received[];
  bytes: number;
  unkept: number;
}

export class Wire {
  readonly #connection: NatsConnection;
  readonly #now: () => number;
  readonly #signal: AbortSignal;
  readonly #boxes = new Map<string, Box>();
  readonly #waiting = new Set<() => void>();
  #order = 0;
  /** Of all that is kept. */
  #bytes = 0;
  #tokens = 0;
  /** This gateway's id. */
  readonly id: string;
  readonly presence: Received[] = [];

  constructor(connection: NatsConnection, id: string, now: () => number, signal: AbortSignal) {
    this.#connection = connection;
    this.id = id;
    this.#now = now;
    this.#signal = signal;
  }

  get isStopped(): boolean {
    return this.#signal.aborted;
  }

  get payloadMax(): number {
    return this.#connection.info?.max_payload ?? 0;
  }

  now(): number {
    return this.#now();
  }

  /** Resolves when the broker has the subscriptions. */
  async start(): Promise<void> {
    const on = (subject: string, take: (message: Msg) => void) =>
      subscribe(this.#connection, subject, {
        take: (message) => {
          take(message);
          for (const check of [...this.#waiting]) check();
        },
        fault: () => {}, // the connection's status says it: connectAs
      });
    on(PRESENCE_WILDCARD, (message) => {
      if (this.presence.length < PRESENCE_MAX && this.#hasRoom(message))
        this.presence.push(this.#received(message));
    });
    on(`${rosterInbox(this.id)}.>`, (message) =>
      this.#keep(message.subject.slice(rosterInbox(this.id).length + 1), message),
    );
    on(inboxWildcard(this.id), (message) => {
      // What is no subject of an auction may begin with its token all the same.
      const token = parseInboxSubject(message.subject)?.token ?? message.subject.split(".")[3];
      this.#keep(token ?? "", message);
    });
    await this.#connection.flush();
  }

  /** A new token, and the box of what comes for it. */
  open(prefix = ""): { readonly token: string; readonly box: Box } {
    const token = `${prefix}t${++this.#tokens}`;
    const box: Box = { received: [], bytes: 0, unkept: 0 };
    this.#boxes.set(token, box);
    return { token, box };
  }

  publish(
    subject: string,
    payload: Uint8Array | undefined,
    { reply, headers }: { reply?: string; headers?: Readonly<Record<string, string>> } = {},
  ): void {
    this.#connection.publish(subject, payload, {
      ...(reply === undefined ? {} : { reply }),
      ...(headers === undefined ? {} : { headers: headersOf(headers) }),
    });
  }

  /** A question of the service protocol; its answers come into the box. */
  ask(subject: string): Box {
    const { token, box } = this.open();
    this.publish(subject, undefined, { reply: `${rosterInbox(this.id)}.${token}` });
    return box;
  }

  /**
   * Resolves as soon as `holds` does, with true, or when the time is over or the run is stopped
   * (PLAYED-1).
   */
  until(holds: () => boolean, withinMs: number): Promise<boolean> {
    if (holds() || this.#signal.aborted) return Promise.resolve(holds());
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        this.#signal.removeEventListener("abort", end);
        resolve(holds());
      };
      const check = () => {
        if (holds()) end();
      };
      const timer = setTimeout(end, withinMs);
      this.#waiting.add(check);
      this.#signal.addEventListener("abort", end, { once: true });
    });
  }

  #keep(token: string, message: Msg): void {
    const box = this.#boxes.get(token);
    if (box === undefined) return;
    // PLAYED-2
    const isFull =
      box.received.length >= MESSAGES_MAX || box.bytes + message.data.length > BYTES_MAX;
    if (isFull || !this.#hasRoom(message)) {
      box.unkept++;
      return;
    }
    box.bytes += message.data.length;
    box.received.push(this.#received(message));
  }

  #hasRoom({ data }: Msg): boolean {
    return this.#bytes + data.length <= BYTES_OF_ALL_MAX;
  }

  #received({ subject, data, headers }: Msg): Received {
    this.#bytes += data.length;
    return {
      subject,
      atMs: this.#now(),
      order: ++this.#order,
      data,
      isNobody: data.length === 0 && headers?.code === NO_RESPONDERS,
    };
  }
}

function headersOf(values: Readonly<Record<string, string>>): MsgHdrs {
  const headers = newHeaders();
  for (const [name, value] of Object.entries(values)) headers.set(name, value);
  return headers;
}
