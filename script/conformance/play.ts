/**
 * Plays gateway to one bidder: calls it in all the ways that the protocol has, one after the other,
 * and keeps what comes. Nothing is judged here. Calls name this kind in `bidders.only`, so that
 * other bidders of the broker have no work from them.
 *
 * Tests: `test/integration/conformance.test.ts`.
 */
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import { encodeCancel, encodePriceRequest, plainSheet } from "../../proto/codec/index.ts";
import type { FlightSearch, Rates, Sheet } from "../../proto/messages.ts";
import {
  CANCEL_SUBJECT,
  callSubject,
  DRAIN_HEADER,
  directSubject,
  inboxSubject,
  parsePresenceSubject,
  priceSubject,
} from "../../proto/subjects.ts";
import { garbageOf, ofLaterVersion } from "./calls.ts";
import { discover } from "./discover.ts";
import { LATE_ALLOWANCE_MS } from "./judge-times.ts";
import {
  bidsOf,
  EXCHANGES,
  type ExchangeName,
  finalsOf,
  type Observed,
  type PriceExchange,
  rowsOf,
  type SentGarbage,
} from "./observed.ts";
import { exchangeOf, Player, type SentExchange } from "./player.ts";
import {
  largeSearch,
  type Pair,
  pairIn,
  pairOutside,
  partySearch,
  plainSearch,
  returnSearch,
} from "./searches.ts";
import type { Wire } from "./wire.ts";

const BUDGET_MS = 3_000;
const SHORT_BUDGET_MS = 100;
/** Long enough that a search is still at work when its cancel comes. */
const CANCELLED_BUDGET_MS = 8_000;
/** At the end of a run: a second final bid may come later than the first. */
const LINGER_MS = 250;
const LEFT_MS = 2_000;
const SEED = 15;
/** Currencies of calls that have a rate of no other: the first that it does not sell in. */
const LONE_CURRENCIES = ["USD", "CHF", "JPY", "NOK", "EUR", "GBP"];
const TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

export interface PlayOptions {
  readonly kind: string;
  /** The instance to call directly; null: any. */
  readonly instance: string | null;
  /** Markets to call; empty: those that it names. */
  readonly markets: readonly string[];
  readonly wanted: ReadonlySet<ExchangeName>;
  readonly slackMs: number;
  /** How long the bidder has to start. */
  readonly waitMs: number;
  /** Asks the instance to end. */
  readonly drain: boolean;
  /** Called when the bidder is not there yet. */
  readonly onAbsent: () => void;
  /** The rates into a currency. */
  readonly ratesInto: (currency: string) => Rates;
}

/** Never rejects for what a bidder does. */
export async function play(wire: Wire, options: PlayOptions): Promise<Observed> {
  await wire.start();
  const { kind, instance, slackMs } = options;
  const found = await discover(wire, kind, instance, options);
  const markets = options.markets.length > 0 ? options.markets : found.markets;
  const pair = markets.map(pairIn).find((one) => one !== undefined);
  const game = new Game(wire, options, { ...found, kind, slackMs }, pair);
  if (pair === undefined)
    game.skipAll(
      markets.length === 0
        ? "no instance of it answers, so its markets are not known: --markets names some"
        : `no two airports that this command knows are in ${markets.join(", ")}: --markets names two`,
    );
  else await game.playAll();
  await wire.until(() => false, LINGER_MS);
  return { ...found, kind, slackMs, presence: wire.presence, ...game.seen() };
}

type Found = Omit<Awaited<ReturnType<typeof discover>>, "service" | "serviceAsked"> & {
  readonly kind: string;
  readonly slackMs: number;
};

/** One run: what was sent so far. */
class Game {
  readonly #wire: Wire;
  readonly #options: PlayOptions;
  readonly #found: Found;
  readonly #player: Player;
  readonly #plain: FlightSearch;
  readonly #rates: Rates;
  readonly #isByRegion: boolean;
  readonly #sent = new Map<ExchangeName, SentExchange>();
  readonly #unplayed = new Map<ExchangeName, string>();
  #takesDirect: boolean | null = null;
  #price: PriceExchange | null = null;
  #garbage: SentGarbage[] = [];

  constructor(wire: Wire, options: PlayOptions, found: Found, pair: Pair | undefined) {
    this.#wire = wire;
    this.#options = options;
    this.#found = found;
    this.#player = new Player(wire, found);
    const nowhere = { origin: "", destination: "", isByRegion: false };
    this.#plain = plainSearch(options.kind, pair ?? nowhere, Date.now());
    this.#rates = options.ratesInto(this.#plain.currency);
    this.#isByRegion = pair?.isByRegion === true;
  }

  seen(): Pick<Observed, "exchanges" | "unplayed" | "price" | "garbage" | "takesDirect"> {
    return {
      exchanges: new Map([...this.#sent].map(([name, sent]) => [name, exchangeOf(sent)])),
      unplayed: this.#unplayed,
      price: this.#price,
      garbage: this.#garbage,
      takesDirect: this.#takesDirect,
    };
  }

  skipAll(why: string): void {
    for (const name of EXCHANGES) if (!this.#sent.has(name)) this.#unplayed.set(name, why);
  }

  async playAll(): Promise<void> {
    for (const name of EXCHANGES) {
      if (!this.#options.wanted.has(name)) continue;
      if (this.#wire.isStopped) return this.skipAll("the run was stopped before");
      const why = await this.#play(name);
      if (why !== undefined) this.#unplayed.set(name, why);
      if (name === this.#lastPlain && this.#isMute)
        return this.skipAll("a plain call was not answered: 'one-final' says so");
    }
  }

  get #lastPlain(): ExchangeName {
    return this.#options.wanted.has("direct") ? "direct" : "plain";
  }

  /** Neither a call to its market nor one to its instance was answered. */
  get #isMute(): boolean {
    return !(["plain", "direct"] as const).some((name) => this.#hasFinal(name));
  }

  #hasFinal(name: ExchangeName): boolean {
    const sent = this.#sent.get(name);
    return sent !== undefined && finalsOf(bidsOf(exchangeOf(sent), this.#options.kind)).length > 0;
  }

  /** Returns why it was not played. */
  async #play(name: ExchangeName): Promise<string | undefined> {
    const search = this.#plain;
    const now = Date.now();
    switch (name) {
      case "plain":
        return this.#call(name, {});
      case "direct":
        return this.#direct();
      case "party":
        return this.#call(name, { search: partySearch(search) });
      case "return":
        return this.#call(name, { search: returnSearch(search, now) });
      case "short":
        return this.#call(name, { search: largeSearch(search, now), budgetMs: SHORT_BUDGET_MS });
      case "late":
        return this.#call(name, {
          search: largeSearch(search, now),
          budgetMs: SHORT_BUDGET_MS,
          lateAllowanceMs: LATE_ALLOWANCE_MS,
        });
      case "spent":
        return this.#call(name, { budgetMs: 0 });
      case "headers":
        return this.#call(name, { headers: { traceparent: TRACE, "X-Of-Later-Version": "1" } });
      case "unknown-fields":
        return this.#call(name, { edit: ofLaterVersion });
      case "currency":
        return this.#currency();
      case "unserved":
        return this.#unserved();
      case "rates-id":
        if (this.#found.ratesId === null)
          return "it names no table of rates, so each call has them";
        return this.#call(name, { ratesId: "of-nobody-000000" });
      case "unasked":
        return this.#call(name, {
          search: { ...search, bidders: { only: [this.#wire.id] } },
          finals: 0,
        });
      case "hedged":
        return this.#hedged();
      case "hedged-other":
        return this.#hedgedOther();
      case "cancelled":
        return this.#cancelled();
      case "price":
        return this.#askPrice();
      case "garbage":
        return this.#sendGarbage();
      case "drained":
        return this.#drain();
      case "after-drain":
        return this.#call(
          name,
          this.#isDrained ? { ...this.#atInstance, budgetMs: SHORT_BUDGET_MS } : {},
        );
    }
  }

  async #call(
    name: ExchangeName,
    options: Partial<Parameters<Player["call"]>[1]>,
  ): Promise<undefined> {
    const isDirect = this.#isByRegion ? this.#atInstance : {};
    const usual = { search: this.#plain, budgetMs: BUDGET_MS, rates: this.#rates };
    this.#sent.set(name, await this.#player.call(name, { ...usual, ...isDirect, ...options }));
    return undefined;
  }

  get #atInstance(): { direct?: string } {
    const { instance } = this.#found;
    return instance === null ? {} : { direct: instance };
  }

  /** To the one instance that has to be known: directly, where it may be another one otherwise. */
  get #certain(): { direct?: string } {
    const { instances } = this.#found;
    return instances.length > 1 && this.#takesDirect === true ? this.#atInstance : {};
  }

  async #direct(): Promise<string | undefined> {
    if (this.#found.instance === null) return "no instance of it answers the service protocol";
    await this.#call("direct", this.#atInstance);
    this.#takesDirect = this.#sent.get("direct")?.box.received.some((one) => one.isNobody) !== true;
    return undefined;
  }

  async #currency(): Promise<string | undefined> {
    const sold = new Set(this.#offers().flatMap(({ sheet }) => sheet.currencies));
    if (sold.size === 0) return "it has sent no offer: --markets names a market where it has some";
    const currency = LONE_CURRENCIES.find((one) => !sold.has(one));
    if (currency === undefined) return "it sells in every currency that this command tries";
    const { date } = this.#rates;
    const rates = { date, perUnit: new Map([[currency, 1]]) };
    return this.#call("currency", { search: { ...this.#plain, currency }, rates });
  }

  /** The offers in the answers to usual calls. */
  #offers(): { readonly sheet: Sheet; readonly row: number; readonly of: SentExchange }[] {
    return (["plain", "party", "return"] as const).flatMap((name) => {
      const sent = this.#sent.get(name);
      if (sent === undefined) return [];
      const rows = rowsOf(bidsOf(exchangeOf(sent), this.#options.kind));
      return rows.map(({ sheet, row }) => ({ sheet, row, of: sent }));
    });
  }

  async #unserved(): Promise<string | undefined> {
    const pair = pairOutside(this.#found.markets);
    if (pair === undefined || this.#found.markets.length === 0) return "it serves every market";
    if (this.#takesDirect !== true) return NO_DIRECT;
    const search = plainSearch(this.#options.kind, pair, Date.now());
    return this.#call("unserved", { search, ...this.#atInstance });
  }

  async #hedged(): Promise<string | undefined> {
    const { kind } = this.#options;
    const { instance } = this.#found;
    if (this.#takesDirect !== true || instance === null) return NO_DIRECT;
    const search = largeSearch(this.#plain, Date.now());
    return this.#call("hedged", {
      search,
      ...this.#certain,
      also: (sent) => {
        const reply = this.#player.reply(sent.token, true);
        sent.replies.push(reply);
        this.#wire.publish(directSubject(kind, instance), sent.bytes, { reply });
      },
    });
  }

  async #hedgedOther(): Promise<string | undefined> {
    const { kind } = this.#options;
    const { instance, instances } = this.#found;
    const other = instances.find((one) => one !== instance);
    if (other === undefined) return "one instance is there: start a second one";
    if (this.#takesDirect !== true) return NO_DIRECT;
    return this.#call("hedged-other", {
      ...this.#atInstance,
      finals: 2,
      also: (sent) => {
        const reply = this.#player.reply(sent.token, true);
        this.#wire.publish(directSubject(kind, other), sent.bytes, { reply });
      },
    });
  }

  async #cancelled(): Promise<undefined> {
    return this.#call("cancelled", {
      search: largeSearch(this.#plain, Date.now()),
      budgetMs: CANCELLED_BUDGET_MS,
      ...this.#certain,
      also: (sent) => {
        sent.cancelledAtMs = this.#wire.now();
        this.#wire.publish(CANCEL_SUBJECT, encodeCancel(sent.asked.searchId));
      },
    });
  }

  async #askPrice(): Promise<string | undefined> {
    const [first] = this.#offers();
    if (first === undefined) return "it has sent no offer that could be priced";
    const { asked } = first.of;
    const { token, box } = this.#wire.open("!");
    const reply = inboxSubject(this.#wire.id, token);
    const searchId = `${this.#wire.id}-${token.slice(1)}`;
    const offer = plainSheet(first.sheet, [first.row]);
    const sentWallMs = Date.now();
    const terms = { ...asked, searchId, gateway: this.#wire.id, sentAtMs: sentWallMs };
    const call = { ...terms, budgetMs: BUDGET_MS };
    this.#price = {
      searchId,
      reply,
      search: asked.search,
      sentWallMs,
      offer,
      received: box.received,
    };
    const { kind, slackMs } = this.#options;
    this.#wire.publish(priceSubject(kind), encodePriceRequest({ call, offer }), { reply });
    await this.#wire.until(() => box.received.length > 0, BUDGET_MS + slackMs);
    await this.#player.settle();
    return undefined;
  }

  /** One after the other, until one ends the bidder; then a call that is right. */
  async #sendGarbage(): Promise<string | undefined> {
    const plain = this.#sent.get("plain");
    const { kind } = this.#options;
    const { instance } = this.#found;
    if (plain === undefined || instance === null) return "no instance of it answers pings";
    const { payloadMax } = this.#wire;
    const [slice] = this.#plain.slices;
    const subject =
      this.#takesDirect === true
        ? directSubject(kind, instance)
        : callSubject(slice?.origin ?? "", slice?.destination ?? "");
    for (const one of garbageOf(plain.bytes, payloadMax, randomFrom(SEED))) {
      const reply = inboxSubject(this.#wire.id, this.#wire.open().token);
      const to = one.isForPrices === true ? priceSubject(kind) : subject;
      this.#wire.publish(to, one.bytes, one.isWithoutReply === true ? {} : { reply });
      const survived = await this.#player.settleOrReturn();
      if (this.#wire.isStopped) return "the run was stopped before";
      this.#garbage.push({ what: one.what, bytes: one.bytes, survived });
      if (!survived) break;
    }
    const to = this.#takesDirect === true ? this.#atInstance : {};
    await this.#call("garbage", to);
    // Load is no fault: a good call that was declined, or lost with a connection, is sent again.
    return this.#isAnswered("garbage") ? undefined : this.#call("garbage", to);
  }

  #isAnswered(name: ExchangeName): boolean {
    const sent = this.#sent.get(name);
    if (sent === undefined) return false;
    const finals = finalsOf(bidsOf(exchangeOf(sent), this.#options.kind));
    return finals.some(({ bid }) => bid !== null && bid.status !== "declined");
  }

  async #drain(): Promise<string | undefined> {
    const { kind, drain } = this.#options;
    const { instance } = this.#found;
    if (!drain) return "it ends the instance: --drain asks for it";
    if (this.#takesDirect !== true || instance === null) return NO_DIRECT;
    await this.#call("drained", {
      search: largeSearch(this.#plain, Date.now()),
      ...this.#atInstance,
      also: () =>
        this.#wire.publish(directSubject(kind, instance), undefined, {
          headers: { [DRAIN_HEADER]: "1" },
        }),
    });
    await this.#wire.until(() => this.#isDrained, LEFT_MS + this.#found.slackMs);
    return undefined;
  }

  get #isDrained(): boolean {
    const { kind, instance } = this.#found;
    return this.#wire.presence.some(({ subject, data }) => {
      const from = parsePresenceSubject(subject);
      const isIts = from?.kind === kind && from.instance === instance;
      return isIts && Buffer.from(data).includes('"left"');
    });
  }
}

const NO_DIRECT = "it takes no direct calls";
