/**
 * The work of the auction benchmark, as every process of it reads it. This file imports nothing, so
 * that it adds nothing to the memory of the gateways that are measured.
 */
import type { FlightOffer } from "../../proto/messages.ts";

/** What a caller of any gateway asks. The fields that it leaves out take the gateway's defaults. */
export interface WorkSearch {
  readonly slices: readonly [{ origin: string; destination: string; departureDate: string }];
  readonly maxResults: number;
  readonly policy: { readonly deadlineMs: number; readonly required?: readonly string[] };
}

/** An answer in the form in which all gateways are compared. */
export interface ExpectedItinerary {
  readonly key: string;
  readonly price: number;
  /** Cheapest first. */
  readonly sellers: readonly { readonly bidder: string; readonly price: number }[];
}

export interface Work {
  readonly search: WorkSearch;
  readonly kinds: readonly string[];
  /** Keyed by kind, in rank order. */
  readonly offers: Readonly<Record<string, readonly FlightOffer[]>>;
  readonly expected: readonly ExpectedItinerary[];
}

export interface WorkSize {
  readonly bidders: number;
  readonly offersABid: number;
  readonly maxResults: number;
  readonly deadlineMs: number;
}

export const WORK: WorkSize = { bidders: 3, offersABid: 10, maxResults: 10, deadlineMs: 300 };

/** The default objective of our gateway, in cents: 30 dollars an hour, 40 dollars a stop. */
const CENTS_A_MINUTE = 50;
const CENTS_A_STOP = 4_000;

/** What offers are ranked by, in cents. The peers use this function. */
export function peerCost(price: number, minutes: number, stops: number): number {
  return price + CENTS_A_MINUTE * minutes + CENTS_A_STOP * stops;
}
