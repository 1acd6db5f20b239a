/** Which of several answers about a search is shown. */
import { expect, test } from "@jest/globals";
import { bestKnownState } from "./best-known-state.ts";

const ended = { state: "ended", itineraries: [1] };
const own = { state: "running", expected: ["nonstop"], itineraries: [1], bidders: [1] };
const elsewhere = { state: "running", itineraries: [], bidders: [] };

test.each<[what: string, answers: readonly unknown[], shown: unknown]>([
  ["the gateway that runs it, before one that does not", [elsewhere, own], own],
  ["the same in another order", [own, elsewhere], own],
  ["the end, before any that runs", [elsewhere, own, ended], ended],
  ["one that does not run it, where no other answers", [elsewhere], elsewhere],
  ["answers of another form, after the others", [null, 3, "running", own], own],
  ["null alone", [null], null],
])("%s", (_, answers, shown) => expect(bestKnownState(answers)).toBe(shown));
