/**
 * An answer page by page, each to be sold at once.
 *
 * PAGES-1 An answer ends with its last page, or where reading must stop: PAGES_MAX or
 *         OFFERS_READ_MAX is reached (A6), it names a page that was read, or the budget is spent.
 *         What is left unread is noted.
 */
import type { FlightOffer } from "../../../proto/messages.ts";
import {
  ANSWER_OFFERS_MAX,
  describeRefused,
  type PartnerOffers,
  type PartnerPage,
} from "../adapter.ts";
import { OfferMerger } from "../offers/fares.ts";
import { PartnerFailure } from "../partner-failure.ts";
import type { PartnerReason, Remark } from "../public-reasons.ts";

/** One page of an answer, to be sold at once. */
export interface SoldPage {
  readonly offers: readonly FlightOffer[];
  /** What the caller should know of it. */
  readonly notes: readonly Remark[];
  readonly isLast: boolean;
}

type FetchPage = (query: {
  readonly cursor: string | null;
  readonly offersMax: number;
}) => Promise<PartnerPage>;

/** @throws PartnerFailure where a page fails, or nothing of the whole answer can be sold */
export async function* answerPages(
  fetchPage: FetchPage,
  pagesMax: number,
): AsyncGenerator<SoldPage, void, undefined> {
  const pagesRead = new Set<string>();
  const merger = new OfferMerger();
  let refused: readonly string[] = [];
  let cursor: string | null = null;
  let [read, sold] = [0, 0];
  for (let number = 1; ; number++) {
    const query = { cursor, offersMax: ANSWER_OFFERS_MAX - read };
    const page: PartnerPage = await fetchPage(query).catch((thrown) => {
      throw number === 1 ? thrown : failureOnPage(number, thrown);
    });
    read += page.read;
    sold += page.offers.length;
    const offers = page.offers.map((offer) => merger.addLater(offer));
    refused = [...refused, ...page.refused];
    const notes: Remark[] = [];
    if (sold > 0 && refused.length > 0) {
      notes.push(offersRefused({ offers, refused }));
      refused = [];
    }
    const unread =
      page.next === null
        ? undefined
        : whyUnread({ number, read, pagesMax, isRepeated: pagesRead.has(page.next) });
    if (unread !== undefined) notes.push({ reason: "partner-incomplete", text: unread });
    cursor = unread === undefined ? page.next : null;
    // What was refused is noted as soon as any offer is sold: if it is still here, none was.
    if (cursor === null && refused.length > 0) throw nothingToSell(refused, notes);
    yield { offers, notes, isLast: cursor === null };
    if (cursor === null) return;
    pagesRead.add(cursor);
  }
}

/** Offers of one answer that are not sold. */
export function offersRefused(
  of: PartnerOffers,
  reason: PartnerReason = "partner-offers-refused",
): Remark {
  const count = of.refused.length;
  return { reason, text: describeRefused(of), refused: { count, of: count + of.offers.length } };
}

/** PAGES-1: why the next page is not read, if so. */
function whyUnread(answer: {
  readonly number: number;
  readonly read: number;
  readonly pagesMax: number;
  readonly isRepeated: boolean;
}): string | undefined {
  const { number, read, pagesMax, isRepeated } = answer;
  if (isRepeated)
    return `page ${number} names as the next one a page that was read; it is not read again`;
  if (number >= pagesMax)
    return `read ${number} ${number === 1 ? "page" : "pages"}, and left unread what follows`;
  return read >= ANSWER_OFFERS_MAX
    ? `read ${read} offers, and left unread what follows on the next page`
    : undefined;
}

/** An answer of which nothing can be sold failed, though the partner is healthy. */
function nothingToSell(refused: readonly string[], notes: readonly Remark[]): PartnerFailure {
  const { text, ...remark } = offersRefused({ offers: [], refused });
  const message = [text, ...notes.map((note) => note.text)].join("; ");
  return new PartnerFailure(message, "healthy", remark.reason, remark);
}

function failureOnPage(number: number, thrown: unknown): PartnerFailure {
  const { message, health, reason } =
    thrown instanceof PartnerFailure
      ? thrown
      : {
          message: String(thrown),
          health: "unhealthy" as const,
          reason: "partner-internal" as const,
        };
  return new PartnerFailure(`page ${number}: ${message}`, health, reason, { cause: thrown });
}
