/**
 * Searches before `ready`. Each process has compiled its own code by searches of its own, but not
 * what lies between them: the first search through the whole system took twice as long as the
 * third. Only for sellers that are simulated here: outside sellers are not asked for what nobody
 * wants to know.
 */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { PATHS } from "../../gateway/http/paths.ts";

/** One after the other: at once they would take as long, and compile no more. */
const MARKETS = [
  ["CDG", "SFO"],
  ["FRA", "SIN"],
  ["MAD", "EWR"],
] as const;
const LIMIT_MS = 1_000;
const DAYS_AHEAD = 40;
const DAY_MS = 86_400_000;

/**
 * They count against SEARCHES_PER_MINUTE_MAX of this machine's address: most of it is to be left.
 */
export const SEARCHES_PER_MINUTE_MIN = 10 * MARKETS.length;

/**
 * Never rejects: a search that fails here fails for its caller too, with its reason. Ends after
 * `limitMs`, whatever the gateway does.
 */
export async function warmSearches(url: string, nowMs: number, limitMs = LIMIT_MS): Promise<void> {
  const signal = AbortSignal.timeout(limitMs);
  const departureDate = new Date(nowMs + DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10);
  for (const [origin, destination] of MARKETS) {
    if (signal.aborted) return;
    const body = JSON.stringify({ slices: [{ origin, destination, departureDate }] });
    await post(`${url}${PATHS.searches}`, body, signal).catch(() => {});
  }
}

async function post(url: string, body: string, signal: AbortSignal): Promise<void> {
  const headers = { "content-type": "application/json" };
  const asked = request(url, { method: "POST", headers, agent: false, signal });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  await textOf(response);
}
