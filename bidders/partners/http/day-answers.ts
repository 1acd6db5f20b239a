/**
 * The answers of a seller that is asked once for each of several days, as one answer.
 *
 * DAYANSWER-1 At most `atOnceMax` requests of one search are under way: the others wait here, not
 *    in the queue that all searches share.
 * DAYANSWER-2 What fails for one day takes nothing from the others. The first failure is thrown
 *    once all of them have ended.
 */
import type { FlightSearch } from "../../../proto/messages.ts";
import { merged } from "../merged.ts";
import type { SoldPage } from "./answer-pages.ts";

/** @throws what `ask` has thrown first */
export async function* dayAnswers(
  searches: readonly FlightSearch[],
  ask: (search: FlightSearch) => AsyncIterable<SoldPage> | Iterable<SoldPage>,
  atOnceMax: number,
): AsyncGenerator<SoldPage, void, undefined> {
  const waiting = searches.values();
  const lanes = Array.from({ length: Math.min(atOnceMax, searches.length) }, () =>
    lane(waiting, ask),
  );
  let left = searches.length;
  let failed: Failed | undefined;
  for await (const one of merged(lanes)) {
    if ("thrown" in one) {
      failed ??= one;
      left--;
      continue;
    }
    if (one.isLast) left--;
    yield { ...one, isLast: left === 0 && failed === undefined };
  }
  if (failed !== undefined) throw failed.thrown;
}

interface Failed {
  readonly thrown: unknown;
}

/** One request after the other, of those that wait. Never throws. */
async function* lane(
  waiting: Iterator<FlightSearch>,
  ask: Parameters<typeof dayAnswers>[1],
): AsyncGenerator<SoldPage | Failed, void, undefined> {
  for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
    try {
      yield* ask(next.value);
    } catch (thrown) {
      yield { thrown };
    }
  }
}
