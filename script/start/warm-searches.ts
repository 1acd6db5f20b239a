/**
 * Searches before `ready`. Each process has compiled its own code by searches of its own, but not
 * what lies between them: the first search through the whole system took twice as long as the
 * third. Only where all sellers are simulated here: a warm-up asks no outside seller.
 */

import { PATHS } from "../../gateway/http/paths.ts";
import { DAY_MS } from "../../proto/local-time.ts";
import { httpProbe } from "./ask.ts";

/** One after the other: at once they would take as long, and compile no more. */
const MARKETS = [
  ["CDG", "SFO"],
  ["FRA", "SIN"],
  ["MAD", "EWR"],
] as const;
const LIMIT_MS = 1_000;
const DAYS_AHEAD = 40;

/**
 * They count against SEARCHES_PER_MINUTE_MAX of this machine's address: most of it is to be left.
 */
export const SEARCHES_PER_MINUTE_MIN = 10 * MARKETS.length;

/**
 * Never rejects: a search that fails here fails for its caller too, with its reason. Ends when
 * `signal` aborts, which is after LIMIT_MS unless another is given, whatever the gateway does.
 */
export async function warmSearches(
  url: string,
  nowMs: number,
  signal = AbortSignal.timeout(LIMIT_MS),
): Promise<void> {
  const departureDate = new Date(nowMs + DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10);
  for (const [origin, destination] of MARKETS) {
    if (signal.aborted) return;
    // On a busy machine a cold system takes longer than the usual deadline: it is cancelled at the
    // limit, and no seller of it counts as timed out.
    const policy = { deadlineMs: 2 * LIMIT_MS };
    const body = JSON.stringify({ slices: [{ origin, destination, departureDate }], policy });
    await httpProbe(`${url}${PATHS.searches}`, signal, body).catch(() => {});
  }
}
