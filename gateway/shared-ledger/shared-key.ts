/**
 * Under which key a search is shared between gateways.
 *
 * SHAREDKEY-1 It follows from the id of the search by a hash, and is what the ids of its offers
 *    have in common: so one value is found by each of them, and who knows an offer's id still knows
 *    neither the search's id nor another offer's (OFFERID-1).
 */
import { keyedDigest } from "../../common/text/digest.ts";

/** 96 bits, as many as the id of a search has. */
const CHARACTERS = 16;

export function sharedKey(searchId: string): string {
  return keyedDigest("shared ledger", searchId).toString("base64url").slice(0, CHARACTERS);
}
