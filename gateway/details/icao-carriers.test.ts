import { expect, test } from "@jest/globals";
import { carrierName } from "./carrier-names.ts";
import { ICAO_DESIGNATORS, iataOfIcao } from "./icao-carriers.ts";

test.each([
  ["BAW", "BA"],
  ["DLH", "LH"],
  ["NAX", "DY"],
  ["NOZ", "DY"],
  ["IGO", "6E"],
  ["QQX", undefined],
  ["BA", undefined],
])("the carrier with the ICAO designator %s has the IATA code %s", (designator, code) =>
  expect(iataOfIcao(designator)).toBe(code));

test("each designator is three letters, once, and of a carrier that has a name", () => {
  expect(ICAO_DESIGNATORS.length).toBeGreaterThan(150);
  expect(ICAO_DESIGNATORS.filter((one) => !/^[A-Z]{3}$/.test(one))).toEqual([]);
  expect(ICAO_DESIGNATORS).toEqual([...new Set(ICAO_DESIGNATORS)].sort());
  const nameless = ICAO_DESIGNATORS.filter(
    (one) => carrierName(iataOfIcao(one) ?? "") === undefined,
  );
  expect(nameless).toEqual([]);
});
