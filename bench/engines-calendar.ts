/**
 * What a calendar costs: a month as one calendar beside one of its days as a plain search with its
 * defaults, of `stops` and `nonstop` together, in turns, by the processor time of the thread.
 */
import { cellOfSlices, cellsOf } from "../common/offers/calendar-cells.ts";
import type { FlightOffer } from "../proto/messages.ts";
import {
  addDays,
  type BenchQuestion,
  type CalendarOptions,
  calendarOf,
  type Engine,
  openEngine,
} from "./engines-access.ts";

interface CalendarMeasured {
  readonly market: string;
  /** `null`: one way. */
  readonly nights: CalendarOptions["nights"];
  /** Milliseconds of the thread: one day on average, and the month. */
  readonly dayMs: number;
  readonly monthMs: number;
  readonly cells: number;
  /** Cells for which anything was found. */
  readonly sold: number;
}

export interface CalendarsMeasured {
  readonly from: string;
  readonly days: number;
  readonly repeats: number;
  readonly calendars: readonly CalendarMeasured[];
}

export const CALENDAR_REPEATS = 10;

/** Passes over all calendars of one way before the first that counts. */
const WARM_UP = 4;

/** A month over two seasons, with feasts in it. */
const FROM = "2026-12-25";
const DAYS = 31;
/** Seven numbers of them. */
const NIGHTS = { min: 5, max: 11 };
/** Short and long, with many non-stop flights, few and none. */
const ONE_WAY = "LHR-JFK LHR-BKK FRA-SIN ATL-LAX CDG-NCE MAN-DEN OSL-SYD GRU-NRT".split(" ");
const RETURN = "LHR-JFK CDG-NCE FRA-SIN".split(" ");

/** More than there are: all. */
export const CALENDAR_MARKETS = 100;

/**
 * @param markets the first of those that are asked one way, and of those with a return
 * @throws the signal's reason once it has fired
 */
export async function measureCalendars(
  { repeats, markets }: { readonly repeats: number; readonly markets: number },
  signal: AbortSignal,
): Promise<CalendarsMeasured> {
  const engine = await openEngine();
  const asked: Asked[] = [
    ...ONE_WAY.slice(0, markets).map((market) => ({ market, nights: null })),
    ...RETURN.slice(0, markets).map((market) => ({ market, nights: NIGHTS })),
  ];
  for (let i = 0; i < WARM_UP; i++)
    for (const one of asked.filter(({ nights }) => nights === null)) await measure(engine, one, 1);
  const calendars: CalendarMeasured[] = [];
  for (const one of asked) {
    signal.throwIfAborted();
    calendars.push(await measure(engine, one, repeats));
  }
  return { from: FROM, days: DAYS, repeats, calendars };
}

type Asked = Pick<CalendarMeasured, "market" | "nights">;

async function measure(
  engine: Engine,
  { market, nights }: Asked,
  repeats: number,
): Promise<CalendarMeasured> {
  const [origin, destination] = market.split("-") as [string, string];
  const question = (date: string): BenchQuestion => {
    return { origin, destination, date, sort: "best", maxStops: 2 };
  };
  const days = Array.from({ length: DAYS }, (_, i) => question(addDays(FROM, i)));
  let [dayMs, monthMs] = [0, 0];
  let found: readonly FlightOffer[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const its = await worked(async () => {
      for (const day of days) await engine.answerAll(day, { days: 1, nights });
    });
    const month = await worked(async () => {
      found = await engine.answerAll(question(FROM), { days: DAYS, nights });
    });
    dayMs += its / DAYS / repeats;
    monthMs += month / repeats;
  }
  const cells = cellsOf(calendarOf(question(FROM), { days: DAYS, nights }));
  const sold = new Set(found.map(({ slices }) => cellOfSlices(cells, slices))).size;
  return { market, nights, dayMs, monthMs, cells: cells.count, sold };
}

async function worked(work: () => Promise<void>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
