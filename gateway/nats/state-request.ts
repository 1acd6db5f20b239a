/**
 * Asynchronous searches over NATS: what begins one, its state, and its end by its id. The same
 * searches are asked for over HTTP.
 *
 * ASYNCNATS-1 An asynchronous search, its state, and what is wrong with a question about it are
 *    over NATS what they are over HTTP, whichever of the two has begun it.
 * ASYNCNATS-2 A question about its state is answered within the time for which its caller says that
 *    it waits, however long a wait it asks for. A gateway that shuts down answers those who wait.
 * ASYNCNATS-3 Its state is told, and it is ended, also while the gateway has no room for searches.
 */
import type { Msg } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError } from "../../proto/errors.ts";
import { ASYNC_HEADER, CALENDAR_HEADER, STREAM_HEADER } from "../../proto/subjects.ts";
import { withDetails } from "../details/add-details.ts";
import type { AsyncSearches, SearchView } from "../search/async-searches.ts";
import { quoted } from "../search/problem.ts";
import { stateQuery } from "../search/state-query.ts";
import { type CallerHeaders, readCallerHeaders } from "./caller-headers.ts";
import { ProblemAnswer } from "./json-answer.ts";
import { type UnreadTime, waitedMs } from "./request-expiry.ts";

export interface StateContext {
  readonly asyncSearches: Pick<AsyncSearches, "wait" | "cancel" | "ownerOf">;
  readonly clock: Clock;
  readonly unread: () => UnreadTime;
}

/**
 * Events have no place in one answer, and a calendar is not kept.
 *
 * @throws AuctionError `malformed`
 */
export function checkAsync({ wantsEvents, wantsCalendar }: CallerHeaders): void {
  const other = wantsCalendar ? CALENDAR_HEADER : wantsEvents ? STREAM_HEADER : undefined;
  if (other === undefined) return;
  throw new AuctionError(
    "malformed",
    `the header ${ASYNC_HEADER} is not for a request with ${other}: leave one of them out`,
    { faults: [{ path: other, message: `must be left out beside ${ASYNC_HEADER}` }] },
  );
}

/**
 * The state of a search, as `GET /v1/searches/{searchId}` answers it. NATS does not tell that a
 * caller has left: its place among those who wait is free when its time is over (ASYNC-3).
 *
 * @throws AuctionError as `AsyncSearches.wait`, and `invalid-search` with the faults of the query
 */
export async function answerState(
  message: Pick<Msg, "headers">,
  searchId: string,
  query: unknown,
  { asyncSearches, clock, unread }: StateContext,
): Promise<SearchView | ProblemAnswer> {
  const { waitMs, details } = stateQuery(query);
  const { waitsMs = Number.POSITIVE_INFINITY, sentAtMs } = readCallerHeaders(message);
  const leftMs = Math.max(0, Math.floor(waitsMs - waitedMs(sentAtMs, clock.wall(), unread())));
  const { signal } = new AbortController();
  const view = await asyncSearches.wait(searchId, Math.min(waitMs, leftMs), signal);
  // Only a signal that fires gives null.
  if (view === null) throw new Error("nobody can leave a question over NATS");
  if (!("problem" in view)) return details ? withDetails(view) : view;
  const { problem, ...rest } = view;
  return new ProblemAnswer({ ...problem, ...rest });
}

/**
 * Ends a search that runs, as DELETE over HTTP: nothing is answered but that it is done.
 *
 * @throws AuctionError as `AsyncSearches.cancel`, and `malformed`
 */
export function answerCancel(
  searchId: string,
  query: object,
  { asyncSearches }: Pick<StateContext, "asyncSearches">,
): object {
  const [other] = Object.keys(query);
  if (other !== undefined)
    throw new AuctionError(
      "malformed",
      `to end a search needs its id alone, not '${quoted(other)}'`,
    );
  asyncSearches.cancel(searchId);
  return {};
}
