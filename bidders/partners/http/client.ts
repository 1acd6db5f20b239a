/**
 * One partner's client: it asks once an auction, or once for each of several days and places, and
 * yields the answer page by page.
 *
 * PARTNERCLIENT-1 Nothing that leaves here in a failure or a note holds the partner's token, in
 *                 any spelling (redaction/redactor.ts), nor what a caller says to it alone.
 */
import type { z } from "zod";
import type { FlightSearch } from "../../../proto/messages.ts";
import type { Adapter, PartnerPage } from "../adapter.ts";
import { isInMarkets } from "../asked-places.ts";
import { type AskedSearches, askedSearches } from "../asked-searches.ts";
import { type AnswerParser, createAnswerParser } from "../parsing/answer-parser.ts";
import type { PartnerConfig } from "../partner-config.ts";
import { paramsRedactor } from "../redaction/params-redactor.ts";
import { redacted } from "../redaction/redacted-failure.ts";
import { redactorOf } from "../redaction/redactor.ts";
import { answerPages, type SoldPage } from "./answer-pages.ts";
import { dayAnswers } from "./day-answers.ts";
import type { Guard } from "./guard.ts";
import { type AuctionLimits, PageFetcher } from "./page-fetcher.ts";
import type { RequestObserver } from "./request-observer.ts";

export interface PartnerClient {
  readonly name: string;
  readonly guard: Guard;
  /** Whether it is to be asked at all: by its markets. */
  serves(search: FlightSearch): boolean;
  /** For what it is asked, of all that a search leaves open. */
  asked(search: FlightSearch, params: unknown): AskedSearches;
  /**
   * Its pages as they arrive. @throws PartnerFailure and nothing else; what was yielded before
   * stays valid
   */
  ask(
    search: FlightSearch,
    auction: AuctionLimits,
    params?: unknown,
  ): AsyncGenerator<SoldPage, void, undefined>;
  /** What a caller may say to it alone. */
  readonly params: z.ZodType;
  /** Whether it can be asked for one offer by its id. */
  readonly canPrice: boolean;
  /** The offer with this id of the partner's own. @throws PartnerFailure and nothing else */
  price(offerId: string, search: FlightSearch, limits: AuctionLimits): Promise<PartnerPage>;
  close(): Promise<void>;
}

/**
 * A parser that is given is closed by its owner; without one the client has its own. Without an
 * observer nothing is measured.
 * @throws Error when the partner's URL is invalid
 */
export function createClient(
  partner: PartnerConfig,
  adapter: Omit<Adapter, "offers">,
  sharedParser?: AnswerParser,
  observer?: RequestObserver,
): PartnerClient {
  const parser = sharedParser ?? createAnswerParser();
  const fetcher = new PageFetcher(partner, adapter, parser, observer);
  const { text: withoutSecret } = redactorOf(partner.token);

  const { answers, askedOf } = requestsTo(partner, adapter, fetcher);

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await fetcher.close();
    if (sharedParser === undefined) await parser.close();
  }

  return {
    name: partner.name,
    params: adapter.params(partner),
    guard: fetcher.guard,
    serves: (search) => isInMarkets(search, partner.markets),
    asked: askedOf,
    async *ask(search, auction, params) {
      const hide = withoutBoth(withoutSecret, params);
      try {
        for await (const page of answers(search, auction, params)) {
          const notes = page.notes.map((note) => ({ ...note, text: hide(note.text) }));
          yield { ...page, notes };
        }
      } catch (thrown) {
        throw redacted(thrown, hide);
      }
    },
    canPrice: adapter.canPrice?.(partner) === true,
    async price(offerId, search, limits) {
      try {
        return await fetcher.fetch({ search, cursor: null, offersMax: 1, offerId }, limits);
      } catch (thrown) {
        throw redacted(thrown, withoutSecret);
      }
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** The requests to one partner. */
function requestsTo(
  partner: PartnerConfig,
  adapter: Pick<Adapter, "unsupportedReason" | "knowsCities">,
  fetcher: PageFetcher,
) {
  function pages(
    search: FlightSearch,
    auction: AuctionLimits,
    params: unknown,
  ): AsyncIterable<SoldPage> | SoldPage[] {
    const text = adapter.unsupportedReason?.(search, partner, params);
    if (text !== undefined) return [notAskable(text)];
    return answerPages(
      async (query) => fetcher.fetch({ search, ...query }, auction, params),
      partner.pagesMax,
    );
  }

  const askedOf = (search: FlightSearch, params: unknown) =>
    askedSearches(search, {
      knowsCities: adapter.knowsCities?.(partner) === true,
      markets: partner.markets,
      calendarDaysMax: partner.calendarDaysMax,
      canAsk: (one) => adapter.unsupportedReason?.(one, partner, params) === undefined,
    });

  /** One answer, of as many requests as the choices of the search ask for. */
  function answers(
    search: FlightSearch,
    auction: AuctionLimits,
    params: unknown,
  ): AsyncIterable<SoldPage> | SoldPage[] {
    const { searches } = askedOf(search, params);
    if (searches.length === 1) return pages(searches[0] as FlightSearch, auction, params);
    if (searches.length === 0) {
      const why = adapter.unsupportedReason?.(search, partner, params);
      if (why !== undefined) return [notAskable(why)];
    }
    return dayAnswers(searches, (one) => pages(one, auction, params), partner.concurrencyMax);
  }

  return { answers, askedOf };
}

function notAskable(text: string): SoldPage {
  return { offers: [], notes: [{ reason: "partner-not-askable", text }], isLast: true };
}

function withoutBoth(withoutSecret: (text: string) => string, params: unknown) {
  if (params === undefined) return withoutSecret;
  const withoutParams = paramsRedactor(params);
  return (text: string) => withoutParams(withoutSecret(text));
}
