import { expect, test } from "@jest/globals";
import { coverageWith } from "../../test/fixtures/coverage.ts";
import { coverageAnswer } from "./coverage-answer.ts";
import { coverageSchema } from "./schemas.ts";

const NONE = { stated: [], unstated: [], unanswered: [] };

test("what two bidders state: in one line, by region and by carrier, the largest first", () => {
  const answer = coverageAnswer({
    ...NONE,
    stated: [{ bidders: ["nonstop", "stops"], coverage: coverageWith() }],
    unstated: ["partners"],
  });
  expect(answer).toMatchObject({ unstated: ["partners"], unanswered: [], detail: null });
  const [timetable] = answer.timetables;
  expect(timetable).toMatchObject({
    bidders: ["nonstop", "stops"],
    summary:
      "14 departures a week of 2 carriers, of 2016 to 2020. No flights of Southwest Airlines; few of China Eastern.",
    departuresPerWeek: 14,
    carriers: [{ carrier: "BA" }, { carrier: "AF" }],
  });
  expect(timetable?.regions.map(({ region, name }) => [region, name])).toEqual([
    ["154", "Northern Europe"],
    ["155", "Western Europe"],
    ["021", "Northern America"],
  ]);
  expect(coverageSchema.parse(answer)).toEqual(answer);
});

test.each([
  [NONE, "no bidder is alive, so it is not known what is covered"],
  [
    { ...NONE, unstated: ["partners"] },
    "no live bidder states its coverage (stating none: partners)",
  ],
  [
    { ...NONE, unstated: ["partners"], unanswered: ["nonstop", "stops"] },
    "no live bidder states its coverage (stating none: partners; without an answer yet: nonstop, stops)",
  ],
])("when no bidder states any, the answer says so: %#", (view, detail) => {
  const answer = coverageAnswer(view);
  expect(answer).toMatchObject({ timetables: [], detail });
  expect(coverageSchema.parse(answer)).toEqual(answer);
});

test("a region that nobody knows has no name", () => {
  const regions = { "999": { departuresPerWeek: 1, carriers: 1, airports: 1 } };
  const stated = [{ bidders: ["mine"], coverage: coverageWith({ regions }) }];
  expect(coverageAnswer({ ...NONE, stated }).timetables[0]?.regions[0]?.name).toBeNull();
});
