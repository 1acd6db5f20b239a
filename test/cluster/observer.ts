/**
 * Writes down every bid on the wire. One connection to each broker: a bid that reaches a gateway
 * passes the broker of that gateway, and so the observer there.
 */
import { readBroker } from "../../common/runtime/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import { decodeBid } from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import { parseInboxSubject } from "../../proto/subjects.ts";
import { type BidRecord, offerKey } from "./records.ts";
import type { System } from "./system.ts";

interface Observer {
  /** The keys of all offers that were bid, by auction. */
  readonly bids: ReadonlyMap<string, ReadonlySet<string>>;
  readonly wire: readonly BidRecord[];
  stop(): Promise<void>;
}

export async function startObserver(system: System): Promise<Observer> {
  const bids = new Map<string, Set<string>>();
  const wire: BidRecord[] = [];
  const take = (subject: string, bytes: Uint8Array) => {
    const { kind } = parseInboxSubject(subject) ?? {};
    if (kind === undefined) return;
    const bid = decodeBid(bytes);
    // `_INBOX.gw.<gateway>.<token>…`
    const [, , gateway = ""] = subject.split(".");
    wire.push({ auctionId: bid.searchId, gateway, kind, atMs: Date.now() });
    const keys = bids.get(bid.searchId) ?? new Set<string>();
    bids.set(bid.searchId, keys);
    for (const key of keysOf(kind, bid)) keys.add(key);
  };
  const connections = await Promise.all(
    system.brokerUrls.map(async (url) => {
      const broker = readBroker({ ...system.environment("observer"), NATS_URL: url }, "client", []);
      const connection = await connect(broker, {
        name: "observer",
        onStatus: () => {},
        waitOnFirstConnect: true,
      });
      connection.subscribe("_INBOX.gw.>", {
        callback(error, { subject, data }) {
          if (error === null) take(subject, data);
        },
      });
      await connection.flush();
      return connection;
    }),
  );
  return {
    bids,
    wire,
    async stop() {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
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
