import { describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../../proto/messages.ts";
import { SEARCH } from "../../../test/fixtures/partners/partner.ts";
import type { SoldPage } from "./answer-pages.ts";
import { dayAnswers } from "./day-answers.ts";

const searchOn = (departureDate: string): FlightSearch => ({
  ...SEARCH,
  slices: [{ origin: "LHR", destination: "JFK", departureDate }],
});
const DAYS = ["2026-12-15", "2026-12-16", "2026-12-17"];
const page = (text: string, isLast: boolean): SoldPage => ({
  offers: [],
  notes: [{ reason: "partner-incomplete", text }],
  isLast,
});

/** What comes, as `text` or `text last`, and what is thrown at the end. */
async function read(
  ask: (day: string) => AsyncIterable<SoldPage> | Iterable<SoldPage>,
  atOnceMax = 2,
) {
  const pages: string[] = [];
  let thrown: unknown;
  try {
    const dayOf = (search: FlightSearch) => search.slices[0]?.departureDate as string;
    for await (const one of dayAnswers(DAYS.map(searchOn), (its) => ask(dayOf(its)), atOnceMax))
      pages.push(`${one.notes[0]?.text}${one.isLast ? " last" : ""}`);
  } catch (error) {
    thrown = error;
  }
  return { pages: pages.sort(), thrown };
}

describe("the answers for several days as one", () => {
  test("have one last page", async () => {
    const found = await read((day) => [page(`${day} a`, false), page(`${day} b`, true)], 1);
    expect(found).toEqual({
      pages: [
        "2026-12-15 a",
        "2026-12-15 b",
        "2026-12-16 a",
        "2026-12-16 b",
        "2026-12-17 a",
        "2026-12-17 b last",
      ],
      thrown: undefined,
    });
  });

  test("DAYANSWER-1 no more requests are under way than are allowed, and all are made", async () => {
    let [open, most, made] = [0, 0, 0];
    const { pages } = await read(async function* (day) {
      made++;
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      yield page(day, true);
    });
    expect({ most, made, pages: pages.length }).toEqual({ most: 2, made: 3, pages: 3 });
  });

  test("DAYANSWER-2 a failure of one day takes nothing from the others, and is thrown at the end", async () => {
    const failure = new Error("no answer");
    const found = await read(async function* (day) {
      if (day === DAYS[0]) throw failure;
      yield page(day, true);
    });
    expect(found).toEqual({ pages: ["2026-12-16", "2026-12-17"], thrown: failure });
  });
});
