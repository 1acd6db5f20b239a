import { expect, test } from "@jest/globals";
import { emptyFields } from "../state/search-fields.ts";
import { foldedText } from "./folded-text.ts";

const fields = emptyFields("2026-12-15");

test("a search in one line: where, when, and what is not usual", () => {
  const back = { ...fields, trip: "return" as const, returnDate: "2026-12-22" };
  const many = { ...back, adults: "2", ages: ["8"], cabin: "premium_economy" };
  const places = [["London (LON, all)", "New York (JFK)"]] as const;
  expect({
    oneWay: foldedText(fields, places, "en-US"),
    many: foldedText(many, places, "en-US"),
    nothing: foldedText(fields, [["", ""]], "en-US"),
  }).toEqual({
    oneWay: "London → New York · Tue, Dec 15",
    many: "London → New York · Tue, Dec 15 – Tue, Dec 22 · 3 travellers · premium economy",
    nothing: "… → … · Tue, Dec 15",
  });
});
