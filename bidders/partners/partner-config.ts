/** The configuration of one outside seller, complete with its defaults, its token and its files. */
import type { JsonMapping } from "./json/mapping.ts";

/** When a partner that fails is no longer asked, and for how long. */
interface BreakerConfig {
  /** Failures in a row, or timeouts in a row, after which it is no longer asked. */
  readonly faults: number;
  /** The time until one request tests whether it is healthy again. */
  readonly trialAfterMs: number;
}

/**
 * One outside seller: the adapter for its protocol, its address, and its limits. As checked by
 * `settings.ts`.
 */
export interface PartnerConfig {
  /** Names it in logs and reasons: `[a-z0-9-]+`. */
  readonly name: string;
  readonly adapter: "duffel" | "json";
  readonly url: string;
  /** Empty where its protocol needs none. */
  readonly token: string;
  /**
   * The time for one request, of which an answer in pages takes several; an auction may leave less.
   */
  readonly timeoutMs: number;
  /** The bulkhead: requests in flight at once, and those that wait for one of them to end. */
  readonly concurrencyMax: number;
  readonly queueMax: number;
  readonly breaker: BreakerConfig;
  /** The markets that it serves: `*.*`, `LHR.*`, `*.JFK`, `LHR.JFK`. It is not asked elsewhere. */
  readonly markets: readonly string[];
  /** The currency that it is asked for, where its protocol has one; null: the search's currency. */
  readonly currency: string | null;
  /** Pages read of one answer. */
  readonly pagesMax: number;
  /** How often it is asked for one calendar, each time for one choice of days; 0: never. */
  readonly calendarDaysMax: number;
  /**
   * The authorities (PEM) that its certificate is checked against, instead of the well-known ones;
   * null for those.
   */
  readonly ca: string | null;
  /** Where a traveller buys one of its offers; null: this is not known. */
  readonly link: LinkTemplate | null;
  /** The protocol of a seller of the adapter `json`; null for all others. */
  readonly mapping: JsonMapping | null;
}

/** Where a partner sells its offers. */
export interface LinkTemplate {
  /** An https URL with placeholders: `https://book.example.com/offers/{{id}}`. */
  readonly template: string;
  /** The hosts to which it may lead, each with its port where it has one. */
  readonly hosts: readonly string[];
}

/** What the offers of a partner are handed off with. */
export interface HandOff {
  /** The partner's name. */
  readonly partner: string;
  readonly link: LinkTemplate | null;
}
