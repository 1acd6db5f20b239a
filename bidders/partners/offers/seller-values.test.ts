import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isoMinutes } from "./seller-values.ts";

describe("an ISO 8601 duration", () => {
  test.each([
    ["PT7H35M", 455],
    ["PT07H35M", 455],
    ["PT455M", 455],
    ["PT27300S", 455],
    ["PT7H2100S", 455],
    ["PT7H34M60S", 455],
    ["P0DT7H35M", 455],
    ["P1DT2H", 1_560],
    ["P2D", 2_880],
    ["P1DT0S", 1_440],
    ["PT7.5H", 450],
    ["PT7,5H", 450],
    ["PT7H35.5M", 456],
    ["PT27300.4S", 455],
    ["P0.5D", 720],
    ["PT45S", 1],
    ["PT7H35M29S", 455],
    ["PT7H35M30S", 456],
  ])("%s is %i minutes", (text, minutes) => expect(isoMinutes(text)).toBe(minutes));

  test.each([
    "",
    "P",
    "PT",
    "P1DT",
    "PT0S",
    "PT0M",
    "P0D",
    "PT29S",
    "P1W",
    "P1M",
    "P1Y",
    "P1Y2M3DT4H",
    "PT1.5H30M",
    "-PT5M",
    "PT-5M",
    "pt5m",
    "PT5",
    "5M",
    "PT5M5H",
    "PT5S5M",
    "PT 5M",
    " PT5M",
    "PT5M ",
    "PT5M\n",
    "PT.5H",
    "PT5.H",
    "PT1e3M",
    "PT99999999999999999999M",
    `PT${"9".repeat(400)}S`,
    "PT５M",
    "07:35",
  ])("'%s' is refused as the duration of a flight", (text) =>
    expect(isoMinutes(text)).toBeUndefined());

  test("is the same for every division of the time among its components", () => {
    const parts = fc.record({
      days: fc.nat(9),
      hours: fc.nat(200),
      minutes: fc.nat(9_999),
      seconds: fc.nat(600_000),
    });
    fc.assert(
      fc.property(parts, ({ days, hours, minutes, seconds }) => {
        const whole = Math.round((days * 86_400 + hours * 3_600 + minutes * 60 + seconds) / 60);
        expect(isoMinutes(`P${days}DT${hours}H${minutes}M${seconds}S`)).toBe(
          whole === 0 ? undefined : whole,
        );
      }),
    );
  });
});
