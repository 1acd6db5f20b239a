/** One partner's failure in one auction: a short text for the bid's reason, and what it says of the partner's health. */

/**
 * `sick` counts against the partner in its breaker. `alive` proves that it answers, if not as we like (a search it refuses).
 * `unknown` says nothing of it: the auction was cancelled, too little time was left, all connections were taken.
 */
export type Verdict = "sick" | "alive" | "unknown";

export class PartnerFault extends Error {
  override readonly name = "PartnerFault";
  readonly verdict: Verdict;

  constructor(message: string, verdict: Verdict, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.verdict = verdict;
  }
}

/** Text from outside goes into logs and reasons: short, and without control characters. */
export function clean(text: string, charsMax = 160): string {
  return text.slice(0, charsMax).toWellFormed().replace(/\p{C}/gu, "?");
}

/** An answer's JSON. @throws PartnerFault that says what came instead */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (thrown) {
    const what = /^\s*</.test(body) ? "HTML" : body.trim() === "" ? "nothing" : "broken JSON";
    throw new PartnerFault(`answered ${what} where JSON was due`, "sick", thrown);
  }
}
