/**
 * Which day a traffic file's UTC times stand for. An airline plans in local time; the files hold
 * UTC of the week that their author used, so the local times come back with that week's offsets.
 * The head of most files names the week or the month.
 */

import { weekdayBit } from "../../bidders/flights/timetable/departures.ts";
import { zoneOf } from "../../bidders/flights/timetable/zones.ts";
import { MINUTES_PER_DAY } from "../../proto/local-time.ts";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/**
 * Files whose head names no month, or one in a form of its own, or the wrong one of two. "First
 * wave": the season was found from the data; at airports with a night curfew the first departures
 * fall on 06:00 local.
 */
export const SEASON_BY_HAND: Readonly<Record<string, readonly [day: string, why: string]>> = {
  AEE: ["2018-01-15", "no date in the head; its routes are the winter's"],
  AFL: ["2017-01-15", "no date in the head; its last Heathrow departure is 22:30 in winter"],
  BBR: ["2017-06-01", "head: JUN 1st 2017"],
  BCI: ["2018-01-15", "no date in the head; first wave"],
  BEL: ["2018-01-15", "no date in the head; first wave"],
  CFG: ["2018-01-15", "no date in the head; its routes are the winter's"],
  EVA: ["2015-12-15", "head: OCT 2015 to MAR 2016"],
  EWG: ["2020-08-15", "head: 08/2020"],
  EXS: ["2018-07-15", "no date in the head; first wave"],
  JST: ["2020-03-13", "head: traffic observed in the week of 13MAR20"],
  KLM: ["2018-01-15", "no date in the head; first wave, and KL1001 leaves at 07:20 in winter"],
  LOF: ["2018-01-15", "no date in the head; first wave"],
  QFA: ["2020-03-02", "head: 02AMR2020, a slip for MAR"],
  QLK: ["2020-03-02", "head: 02AMR2020, a slip for MAR"],
  RPA: ["2019-11-04", "head: 04NO19, a slip for NOV"],
  RYR: ["2019-07-15", "head: date unknown; first wave"],
  SDM: ["2018-07-15", "no date in the head; its routes are the summer's"],
};

/**
 * The season of a file whose head and whose data do not show it. Most of the timetables are of a
 * northern summer.
 */
export const SEASON_DEFAULT = "2018-07-15";

/**
 * The first date in the text: `16MAY2016`, `JAN 2018`, `Jun18`, the first day of `05/11JUL2021`. A
 * month alone stands for its middle.
 */
export function seasonInHead(head: string): string | undefined {
  const match =
    /(?:(\d{1,2})\s*(?:(?:[-/]|to)\s*\d{1,2}\s*)?)?(JAN|FEB|MAR|APR|ARP|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\s*(20\d\d|[12]\d)(?!\d)/i.exec(
      head,
    );
  if (match === null) return undefined;
  const month = MONTHS.indexOf((match[2] as string).toUpperCase().replace("ARP", "APR")) + 1;
  const year = (match[3] as string).padStart(4, "20");
  return `${year}-${String(month).padStart(2, "0")}-${(match[1] ?? "15").padStart(2, "0")}`;
}

/**
 * UTC -> the wall clock of the season: minutes after midnight and the weekdays, moved where the
 * local date is another.
 */
export function toSeasonLocal(
  departureUtc: number,
  utcDays: number,
  zone: string,
  seasonDay: number,
): { departure: number; days: number } {
  const local = departureUtc + zoneOf(zone).offsetAt(seasonDay * MINUTES_PER_DAY + 720);
  const shift = Math.floor(local / MINUTES_PER_DAY);
  return { departure: local - shift * MINUTES_PER_DAY, days: rotateDays(utcDays, shift) };
}

/** Weekdays moved by whole days: Monday + 1 is Tuesday, Sunday + 1 Monday. */
export function rotateDays(days: number, shift: number): number {
  let moved = 0;
  // Day number 4 is a Monday (1970-01-05); its bit is 1.
  for (let day = 4; day < 11; day++)
    if ((days & weekdayBit(day)) !== 0) moved |= weekdayBit(day + shift);
  return moved;
}
