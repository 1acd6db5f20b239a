/**
 * The collector of gateway/auction on a driven clock, given the events of the model one by one, and
 * what can be seen of both in the same words.
 */
import { collect } from "../../gateway/auction/collect.ts";
import { type Concluded, conclude } from "../../gateway/auction/conclude.ts";
import { type AuctionContext, createContext } from "../../gateway/auction/context.ts";
import type { LateMessages } from "../../gateway/auction/late-messages.ts";
import { isFinished as hasFinished } from "../../gateway/auction/participant.ts";
import { EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import type { FlightOffer, Sheet } from "../../proto/messages.ts";
import { AUCTION_ID, scriptedAuction } from "../fixtures/auction/auction.ts";
import { DrivenClock } from "../harness/driven-clock.ts";
import { sheetOf } from "../harness/offers.ts";
import { type CollectorEvent, isFinished, type Message, type State, type Terms } from "./state.ts";
import { DEADLINE_MS } from "./worlds.ts";

/** What a bidder is, as far as the collector has decided; attempts only while it is out. */
interface SeenBidder {
  readonly outcome: string | null;
  readonly awaited: boolean;
  readonly hedgedTo: string | null;
  readonly answer: string | null;
  readonly attempts: readonly string[];
}

/** What can be seen after an event. */
interface Seen {
  readonly bidders: Readonly<Record<string, SeenBidder>>;
  readonly quorumAtMs: number | null;
  readonly settled: boolean;
  readonly notWorthAtMs: number | null;
  readonly hedges: number;
  readonly late: number;
  readonly end: State["end"];
}

export function seenInModel(state: State): Seen {
  return {
    bidders: Object.fromEntries(
      state.bidders.map((one) => [
        one.name,
        {
          outcome: one.outcome,
          awaited: one.awaited,
          hedgedTo: one.hedgedTo,
          answer: one.answer,
          attempts: isFinished(one)
            ? []
            : one.attempts.map((attempt) =>
                attemptText({ ...attempt, offers: attempt.offers.map(({ cost }) => cost) }),
              ),
        },
      ]),
    ),
    quorumAtMs: state.quorumAtMs,
    settled: state.settled,
    notWorthAtMs: state.notWorthAtMs,
    hedges: state.bidders.reduce((sum, { hedges }) => sum + hedges, 0),
    late: state.end === null ? 0 : state.late,
    end: state.end,
  };
}

function attemptText(attempt: {
  readonly instance: string;
  readonly offers: readonly number[];
  readonly floor: number | null;
  readonly brokeFloor: boolean;
  readonly ended: string | null;
}): string {
  const { instance, floor, brokeFloor, ended } = attempt;
  const costs = [...new Set(attempt.offers)].sort((a, b) => a - b);
  return `${instance}: ${costs}; floor ${floor}${brokeFloor ? " broken" : ""}; ${ended}`;
}

export class RealCollector {
  readonly #clock = new DrivenClock();
  readonly #auction;
  #context: AuctionContext | null = null;
  #end: State["end"] = null;
  #late: LateMessages | null = null;

  constructor(terms: Terms) {
    const named = (role: string) =>
      terms.bidders.filter((one) => one.role === role).map(({ name }) => name);
    const { quorum, required, shownMax, hedgeAfterMs, hedgeTo, grace, worthUntilMs } = terms;
    this.#auction = scriptedAuction(
      {
        clock: this.#clock,
        expected: named("awaited"),
        skipped: named("skipped"),
        absent: named("absent"),
        required,
        policy: { deadlineMs: DEADLINE_MS, quorum, required },
        search: { maxResults: shownMax },
        grace,
        hedgeAfterMs,
        hedgeTo,
        ...(worthUntilMs === undefined ? {} : { worthUntilMs }),
      },
      async (request, ports) => {
        const context = createContext(request, ports, null);
        this.#context = context;
        const collected = await collect(context);
        this.#late = collected.late;
        return { concluded: conclude(context, collected, []), collected };
      },
    );
    void this.#auction.result.then(({ concluded, collected }) => {
      this.#end = {
        by: collected.endedBy,
        atMs: collected.endedAtMs,
        ...endOf(concluded),
        cancelSent: this.#auction.wire.cancelSent === true,
      };
    });
  }

  /** The event, and all that follows of it without time passing. */
  async happens(event: CollectorEvent): Promise<void> {
    const { type } = event;
    if (type === "time") this.#clock.spend(event.ms);
    else if (type === "timers") this.#clock.moveTo(event.untilMs ?? this.#clock.now());
    else if (type === "caller leaves") this.#auction.caller.abort();
    else if (type === "no subscribers") this.#auction.noSubscribers();
    else if (type === "lost") this.#auction.lost(event.bidder);
    else if (type === "hedge lost") this.#auction.hedgeLost(event.bidder);
    else
      this.#auction.raw(event.bidder, bytesOf(event.message, this.#auction.offer), event.instance);
    // The end of an auction takes a few promises.
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  }

  get seen(): Seen {
    const { handler } = this.#context as AuctionContext;
    return {
      bidders: Object.fromEntries(
        handler.participants.map((one) => [
          one.bidder,
          {
            outcome: one.outcome,
            awaited: one.awaited,
            hedgedTo: one.hedgedTo,
            answer: one.answer?.instance ?? null,
            attempts: hasFinished(one)
              ? []
              : one.attempts.map(({ instance, sheets, floor, brokenFloor, ended }) =>
                  attemptText({
                    instance,
                    offers: sheets.flatMap(({ price }) => Array.from(price)),
                    floor,
                    brokeFloor: brokenFloor !== null,
                    ended: ended?.outcome ?? null,
                  }),
                ),
          },
        ]),
      ),
      quorumAtMs: handler.quorumAtMs,
      settled: handler.settled,
      notWorthAtMs: handler.notWorthAtMs,
      hedges: this.#auction.wire.hedges.length,
      late: this.#late?.messages.length ?? 0,
      end: this.#end,
    };
  }

  /** How many timers are set: none after the end. */
  get timers(): number {
    return this.#clock.timers;
  }
}

function endOf({ result }: Concluded) {
  return {
    outcomes: Object.fromEntries(result.bidders.map(({ bidder, outcome }) => [bidder, outcome])),
    shown: result.itineraries.map(({ cost }) => cost),
  };
}

const encoded = new WeakMap<Message, Uint8Array>();

/** The same bytes for one message of the model in all auctions: their clocks begin alike. */
function bytesOf(
  message: Message,
  offer: (traits: { number: number; amount: number }) => FlightOffer,
): Uint8Array {
  let bytes = encoded.get(message);
  if (bytes === undefined) {
    bytes = message.sends === "garbage" ? new Uint8Array(4).fill(255) : bid(message, offer);
    encoded.set(message, bytes);
  }
  return bytes;
}

function bid(
  { sends, final, offers, floor }: Message,
  offer: (traits: { number: number; amount: number }) => FlightOffer,
): Uint8Array {
  // Each cost is a flight of its own.
  const sheet: Sheet =
    offers.length === 0
      ? EMPTY_SHEET
      : sheetOf(offers.map(({ cost }) => offer({ number: cost, amount: cost })));
  const status = sends === "declined" || sends === "failed" ? sends : "offers";
  return encodeBid({
    searchId: AUCTION_ID,
    sequence: 0,
    final,
    status: status === "offers" && offers.length === 0 ? "empty" : status,
    reason: null,
    sheet,
    floor,
  });
}
