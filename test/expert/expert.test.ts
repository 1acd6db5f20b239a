/**
 * What an airline's expert knows of well-known searches, against the timetable that ships. A fact
 * that is marked `open` must not hold: when it is corrected, its mark is removed.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type OpenBidders, openBidders } from "./answer.ts";
import { expertFiles, factText, whatIsWrong } from "./experts.ts";
import { FACT_NAMES, readExperts } from "./format.ts";

const files = expertFiles();
const searches = files.flatMap(({ searches }) => searches);
const open = searches.flatMap(({ name, expect: facts }) =>
  facts.flatMap((fact) =>
    fact.open === undefined ? [] : `${fact.open} (${name}: ${factText(fact)})`,
  ),
);

let bidders: OpenBidders;
beforeAll(async () => {
  bidders = await openBidders();
});
afterAll(() => {
  if (open.length > 0) console.info(`${open.length} facts are open:\n${open.sort().join("\n")}`);
});

describe.each(files)("$theme", ({ searches }) => {
  const facts = searches.flatMap((expert) =>
    expert.expect.map(
      (fact) => [`${expert.name}: ${factText(fact)}`, fact.open ?? "holds", expert, fact] as const,
    ),
  );
  test.each(facts)("%s (%s)", async (_, __, expert, fact) => {
    const wrong = await whatIsWrong(bidders, expert, fact);
    const description = `${expert.name} (${expert.search.slices.join(", ")}): ${wrong ?? "the fact holds"}. ${expert.why}`;
    if (fact.open === undefined)
      expect({ description, wrong }).toEqual({ description, wrong: null });
    // It holds now: remove its mark (`npx node test/expert/corrected.ts --write`).
    else
      expect({ description, open: fact.open, holds: wrong === null }).toMatchObject({
        holds: false,
      });
  });
});

describe("the files themselves", () => {
  test("have 60 searches or more, each with a name and slices of its own", () => {
    expect(searches.length).toBeGreaterThanOrEqual(60);
    expect(new Set(searches.map(({ name }) => name)).size).toBe(searches.length);
    const asked = searches.map(({ search }) => JSON.stringify(search));
    expect(new Set(asked).size).toBe(searches.length);
  });

  test("use every kind of fact", () => {
    const used = searches.flatMap(({ expect: facts }) =>
      facts.flatMap((fact) => Object.keys(fact)),
    );
    expect(FACT_NAMES.filter((name) => !used.includes(name))).toEqual([]);
  });

  const whole = {
    name: "London to Paris",
    why: "There are flights between London and Paris.",
    search: { slices: ["LHR-CDG 2027-02-10"] },
  };
  test.each<[what: string, search: object, error: string]>([
    ["an unknown fact", { ...whole, expect: [{ fastest: 1 }] }, 'Unrecognized key: "fastest"'],
    [
      "two facts in one",
      { ...whole, expect: [{ nonStop: true, empty: true }] },
      "one fact is needed",
    ],
    [
      "an open fact without its issue",
      { ...whole, expect: [{ nonStop: true, open: "later" }] },
      "open",
    ],
    ["no fact", { ...whole, expect: [] }, "expect"],
    [
      "a slice without a date",
      { ...whole, search: { slices: ["LHR-CDG"] }, expect: [{ nonStop: true }] },
      "slices",
    ],
  ])("%s is refused, by its place", (_, search, error) => {
    const text = JSON.stringify({ theme: "a theme", searches: [search] });
    expect(() => readExperts("x.json", text)).toThrow(
      /^x\.json: searches\.0\.[^(]* \('London to Paris'\)/,
    );
    expect(() => readExperts("x.json", text)).toThrow(error);
  });
});
