/**
 * The bidder `stops`: itineraries with one or more connections out of the whole timetable. It searches in threads (pool.ts), over one
 * timetable in shared memory; this thread only takes calls and sends bids, so that its event loop is free for both.
 */
import type { FlightSearch } from "../../proto/messages.ts";
import type { BidderSettings, SearchContext, Trouble } from "../kit/bidder.ts";
import type { PackedOffers } from "../kit/packed.ts";
import { loadShared } from "./load.ts";
import { openPool, POOL, type SearchPool } from "./pool.ts";

/** One to search in each thread, and one to be there when it ends; more would answer later than they do in turn. */
export function concurrency({ threads }: Pick<BidderSettings, "threads">): number {
  return 2 * threads;
}

/** @throws Error when the timetable is of no use, or the threads do not start */
export async function open(settings: Pick<BidderSettings, "timetablePath" | "note" | "threads">, trouble: Trouble): Promise<SearchPool> {
  const shared = await loadShared(settings);
  return openPool({ ...POOL, threads: settings.threads, shared }, trouble);
}

export async function* search(request: FlightSearch, context: SearchContext<SearchPool>): AsyncGenerator<PackedOffers> {
  const { resources, objective, rates, offersMax } = context;
  const question = { request, setting: { nowMs: context.now(), objective, rates, offersMax } };
  for await (const { offers, floor, notes } of resources.ask(question, context)) {
    yield offers;
    for (const note of notes) context.note(note);
    if (floor !== undefined) await context.part(floor);
  }
}
