/**
 * An operator's own schedule: the flights of an SSIM file that TIMETABLE names are sold within
 * their period, also by the airlines that share their code.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { ssim } from "../fixtures/ssim/schedule.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { startProgram } from "../harness/process.ts";

interface StatedTimetables {
  readonly timetables: readonly { readonly missing: readonly { readonly carrier: string }[] }[];
}

const DAY_MS = 86_400_000;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const iso = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
/** `15DEC26` */
const ssimDate = (days: number) =>
  `${iso(days).slice(8)}${MONTHS[Number(iso(days).slice(5, 7)) - 1]}${iso(days).slice(2, 4)}`;

/** Days from now: first and last of the flights below. */
const [FIRST, LAST] = [40, 60];

/**
 * Written by hand, like a user's file. The clocks at neither end ever change. With so many flights,
 * at least one has seats on every day.
 */
function schedule(destination = "BKK"): string {
  const period = ssimDate(FIRST) + ssimDate(LAST);
  const legs = ["0730", "0930", "1130", "1330", "1530", "1730", "1930", "2130"].flatMap(
    (time, i) => {
      const arrives = String(Number(time) + 125).padStart(4, "0");
      const key = ` SQ  70${i}0101J`;
      return [
        `3${key}${period}1234567 SIN${time}${time}+0800  ${destination}${arrives}${arrives}+0700  359Y`,
        `4${key}              AB010SIN${destination}TG 600${i}`,
      ];
    },
  );
  const records = [
    "1AIRLINE STANDARD SCHEDULE DATA SET",
    `2LSQ          ${period}${ssimDate(0)}`,
    ...legs,
  ];
  const last = String(records.length).padStart(6, "0");
  const numbered = [...records, "5 SQ".padEnd(187).concat(last, "E")].map(
    (text, i) => text.padEnd(194) + String(i + 1).padStart(6, "0"),
  );
  return `${numbered.map((text) => (text[0] === "2" ? `${text.slice(0, 71)}C${text.slice(72, 190)}0000${text.slice(194)}` : text)).join("\r\n")}\r\n`;
}

let folder: string;
let broker: Broker;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "schedules-"));
  broker = await startBroker();
});
afterAll(async () => {
  await broker?.stop();
  await rm(folder, { recursive: true });
});

const written = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const environment = (TIMETABLE: string) => ({
  NATS_URL: broker.url,
  NATS_USER: "nonstop",
  NATS_PASSWORD: broker.passwords["nonstop"] ?? "",
  LOG_LEVEL: "silent",
  TIMETABLE,
});

describe("an SSIM schedule as TIMETABLE", () => {
  let bidder: BidderApp;
  let gateway: Gateway;
  const log: Record<string, unknown>[] = [];
  beforeAll(async () => {
    const own = pino(
      { level: "info" },
      { write: (line: string) => void log.push(JSON.parse(line)) },
    );
    bidder = await startBidder(
      await readConfig(environment(await written("own.ssim", schedule())), "nonstop"),
      { log: own },
    );
    gateway = await gatewayOn(broker, ["nonstop"]);
  });
  afterAll(async () => {
    await bidder?.stop();
    await gateway?.stop();
  });

  const sold = async (days: number) => {
    const search = {
      slices: [{ origin: "SIN", destination: "BKK", departureDate: iso(days) }],
      passengers: { adults: 1 },
      maxResults: 50,
      policy: { deadlineMs: 10_000 },
    };
    const { status, body } = await post<SearchResult>(gateway, search);
    expect(status).toBe(200);
    return body.itineraries;
  };

  test.each([
    ["the day before its period", FIRST - 1, false],
    ["its first day", FIRST, true],
    ["a day within it", FIRST + 9, true],
    ["its last day", LAST, true],
    ["the day after", LAST + 1, false],
  ])("%s", async (_, days, expected) => {
    const itineraries = await sold(days);
    expect(itineraries.length > 0).toBe(expected);
    for (const { slices } of itineraries) {
      const segments = slices.flatMap((slice) => slice.segments);
      expect(
        segments.map(
          ({ flightNumber, origin, destination }) => `${flightNumber} ${origin}-${destination}`,
        ),
      ).toEqual([expect.stringMatching(/^SQ70\d SIN-BKK$/)]);
      expect(segments[0]?.durationMinutes).toBe(145);
    }
  });

  test("the airlines that share its code sell it too", async () => {
    const [itinerary] = await sold(FIRST + 9);
    expect(itinerary?.sellers.map(({ seller }) => seller).sort()).toEqual(["SQ", "TG"]);
  });

  test("GAP-2: an answer without flights names who is missing there", async () => {
    const search = {
      slices: [{ origin: "DEL", destination: "BKK", departureDate: iso(FIRST) }],
      policy: { deadlineMs: 10_000 },
    };
    const { body } = await post<SearchResult>(gateway, search);
    expect(body.itineraries).toEqual([]);
    expect(body.bidders).toMatchObject([
      {
        bidder: "nonstop",
        outcome: "empty",
        reason: expect.stringMatching(/India and Thailand: .*no flights of IndiGo \(6E\)/),
      },
    ]);
  });

  test("/v1/coverage has what the schedule has, and may be cached for a minute", async () => {
    const { status, body, headers } = await get<StatedTimetables>(gateway, "/v1/coverage");
    expect({ status, cacheControl: headers.get("cache-control") }).toEqual({
      status: 200,
      cacheControl: "public, max-age=60",
    });
    const [year, lastYear] = [FIRST, LAST].map((days) => Number(iso(days).slice(0, 4)));
    expect(body).toMatchObject({
      timetables: [
        {
          bidders: ["nonstop"],
          summary: expect.stringMatching(/^56 departures a week of 1 carrier, of 20\d\d/),
          week: expect.any(String),
          departuresPerWeek: 56,
          airports: 1,
          regions: [{ region: "035", name: "South-eastern Asia", departuresPerWeek: 56 }],
          carriers: [{ carrier: "SQ", departuresPerWeek: 56, firstYear: year, lastYear }],
          thin: [],
        },
      ],
      unstated: [],
      unanswered: [],
      detail: null,
    });
    expect(body.timetables[0]?.missing.map(({ carrier }) => carrier)).toContain("WN");
  });

  test("what was read is in the log", () => {
    expect(log.map(({ note }) => note).filter(Boolean)).toEqual([
      expect.stringMatching(/own\.ssim: 8 legs read, 8 rows kept; 0 legs refused/),
    ]);
  });
});

describe("a schedule with flights to Kyiv", () => {
  const own = () =>
    ssim({
      airline: "TK",
      legs: [
        { leg: "TK457 IST-KBP 0900+0300 1000+0200 1234567 01DEC26-31DEC26 320" },
        { leg: "TK1971 IST-LHR 0900+0300 1005+0000 1234567 01DEC26-31DEC26 320" },
      ],
    });

  // `stops` loads in a thread of its own.
  test.each([
    ["nonstop", "known", true],
    ["nonstop", "none", false],
    ["stops", "known", true],
    ["stops", "none", false],
  ])("%s, with CLOSURES=%s: left out, and said so in the log: %s", async (kind, CLOSURES, told) => {
    const notes: unknown[] = [];
    const log = pino(
      { level: "info" },
      { write: (line: string) => void notes.push(JSON.parse(line).note) },
    );
    const bidder = await startBidder(
      await readConfig(
        {
          ...environment(await written("kyiv.ssim", own())),
          NATS_USER: kind,
          NATS_PASSWORD: broker.passwords[kind] ?? "",
          CLOSURES,
        },
        kind,
      ),
      { log },
    );
    try {
      const closed = /^Closed airspaces leave out .* 7 by Ukraine/;
      expect(notes.filter((note) => closed.test(String(note)))).toHaveLength(told ? 1 : 0);
    } finally {
      await bidder.stop();
    }
  });
});

describe("a schedule that cannot be used", () => {
  const start = async (path: string) => startBidder(await readConfig(environment(path), "nonstop"));

  test.each([
    [
      "cut short",
      () => schedule().slice(0, 1500),
      /cut\.ssim cannot be used: The schedule is refused: .*cut\.ssim:8 record of the wrong length/s,
    ],
    [
      "with an unknown airport",
      () => schedule("XQX"),
      /not one flight of it can be sold.*cut\.ssim:3:55 arrival station: "XQX" is there/s,
    ],
    ["a PDF", () => "%PDF-1.7", /cut\.ssim cannot be used: it is a PDF/],
    ["HTML", () => "<html></html>", /cut\.ssim cannot be used: it is HTML or XML/],
    ["empty", () => "", /cut\.ssim cannot be used: it is empty/],
  ])("%s: the bidder does not start, and states the reason", async (_, text, message) => {
    await expect(start(await written("cut.ssim", text()))).rejects.toThrow(message);
  });

  test("a directory, and no file at all, are faults of the configuration", async () => {
    await expect(start(folder)).rejects.toThrow(/TIMETABLE: .* is a directory/);
    await expect(start(join(folder, "none"))).rejects.toThrow(/TIMETABLE: there is no file .*none/);
  });
});

describe("npm run timetable", () => {
  const ran = (...args: string[]) => startProgram("script/timetable.ts", args, {}).ended;

  test("import, show, export: the exported file has the same bytes", async () => {
    const [own, out, back, again] = [
      await written("a.ssim", schedule()),
      join(folder, "a.bin.br"),
      join(folder, "b.ssim.gz"),
      join(folder, "b.bin.br"),
    ];
    expect(await ran("import", own, "--out", out)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/8 rows of 1 airlines .* 8 rows with a period, 8 code-shares/),
    });
    const shown = await ran("show", out, "SIN", "BKK", iso(FIRST));
    expect(shown.stdout).toMatch(/SQ700 +07:30 +08:55 .*TG6000/);
    expect(await ran("export", "--timetable", out, "--out", back)).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(await ran("import", back, "--out", again)).toMatchObject({ code: 0 });
    expect((await readFile(again)).equals(await readFile(out))).toBe(true);
  });

  test("what is wrong is named, with exit code 2, and in the report's file", async () => {
    const [cut, report] = [
      await written("c.ssim", schedule().slice(0, 1500)),
      join(folder, "report.txt"),
    ];
    const refused = await ran("import", cut, "--out", join(folder, "c.bin.br"), "--report", report);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(
      /c\.ssim:8 record of the wrong length: "\d+ bytes" is there; a record has 200/,
    );
    expect(await readFile(report, "utf8")).toContain("c.ssim:8 record of the wrong length");
    const partial = await ran("import", cut, "--out", join(folder, "c.bin.br"), "--partial");
    expect(partial).toMatchObject({ code: 0, stdout: expect.stringContaining("3 rows") });
  });

  test("what a schedule has, and which large carriers it lacks", async () => {
    const own = await written("coverage.ssim", schedule());
    const { code, stdout } = await ran("coverage", own);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[\d,]+ departures a week of \d+ carriers?, of 20\d\d/);
    expect(stdout).toMatch(/Counted in the week from 20\d\d-\d\d-\d\d/);
    expect(stdout).toMatch(/ {2}WN Southwest Airlines: 28,600/);
    const { carriers } = JSON.parse((await ran("coverage", own, "--json")).stdout);
    expect(carriers[0]).toMatchObject({ carrier: "SQ", firstYear: expect.any(Number) });
  });

  test.each([
    [[], /import, export, show, coverage/],
    [["import"], /missing required argument|required option/],
    [["export", "--out", "x.ssim", "--from", "tomorrow"], /"tomorrow" is not a date/],
    [["export", "--out", "x.ssim", "--carrier", "ZZZ"], /no flights of ZZZ/],
    [["show", "/no/such/file"], /there is no such file/],
    [["coverage", "/no/such/file"], /there is no such file/],
  ])("%p is asked wrongly", async (args, message) => {
    const { code, stderr } = await ran(...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
  });
});
