/**
 * A bidder on the bare wire that does what the kit does not let a bidder do: it leaves calls
 * without an answer, bids after the deadline, or sends bytes that are not a bid. Its other answers
 * are right.
 */
import { randomBytes } from "node:crypto";
import { connect } from "nats";
import { decodeCall, encodeBid } from "../../../proto/codec/index.ts";
import type { Bid, FlightSearch, Sheet } from "../../../proto/messages.ts";
import { bidderQueue, bidSubject, marketSubject } from "../../../proto/subjects.ts";
import { announce, answerService } from "../../../test/harness/service.ts";
import type { Faults, SideContext } from "../side.ts";

/** The delay of a late bid: after the end of the auction, and before its result is forgotten. */
const LATE_MS = 50;
const MARKET = "*.*";

interface FaultyBidderOptions {
  readonly kind: string;
  readonly instance: string;
  readonly broker: SideContext["broker"];
  readonly faults: Faults;
  /** Its offers for a search, where it answers at all. */
  sheetFor(search: FlightSearch): Sheet;
}

export async function startFaultyBidder(options: FaultyBidderOptions): Promise<void> {
  const { kind, instance, broker, faults } = options;
  const { url: servers, user, password: pass } = broker;
  const connection = await connect({ servers, user, pass });
  const bid: Omit<Bid, "searchId" | "sheet"> = {
    sequence: 0,
    final: true,
    status: "offers",
    reason: null,
    floor: null,
  };
  connection.subscribe(marketSubject(MARKET), {
    queue: bidderQueue(kind),
    callback(_error, message) {
      const { searchId, budgetMs, search } = decodeCall(message.data);
      const subject = bidSubject(message.reply ?? "", kind, instance);
      const chance = Math.random();
      const { silent, late, garbage } = faults;
      if (chance < silent) return;
      if (chance < silent + garbage) {
        connection.publish(subject, randomBytes(200));
        return;
      }
      const answer = () =>
        connection.publish(
          subject,
          encodeBid({ ...bid, searchId, sheet: options.sheetFor(search) }),
        );
      if (chance < silent + garbage + late) setTimeout(answer, budgetMs + LATE_MS);
      else answer();
    },
  });
  const identity = { kind, instance, market: MARKET };
  answerService(connection, identity);
  await connection.flush();
  announce(connection, identity, "joined");
  await connection.flush();
}
