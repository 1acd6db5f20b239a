/** A search that runs, in the terminal. */
import { describe, expect, test } from "@jest/globals";
import { report, searchResult } from "../../test/fixtures/cli/results.ts";
import { resultText } from "./result-text.ts";
import { readState, type SearchState, stateText } from "./state-text.ts";

const style = { width: 100, paint: (_: string, text: string) => text, allSellers: false };
const running = (changes: object = {}): SearchState => ({
  ...searchResult({ elapsedMs: 120, bidders: [report()] }),
  ...{ state: "running", expected: ["nonstop", "stops", "p\u001bs"], ...changes },
});
const lastOf = (state: SearchState) => stateText(state, style).split("\n").at(-1);

describe("while it runs", () => {
  test("what is best so far, who has ended and how, and who is still out (TERM-1)", () => {
    const lines = stateText(running(), style).split("\n");
    expect(lines[2]).toMatch(/^1 +512\.34 USD +Tue {2}1 Dec/);
    expect(lines.slice(-2)).toEqual([
      "nonstop  answered    12.1 ms    5 offers",
      "runs for 120.0 ms of 800 ms: still out: stops, p\\x1bs · search abc",
    ]);
  });

  test.each<[what: string, changes: object, words: RegExp]>([
    [
      "another gateway runs it, or it waits for its turn",
      { expected: undefined },
      /: its bidders are not known here · search abc$/,
    ],
    ["all have ended", { expected: ["nonstop"] }, /: all bidders have ended · search abc$/],
  ])("%s", (_, changes, words) => expect(lastOf(running(changes))).toMatch(words));

  test("nothing yet", () => {
    expect(stateText(running({ itineraries: [], bidders: [] }), style)).toMatch(
      /^no itineraries so far\n\nruns for /,
    );
  });
});

test("after its end it is the result, as a search prints it", () => {
  const result = searchResult();
  expect(stateText({ ...result, state: "ended" }, style)).toBe(resultText(result, style));
});

test.each<[what: string, answer: unknown, words: RegExp]>([
  ["null", null, /is no state of a search/],
  ["another state", { ...running(), state: "asleep" }, /is no state of a search: state: /],
  ["no itineraries", { ...running(), itineraries: 3 }, /is no state of a search: itineraries: /],
])("an answer of another form is refused: %s", (_, answer, words) => {
  expect(() => readState(answer)).toThrow(words);
});
