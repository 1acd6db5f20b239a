/**
 * Writes down every call and every bid on the wire. One connection to each broker: what a gateway
 * sends and receives passes the broker of that gateway, and so the observer there. It also writes
 * down when an observer was cut off: it may have missed what passed then.
 */
import { readBroker } from "../../common/runtime/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import { decodeBid, decodeCall } from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import { isPriceToken, parseInboxSubject } from "../../proto/subjects.ts";
import { Attendance } from "./attendance.ts";
import { type BidRecord, type CallRecord, offerKey, type Span } from "./records.ts";
import { OBSERVED, type System } from "./system.ts";

interface Observer {
  /** The keys of all offers that were bid, by auction. */
  readonly bids: ReadonlyMap<string, ReadonlySet<string>>;
  readonly calls: ReadonlyMap<string, CallRecord>;
  readonly wire: readonly BidRecord[];
  /** When one of the observers was cut off from its broker. */
  cuts(): Span[];
  stop(): Promise<void>;
}

export async function startObserver(system: System): Promise<Observer> {
  const records = new WireRecords();
  const observers = await Promise.all(
    system.brokerUrls.map((url) => observe(system, url, records)),
  );
  return {
    ...records,
    cuts: () => observers.flatMap(({ attendance }) => attendance.cuts()),
    async stop() {
      for (const { attendance } of observers) attendance.stop();
      await Promise.all(observers.map(({ connection }) => connection.close()));
    },
  };
}

async function observe(system: System, url: string, records: WireRecords) {
  const broker = readBroker({ ...system.environment("observer"), NATS_URL: url }, "client", []);
  const attendance = new Attendance();
  const connection = await connect(broker, {
    name: "observer",
    onStatus: ({ type }) => attendance.status(type),
    waitOnFirstConnect: true,
  });
  for (const subject of OBSERVED)
    connection.subscribe(subject, {
      callback(error, { subject: its, data }) {
        if (error === null) records.take(its, data);
      },
    });
  await connection.flush();
  attendance.start(() => connection.flush());
  return { connection, attendance };
}

/** What all observers saw, each call and each bid once. */
class WireRecords {
  readonly bids = new Map<string, Set<string>>();
  readonly calls = new Map<string, CallRecord>();
  readonly wire: BidRecord[] = [];
  readonly #seen = new Set<string>();

  take(subject: string, bytes: Uint8Array): void {
    if (subject.startsWith("auction.")) this.#takeCall(bytes);
    else this.#takeBid(subject, bytes);
  }

  /** What asks an instance to drain has no body. */
  #takeCall(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const { searchId: auctionId, gateway } = decodeCall(bytes);
    if (!this.calls.has(auctionId))
      this.calls.set(auctionId, { auctionId, gateway, atMs: Date.now() });
  }

  #takeBid(subject: string, bytes: Uint8Array): void {
    const { token, kind, instance } = parseInboxSubject(subject) ?? {};
    if (token === undefined || kind === undefined || instance === undefined) return;
    if (isPriceToken(token)) return;
    const bid = decodeBid(bytes);
    const { searchId: auctionId, sequence, final, sheet } = bid;
    const key = `${auctionId} ${kind} ${instance} ${sequence}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    // `_INBOX.gw.<gateway>.<token>…`
    const [, , gateway = ""] = subject.split(".");
    const its = { auctionId, gateway, atMs: Date.now() };
    this.wire.push({ ...its, kind, instance, sequence, final, rows: sheet.rows });
    const keys = this.bids.get(auctionId) ?? new Set<string>();
    this.bids.set(auctionId, keys);
    for (const one of keysOf(kind, bid)) keys.add(one);
  }
}

function keysOf(bidder: string, { sheet }: Bid): string[] {
  return Array.from({ length: sheet.rows }, (_, row) =>
    offerKey({
      bidder,
      seller: sheet.sellers[sheet.seller[row] ?? -1] ?? "",
      itinerary: sheet.itinerary.at(row) ?? "",
      amount: sheet.price[row] ?? Number.NaN,
      currency: sheet.currencies[sheet.currency[row] ?? -1] ?? "",
    }),
  );
}
