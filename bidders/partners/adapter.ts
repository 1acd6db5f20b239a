/**
 * What an adapter is: how one kind of outside seller is asked, and how its answer is read. Two pure
 * functions; connections, time limits, circuits and bulkheads are in http/. A new adapter is one
 * file, its line in `adapters.ts` and its name in `PartnerConfig` (partner-config.ts); a new
 * partner that uses a known protocol, or one that a mapping can describe, is one entry of the
 * configuration.
 *
 * An answer may come in pages. Each page names the next one, in a text (`cursor`) that only
 * its adapter reads.
 */

import type { z } from "zod";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type { HandOff, PartnerConfig } from "./partner-config.ts";

/** One HTTP request to the partner's host. */
export interface PartnerRequest {
  readonly method: "GET" | "POST";
  /**
   * The path from the host's root, with its query: `/air/offer_requests?return_offers=true`. See
   * `pathUnder`.
   */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for none. */
  readonly body: string | null;
}

/** How a page is asked for. */
export interface PageRequest {
  /**
   * How long the partner may take, for protocols that have a field for it; a little less than the
   * time after which the call is aborted, so that the answer of a partner that keeps to it is
   * received.
   */
  readonly supplierTimeoutMs: number;
  /** The cursor of the page before; null for the first page. */
  readonly cursor: string | null;
  /** The seller's own id of the one offer that is asked for; absent: all for a search are. */
  readonly offerId?: string;
  /** What the caller says to this partner alone, as `params` has read it. It is never logged. */
  readonly params?: unknown;
}

/** What an adapter needs to read a page; it is sent to another thread. */
export interface PageContext {
  readonly search: FlightSearch;
  /** The cursor with which the partner was asked for it. */
  readonly cursor: string | null;
  /** Offers that are read of this page; what lies beyond is refused in one line (A6). */
  readonly offersMax: number;
  readonly mapping: PartnerConfig["mapping"];
  /** As in its request. */
  readonly offerId?: string;
  /** How its offers are named, and where they are sold; absent: they get neither. */
  readonly handOff?: HandOff;
  /** Our token: a partner that repeats it, in an error, a name or a link, must not spread it. */
  readonly secret: string;
  /**
   * The wall clock when it was asked for, for offers that state how long they hold and not until
   * when.
   */
  readonly nowMs: number;
  /** When its auction ends, on the same clock: what does not hold until then cannot be bought. */
  readonly endsAtMs: number;
}

/** The result of a partner's answer. */
export interface PartnerOffers {
  readonly offers: readonly FlightOffer[];
  /** What is not sold, one line each: which offer, and why. */
  readonly refused: readonly string[];
}

export interface PartnerPage extends PartnerOffers {
  /** Offers that were read; of several that become one, each counts. */
  readonly read: number;
  /** The cursor of the next page; null when this was the last. */
  readonly next: string | null;
  /** The one offer that was asked for cannot be bought any more. */
  readonly isGone?: true;
}

/** The one offer that was asked for is gone. */
export const GONE: PartnerPage = { offers: [], refused: [], read: 0, next: null, isGone: true };

export interface Adapter {
  /**
   * Why this partner cannot even be asked, if so: its protocol cannot express the search.
   * No failure of either side. `params` as in `PageRequest`; the text has no value of them.
   */
  unsupportedReason?(
    search: FlightSearch,
    partner: PartnerConfig,
    params?: unknown,
  ): string | undefined;
  /** Whether it is asked for a city by the city's code; absent: it is not. */
  knowsCities?(partner: PartnerConfig): boolean;
  /** What a caller may say to this partner alone. */
  params(partner: PartnerConfig): z.ZodType;
  /** Whether its protocol can be asked for one offer by its id; absent: it cannot. */
  canPrice?(partner: PartnerConfig): boolean;
  /** @throws PartnerFailure when the page before has named a next one that is not asked for */
  request(search: FlightSearch, partner: PartnerConfig, page: PageRequest): PartnerRequest;
  /**
   * Reads an answer's body, decoded but not parsed, in steps of one offer, so that its caller can
   * let the event loop run. Prices are parsed exactly or refused (A9); an offer that is not for the
   * search is refused by name.
   * @throws PartnerFailure when the body is not an answer: not the protocol at all, not one offer
   *   in its shape, or an error, with any status
   */
  offers(responseBody: string, reading: PageContext): Generator<undefined, PartnerPage>;
}

/** Pages read of one answer. */
export const PAGES_MAX = 10;
/** Offers read of one answer, all its pages together (A6). */
export const ANSWER_OFFERS_MAX = 1_000;
/** A cursor is text from outside: no longer than this. */
export const CURSOR_CHARS_MAX = 2_048;

/** A path below the partner's URL, which may have one of its own. */
export function pathUnder(partner: Pick<PartnerConfig, "url">, path: string): string {
  return new URL(partner.url).pathname.replace(/\/$/, "") + path;
}

/** `refused 2 of 9 offers: off_1 costs '12.345', no amount of EUR; off_7 leaves on …` */
export function describeRefused({ offers, refused }: PartnerOffers): string {
  const more = refused.length > 2 ? `; and ${refused.length - 2} more` : "";
  return `refused ${refused.length} of ${offers.length + refused.length} offers: ${refused.slice(0, 2).join("; ")}${more}`;
}
