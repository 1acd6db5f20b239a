import { describe, expect, test } from "@jest/globals";
import { bestMatch, isChosen, placeText } from "./place-match.ts";

const place = (code: string, city: string, name = `${city} International`) => ({
  code,
  name,
  city,
  country: "",
});

describe("the place that a text means", () => {
  const porto = [place("POA", "Porto Alegre"), place("OPO", "Porto"), place("PVH", "Porto Velho")];
  test.each([
    ["porto", porto, "OPO"],
    [" PORTO ", porto, "OPO"],
    ["porto v", [place("PVH", "Porto Velho")], "PVH"],
    ["opo", porto, "OPO"],
    ["port", porto, "POA"],
    ["sao paulo", [place("XXX", "Sao Paulo de Olivenca"), place("GRU", "São Paulo")], "GRU"],
    [
      "heathrow",
      [place("YYY", "Else", "Heathrow North"), place("LHR", "London", "Heathrow")],
      "LHR",
    ],
    // The code goes before the city.
    ["ber", [place("AAA", "Ber"), place("BER", "Berlin")], "BER"],
    ["nowhere", [], undefined],
  ])("'%s'", (text, places, code) => expect(places[bestMatch(places, text)]?.code).toBe(code));
});

test.each([
  ["London (LHR)", true],
  [" London (LHR) ", true],
  ["LHR", false],
  ["London (lhr)", false],
  ["London (LHR) x", false],
  ["", false],
])("'%s' was chosen: %s", (text, chosen) => expect(isChosen(text)).toBe(chosen));

test("a place without a city is written by its name, and is chosen then", () => {
  expect([placeText(place("LHR", "London")), placeText(place("QQZ", "", "Field"))]).toEqual([
    "London (LHR)",
    "Field (QQZ)",
  ]);
  expect(isChosen(placeText(place("QQZ", "")))).toBe(true);
});
