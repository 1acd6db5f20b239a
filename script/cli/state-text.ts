/** A search of which only the id is known, as text: while it runs, and its result. Pure. */
import { z } from "zod";
import { timeLimit } from "../../gateway/web/shared/format.js";
import type { BidderReport, Itinerary, SearchResult } from "../../proto/messages.ts";
import { CommandFailure, EXIT } from "./failure.ts";
import { bidderLine, milliseconds } from "./format.ts";
import { itineraryTable, type ResultStyle } from "./itinerary-table.ts";
import { wrapped } from "./layout.ts";
import { plain, readable } from "./outside-text.ts";
import { resultText } from "./result-text.ts";

interface RunningSearch {
  readonly state: "running";
  readonly searchId: string;
  readonly elapsedMs: number;
  readonly deadlineMs: number;
  /** Absent while the search waits for its turn, and where another gateway runs it. */
  readonly expected?: readonly string[] | undefined;
  readonly itineraries: readonly Itinerary[];
  readonly bidders: readonly BidderReport[];
}

/** What is read of the answer; docs/http.md has all of it. */
export type SearchState = RunningSearch | (SearchResult & { readonly state: "ended" });

const shape = z.looseObject({
  state: z.enum(["running", "ended"]),
  searchId: z.string(),
  elapsedMs: z.number(),
  deadlineMs: z.number(),
  expected: z.array(z.string()).optional(),
  itineraries: z.array(z.looseObject({})),
  bidders: z.array(z.looseObject({})),
});

/** @throws CommandFailure 3 where it is none */
export function readState(answer: unknown): SearchState {
  const read = shape.safeParse(answer);
  if (read.success) return read.data as unknown as SearchState;
  const [issue] = read.error.issues;
  throw new CommandFailure(
    EXIT.unreachable,
    `the gateway's answer is no state of a search: ${plain(issue?.path.join(".") ?? "", 80)}: ${plain(issue?.message ?? "", 200)}`,
  );
}

/** A6: many bidders make the last line long. */
const LINE_CHARS_MAX = 2_000;

export function stateText(received: SearchState, style: ResultStyle): string {
  if (received.state === "ended") return resultText(received, style);
  const { itineraries, bidders, expected, ...search } = readable(received);
  const { width, paint } = style;
  const nameWidth = Math.max(0, ...bidders.map(({ bidder }) => plain(bidder).length));
  const waiting = expected?.filter((name) => !bidders.some(({ bidder }) => bidder === name));
  const still =
    waiting === undefined
      ? "its bidders are not known here"
      : waiting.length === 0
        ? "all bidders have ended"
        : `still out: ${waiting.map((name) => plain(name)).join(", ")}`;
  const last = `runs for ${milliseconds(search.elapsedMs)} of ${timeLimit(search.deadlineMs)}: ${still} · search ${search.searchId}`;
  return [
    ...(itineraries.length === 0
      ? wrapped("no itineraries so far", width)
      : [itineraryTable(itineraries, style)]),
    "",
    ...bidders.flatMap((report) => wrapped(bidderLine(report, paint, nameWidth), width)),
    ...wrapped(plain(last, LINE_CHARS_MAX), width),
  ].join("\n");
}
