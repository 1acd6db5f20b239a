/** What callers do while the dashboard is drawn: searches of several kinds, and mistakes. */

import { setTimeout as passed } from "node:timers/promises";
import { PATHS } from "../../gateway/http/paths.ts";

/** Pairs with many flights. */
const ROUTES = ["LHR-JFK", "CDG-BKK", "FRA-SIN", "MAD-EZE", "AMS-DXB", "LHR-SYD"] as const;
/** Callers at once, and how long each waits after an answer: two cores have time left. */
const CALLERS = 3;
const PAUSE_MS = 500;
const MS_A_DAY = 86_400_000;

/** Searches until the signal fires; resolves with how many there were. */
export async function searchUntil(url: string, signal: AbortSignal): Promise<number> {
  let count = 0;
  const caller = async () => {
    while (!signal.aborted) {
      await one(url, count++).catch(() => {}); // a refusal is seen as well
      await passed(PAUSE_MS);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return count;
}

async function one(url: string, i: number): Promise<void> {
  const [origin, destination] = (ROUTES[i % ROUTES.length] as string).split("-");
  const date = (days: number) => new Date(Date.now() + days * MS_A_DAY).toISOString().slice(0, 10);
  const slices = [{ origin, destination, departureDate: date(20 + (i % 40)) }];
  // Every tenth leaves so little time that bids come late.
  const policy = { deadlineMs: i % 10 === 5 ? 50 : 3_000 };
  const search = { slices, policy };
  if (i % 25 === 7) await ask(url, PATHS.searches, { slices: [] });
  if (i % 25 === 9) await ask(url, `${PATHS.searches}-of-nothing`, {});
  const departureDates = { from: date(20), to: date(26) };
  if (i % 30 === 3)
    await ask(url, PATHS.calendars, { origin, destination, departureDates, policy });
  if (i % 12 === 4) await ask(url, PATHS.searches, search, { prefer: "respond-async" });
  const { itineraries = [] } = await ask<Found>(url, PATHS.searches, search);
  const offerId = itineraries[0]?.sellers[0]?.offerId;
  if (i % 6 === 2 && offerId !== undefined)
    await ask(url, PATHS.offerPrice.replace(":offerId", offerId), {});
}

interface Found {
  readonly itineraries?: readonly { readonly sellers: readonly { readonly offerId?: string }[] }[];
}

async function ask<Answer>(
  url: string,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}
