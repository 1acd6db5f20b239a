import { expect, test } from "@jest/globals";
import { sourceYearsText, yearsByCarrier } from "./source-years.ts";

const FILES = [
  { season: "2021-07-05", seasonFrom: "head", carriers: ["AA"] },
  { season: "2019-11-25", seasonFrom: "head: 25NO19, a slip for NOV", carriers: ["AA", "DL"] },
  { season: "2018-07-15", seasonFrom: "default", carriers: ["5J", "DL"] },
  { season: "2019-07-15", seasonFrom: "head: date unknown; first wave", carriers: ["FR"] },
  { season: "2018-01-15", seasonFrom: "no date in the head; first wave", carriers: ["KL"] },
];

test("the years of each carrier's files; a season that was assumed is not a year", () => {
  expect(yearsByCarrier(FILES)).toEqual({
    "5J": null,
    AA: [2019, 2021],
    DL: [2019, 2019],
    FR: null,
    KL: null,
  });
});

test("one line a carrier, and JSON", () => {
  const text = sourceYearsText(FILES);
  expect(text).toMatch(/^\{\n {2}"5J": null,\n {2}"AA": \[2019, 2021\],\n/);
  expect(JSON.parse(text)).toEqual(yearsByCarrier(FILES));
});
