/** What a seller says when it is asked again for a price, in plain words. Pure: no DOM. */
import { NoAnswer } from "../api/attempt.ts";
import type { OfferPrice } from "../api/offer-price.ts";
import { Refusal } from "../api/refusal.ts";
import { money } from "../ui/format.ts";
import { safeLink } from "./price-words.ts";

/** The answer to one question. */
export interface Checked {
  readonly kind: "same" | "changed" | "gone" | "unknown";
  readonly text: string;
  /** Where the seller sells it; null: nowhere, or it is gone. */
  readonly link: string | null;
  /** Only another search finds an offer that can be bought. */
  readonly isOver?: true;
}

/** @param link of the offer as it was found */
export function checkedPrice(answer: OfferPrice, link: string | null, locale?: string): Checked {
  const { outcome, before, now } = answer;
  if (outcome === "gone" || now === null)
    return { kind: "gone", text: "It is not sold any more. Choose another offer.", link: null };
  const nowLink = safeLink(now.fares[0]?.link) ?? link;
  const [then, price] = [money(before.price, locale), money(now.price, locale)];
  if (then !== price)
    return { kind: "changed", text: `It costs ${price} now; it was ${then}.`, link: nowLink };
  return outcome === "same"
    ? { kind: "same", text: `It still costs ${price}.`, link: nowLink }
    : {
        kind: "changed",
        text: `It still costs ${price}, but its fares or conditions have changed.`,
        link: nowLink,
      };
}

/** By the codes of problems. */
const WHY_UNKNOWN: ReadonlyMap<string, string> = new Map([
  ["not-found", "This offer is too old to be asked for. Search again."],
  ["offer-expired", "This offer has expired. Search again."],
  ["price-unsupported", "This seller does not say what a single offer costs now."],
  ["price-failed", "The seller could not say what it costs now."],
  ["bid-invalid", "The seller gave an answer that cannot be right."],
  ["bid-malformed", "The seller gave an answer that cannot be read."],
  ["no-bidder", "Nobody can ask this seller at the moment. Try again."],
  ["no-answer", "The seller gave no answer in time. Try again."],
  ["no-broker", "Nobody can ask this seller at the moment. Try again."],
  ["overloaded", "The gateway has too much to do. Try again."],
]);
/** These offers cannot be bought any more. */
const ENDED = ["not-found", "offer-expired"];

/** The price is not known: why, and whether the seller's own page may still say it. */
export function uncheckedPrice(thrown: unknown, link: string | null): Checked {
  if (thrown instanceof Refusal) {
    const text = WHY_UNKNOWN.get(thrown.code) ?? thrown.message;
    return ENDED.includes(thrown.code)
      ? { kind: "unknown", text, link: null, isOver: true }
      : { kind: "unknown", text, link };
  }
  const text =
    thrown instanceof NoAnswer
      ? "The gateway gave no answer in time. Try again."
      : "The gateway cannot be reached. Try again.";
  return { kind: "unknown", text, link };
}
