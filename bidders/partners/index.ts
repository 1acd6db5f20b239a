/**
 * The bidder `partners`: asks every configured outside seller that serves the market at once, and
 * bids with the offers of each, page by page, as they arrive. A partner that fails is named in the
 * bid's reason and does not affect the others; the bid fails only when all of them fail. The reason
 * is public, so it has a code for each (public-reasons.ts); what the partner sent is in this
 * bidder's log.
 */

import { z } from "zod";
import { loadAirportClocks } from "../../common/places/airport-clocks.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type {
  BidderFeedback,
  FailureReporter,
  OpenContext,
  SearchContext,
  WarmUp,
} from "../kit/bidder.ts";
import { ADAPTERS } from "./adapters.ts";
import { answeredCells } from "./answered-cells.ts";
import { describeFailures } from "./bid-reason.ts";
import { offersRefused, type SoldPage } from "./http/answer-pages.ts";
import { createClient, type PartnerClient } from "./http/client.ts";
import type { AuctionLimits } from "./http/page-fetcher.ts";
import { requestObservers } from "./http/request-observer.ts";
import { merged } from "./merged.ts";
import { aboveLowestFare, convertible } from "./offers/sellable.ts";
import { type AnswerParser, createAnswerParser } from "./parsing/answer-parser.ts";
import { PartnerFailure } from "./partner-failure.ts";
import { noPartnerText, PartnerReports } from "./partner-reports.ts";
import { isUnanswered, publicText } from "./public-reasons.ts";
import type { PartnersSettings } from "./settings.ts";
import { warmUpWith } from "./warm-up.ts";
import { WinRates } from "./win-rates.ts";

export { price } from "./price.ts";
export { settings } from "./settings.ts";

const CHOICES_LEFT_OUT =
  "sellers know one day and one place at each end: they were asked for the nearest choices alone";

/** What is said to each partner alone, by its name. */
type PartnersParams = Readonly<Record<string, unknown>>;

/** The same as `BidderModule.params`. */
export function params({ clients }: Pick<Partners, "clients">): z.ZodType<PartnersParams> {
  return z.strictObject(
    Object.fromEntries(clients.map((client) => [client.name, client.params.optional()])),
  );
}

export interface Partners {
  readonly clients: readonly PartnerClient[];
  readonly reportFailure: FailureReporter;
  /** Absent where there are no metrics. */
  readonly winRates?: WinRates;
  close(): Promise<void>;
}

/** Open partners with the parser of all clients, for the warm-up. */
export interface OpenPartners extends Partners {
  readonly parser: AnswerParser;
}

/** The same as `BidderModule.warmUp`. */
export function warmUp(nowMs: number): WarmUp<OpenPartners> {
  return warmUpWith(search, nowMs);
}

/** @throws Error when a partner's configuration is invalid; it names the partner */
export async function open(
  { partners }: PartnersSettings,
  { reportFailure, metrics }: Pick<OpenContext, "reportFailure" | "metrics"> = {
    reportFailure: () => {},
  },
): Promise<OpenPartners> {
  const parser = createAnswerParser();
  const observerOf =
    metrics === undefined ? undefined : requestObservers(metrics, () => performance.now());
  const clients = partners.map((partner) =>
    createClient(partner, ADAPTERS[partner.adapter], parser, observerOf?.(partner.name)),
  );
  if (clients.length > 0) {
    parser.start();
    loadAirportClocks(Date.now());
  }
  return {
    clients,
    parser,
    reportFailure,
    ...(metrics === undefined
      ? {}
      : {
          winRates: new WinRates(
            metrics,
            partners.map(({ name }) => name),
          ),
        }),
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await parser.close();
    },
  };
}

/** The same as `BidderModule.onFeedback`. */
export function onFeedback(feedback: BidderFeedback, { winRates }: Partners): void {
  winRates?.told(feedback);
}

/**
 * @throws AuctionError `partner-failed`, naming each partner's failure, when all failed;
 * `cancelled` when the auction stopped them
 */
export async function* search(
  request: FlightSearch,
  context: SearchContext<Partners>,
): AsyncGenerator<FlightOffer, void, undefined> {
  const { clients, reportFailure } = context.resources;
  const asked = clients.filter((client) => client.serves(request));
  if (asked.length === 0) return context.note(noPartnerText(clients, request));
  const params = context.params as PartnersParams | undefined;
  const choices = asked.map((client) => client.asked(request, params?.[client.name]));
  const isCut = choices.some((its) => its.isCut);
  if (isCut) context.note(CHOICES_LEFT_OUT);
  // Of a calendar the days that were not asked for stay open.
  if (isCut && request.calendar === true) context.markStopped();
  // Leaving this generator early, for any reason, aborts the requests that are still open (A8).
  const leaving = new AbortController();
  const signal = AbortSignal.any([context.signal, leaving.signal]);
  const auction = {
    signal,
    now: () => context.now(),
    remainingMs: () => context.remainingMs(),
    startSpan: context.startSpan,
  };
  const note = (text: string) => context.note(text);
  const reports = new PartnerReports(
    asked,
    { auctionId: context.auctionId, note, leftOut: context.leftOut },
    reportFailure,
  );
  const sold = new Set<PartnerClient>();
  const out = new Set(asked);
  const failures: string[] = [];
  let hasFailed = false;
  try {
    for await (const { client, result } of merged(
      asked.map((client) => resultsOf(client, request, auction, params?.[client.name])),
    )) {
      if (result instanceof PartnerFailure) {
        out.delete(client);
        hasFailed = true;
        if (!sold.has(client)) failures.push(`${client.name}: ${publicText(result)}`);
        if (isUnanswered(result.reason)) context.markStopped();
        // At once, so that the reason names it also when the budget runs out meanwhile.
        reports.add(client.name, result);
        continue;
      }
      const offers = sellable(result, client, request, context, reports);
      if (offers.length > 0 || result.isLast) sold.add(client);
      yield* offers;
      if (result.isLast) out.delete(client);
      // The offers of fast partners do not wait for slow ones, nor one page for the next. What an
      // outside seller may still offer is not known: no floor.
      if (offers.length > 0 && out.size > 0) await context.sendBatch(null);
    }
  } finally {
    leaving.abort();
    reports.end();
  }
  if (request.calendar === true && !hasFailed)
    await context.sendBatch(null, answeredCells(request, choices));
  if (failures.length === asked.length) {
    throw new AuctionError(
      context.signal.aborted ? "cancelled" : "partner-failed",
      describeFailures(failures),
    );
  }
}

/** The offers of a page that can be sold; what is refused of it is reported. */
function sellable(
  page: SoldPage,
  { name }: PartnerClient,
  request: FlightSearch,
  context: SearchContext<Partners>,
  reports: PartnerReports,
): readonly FlightOffer[] {
  for (const remark of page.notes) reports.add(name, remark);
  const convert = (price: FlightOffer["price"]) => context.convert(price);
  const priced = convertible(page.offers, convert);
  if (priced.refused.length > 0) reports.add(name, offersRefused(priced, "partner-no-rate"));
  const { offers, refused } = aboveLowestFare(priced.offers, request, convert);
  if (refused.length > 0) reports.add(name, offersRefused({ offers, refused }));
  for (const { seller } of offers) context.resources.winRates?.sold(seller, name);
  return offers;
}

interface PartnerResult {
  readonly client: PartnerClient;
  readonly result: SoldPage | PartnerFailure;
}

/** One partner's pages, and the failure with which they end, if they do. Never throws. */
async function* resultsOf(
  client: PartnerClient,
  request: FlightSearch,
  auction: AuctionLimits,
  params: unknown,
): AsyncGenerator<PartnerResult, void, undefined> {
  try {
    for await (const page of client.ask(request, auction, params)) yield { client, result: page };
  } catch (thrown) {
    yield { client, result: thrown instanceof PartnerFailure ? thrown : internal(thrown) };
  }
}

function internal(thrown: unknown): PartnerFailure {
  return new PartnerFailure(messageOf(thrown), "unhealthy", "partner-internal", { cause: thrown });
}
