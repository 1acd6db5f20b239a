/** A calendar of the whole bidder, against the sandbox over real HTTP. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { type Sandbox, startSandbox } from "../../examples/sandbox/app.ts";
import { SANDBOX_DEFAULTS } from "../../examples/sandbox/config.ts";
import { NO_FAULTS } from "../../examples/sandbox/simulated-faults.ts";
import type { FlightOffer, FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { contextOf } from "../../test/fixtures/flights/context.ts";
import { NOW, SEARCH } from "../../test/fixtures/partners/partner.ts";
import { checkPartners, type PartnerEntry, partnerOf } from "./entries.ts";
import { open, search } from "./index.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const dayOf = (day: number) => `2026-12-${String(day).padStart(2, "0")}`;

/** Of so many days, from the first of a month. */
function calendarOf(days: number, more: Partial<FlightSearch> = {}): FlightSearch {
  const [slice] = SEARCH.slices as readonly [SearchSlice];
  const from = dayOf(1);
  const range = days === 1 ? {} : { departureDates: { from, to: dayOf(days) } };
  return {
    ...SEARCH,
    sort: "price",
    calendar: true,
    slices: [{ ...slice, departureDate: from, ...range }],
    ...more,
  };
}

/** Ten flights of the day. */
function offersOn({ origin, destination, departureDate }: SearchSlice): FlightOffer[] {
  return Array.from({ length: 10 }, (_, i) => {
    const segment = {
      carrier: "BA",
      flightNumber: `BA${100 + i}`,
      origin,
      destination,
      departure: `${departureDate}T08:30`,
      arrival: `${departureDate}T11:05`,
      durationMinutes: 455,
      aircraft: "772",
    };
    return {
      seller: "BA",
      price: { amount: 40_000, currency: "GBP" },
      expiresAtMs: NOW + 3_600_000,
      modelled: true,
      slices: [{ durationMinutes: 455, segments: [segment] }],
      fares: [],
      selfTransfers: [],
      similar: 0,
    };
  });
}

/** A sandbox that sells flights on every day, and the days for which it was asked. */
async function sandbox(failing: readonly string[] = []) {
  const asked: string[] = [];
  const inventory = {
    find: async ({ slices }: FlightSearch) => {
      const [slice] = slices as readonly [SearchSlice];
      asked.push(slice.departureDate);
      return offersOn(slice);
    },
    close: async () => {},
  };
  const one = await startSandbox(SANDBOX_DEFAULTS, { inventory, now: () => NOW });
  closing.push(() => one.stop(0));
  for (const agency of failing) {
    const { status } = await fetch(`${one.url}/sandbox/behaviour`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...NO_FAULTS, agency, errorRate: 1 }),
    });
    expect(status).toBe(200);
  }
  return { one, asked };
}

/** The first agencies of the sandbox, one for each of these additions to its entry. */
const entriesOf = ({ partners }: Sandbox, more: readonly Partial<PartnerEntry>[]) =>
  more.map((its, i) => ({ ...(partners[i] as PartnerEntry), ...its }));

interface Answer {
  /** The days of the offers. */
  readonly days: readonly string[];
  /** What is promised at last; undefined where nothing was. */
  readonly cellFloors: readonly number[] | undefined;
  /** `stopped`, or how it has failed; otherwise `answered`. */
  readonly end: string;
  readonly notes: readonly string[];
}

async function answerOf(calendar: FlightSearch, entries: readonly PartnerEntry[]): Promise<Answer> {
  const partners = checkPartners(entries).entries.map((entry) => ({
    ...partnerOf(entry),
    timeoutMs: 30_000,
  }));
  const resources = await open({ partners });
  closing.push(() => resources.close());
  const days = new Set<string>();
  const notes: string[] = [];
  let cellFloors: readonly number[] | undefined;
  let end = "answered";
  const context = {
    ...contextOf(resources, notes, {
      nowMs: NOW,
      sendBatch: async (_, floors) => {
        cellFloors = floors ?? cellFloors;
      },
    }),
    markStopped: () => {
      end = "stopped";
    },
    leftOut: () => {},
  };
  try {
    for await (const { slices } of search(calendar, context))
      days.add(slices[0]?.segments[0]?.departure.slice(0, 10) as string);
  } catch (thrown) {
    end = String(thrown);
  }
  return { days: [...days].sort(), cellFloors, end, notes };
}

const daysTo = (last: number) => Array.from({ length: last }, (_, i) => dayOf(i + 1));
const promised = (done: number, count: number) =>
  Array.from({ length: count }, (_, i) => (i < done ? -1 : 0));
const CUT = expect.stringContaining("the nearest choices alone");

describe("a calendar of outside sellers (PARTNERCELL-1)", () => {
  test("sellers are asked for a week: the cells of its days are done, and the answer is stopped", async () => {
    const { one, asked } = await sandbox();
    const answer = await answerOf(calendarOf(10), entriesOf(one, [{}, {}]));
    expect({ ...answer, asked: [...new Set(asked)].sort() }).toEqual({
      days: daysTo(7),
      cellFloors: promised(7, 10),
      end: "stopped",
      notes: [CUT],
      asked: daysTo(7),
    });
  });

  test("an entry that allows a month is asked for all days, and its cells are all done", async () => {
    const { one, asked } = await sandbox();
    const answer = await answerOf(calendarOf(31), entriesOf(one, [{ calendarDaysMax: 31 }]));
    expect({ ...answer, asked: asked.toSorted() }).toEqual({
      days: daysTo(31),
      cellFloors: promised(31, 31),
      end: "answered",
      notes: [],
      asked: daysTo(31),
    });
  });

  test("beside a seller that is asked for a week, only those of the week are done", async () => {
    const { one } = await sandbox();
    const entries = entriesOf(one, [{ calendarDaysMax: 31 }, {}]);
    const { days, cellFloors, end } = await answerOf(calendarOf(10), entries);
    expect({ days, cellFloors, end }).toEqual({
      days: daysTo(10),
      cellFloors: promised(7, 10),
      end: "stopped",
    });
  });

  test("where a seller fails, nothing is promised of any cell, and the others are sold", async () => {
    const { one } = await sandbox(["sandbox-alder"]);
    const answer = await answerOf(calendarOf(7), entriesOf(one, [{}, {}]));
    expect(answer).toEqual({
      days: daysTo(7),
      cellFloors: undefined,
      end: "answered",
      notes: ["sandbox-alder: partner-error"],
    });
  });

  test.each([
    { days: 10, of: "several days" },
    { days: 1, of: "one day" },
  ])("an entry that allows no day is not asked for $of (ASKEDSEARCH-1)", async ({ days }) => {
    const { one, asked } = await sandbox();
    const never = entriesOf(one, [{ calendarDaysMax: 0 }]);
    expect({ ...(await answerOf(calendarOf(days), never)), asked }).toEqual({
      days: [],
      cellFloors: promised(0, days),
      end: "stopped",
      notes: [CUT],
      asked: [],
    });
    // A search of the day is no calendar.
    const { calendar: _, ...day } = calendarOf(1);
    const { days: sold, end } = await answerOf(day, never);
    expect({ sold, end, asked }).toEqual({ sold: daysTo(1), end: "answered", asked: daysTo(1) });
  });
});
