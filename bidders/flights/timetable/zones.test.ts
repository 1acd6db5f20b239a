import { describe, expect, test } from "@jest/globals";
import { toLocal, toUtc } from "./zones.ts";

describe("wall clock and UTC", () => {
  test("an unknown zone is named", () => {
    expect(() => toUtc("Europe/Atlantis", 0)).toThrow(/"Europe\/Atlantis" is not a time zone/);
  });

  test.each([
    -1e9,
    Date.UTC(1998, 5) / 60_000,
    Date.UTC(2102, 0) / 60_000,
    Number.NaN,
  ])("minute %p is outside what is kept", (minute) => {
    expect(() => toLocal("Europe/Paris", minute)).toThrow(/outside the years 2000 to 2099/);
    expect(() => toUtc("Europe/Paris", minute)).toThrow(/outside the years 2000 to 2099/);
  });
});
