/**
 * What was seen of a bidder while the suite played gateway: plain values, from which the checks
 * are computed. Times are milliseconds of one steady clock. `order` counts all messages as they
 * came on one connection: the broker keeps the order of what one connection publishes.
 */
import { decodeBid } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Bid, FlightSearch, Objective, Rates, Sheet } from "../../proto/messages.ts";
import { parseInboxSubject, type ServiceVerb } from "../../proto/subjects.ts";

export interface Received {
  readonly subject: string;
  readonly atMs: number;
  readonly order: number;
  readonly data: Uint8Array;
  /** The broker's 503: nobody is subscribed. */
  readonly isNobody: boolean;
}

export const EXCHANGES = [
  "plain",
  "direct",
  "party",
  "return",
  "short",
  "late",
  "spent",
  "headers",
  "unknown-fields",
  "currency",
  "unserved",
  "rates-id",
  "unasked",
  "hedged",
  "hedged-other",
  "cancelled",
  "price",
  "garbage",
  "drained",
  "after-drain",
] as const;
export type ExchangeName = (typeof EXCHANGES)[number];

/** What a call asks for. */
export interface AskedCall {
  readonly searchId: string;
  readonly search: FlightSearch;
  readonly budgetMs: number;
  readonly objective: Objective;
  /** Those of the call, or those that it refers to. */
  readonly rates: Rates;
}

/** A call, and all that has come for it until the end of the run. */
export interface Exchange {
  readonly name: ExchangeName;
  readonly asked: AskedCall;
  /** The reply subjects of its calls: two where it was hedged. */
  readonly replies: readonly string[];
  readonly sentAtMs: number;
  /** Epoch milliseconds: offers must hold beyond it. */
  readonly sentWallMs: number;
  readonly received: readonly Received[];
  /** Messages beyond the bound of what is kept. */
  readonly unkept: number;
  /**
   * Of the answer to a ping that was sent behind the last message of the exchange: what has a
   * larger order was sent by the bidder after it had received all of it. Null: no answer came, or
   * another instance may have taken the call.
   */
  readonly pongOrder: number | null;
  readonly cancelledAtMs: number | null;
}

/** One answer of the service protocol. */
export interface ServiceAnswer {
  readonly verb: ServiceVerb;
  /** The subject that was asked. */
  readonly asked: string;
  readonly data: Uint8Array;
}

/** A message that is no call, and whether the bidder answered a ping behind it. */
export interface SentGarbage {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly survived: boolean;
}

export interface PriceExchange {
  readonly searchId: string;
  readonly reply: string;
  readonly search: FlightSearch;
  readonly sentWallMs: number;
  readonly offer: Sheet;
  readonly received: readonly Received[];
}

export interface Observed {
  readonly kind: string;
  /** The instance that was asked directly; null: none answers the service protocol. */
  readonly instance: string | null;
  /** All instances that answered a ping. */
  readonly instances: readonly string[];
  /** As `metadata.markets` says. */
  readonly markets: readonly string[];
  readonly ratesId: string | null;
  readonly service: readonly ServiceAnswer[];
  /** The subjects of the service protocol that were asked. */
  readonly serviceAsked: readonly { readonly verb: ServiceVerb; readonly subject: string }[];
  readonly presence: readonly Received[];
  readonly exchanges: ReadonlyMap<ExchangeName, Exchange>;
  /** Why an exchange was not played. */
  readonly unplayed: ReadonlyMap<ExchangeName, string>;
  readonly price: PriceExchange | null;
  readonly garbage: readonly SentGarbage[];
  /** Whether it takes calls to its instance alone; null: not tried. */
  readonly takesDirect: boolean | null;
  /** How much later than the protocol says a message may come, for the network. */
  readonly slackMs: number;
}

/** One message of the bidder for a call, read. */
export interface SeenBid {
  readonly instance: string;
  readonly message: Received;
  /** Null where it cannot be read. */
  readonly bid: Bid | null;
  readonly fault: AuctionError | null;
}

const read = new WeakMap<Received, Pick<SeenBid, "bid" | "fault">>();

/** What this kind has sent below the reply subjects of an exchange, in its order. */
export function bidsOf({ received }: Exchange, kind: string): SeenBid[] {
  return received.flatMap((message) => {
    const from = parseInboxSubject(message.subject);
    if (from?.kind !== kind || from.instance === undefined) return [];
    return [{ instance: from.instance, message, ...readBid(message) }];
  });
}

/** Each message is read once: several checks look at the same. */
function readBid(message: Received): Pick<SeenBid, "bid" | "fault"> {
  const known = read.get(message);
  if (known !== undefined) return known;
  let result: Pick<SeenBid, "bid" | "fault">;
  try {
    result = { bid: decodeBid(message.data), fault: null };
  } catch (thrown) {
    result = { bid: null, fault: AuctionError.from(thrown, "bid-malformed") };
  }
  read.set(message, result);
  return result;
}

export const finalsOf = (bids: readonly SeenBid[]): SeenBid[] =>
  bids.filter(({ bid }) => bid?.final === true);

/** The offers in all bids, each with the bid that it came in. */
export function rowsOf(
  bids: readonly SeenBid[],
): { readonly seen: SeenBid; readonly sheet: Sheet; readonly row: number }[] {
  return bids.flatMap((seen) => {
    const sheet = seen.bid?.sheet;
    if (sheet === undefined) return [];
    return Array.from({ length: sheet.rows }, (_, row) => ({ seen, sheet, row }));
  });
}

/** The exchanges that were played, of these names or of all. */
export function played(
  { exchanges }: Pick<Observed, "exchanges">,
  names: readonly ExchangeName[] = EXCHANGES,
): Exchange[] {
  return names.flatMap((name) => exchanges.get(name) ?? []);
}

/** Why there is nothing to see of an exchange. */
export function whyUnplayed({ unplayed }: Pick<Observed, "unplayed">, name: ExchangeName): string {
  return unplayed.get(name) ?? "it was not asked for";
}
