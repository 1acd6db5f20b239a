/**
 * A bidder that keeps the wire protocol, apart from one fault that the test names: `scatter
 * conformance` must find that one, and no other. It is written without the kit, as one in another
 * language is.
 */
import type { Msg, NatsConnection } from "nats";
import { connect } from "../../common/runtime/connect.ts";
import { isAsked } from "../../proto/bidder-choice.ts";
import {
  decodeCall,
  decodeCancel,
  decodePriceRequest,
  EMPTY_SHEET,
  encodeBid,
  encodePriceAnswer,
  plainSheet,
} from "../../proto/codec/index.ts";
import type { Bid, Cabin, CallForBids, FlightOffer, SentCall } from "../../proto/messages.ts";
import {
  bidSubject,
  CANCEL_SUBJECT,
  callSubject,
  DRAIN_HEADER,
  directSubject,
  marketSubject,
  presenceSubject,
  priceSubject,
  type ServiceVerb,
  serviceSubject,
} from "../../proto/subjects.ts";
import { compactSheetOf, flightOffers } from "./offers.ts";

/** Each fault, and the checks that fail because of it. */
export const FAULTS = {
  "sends two final bids": ["one-final", "hedge"],
  "sends no final bid": ["one-final"],
  "sends a bid after the final one": ["one-final"],
  "lies in its columns": ["columns", "offers", "price"],
  "bids below its own floor": ["floors", "collected"],
  "lowers its floor": ["floors"],
  "ignores cancels": ["cancel"],
  "hides that it was stopped": ["cancel"],
  "ignores a short budget": ["budget-short"],
  "searches without a budget": ["budget-spent"],
  "bids to the bare inbox": ["reply-subject"],
  "bids under another name": ["reply-subject"],
  "bids under another instance": ["reply-subject"],
  "repeats another id": ["search-id", "collected"],
  "sends what is no bid": ["readable", "collected", "one-final"],
  "counts its bids from one": ["sequence"],
  "dies of garbage": ["garbage"],
  "sends too many offers": ["limits", "collected"],
  "sends a huge bid": ["limits", "collected"],
  "sends too many bids": ["limits", "collected"],
  "refuses unknown fields": ["unknown-fields"],
  "refuses headers": ["headers"],
  "answers a hedge twice": ["hedge"],
  "sells in a currency without a rate": ["currency"],
  "sells at one cent": ["offers", "price"],
  "sells flights of the day before": ["offers", "price"],
  "sells in other markets": ["market-not-served"],
  "guesses rates that it does not have": ["rates-id"],
  "prices another itinerary": ["price"],
  "names another queue group": ["queue-group"],
  "answers no STATS": ["service-stats"],
  "answers PING with another type": ["service-ping"],
  "misspells a market": ["markets"],
  "joins under another name": ["presence"],
  "drops its call when it drains": ["drain"],
  "takes calls after it has left": ["drain"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type BidderFault = keyof typeof FAULTS;

interface FaultyBidder {
  readonly instance: string;
  stop(): Promise<void>;
}

const MARKET = { origin: "LHR", destination: "JFK" };
const RATES_ID = "of-the-faulty-000";
const WORK_MS = 5;
/**
 * A large search is at work until what the suite sends behind its call has come: the call again and
 * a ping, a cancel, or a request to drain. So no machine is too slow for that order. It ends after
 * this time by itself, whatever its budget is: one that ignores cancels is that late.
 */
const LARGE_WORK_MS = 8_000;
/** With less time a large search is not started. */
const LARGE_BUDGET_MS = 1_000;
/** The work of one that ignores a short budget: longer than that and --slack; the suite waits. */
const OVERDUE_MS = 1_800;
/** Its answers come so long before the budget is over. */
const MARGIN_MS = 20;

export async function faultyBidder(
  url: string,
  kind: string,
  instance: string,
  fault: BidderFault | null,
): Promise<FaultyBidder> {
  const connection = await connect(
    { url, credentials: { kind: "none" } },
    { name: `${kind} ${instance}`, onStatus: () => {}, waitOnFirstConnect: true },
  );
  const bidder = new Faulty(connection, kind, instance, fault);
  await bidder.join();
  return { instance, stop: () => connection.close() };
}

/** A call that is at work. */
interface Held {
  readonly call: CallForBids;
  readonly reply: string;
  /** Ends its search. */
  readonly end: () => void;
  timer: NodeJS.Timeout;
  /** The same call has come again: the next ping ends its search. */
  isHedged: boolean;
}

class Faulty {
  readonly #connection: NatsConnection;
  readonly #kind: string;
  readonly #instance: string;
  readonly #fault: BidderFault | null;
  readonly #held = new Map<string, Held[]>();
  #calls: { unsubscribe(): void }[] = [];

  constructor(
    connection: NatsConnection,
    kind: string,
    instance: string,
    fault: BidderFault | null,
  ) {
    this.#connection = connection;
    this.#kind = kind;
    this.#instance = instance;
    this.#fault = fault;
  }

  #has(fault: BidderFault): boolean {
    return this.#fault === fault;
  }

  async join(): Promise<void> {
    const on = (subject: string, take: (message: Msg) => void, queue?: string) =>
      this.#connection.subscribe(subject, {
        ...(queue === undefined ? {} : { queue }),
        callback: (error, message) => {
          if (error === null) take(message);
        },
      });
    const { origin, destination } = MARKET;
    this.#calls = [
      on(callSubject(origin, destination), (message) => this.#take(message), this.#kind),
      on(directSubject(this.#kind, this.#instance), (message) => this.#take(message)),
    ];
    on(CANCEL_SUBJECT, ({ data }) => this.#cancel(decodeCancel(data)));
    on(priceSubject(this.#kind), (message) => this.#price(message), this.#kind);
    for (const verb of ["PING", "INFO", "STATS"] as const)
      for (const subject of [
        serviceSubject(verb),
        serviceSubject(verb, this.#kind),
        serviceSubject(verb, this.#kind, this.#instance),
      ])
        on(subject, (message) => {
          if (verb === "STATS" && this.#has("answers no STATS")) return;
          message.respond(JSON.stringify(this.#about(verb)));
          if (verb === "PING") this.#endSoon(({ isHedged }) => isHedged);
        });
    await this.#connection.flush();
    this.#announce("joined");
  }

  #about(verb: ServiceVerb) {
    const type = this.#has("answers PING with another type") && verb === "PING" ? "pong" : verb;
    const market = `${MARKET.origin}.${MARKET.destination}`;
    const endpoint = {
      name: "flights",
      subject: marketSubject(market),
      queue_group: this.#has("names another queue group") ? "all" : this.#kind,
    };
    const counts = { num_requests: 1, num_errors: 0, last_error: "", processing_time: 1 };
    return {
      type: `io.nats.micro.v1.${type.toLowerCase()}_response`,
      ...{ name: this.#kind, id: this.#instance, version: "1.0.0" },
      metadata: {
        markets: this.#has("misspells a market") ? `${market},lhr.jfk` : market,
        rates_id: RATES_ID,
      },
      ...(verb === "INFO" ? { description: "of a test", endpoints: [endpoint] } : {}),
      ...(verb === "STATS"
        ? { ...STARTED, endpoints: [{ ...endpoint, ...counts, data: { inFlight: 0 } }] }
        : {}),
      sentAtMs: Date.now(),
    };
  }

  #announce(presence: "joined" | "left"): void {
    const about = this.#about("INFO");
    const name = this.#has("joins under another name") ? "another" : this.#kind;
    this.#connection.publish(
      presenceSubject(this.#kind, this.#instance),
      JSON.stringify({ ...about, name, presence }),
    );
  }

  #take({ data, reply = "", headers }: Msg): void {
    if (data.length === 0 && headers?.get(DRAIN_HEADER) === "1") {
      this.#drain();
      return;
    }
    let sent: SentCall;
    try {
      sent = decodeCall(data);
    } catch {
      if (this.#has("dies of garbage")) void this.#connection.close();
      return;
    }
    const { search, searchId } = sent;
    if (reply === "" || searchId === "" || !isAsked(search.bidders, this.#kind)) return;
    const refusal = this.#refusal(sent, Buffer.from(data), headers !== undefined);
    const guessed = { date: "2026-01-01", perUnit: new Map([["USD", 1]]) };
    if (refusal !== null) this.#bid(sent, reply, refusal);
    else this.#search({ ...sent, rates: sent.rates ?? guessed }, reply);
  }

  /** The answer to a call for which nothing is searched; null where it is searched. */
  #refusal({ search, budgetMs, rates }: SentCall, data: Buffer, isTraced: boolean) {
    const declined = (reason: string) => ({ status: "declined" as const, reason });
    const failed = (reason: string) => ({ status: "failed" as const, reason });
    // It refers to a table of rates that this bidder does not have.
    if (rates === undefined && !this.#has("guesses rates that it does not have"))
      return { ...declined("no rates"), stopped: true as const };
    const [slice] = search.slices;
    const isOwn = slice?.origin === MARKET.origin && slice.destination === MARKET.destination;
    if (!isOwn && !this.#has("sells in other markets")) return declined("not served");
    if (this.#has("refuses unknown fields") && data.includes("of a later version"))
      return failed("unknown field");
    if (this.#has("refuses headers") && isTraced) return failed("headers");
    return budgetMs <= 0 && !this.#has("searches without a budget")
      ? declined("out of time")
      : null;
  }

  #search(call: CallForBids, reply: string): void {
    const { searchId, search, budgetMs } = call;
    const held = this.#held.get(searchId) ?? [];
    for (const one of held) one.isHedged = true;
    if (held.length > 0 && !this.#has("answers a hedge twice")) return;
    const isLarge = search.slices[0]?.departureDates !== undefined;
    const isOnTime =
      this.#has("searches without a budget") ||
      budgetMs > (isLarge ? LARGE_BUDGET_MS : WORK_MS + MARGIN_MS);
    const isLate = !isOnTime && this.#has("ignores a short budget");
    const workMs = isLarge ? LARGE_WORK_MS : WORK_MS;
    const end = () => {
      this.#held.delete(searchId);
      if (isOnTime || isLate) this.#answer(call, reply);
      else this.#bid(call, reply, { status: "declined", reason: "out of time", stopped: true });
    };
    const timer = setTimeout(end, isOnTime ? workMs : isLate ? OVERDUE_MS : 0);
    const isHedged = held.length > 0;
    this.#held.set(searchId, [...held, { call, reply, end, timer, isHedged }]);
  }

  #endSoon(which: (one: Held) => boolean): void {
    for (const one of [...this.#held.values()].flat().filter(which)) {
      clearTimeout(one.timer);
      one.timer = setTimeout(one.end, WORK_MS);
    }
  }

  #cancel(searchId: string): void {
    if (this.#has("ignores cancels")) return;
    for (const { call, reply, timer } of this.#held.get(searchId) ?? []) {
      clearTimeout(timer);
      const stopped = this.#has("hides that it was stopped") ? {} : { stopped: true as const };
      this.#bid(call, reply, { status: "declined", reason: "cancelled", ...stopped });
    }
    this.#held.delete(searchId);
  }

  #drain(): void {
    this.#announce("left");
    if (!this.#has("takes calls after it has left"))
      for (const one of this.#calls) one.unsubscribe();
    if (!this.#has("drops its call when it drains")) {
      this.#endSoon(() => true);
      return;
    }
    for (const { timer } of [...this.#held.values()].flat()) clearTimeout(timer);
    this.#held.clear();
  }

  /** Two bids: the cheaper offers with a floor, and the others in the final one. */
  #answer(call: CallForBids, reply: string): void {
    const offers = this.#offers(call);
    const { cabin } = call.search;
    const floor = this.#has("bids below its own floor") ? 900_000 : 1_000;
    const many = this.#has("sends too many bids") ? 70 : 0;
    const bids: Partial<Bid>[] = Array.from({ length: many }, () => ({ final: false }));
    if (offers.length === 0) bids.push({ status: "empty", reason: "USD has no rate" });
    else {
      bids.push(this.#offered(offers.slice(0, -2), cabin, { final: false, floor }));
      if (this.#has("lowers its floor")) bids.push({ final: false, floor: 500 });
      if (!this.#has("sends no final bid")) bids.push(this.#offered(offers.slice(-2), cabin, {}));
      if (this.#has("sends two final bids")) bids.push({});
      if (this.#has("sends a bid after the final one")) bids.push({ final: false });
    }
    const from = this.#has("counts its bids from one") ? 1 : 0;
    for (const [i, bid] of bids.entries()) this.#bid(call, reply, { ...bid, sequence: from + i });
  }

  #offers({ search, rates }: CallForBids): FlightOffer[] {
    if (!rates.perUnit.has("USD") && !this.#has("sells in a currency without a rate")) return [];
    // One call is enough: it takes a while.
    const isLarge = this.#has("sends too many offers") && search.passengers.children > 0;
    const travellers = search.passengers.adults + search.passengers.children;
    const [slice] = search.slices;
    const dayBefore = new Date(Date.parse(slice?.departureDate ?? "") - 86_400_000);
    return flightOffers(search, isLarge ? 1_003 : 4, {
      currency: "USD",
      amount: this.#has("sells at one cent") ? 1 : 60_000 * travellers * search.slices.length,
      number: 10,
      ...(this.#has("sells flights of the day before")
        ? { day: dayBefore.toISOString().slice(0, 10) }
        : {}),
    });
  }

  #offered(offers: readonly FlightOffer[], cabin: Cabin, changes: Partial<Bid>): Partial<Bid> {
    const sheet = compactSheetOf(offers, cabin);
    const lies = this.#has("lies in its columns");
    return {
      status: offers.length === 0 ? "empty" : "offers",
      sheet: lies
        ? { ...sheet, durationMinutes: sheet.durationMinutes.map((one) => one - 30) }
        : sheet,
      ...changes,
    };
  }

  #bid({ searchId }: Pick<SentCall, "searchId">, reply: string, changes: Partial<Bid>): void {
    const bid: Bid = {
      searchId: this.#has("repeats another id") ? `${searchId}x` : searchId,
      ...{
        sequence: 0,
        final: true,
        status: "empty",
        reason: null,
        sheet: EMPTY_SHEET,
        floor: null,
      },
      ...changes,
    };
    this.#publish(this.#subject(reply), this.#bytes(bid));
  }

  #bytes(bid: Bid): Uint8Array {
    if (this.#has("sends what is no bid") && bid.final) return Buffer.from("no bid at all");
    const bytes = encodeBid(bid);
    if (!this.#has("sends a huge bid") || bid.final) return bytes;
    // A field that nobody knows: number 1,002 with a length.
    const [tag, length] = [Uint8Array.from([0xd2, 0x3e]), Uint8Array.from([0xc0, 0xd1, 0x24])];
    return Buffer.concat([bytes, tag, length, new Uint8Array(600_256)]);
  }

  #subject(reply: string): string {
    if (this.#has("bids to the bare inbox")) return reply;
    if (this.#has("bids under another name")) return bidSubject(reply, "another", this.#instance);
    return bidSubject(
      reply,
      this.#kind,
      this.#has("bids under another instance") ? "i-other" : this.#instance,
    );
  }

  #price({ data, reply = "" }: Msg): void {
    try {
      const { call, offer } = decodePriceRequest(data);
      const other = compactSheetOf(flightOffers(call.search, 1, { number: 77, amount: 60_000 }));
      const answer = {
        ...{ searchId: call.searchId, status: "offer" as const, reason: null },
        offer: this.#has("prices another itinerary") ? other : plainSheet(offer),
      };
      this.#publish(bidSubject(reply, this.#kind, this.#instance), encodePriceAnswer(answer));
    } catch {
      // What is no request gets no answer.
    }
  }

  /** One that died of garbage sends nothing more. */
  #publish(subject: string, bytes: Uint8Array): void {
    if (!this.#connection.isClosed()) this.#connection.publish(subject, bytes);
  }
}

const STARTED = { started: new Date(0).toISOString() };
