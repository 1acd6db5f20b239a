/**
 * How long a partner asks to be left alone: Retry-After (RFC 9110), and the rate-limit headers that Duffel and others send
 * (`ratelimit-limit`, `ratelimit-remaining`, `ratelimit-reset`). Pure.
 */

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A partner that asks to be left alone is, but for no longer than this. */
const PAUSE_MS = { fallback: 1_000, max: 60_000 };

/**
 * Milliseconds until it may be asked again; 0 when nothing speaks against it. After a 429 that says nothing, a second. An answer that has
 * used up the last of the limit (`ratelimit-remaining: 0`) says the same without a refusal, if it says until when.
 */
export function pauseMs(status: number, headers: Headers, nowMs: number): number {
  const text = (name: string) => String(headers[name] ?? "").trim();
  if (status === 429) return capped(waitMs(text("retry-after"), nowMs) ?? waitMs(text("ratelimit-reset"), nowMs) ?? PAUSE_MS.fallback);
  return /^0+$/.test(text("ratelimit-remaining")) ? capped(waitMs(text("ratelimit-reset"), nowMs) ?? 0) : 0;
}

/** Seconds (`3`) or a date; Duffel's reset is a date. Undefined when it is neither, or has passed. */
function waitMs(text: string, nowMs: number): number | undefined {
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return ms >= 0 ? ms : undefined;
}

function capped(ms: number): number {
  return Math.min(PAUSE_MS.max, ms);
}
