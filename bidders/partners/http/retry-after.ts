/**
 * The delay for which a partner asks: Retry-After (RFC 9110, 10.2.3) of a 429 or a 503, and
 * the rate-limit headers that Duffel and others send (`ratelimit-limit`, `ratelimit-remaining`,
 * `ratelimit-reset`). Pure.
 */

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** No delay is longer than `max`. */
const RETRY_AFTER_MS = { fallback: 1_000, max: 60_000 };

/**
 * Milliseconds until it may be asked again; 0 when it may be asked at once. After a 429 without a
 * delay, a second; after a 503 without one, none: the circuit decides. An answer that has used up
 * the rate limit (`ratelimit-remaining: 0`) asks for a delay as well, if it states the end of it.
 */
export function retryAfterMs(status: number, headers: Headers, nowMs: number): number {
  const text = (name: string) => String(headers[name] ?? "").trim();
  if (status === 429)
    return capped(
      waitMs(text("retry-after"), nowMs) ??
        waitMs(text("ratelimit-reset"), nowMs, 9) ??
        RETRY_AFTER_MS.fallback,
    );
  if (status === 503) return capped(waitMs(text("retry-after"), nowMs) ?? 0);
  return /^0+$/.test(text("ratelimit-remaining"))
    ? capped(waitMs(text("ratelimit-reset"), nowMs, 9) ?? 0)
    : 0;
}

/**
 * Seconds (`3`, with any number of digits) or a date; Duffel's reset is a date. Undefined when it
 * is neither, or has passed. A reset that some write as seconds since 1970 is neither.
 */
function waitMs(
  text: string,
  nowMs: number,
  digitsMax = Number.POSITIVE_INFINITY,
): number | undefined {
  const ms =
    /^\d+$/.test(text) && text.length <= digitsMax
      ? Number(text) * 1_000
      : Date.parse(text) - nowMs;
  return ms >= 0 ? ms : undefined;
}

function capped(ms: number): number {
  return Math.min(RETRY_AFTER_MS.max, ms);
}
