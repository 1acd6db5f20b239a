import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SearchEvent } from "../../proto/messages.ts";
import {
  asyncSearches,
  bid,
  opened,
  snapshot,
} from "../../test/fixtures/gateway/async-searches.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { Position, RecordedEvent } from "./recorded-event.ts";

/** What happens: an event of the auction, or the reader's connection is lost, or made again. */
type Step = "bid" | "snapshot" | "leave" | "join";

const steps = fc.array(fc.constantFrom<Step>("bid", "snapshot", "leave", "join"), {
  maxLength: 30,
});

/** All events that a search has had, and whether it has ended. */
interface History {
  readonly all: readonly RecordedEvent[];
  readonly ended: boolean;
}

/** What a reader that has the events up to this one misses, counted from the whole stream. */
function missing({ all, ended }: History, position: Position): readonly RecordedEvent[] {
  if (position === "end") return [];
  const last = all.findLast(({ type }) => type === "snapshot");
  return all.filter(
    (event) =>
      (event.id === "end" || event.id > position) &&
      (event.type !== "snapshot" || (event === last && !ended)),
  );
}

test("property: wherever a stream is cut, and however often, a reader gets what is missing, once and in order (RECORD-1)", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (script, isJoinedAtEnd) => {
      const { searches, begin } = asyncSearches();
      const search = begin();
      const { searchId } = search;
      const all: RecordedEvent[] = [];
      searches.follow(searchId, 0, (event) => void all.push(event));

      const wanted: RecordedEvent[] = [];
      const had: RecordedEvent[] = [];
      let stop: (() => void) | null = null;
      const join = (ended = false) => {
        const position = had.at(-1)?.id ?? 0;
        wanted.push(...missing({ all, ended }, position));
        stop = searches.follow(searchId, position, (event) => void had.push(event));
      };
      const leave = () => {
        stop?.();
        stop = null;
      };
      const happen = (event: SearchEvent) => {
        search.observe(event);
        if (stop !== null) wanted.push(all.at(-1) as RecordedEvent);
      };

      happen(opened(searchId));
      for (const [place, step] of script.entries()) {
        if (step === "leave") leave();
        else if (step === "join" && stop === null) join();
        else if (step === "bid") happen(bid(`bidder${place}`));
        else if (step === "snapshot") happen(snapshot(`itinerary${place}`));
      }
      if (isJoinedAtEnd && stop === null) join();
      const joined = stop !== null;
      await search.end();
      if (joined) wanted.push(all.at(-1) as RecordedEvent);
      leave();
      // Once more after the end: nothing is missing for a reader that had it.
      join(true);

      const ids = had.map(({ id }) => (id === "end" ? Number.POSITIVE_INFINITY : id));
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      expect(had).toEqual(wanted);
      expect(had.at(-1)).toEqual(all.at(-1));
      const whole = (events: readonly RecordedEvent[]) =>
        events.filter(({ type }) => type !== "snapshot");
      expect(whole(had)).toEqual(whole(all));
    }),
    { numRuns: propertyRuns(500) },
  );
});
