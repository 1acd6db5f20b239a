/** An answer of any gateway, and whether it is the right one. */
import type { ExpectedItinerary } from "./work.ts";

/** What all answers have in common. Ours has more. */
export interface SideAnswer {
  /** A bidder is missing in it. */
  readonly partial: boolean;
  /**
   * Why the auction ended, where a gateway says so: a partial answer may come before the deadline.
   */
  readonly endedBy?: string;
  readonly itineraries: readonly AnswerItinerary[];
}

interface AnswerItinerary {
  readonly key: string;
  readonly price: { readonly amount: number };
  readonly sellers: readonly {
    readonly bidder: string;
    readonly price: { readonly amount: number };
  }[];
}

/** Undefined when the answer is exactly the expected one; else the first difference. */
export function answerDifference(
  { itineraries }: SideAnswer,
  expected: readonly ExpectedItinerary[],
): string | undefined {
  if (itineraries.length !== expected.length)
    return `${itineraries.length} itineraries instead of ${expected.length}`;
  for (const [i, { key, price, sellers }] of expected.entries()) {
    const found = itineraries[i] as AnswerItinerary;
    const wanted = [key, price, ...sellers.map((s) => `${s.bidder} ${s.price}`)].join(", ");
    const got = [
      found.key,
      found.price.amount,
      ...found.sellers.map((s) => `${s.bidder} ${s.price.amount}`),
    ].join(", ");
    if (wanted !== got) return `place ${i + 1} is ${got} instead of ${wanted}`;
  }
  return undefined;
}
