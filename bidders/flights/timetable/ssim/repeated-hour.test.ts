/**
 * Where clocks are put back an hour comes twice: the record's own UTC variation states in
 * which one a leg leaves or lands.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { allAirports } from "../../../../common/places/airports.ts";
import { type LegSpec, type ScheduleGroup, ssim } from "../../../../test/fixtures/ssim/schedule.ts";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import { dayNumberOf, localTime, marketOn } from "../departures.ts";
import { FLAGS, type Timetable } from "../timetable.ts";
import { zoneOf } from "../zones.ts";
import { exportSsim } from "./export.ts";
import { importSsimBytes } from "./import.ts";
import { dateText, timeText, variationText } from "./values.ts";

const take = (group: Partial<ScheduleGroup>, ...legs: LegSpec[]) =>
  importSsimBytes("my.ssim", Buffer.from(ssim({ airline: "XX", ...group, legs })));

function on(timetable: Timetable, market: string, date: string) {
  const [from, to] = market.split("-").map((code) => timetable.airport(code)) as [number, number];
  return marketOn(timetable, from, to, dayNumberOf(date));
}
const arrivals = (timetable: Timetable, market: string, date: string) =>
  on(timetable, market, date).map(({ arrivalLocal }) => localTime(arrivalLocal).slice(11));

describe("a leg that leaves in the hour that comes twice", () => {
  const first = { leg: "XX2 LHR-FCO 0130+0100 0400+0100 7 31OCT27-31OCT27 320" };
  const second = { leg: "XX1 LHR-FCO 0130+0000 0500+0100 7 31OCT27-31OCT27 320" };

  test("leaves in the pass of its variation", () => {
    const { timetable, report } = take({}, second, first);
    const [early, late] = on(timetable, "LHR-FCO", "2027-10-31");
    expect(
      [early, late].map((one) => [
        timetable.number[one?.row as number],
        localTime(one?.arrivalLocal as number),
      ]),
    ).toEqual([
      [2, "2027-10-31T04:00"],
      [1, "2027-10-31T05:00"],
    ]);
    expect((late?.departureUtc as number) - (early?.departureUtc as number)).toBe(60);
    expect([early, late].map((one) => localTime(one?.departureLocal as number))).toEqual([
      "2027-10-31T01:30",
      "2027-10-31T01:30",
    ]);
    expect(report.counts.warning).toBe(0);
  });

  test("one that lands in it lands in the pass of its variation", () => {
    const { timetable, report } = take(
      {},
      { leg: "XX3 DUB-LHR 0140+0100 0150+0000 7 31OCT27-31OCT27 320" },
    );
    const [flight] = on(timetable, "DUB-LHR", "2027-10-31");
    expect({
      blockMinutes: timetable.blockMinutes[0],
      arrival: localTime(flight?.arrivalLocal as number),
      warnings: report.counts.warning,
    }).toEqual({ blockMinutes: 70, arrival: "2027-10-31T01:50", warnings: 0 });
  });

  test("of a whole season: on that date in the second pass, on all others at its time", () => {
    const { timetable } = take(
      {},
      { leg: "XX1 LHR-FCO 0130+0000 0500+0100 1234567 31OCT27-25MAR28 320" },
    );
    expect(timetable.rows).toBe(2);
    expect(
      ["2027-10-31", "2027-11-01", "2028-03-25"].map((date) =>
        arrivals(timetable, "LHR-FCO", date),
      ),
    ).toEqual([["05:00"], ["05:00"], ["05:00"]]);
  });

  test("of a summer that ends with that date: in the first pass", () => {
    const { timetable } = take(
      {},
      { leg: "XX1 LHR-FCO 0130+0100 0500+0200 1234567 01OCT27-31OCT27 320" },
    );
    expect({ rows: timetable.rows, flags: [...timetable.flags] }).toEqual({ rows: 1, flags: [0] });
    expect(arrivals(timetable, "LHR-FCO", "2027-10-30")).toEqual(["05:00"]);
  });

  test("in UTC mode the instant is plain", () => {
    const leg = { leg: "XX1 LHR-FCO 0130+0100 0400+0200 1234567 30OCT27-02NOV27 320" };
    const { timetable } = take({ mode: "U" }, leg);
    const instants = ["2027-10-30", "2027-10-31", "2027-11-01"].flatMap((date) =>
      on(timetable, "LHR-FCO", date).map((one) => one.departureUtc),
    );
    expect(instants.map((minute) => localTime(minute))).toEqual([
      "2027-10-30T01:30",
      "2027-10-31T01:30",
      "2027-11-01T01:30",
    ]);
  });

  test("written as SSIM and read again it is the same", () => {
    const { timetable } = take(
      {},
      { leg: "XX1 LHR-FCO 0130+0000 0500+0100 1234567 31OCT27-25MAR28 320" },
      { leg: "XX2 LHR-FCO 0130+0100 0500+0200 1234567 01OCT27-31OCT27 320", restrictions: "B" },
    );
    const text = [
      ...exportSsim(timetable, { from: dayNumberOf("2026-11-28"), nowMs: Date.UTC(2026, 10, 28) }),
    ].join("");
    const back = importSsimBytes("back", Buffer.from(text)).timetable;
    const columns = ({
      number,
      departure,
      blockMinutes,
      days,
      flags,
      validFrom,
      validTo,
    }: Timetable) =>
      [number, departure, blockMinutes, days, flags, validFrom, validTo].map((column) => [
        ...column,
      ]);
    expect(columns(back)).toEqual(columns(timetable));
    expect([...back.flags].filter((flag) => flag !== 0).sort()).toEqual([
      FLAGS.secondPass,
      FLAGS.localOnly,
    ]);
  });
});

describe("in every zone that puts its clocks back in 2027", () => {
  const SIN = "Asia/Singapore";
  const [from, to] = [Date.UTC(2027, 0) / 60_000, Date.UTC(2028, 0) / 60_000];
  const REPEATED = [...new Map(allAirports().map(({ zone, code }) => [zone, code]))].flatMap(
    ([zone, code]) =>
      [...zoneOf(zone).changesWithin(from, to)].flatMap((change) => {
        const minutes = zoneOf(zone).offsetAt(change - 1) - zoneOf(zone).offsetAt(change);
        return minutes > 0 ? [{ zone, code, change, minutes }] : [];
      }),
  );

  test("a leg leaves and lands at the instants of its record, in either pass", () => {
    expect(REPEATED.map(({ code }) => code)).toContain("LDH");
    const any = fc.record({
      place: fc.constantFrom(...REPEATED),
      share: fc.nat(99),
      block: fc.integer({ min: 0, max: 1 }),
      leaves: fc.boolean(),
    });
    fc.assert(
      fc.property(any, ({ place, share, leaves }) => {
        const { zone, code, change, minutes } = place;
        const there = change - minutes + Math.floor((share * 2 * minutes) / 100);
        // Slow enough for the longest distance, and fast enough for the shortest.
        const takes = 20 * 60;
        const [out, home] = leaves ? [there, there + takes] : [there - takes, there];
        const [fromZone, toZone] = leaves ? [zone, SIN] : [SIN, zone];
        const [departs, lands] = [zoneOf(fromZone).toLocal(out), zoneOf(toZone).toLocal(home)];
        const [day, landing] = [Math.floor(departs / 1440), Math.floor(lands / 1440)];
        const weekday = ((day + 3) % 7) + 1;
        const [a, b] = leaves ? [code, "SIN"] : ["SIN", code];
        const times = `${timeText(departs - day * 1440)}${variationText(departs - out)} ${timeText(lands - landing * 1440)}${variationText(lands - home)}`;
        const leg = {
          leg: `XX1 ${a}-${b} ${times} ${weekday} ${dateText(day)}-${dateText(day)} 320`,
          dateVariation: `0${landing - day}`,
        };
        const imported = (() => {
          try {
            return take({}, leg);
          } catch {
            // Twenty hours are too slow for this distance.
            return undefined;
          }
        })();
        fc.pre(imported !== undefined);
        const { timetable, report } = imported as NonNullable<typeof imported>;
        const flights = marketOn(timetable, timetable.airport(a), timetable.airport(b), day);
        expect(flights.map(({ departureUtc, arrivalUtc }) => [departureUtc, arrivalUtc])).toEqual([
          [out, home],
        ]);
        expect(report.counts.warning).toBe(0);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
