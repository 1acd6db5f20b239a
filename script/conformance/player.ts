/** Makes single calls as a gateway does, and waits for their answers. */
import { encodeCall } from "../../proto/codec/index.ts";
import type { FlightSearch, Objective, Rates } from "../../proto/messages.ts";
import {
  callSubject,
  directSubject,
  hedgeInboxSubject,
  inboxSubject,
  serviceSubject,
} from "../../proto/subjects.ts";
import { type AskedCall, bidsOf, type Exchange, type ExchangeName, finalsOf } from "./observed.ts";
import type { Box, Wire } from "./wire.ts";

/** How long the suite goes on waiting beyond a budget and --slack: to see how late an answer is. */
const MORE_MS = 1_500;
/** Without an instance that answers pings, how long messages behind a final bid have to come. */
const BEHIND_MS = 150;
/** How long a bidder whose connection is lost has to come back, and how often it is asked. */
const RETURN_MS_MAX = 5_000;
const RETURN_EVERY_MS = 250;
/** Such that a cost has all its parts: in minor units of the search's currency. */
const OBJECTIVE: Objective = { valuePerHour: 2_000, penaltyPerStop: 4_000 };

/** Who is called. */
interface Callee {
  readonly kind: string;
  /** The instance that direct calls go to; null: none is known. */
  readonly instance: string | null;
  readonly instances: readonly string[];
  readonly slackMs: number;
}

interface CallOptions {
  readonly search: FlightSearch;
  readonly budgetMs: number;
  readonly rates: Rates;
  /** The instance that is called directly; absent: the call goes to its market. */
  readonly direct?: string;
  /** Instead of the rates. */
  readonly ratesId?: string;
  readonly lateAllowanceMs?: number;
  readonly edit?: (bytes: Uint8Array) => Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends more in the same turn, before anything can have come back. */
  readonly also?: (call: SentExchange) => void;
  /** Final bids that are waited for; 0: as long as a bidder needs to answer what it gets. */
  readonly finals?: number;
}

/** A call that was sent. What comes for it goes on coming until the run is over. */
export interface SentExchange {
  readonly name: ExchangeName;
  readonly asked: AskedCall;
  readonly bytes: Uint8Array;
  readonly token: string;
  readonly box: Box;
  readonly replies: string[];
  readonly sentAtMs: number;
  readonly sentWallMs: number;
  pong: Box | null;
  cancelledAtMs: number | null;
}

export class Player {
  readonly #wire: Wire;
  readonly #callee: Callee;

  constructor(wire: Wire, callee: Callee) {
    this.#wire = wire;
    this.#callee = callee;
  }

  /** Calls, and waits for the answer, or until it is certain that none comes in time. */
  async call(name: ExchangeName, options: CallOptions): Promise<SentExchange> {
    const { kind, instance, instances, slackMs } = this.#callee;
    const sent = this.#send(name, options);
    options.also?.(sent);
    // Which of several instances has a call to the market is not known.
    if (instance !== null && (options.direct === instance || instances.length === 1))
      sent.pong = this.#wire.ask(serviceSubject("PING", kind, instance));
    const { finals = 1, budgetMs, lateAllowanceMs = 0 } = options;
    const view = exchangeOf(sent);
    const isOver = () =>
      finalsOf(bidsOf(view, kind)).length >= finals ||
      sent.box.received.some((one) => one.isNobody);
    if (finals > 0) await this.#wire.until(isOver, budgetMs + lateAllowanceMs + slackMs + MORE_MS);
    await this.settle();
    return sent;
  }

  /** Resolves when what the bidder has published so far has come. @returns whether it answered */
  async settle(): Promise<boolean> {
    const { kind, instance, slackMs } = this.#callee;
    if (instance === null) {
      await this.#wire.until(() => false, BEHIND_MS);
      return true;
    }
    const box = this.#wire.ask(serviceSubject("PING", kind, instance));
    await this.#wire.until(() => box.received.length > 0, slackMs + MORE_MS);
    return box.received.some(({ isNobody }) => !isNobody);
  }

  /**
   * The same, where no answer may have another cause: a broker closes the connection of a bidder
   * that reads slowly, as on a busy machine, and the bidder comes back.
   */
  async settleOrReturn(): Promise<boolean> {
    const untilMs = this.#wire.now() + RETURN_MS_MAX;
    for (;;) {
      if (await this.settle()) return true;
      if (this.#wire.isStopped || this.#wire.now() >= untilMs) return false;
      await this.#wire.until(() => false, RETURN_EVERY_MS);
    }
  }

  /** The reply subject of a call to one instance, or to the market. */
  reply(token: string, isDirect: boolean): string {
    return isDirect
      ? hedgeInboxSubject(this.#wire.id, token, this.#callee.kind)
      : inboxSubject(this.#wire.id, token);
  }

  #send(name: ExchangeName, options: CallOptions): SentExchange {
    const wire = this.#wire;
    const { search, budgetMs, rates, direct, ratesId, lateAllowanceMs, edit, headers } = options;
    const { token, box } = wire.open();
    const asked = {
      searchId: `${wire.id}-${token}`,
      search,
      budgetMs,
      objective: OBJECTIVE,
      rates,
    };
    const sentAtMs = wire.now();
    const sentWallMs = Date.now();
    const late = lateAllowanceMs === undefined ? {} : { lateAllowanceMs };
    const terms = { ...asked, gateway: wire.id, sentAtMs: sentWallMs, ...late };
    const { rates: _, ...withoutRates } = terms;
    const bytes = encodeCall(ratesId === undefined ? terms : { ...withoutRates, ratesId });
    const edited = Uint8Array.from(edit === undefined ? bytes : edit(bytes));
    const reply = this.reply(token, direct !== undefined);
    const [slice] = search.slices;
    const subject =
      direct === undefined
        ? callSubject(slice?.origin ?? "", slice?.destination ?? "")
        : directSubject(this.#callee.kind, direct);
    wire.publish(subject, edited, { reply, ...(headers === undefined ? {} : { headers }) });
    return {
      ...{ name, asked, bytes: edited, token, box, replies: [reply] },
      ...{ sentAtMs, sentWallMs, pong: null, cancelledAtMs: null },
    };
  }
}

/** What was seen of it so far; `received` goes on growing. */
export function exchangeOf(sent: SentExchange): Exchange {
  const { name, asked, replies, sentAtMs, sentWallMs, box, pong, cancelledAtMs } = sent;
  const answer = pong?.received.find(({ isNobody }) => !isNobody);
  return {
    ...{ name, asked, replies, sentAtMs, sentWallMs, cancelledAtMs },
    received: box.received,
    unkept: box.unkept,
    pongOrder: answer?.order ?? null,
  };
}
