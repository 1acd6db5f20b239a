/** How long a request on NATS has waited unread, and whether its caller still waits. */
import type { CallerHeaders } from "./caller-headers.ts";

/** How long a request can have waited here unread, by this gateway's own monotonic clock. */
export interface UnreadTime {
  /** The longest; 0 while the event loop is on time. */
  readonly msMax: number;
  readonly expectedMs: number;
}

/**
 * How long a request has waited since it was sent. Clocks are not assumed equal: the difference of
 * the two wall clocks counts only as far as this gateway's monotonic clock allows. So a wrong clock
 * has no effect while the gateway is on time. Where the caller does not state when it sent, the
 * expected time is assumed.
 */
export function waitedMs(
  sentAtMs: number | undefined,
  wallMs: number,
  { msMax, expectedMs }: UnreadTime,
): number {
  if (sentAtMs === undefined) return expectedMs;
  return Math.min(msMax, Math.max(0, wallMs - sentAtMs));
}

/**
 * Why a request that has waited this long is not run: its caller no longer waits, or has sent it to
 * another gateway. Undefined when it is run.
 */
export function whyExpired(
  { waitsMs, takeWithinMs }: CallerHeaders,
  waited: number,
): string | undefined {
  const ms = Math.round(waited);
  if (waitsMs !== undefined && waited >= waitsMs)
    return `its caller waits ${waitsMs} ms, and it may have waited unread for ${ms} ms`;
  if (takeWithinMs !== undefined && waited >= takeWithinMs) {
    return `it was to be taken within ${takeWithinMs} ms, and may have waited unread for ${ms} ms`;
  }
  return undefined;
}
