/**
 * The bidder `partners`: asks every configured outside seller that serves the market at once, and
 * bids with the offers of each, page by page, as they come. A partner that fails is named in the
 * bid's reason and costs the others nothing; only when all of them fail does the bid. The reason
 * has a code for each (`reasons.ts`), for it is shown to the public; what the partner said is in
 * this bidder's log.
 */

import { formatAmount } from "../../common/money/money.ts";
import { LOWEST_FARE, lowestFareCents } from "../../common/offers/lowest-fare.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type { FailureReporter, OpenContext, SearchContext } from "../kit/bidder.ts";
import type { PartnerOffers } from "./adapter.ts";
import { ADAPTERS } from "./adapters.ts";
import {
  type Auction,
  createClient,
  offersRefused,
  type PartnerClient,
  type SoldPage,
} from "./client.ts";
import { readClocks } from "./clocks.ts";
import type { PartnersSettings } from "./environment.ts";
import { PartnerFault } from "./fault.ts";
import { createReader } from "./reader.ts";
import { describeAll, reasonOf } from "./reason.ts";
import { isUnheard, publicText, type Remark } from "./reasons.ts";
import { troubleAbout } from "./trouble.ts";

export { settings } from "./environment.ts";

export interface Partners {
  readonly clients: readonly PartnerClient[];
  readonly trouble: FailureReporter;
  close(): Promise<void>;
}

/** @throws Error when a partner's configuration is of no use; it names the partner */
export async function open(
  { partners }: PartnersSettings,
  { reportFailure }: Pick<OpenContext, "reportFailure"> = { reportFailure: () => {} },
): Promise<Partners> {
  const reader = createReader();
  const clients = partners.map((partner) =>
    createClient(partner, ADAPTERS[partner.adapter], reader),
  );
  if (clients.length > 0) {
    reader.start();
    readClocks(Date.now());
  }
  return {
    clients,
    trouble: reportFailure,
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await reader.close();
    },
  };
}

/**
 * @throws AuctionError `partner-failed`, naming each partner's fault, when all failed; `cancelled`
 * when the auction stopped them
 */
export async function* search(
  request: FlightSearch,
  context: SearchContext<Partners>,
): AsyncGenerator<FlightOffer, void, undefined> {
  const { clients, trouble } = context.resources;
  const asked = clients.filter((client) => client.serves(request));
  if (asked.length === 0) {
    const [slice] = request.slices;
    context.note(
      clients.length === 0
        ? "no partners are configured"
        : `no partner serves ${slice?.origin}-${slice?.destination}`,
    );
    return;
  }
  // Leaving this generator early, for whatever reason, hangs up on the partners that are still out
  // (A8).
  const leaving = new AbortController();
  const signal = AbortSignal.any([context.signal, leaving.signal]);
  const auction = { signal, now: () => context.now(), remainingMs: () => context.remainingMs() };
  const reason = reasonOf(
    asked.map(({ name }) => name),
    (text) => context.note(text),
  );
  /** The code to the public, the text to the log. */
  const tell = (partner: string, remark: Remark) => {
    reason.tell(partner, publicText(remark));
    log(partner, remark.reason, remark.text);
  };
  const log = (partner: string, code: Remark["reason"], error: unknown) => {
    const about = troubleAbout(code);
    if (about !== undefined)
      trouble(`partner ${partner}: ${code}`, error, { ...about, searchId: context.searchId });
  };
  const sold = new Set<PartnerClient>();
  const faults: string[] = [];
  const out = new Set(asked);
  try {
    for await (const { client, news } of asTheyLand(
      asked.map((client) => newsOf(client, request, auction)),
    )) {
      if (news instanceof PartnerFault) {
        out.delete(client);
        if (!sold.has(client)) faults.push(`${client.name}: ${publicText(news)}`);
        if (isUnheard(news.reason)) context.cutShort();
        // At once: should the budget run out meanwhile, the reason names it all the same.
        reason.tell(client.name, publicText(news));
        log(client.name, news.reason, news);
      } else {
        for (const note of news.notes) tell(client.name, note);
        const priced = convertible(news.offers, context);
        if (priced.refused.length > 0) tell(client.name, offersRefused(priced, "partner-no-rate"));
        const page = dearEnough(priced.offers, request, context);
        if (page.refused.length > 0) tell(client.name, offersRefused(page));
        if (page.offers.length > 0 || news.isLast) sold.add(client);
        yield* page.offers;
        // The fast do not wait for the slow, nor a page for the next. What an outside seller may
        // still ask is not known: no floor.
        if (news.isLast) out.delete(client);
        if (page.offers.length > 0 && out.size > 0) await context.part(null);
      }
    }
  } finally {
    leaving.abort();
    reason.end();
  }
  if (faults.length === asked.length) {
    throw new AuctionError(
      context.signal.aborted ? "cancelled" : "partner-failed",
      describeAll(faults),
    );
  }
}

interface News {
  readonly client: PartnerClient;
  readonly news: SoldPage | PartnerFault;
}

/** One partner's pages, and the fault that they end with, if they do. Never throws. */
async function* newsOf(
  client: PartnerClient,
  request: FlightSearch,
  auction: Auction,
): AsyncGenerator<News, void, undefined> {
  try {
    for await (const page of client.ask(request, auction)) yield { client, news: page };
  } catch (thrown) {
    yield { client, news: thrown instanceof PartnerFault ? thrown : internal(thrown) };
  }
}

function internal(thrown: unknown): PartnerFault {
  return new PartnerFault(messageOf(thrown), "sick", "partner-internal", { cause: thrown });
}

/** What can be sold in this auction: not what is in a currency that the auction has no rate for. */
function convertible(
  offers: readonly FlightOffer[],
  context: SearchContext<Partners>,
): PartnerOffers {
  const isConvertible = ({ price }: FlightOffer) => context.convert(price) !== undefined;
  return sorted(offers, (offer) =>
    isConvertible(offer) ? undefined : "for which there is no rate",
  );
}

/**
 * The gateways' default rule. What breaks it there makes the whole bid `invalid`, and this bidder's
 * other sellers pay for it.
 */
function dearEnough(
  offers: readonly FlightOffer[],
  request: FlightSearch,
  context: SearchContext<Partners>,
): PartnerOffers {
  return sorted(offers, (offer) => {
    const cents = lowestFareCents(offer, request, LOWEST_FARE, kilometresBetween);
    const [asked, least] = [
      context.convert(offer.price),
      context.convert({ amount: cents, currency: "USD" }),
    ];
    if (asked === undefined || least === undefined || asked >= least) return undefined;
    return `and no fare is less than ${formatAmount({ amount: cents, currency: "USD" })} USD for this distance, cabin and party`;
  });
}

/** Sold is what nothing speaks against. */
function sorted(
  offers: readonly FlightOffer[],
  against: (offer: FlightOffer) => string | undefined,
): PartnerOffers {
  const refused: string[] = [];
  const sold = offers.filter((offer) => {
    const why = against(offer);
    if (why === undefined) return true;
    const { price, seller, slices } = offer;
    refused.push(
      `${slices[0]?.segments[0]?.flightNumber} of ${seller} costs ${formatAmount(price)} ${price.currency}, ${why}`,
    );
    return false;
  });
  return { offers: sold, refused };
}

/**
 * What several generators that never throw yield, in the order in which it comes. Each is asked for
 * more as soon as it has given.
 */
async function* asTheyLand<T>(
  generators: readonly AsyncGenerator<T, void, undefined>[],
): AsyncGenerator<T> {
  const next = async (i: number) => ({
    i,
    result: await (generators[i] as AsyncGenerator<T, void, undefined>).next(),
  });
  const out = new Map(generators.map((_, i) => [i, next(i)]));
  while (out.size > 0) {
    const { i, result } = await Promise.race(out.values());
    if (result.done) {
      out.delete(i);
    } else {
      out.set(i, next(i));
      yield result.value;
    }
  }
}
