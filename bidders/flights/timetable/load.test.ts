import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, crc32, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { allAirports } from "../../../common/places/airports.ts";
import { ssim } from "../../../test/fixtures/ssim/schedule.ts";
import { dayNumberOf, localTime, marketOn } from "./departures.ts";
import { decodeTimetable, encodeTimetable, type TimetableFile } from "./file.ts";
import { loadTimetable } from "./load.ts";
import { FLAGS, OPEN_FROM, OPEN_TO, type Timetable } from "./timetable.ts";

describe("the timetable that ships", () => {
  let timetable: Timetable;
  beforeAll(async () => {
    timetable = await loadTimetable(null);
  });

  test.each<
    [
      what: string,
      flight: string,
      origin: string,
      destination: string,
      departs: string,
      arrives: string,
    ]
  >([
    ["westward by day, winter", "BA117", "LHR", "JFK", "2026-12-15T08:30", "2026-12-15T11:05"],
    [
      "only America has changed its clocks",
      "BA117",
      "LHR",
      "JFK",
      "2027-03-16T08:30",
      "2027-03-16T12:05",
    ],
    [
      "only Europe has changed its clocks",
      "LH400",
      "FRA",
      "JFK",
      "2026-10-28T11:00",
      "2026-10-28T14:40",
    ],
    ["the day America changes too", "LH400", "FRA", "JFK", "2026-11-01T11:00", "2026-11-01T13:40"],
    [
      "overnight into the night Britain changes",
      "AA100",
      "JFK",
      "LHR",
      "2027-03-27T18:25",
      "2027-03-28T06:20",
    ],
    [
      "overnight, a night before that",
      "AA100",
      "JFK",
      "LHR",
      "2027-03-26T18:25",
      "2027-03-27T05:20",
    ],
    [
      "summer in one place, none in the other",
      "EK1",
      "DXB",
      "LHR",
      "2027-07-15T07:45",
      "2027-07-15T12:40",
    ],
    ["the same in winter", "EK1", "DXB", "LHR", "2026-12-15T07:45", "2026-12-15T11:40"],
    ["domestic, no summer time", "JL501", "HND", "CTS", "2026-12-15T06:30", "2026-12-15T08:05"],
    ["domestic, across three zones", "DL345", "ATL", "LAX", "2026-12-15T08:32", "2026-12-15T10:20"],
    ["domestic, within one zone", "AF7700", "CDG", "NCE", "2026-12-15T07:15", "2026-12-15T08:45"],
    ["westward overnight, +1", "SQ322", "SIN", "LHR", "2027-07-15T23:30", "2027-07-16T05:55"],
    ["eastward overnight, +1", "BA112", "JFK", "LHR", "2026-12-15T18:35", "2026-12-16T06:30"],
    [
      "westward across the date line, +2",
      "QF12",
      "LAX",
      "SYD",
      "2026-12-15T22:30",
      "2026-12-17T08:35",
    ],
    [
      "eastward across the date line, lands before it left",
      "QF11",
      "SYD",
      "LAX",
      "2026-12-15T11:10",
      "2026-12-15T06:00",
    ],
    [
      "eastward across the date line, +0",
      "NZ10",
      "AKL",
      "HNL",
      "2026-12-15T20:55",
      "2026-12-15T06:30",
    ],
    [
      "eastward across the date line, -1",
      "TN102",
      "AKL",
      "PPT",
      "2026-12-15T16:10",
      "2026-12-14T22:00",
    ],
    ["a short hop", "KL1001", "AMS", "LHR", "2026-12-15T07:20", "2026-12-15T07:40"],
  ])("%s: %s %s-%s", (_, flight, origin, destination, departs, arrives) => {
    const day = dayNumberOf(departs.slice(0, 10));
    const found = marketOn(
      timetable,
      timetable.airport(origin),
      timetable.airport(destination),
      day,
    )
      .filter(
        (d) =>
          `${timetable.carriers[timetable.carrier[d.row] as number]}${timetable.number[d.row]}` ===
          flight,
      )
      .map((d) => [localTime(d.departureLocal), localTime(d.arrivalLocal)]);
    expect(found).toEqual([[departs, arrives]]);
  });

  test("the market index agrees with a linear scan", () => {
    const scanned = new Map<number, [from: number, to: number]>();
    for (let row = 0; row < timetable.rows; row++) {
      const market =
        (timetable.origin[row] as number) * 65536 + (timetable.destination[row] as number);
      const range = scanned.get(market);
      if (range === undefined) scanned.set(market, [row, row + 1]);
      // A market that appears again after another one would not be one range.
      else if (range[1] === row) range[1] = row + 1;
      else throw new Error(`row ${row} is apart from the rest of its market`);
    }
    let wrong = 0;
    for (let o = 0; o < timetable.airports.length; o++) {
      for (let d = 0; d < timetable.airports.length; d++) {
        const [from, to] = timetable.market(o, d);
        const expected = scanned.get(o * 65536 + d);
        if (expected === undefined ? from !== to : from !== expected[0] || to !== expected[1])
          wrong++;
      }
    }
    expect(scanned.size).toBeGreaterThan(25_000);
    expect(wrong).toBe(0);
  });

  test("every airport has a place and a zone, and its departures agree with common/places/airports.json", () => {
    const departures = new Map<string, number>();
    for (let row = 0; row < timetable.rows; row++) {
      const { code } = timetable.airports[timetable.origin[row] as number] as { code: string };
      let days = 0;
      for (let bits = timetable.days[row] as number; bits !== 0; bits >>= 1) days += bits & 1;
      departures.set(code, (departures.get(code) ?? 0) + days);
    }
    for (const airport of allAirports())
      expect({ code: airport.code, departuresPerWeek: airport.departuresPerWeek }).toEqual({
        code: airport.code,
        departuresPerWeek: departures.get(airport.code) ?? 0,
      });
  });

  test("an unknown code is -1, and has no flights", () => {
    expect({
      unknown: timetable.airport("XXX"),
      lowerCase: timetable.airport("lhr"),
      empty: timetable.airport(""),
    }).toEqual({ unknown: -1, lowerCase: -1, empty: -1 });
    expect(timetable.market(-1, 0)).toEqual([0, 0]);
    expect(timetable.departures(timetable.airports.length)).toEqual([0, 0]);
    expect(timetable.departures(-1)).toEqual([0, 0]);
  });
});

describe("a file that is not a timetable", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "timetable-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const small: TimetableFile = {
    rows: 2,
    airports: ["JFK", "LHR"],
    carriers: ["BA"],
    aircraftTypes: ["744"],
    origin: Uint16Array.of(0, 1),
    destination: Uint16Array.of(1, 0),
    departure: Uint16Array.of(1115, 510),
    blockMinutes: Uint16Array.of(415, 455),
    carrier: Uint16Array.of(0, 0),
    number: Uint16Array.of(112, 117),
    aircraft: Uint8Array.of(0, 0),
    days: Uint8Array.of(127, 127),
    flags: Uint8Array.of(0, 0),
    validFrom: Uint16Array.of(OPEN_FROM, 20_000),
    validTo: Uint16Array.of(OPEN_TO, 20_000),
    codeshareStart: Uint32Array.of(0, 1, 3),
    codeshareCarrier: Uint16Array.of(0, 0, 0),
    codeshareNumber: Uint16Array.of(1, 6143, 9999),
  };
  const load = async (bytes: Uint8Array) => {
    const path = join(folder, "some.bin.br");
    await writeFile(path, bytes);
    return loadTimetable(path);
  };

  test("what is written is read", async () => {
    expect(decodeTimetable(encodeTimetable(small))).toEqual(small);
    const loaded = await load(encodeTimetable(small));
    expect({
      rows: loaded.rows,
      codesharesOfFirst: loaded.codeshares(0),
      codesharesOfSecond: loaded.codeshares(1),
    }).toEqual({ rows: 2, codesharesOfFirst: ["BA1"], codesharesOfSecond: ["BA6143", "BA9999"] });
  });

  test("flags are written and read; a file without any has the older format", () => {
    const flagged = { ...small, flags: Uint8Array.of(FLAGS.secondPass, FLAGS.localOnly) };
    expect(decodeTimetable(encodeTimetable(flagged))).toEqual(flagged);
    expect(brotliDecompressSync(encodeTimetable(flagged)).toString("latin1", 0, 4)).toBe("SBT3");
    expect(brotliDecompressSync(encodeTimetable(small)).toString("latin1", 0, 4)).toBe("SBT2");
    expect(() =>
      decodeTimetable(encodeTimetable({ ...small, flags: Uint8Array.of(0, 64) })),
    ).toThrow(/row 1 is out of order/);
  });

  test("an SSIM schedule is read as it is, plain or gzipped, with a report of what was left out", async () => {
    const legs = [
      { leg: "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744" },
      { leg: "BA9 LHR-XQX 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744" },
    ];
    const text = Buffer.from(ssim({ airline: "BA", legs }));
    for (const bytes of [text, gzipSync(text)]) {
      const notes: string[] = [];
      await writeFile(join(folder, "own.ssim"), bytes);
      const timetable = await loadTimetable(
        join(folder, "own.ssim"),
        (note) => void notes.push(note),
      );
      expect({ rows: timetable.rows, number: timetable.number[0] }).toEqual({
        rows: 1,
        number: 117,
      });
      expect(notes).toEqual([
        expect.stringMatching(
          /own\.ssim: 2 legs read, 1 rows kept; 1 legs refused.*own\.ssim:8:55 arrival station: "XQX"/s,
        ),
      ]);
    }
  });

  test("neither a file nor a directory: the reader does not wait for it", async () => {
    const path = join(folder, "fifo");
    execFileSync("mkfifo", [path]);
    await expect(loadTimetable(path)).rejects.toThrow(
      /fifo cannot be read: it is a pipe or a device; a file would be right/,
    );
  });

  test("what could not be read again is not written", () => {
    expect(() => encodeTimetable({ ...small, rows: 3_400_000 })).toThrow(
      /3400000 rows and 3 code-shares are more than a file holds/,
    );
    const tooMany = {
      codeshareStart: Uint32Array.of(0, 0, 70_000),
      codeshareCarrier: new Uint16Array(70_000),
      codeshareNumber: new Uint16Array(70_000),
    };
    expect(() => encodeTimetable({ ...small, ...tooMany })).toThrow(
      /BA117 has 70000 code-shares; a file holds 65535 of one row/,
    );
  });

  test("missing: its path is named, and what to do", async () => {
    const missing = loadTimetable(join(folder, "none.bin.br"));
    await expect(missing).rejects.toThrow(
      /none\.bin\.br cannot be read: there is no such file.*import-timetable/,
    );
  });

  test("cut short anywhere", async () => {
    const bytes = encodeTimetable(small);
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeTimetable(bytes.subarray(0, length))).toThrow(/cut short/);
    await expect(load(bytes.subarray(0, 40))).rejects.toThrow(
      /some\.bin\.br cannot be used: it cannot be unpacked: cut short/,
    );
  });

  test("foreign", async () => {
    await expect(load(await readFile(new URL(import.meta.url)))).rejects.toThrow(
      /neither packed with Brotli nor SSIM/,
    );
    await expect(load(brotliCompressSync("carrier,number\nBA,117\n"))).rejects.toThrow(
      /not a timetable: it must begin with "SBT2"/,
    );
  });

  test.each<[string, Partial<TimetableFile>, RegExp]>([
    [
      "an unknown airport",
      { airports: ["JFK", "QQQ"] },
      /1 airports that common\/places\/airports\.json lacks: QQQ/,
    ],
    [
      "an index past the end",
      { carrier: Uint16Array.of(0, 7) },
      /row 1 is out of order or refers to nothing/,
    ],
    [
      "rows out of order",
      { origin: Uint16Array.of(1, 0), destination: Uint16Array.of(0, 1) },
      /row 1 is out of order/,
    ],
    [
      "a period that ends before it begins",
      { validTo: Uint16Array.of(OPEN_TO, 19_999) },
      /row 1 is out of order or refers to nothing/,
    ],
    [
      "a code-share without an airline",
      { codeshareCarrier: Uint16Array.of(0, 9, 0) },
      /its code-shares are of no row/,
    ],
    [
      "a time after midnight",
      { departure: Uint16Array.of(1440, 510) },
      /row 0 is out of order or refers to nothing/,
    ],
  ])("%s", async (_, change, message) => {
    await expect(load(encodeTimetable({ ...small, ...change }))).rejects.toThrow(message);
  });

  test("a flipped byte in the columns fails the checksum", () => {
    const head = {
      rows: 1,
      airports: ["JFK", "LHR"],
      carriers: ["BA"],
      aircraftTypes: [""],
      crc32: 1,
    };
    const text = Buffer.from(JSON.stringify(head));
    const prefix = Buffer.from("SBT1\0\0\0\0");
    prefix.writeUInt32LE(text.length, 4);
    const file = brotliCompressSync(Buffer.concat([prefix, text, Buffer.alloc(14)]));
    expect(() => decodeTimetable(file)).toThrow(/checksum does not fit/);
  });

  test("a file from before periods and code-shares: its rows are open, and have no other seller", () => {
    // Low bytes, then high bytes, of origin, destination, departure, blockMinutes, carrier, number;
    // then aircraft, days.
    const columns = Buffer.of(0, 0, 1, 0, 0xfe, 1, 0xc7, 1, 0, 0, 117, 0, 0, 127);
    const head = {
      rows: 1,
      airports: ["LHR", "JFK"],
      carriers: ["BA"],
      aircraftTypes: ["744"],
      crc32: crc32(columns),
    };
    const text = Buffer.from(JSON.stringify(head));
    const prefix = Buffer.from("SBT1\0\0\0\0");
    prefix.writeUInt32LE(text.length, 4);
    const { rows, departure, blockMinutes, number, days, validFrom, validTo, codeshareStart } =
      decodeTimetable(brotliCompressSync(Buffer.concat([prefix, text, columns])));
    expect({
      rows,
      departure: departure[0],
      blockMinutes: blockMinutes[0],
      number: number[0],
      days: days[0],
    }).toEqual({ rows: 1, departure: 510, blockMinutes: 455, number: 117, days: 127 });
    expect({
      validFrom: validFrom[0],
      validTo: validTo[0],
      codeshareStart: [...codeshareStart],
    }).toEqual({ validFrom: OPEN_FROM, validTo: OPEN_TO, codeshareStart: [0, 0] });
  });
});
