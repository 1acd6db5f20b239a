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
import type { Reading } from "./event-reader.ts";
import type { RecordedEvent } from "./recorded-event.ts";

/** What happens: an event of the auction, or the reader's connection is lost, or made again. */
type Happening = "bid" | "snapshot" | "step" | "leave" | "join";

const scripts = fc.array(fc.constantFrom<Happening>("bid", "snapshot", "step", "leave", "join"), {
  maxLength: 30,
});

/** All events that a search has had, and whether it has ended. */
interface History {
  readonly all: readonly RecordedEvent[];
  readonly ended: boolean;
}

/**
 * What a reader that has the events up to this one misses, counted from the whole stream. Steps
 * are for those that ask for them.
 */
function missing(
  { all, ended }: History,
  { position, withSteps }: Required<Reading>,
): readonly RecordedEvent[] {
  if (position === "end") return [];
  const last = all.findLast(({ type }) => type === "snapshot");
  return all.filter(
    (event) =>
      (event.id === "end" || event.id > position) &&
      (event.type !== "snapshot" || (event === last && !ended)) &&
      (event.type !== "progress" || withSteps),
  );
}

/** Who asks for the steps: nobody, the caller that began the search, or its reader too. */
const askers = fc.constantFrom("nobody", "beginner", "reader");

test("property: wherever a stream is cut, and however often, a reader gets what is missing, once and in order (RECORD-1, RECORD-3)", async () => {
  await fc.assert(
    fc.asyncProperty(scripts, fc.boolean(), askers, async (script, isJoinedAtEnd, asker) => {
      const hasSteps = asker !== "nobody";
      const withSteps = asker === "reader";
      const { searches, begin } = asyncSearches();
      const search = begin(hasSteps);
      const { searchId } = search;
      const all: RecordedEvent[] = [];
      const whole = { position: 0, withSteps: hasSteps };
      searches.follow(searchId, whole, (event) => void all.push(event));

      const wanted: RecordedEvent[] = [];
      const had: RecordedEvent[] = [];
      let stop: (() => void) | null = null;
      const join = (ended = false) => {
        const position = had.at(-1)?.id ?? 0;
        wanted.push(...missing({ all, ended }, { position, withSteps }));
        stop = searches.follow(searchId, { position, withSteps }, (event) => void had.push(event));
      };
      const leave = () => {
        stop?.();
        stop = null;
      };
      const happen = (event: SearchEvent) => {
        search.observe(event);
        if (stop !== null) wanted.push(all.at(-1) as RecordedEvent);
      };
      const takeStep = (place: number) => {
        const before = all.length;
        expect(search.step({ calledAtMs: place })).toBe(hasSteps);
        expect(all.length - before).toBe(hasSteps ? 1 : 0);
        if (stop !== null && withSteps) wanted.push(all.at(-1) as RecordedEvent);
      };

      happen(opened(searchId));
      for (const [place, step] of script.entries()) {
        if (step === "leave") leave();
        else if (step === "join" && stop === null) join();
        else if (step === "bid") happen(bid(`bidder${place}`));
        else if (step === "step") takeStep(place);
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
      const kept = (events: readonly RecordedEvent[]) =>
        events.filter(({ type }) => type !== "snapshot" && (type !== "progress" || withSteps));
      expect(kept(had)).toEqual(kept(all));
    }),
    { numRuns: propertyRuns(500) },
  );
});
