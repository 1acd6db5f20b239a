/**
 * Seasons: what a day of travel costs against the year's mean, by region. Holidays of schools and
 * the great feasts, summer on either side of the equator, and the quiet weeks between. The periods
 * are those of published school calendars and public holidays of 2026 and 2027, rounded to one
 * period a region; what a period costs is the model's own, set to what fare monitors report of
 * peaks (a third to a half above the year's mean) and of the quietest weeks (a sixth below).
 *
 * SEASON-1 The factor of a trip is the mean of those of the regions of its two ends: a flight from
 *   London to Sydney at Christmas is in the holidays of both.
 * SEASON-2 It depends on the date alone, not on when the search is asked; and each region's mean
 *   over a year is 1, so that the averages of `region-curves.ts` remain averages.
 */
import { DAY_MS } from "../../../proto/local-time.ts";
import { type FareRegion, REGION_NAMES } from "./regions.ts";

/** First and last day, `MM-DD`, over the end of the year where the last is before the first. */
type SeasonPeriod = readonly [from: string, to: string, factor: number];
/** Days before and after a feast that moves. */
type Feast = readonly [feast: keyof typeof FEASTS, before: number, after: number, factor: number];

/** Later entries are preferred to earlier ones. */
type Calendar = readonly (SeasonPeriod | Feast)[];

function epochDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/**
 * The day of a feast in a year, in days since 1970-01-01: feasts by the moon are a table, 2025 to
 * 2031, by the calendars that governments have published or astronomers computed (Eid may differ by
 * a day). In other years the model does not know them.
 */
const FEASTS = {
  easter: (year: number) => easter(year),
  /** The fourth Thursday of November; epoch day 0 was a Thursday. */
  thanksgiving: (year: number) => {
    const first = epochDay(`${year}-11-01`);
    return first + ((7 - (first % 7)) % 7) + 21;
  },
  lunarNewYear: dated(
    "2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23",
  ),
  midAutumn: dated("2025-10-06 2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12 2031-10-01"),
  eidAlFitr: dated("2025-03-31 2026-03-20 2027-03-10 2028-02-27 2029-02-15 2030-02-05 2031-01-25"),
  eidAlAdha: dated("2025-06-06 2026-05-27 2027-05-16 2028-05-05 2029-04-24 2030-04-13 2031-04-03"),
  diwali: dated("2025-10-20 2026-11-08 2027-10-29 2028-10-17 2029-11-05 2030-10-26 2031-11-14"),
} as const;

function dated(dates: string): (year: number) => number {
  const days = new Map(dates.split(" ").map((date) => [Number(date.slice(0, 4)), epochDay(date)]));
  return (year) => days.get(year) ?? Number.NaN;
}

/** Easter Sunday by the Gregorian calendar: Meeus, Astronomical Algorithms (1991), chapter 8. */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1) / DAY_MS;
}

const CHRISTMAS: SeasonPeriod = ["12-18", "01-04", 1.38];

const NORTH_AMERICA: Calendar = [
  ["01-07", "02-12", 0.86],
  ["03-08", "04-12", 1.06],
  ["06-10", "08-18", 1.15],
  ["09-05", "12-10", 0.92],
  ["thanksgiving", 3, 3, 1.3],
  CHRISTMAS,
];
const EUROPE: Calendar = [
  ["01-08", "02-05", 0.82],
  ["02-06", "03-05", 1.12],
  ["06-20", "09-05", 1.2],
  ["07-15", "08-25", 1.28],
  ["10-15", "11-02", 1.05],
  ["11-03", "12-14", 0.84],
  ["easter", 9, 8, 1.2],
  CHRISTMAS,
];
/** Summer holidays over the turn of the year. */
const SOUTH: Calendar = [
  ["02-10", "03-20", 0.94],
  ["05-01", "06-22", 0.86],
  ["06-27", "07-18", 1.08],
  ["07-25", "09-15", 0.9],
  ["09-20", "10-08", 1.04],
  ["10-20", "12-05", 0.92],
  ["easter", 6, 8, 1.15],
  ["12-10", "01-26", 1.3],
  ["12-17", "01-04", 1.45],
];
const AFRICA: Calendar = [
  ["01-12", "03-10", 0.9],
  ["06-25", "08-31", 1.12],
  ["10-01", "11-30", 0.92],
  ["easter", 6, 7, 1.08],
  ["12-12", "01-06", 1.36],
];
const MUSLIM: readonly Feast[] = [
  ["eidAlFitr", 5, 6, 1.28],
  ["eidAlAdha", 5, 6, 1.28],
];

const CALENDARS: Readonly<Record<FareRegion, Calendar>> = {
  us: NORTH_AMERICA,
  canada: NORTH_AMERICA,
  caribbean: [
    ["02-01", "04-05", 1.14],
    ["05-01", "06-15", 0.9],
    ["08-25", "11-10", 0.84],
    ["easter", 8, 7, 1.22],
    ["12-15", "01-05", 1.42],
  ],
  "south-america": SOUTH,
  europe: EUROPE,
  turkey: [...EUROPE, ...MUSLIM],
  cis: [
    ["01-12", "03-31", 0.86],
    ["05-01", "05-10", 1.15],
    ["06-10", "09-05", 1.2],
    ["10-10", "12-15", 0.88],
    ["12-27", "01-09", 1.28],
  ],
  "middle-east": [
    ["01-10", "03-01", 0.9],
    ["06-20", "08-28", 1.24],
    ["09-10", "11-30", 0.9],
    ["12-14", "01-04", 1.18],
    ...MUSLIM,
  ],
  "north-africa": [...EUROPE, ...MUSLIM],
  "south-africa": SOUTH,
  africa: AFRICA,
  "south-asia": [
    ["01-15", "03-15", 0.94],
    ["04-20", "06-12", 1.16],
    ["07-01", "09-25", 0.86],
    ["diwali", 5, 6, 1.28],
    ["12-16", "01-04", 1.26],
  ],
  china: [
    ["03-01", "04-25", 0.9],
    ["07-01", "08-28", 1.16],
    ["09-05", "09-26", 0.92],
    ["11-01", "12-27", 0.84],
    ["04-30", "05-05", 1.22],
    ["09-29", "10-08", 1.34],
    ["lunarNewYear", 12, 14, 1.38],
  ],
  japan: [
    ["01-08", "03-10", 0.88],
    ["03-20", "04-05", 1.06],
    ["07-18", "08-31", 1.16],
    ["11-01", "12-20", 0.92],
    ["04-28", "05-06", 1.4],
    ["08-08", "08-17", 1.4],
    ["12-27", "01-05", 1.42],
  ],
  "east-asia": [
    ["03-01", "04-25", 0.92],
    ["07-18", "08-25", 1.16],
    ["10-15", "12-10", 0.9],
    ["midAutumn", 4, 4, 1.25],
    ["12-20", "01-04", 1.22],
    ["lunarNewYear", 6, 7, 1.34],
  ],
  "south-east-asia": [
    ["01-25", "03-10", 0.94],
    ["04-09", "04-18", 1.12],
    ["06-01", "07-15", 1.06],
    ["09-01", "11-15", 0.87],
    ["eidAlFitr", 6, 6, 1.2],
    ["lunarNewYear", 5, 6, 1.22],
    ["12-15", "01-05", 1.34],
  ],
  oceania: SOUTH,
  pacific: [
    ["02-01", "05-20", 0.92],
    ["06-20", "09-10", 1.1],
    ["10-15", "12-05", 0.92],
    ["12-15", "01-20", 1.28],
  ],
};

/** A day as the calendars ask for it. */
interface CalendarDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly year: number;
  readonly monthDay: string;
}

function calendarDay(day: number): CalendarDay {
  const date = new Date(day * DAY_MS).toISOString();
  return { day, year: Number(date.slice(0, 4)), monthDay: date.slice(5, 10) };
}

function factorOf(calendar: Calendar, { day, year, monthDay }: CalendarDay): number {
  let factor = 1;
  for (const entry of calendar) {
    if (entry.length === 4) {
      const at = FEASTS[entry[0]](year);
      if (day >= at - entry[1] && day <= at + entry[2]) factor = entry[3];
    } else {
      const [from, to, its] = entry;
      const [after, before] = [monthDay >= from, monthDay <= to];
      if (from <= to ? after && before : after || before) factor = its;
    }
  }
  return factor;
}

/** The year over which each region's mean is 1 (SEASON-2). */
const MEAN_YEAR = 2027;
const MEANS = meansOf();

function meansOf(): Float64Array {
  const first = epochDay(`${MEAN_YEAR}-01-01`);
  const days = Array.from({ length: 365 }, (_, i) => calendarDay(first + i));
  return Float64Array.from(
    REGION_NAMES,
    (name) => days.reduce((sum, day) => sum + factorOf(CALENDARS[name], day), 0) / days.length,
  );
}

/** Searches ask for the same days again and again: a day takes some 20 microseconds. */
const known = new Map<number, Float64Array>();
const KNOWN_MAX = 800;

/** The factors of a day since 1970-01-01, indexed by region. Must not be written to. */
export function seasonsOn(day: number): Float64Array {
  const before = known.get(day);
  if (before !== undefined) return before;
  const its = calendarDay(day);
  const seasons = Float64Array.from(
    REGION_NAMES,
    (name, region) => factorOf(CALENDARS[name], its) / (MEANS[region] as number),
  );
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(day, seasons);
  return seasons;
}

/** SEASON-1 */
export function seasonFactor(seasons: Float64Array, a: number, b: number): number {
  return ((seasons[a] as number) + (seasons[b] as number)) / 2;
}
