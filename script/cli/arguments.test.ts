import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readArguments } from "./arguments.ts";
import type { CommandFailure } from "./failure.ts";

/** A `_` is a space within an argument. */
const read = (line: string) =>
  readArguments(
    line
      .split(" ")
      .filter(Boolean)
      .map((argument) => argument.replaceAll("_", " ")),
    () => {},
  );

describe("scatter search", () => {
  test("only slices are needed; codes may be small", () => {
    expect(read("lhr JFK 2026-12-01")).toEqual({
      search: { slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-01" }] },
      form: "text",
      allSellers: false,
      failOnPartial: false,
      explain: false,
      slices: [{ origin: "ORIGIN", destination: "DESTINATION", date: "DATE" }],
    });
  });

  test("--nearby is of each end: of a city, or of an airport", () => {
    expect(read("lon IST 2026-12-01 --nearby 100")?.search["slices"]).toEqual([
      {
        origin: { city: "LON", nearbyKm: 100 },
        destination: { airport: "IST", nearbyKm: 100 },
        departureDate: "2026-12-01",
      },
    ]);
    expect(read("LHR QQQ 2026-12-01 --nearby far")?.search["slices"]).toEqual([
      {
        origin: { airport: "LHR", nearbyKm: "far" },
        destination: { airport: "QQQ", nearbyKm: "far" },
        departureDate: "2026-12-01",
      },
    ]);
  });

  test("slices alone do as well, in their order", () => {
    expect(read("--slice LHR-JFK-2026-12-01 --slice JFK-SFO-2026-12-05")?.search["slices"]).toEqual(
      [
        { origin: "LHR", destination: "JFK", departureDate: "2026-12-01" },
        { origin: "JFK", destination: "SFO", departureDate: "2026-12-05" },
      ],
    );
  });

  const ends = { origin: "LHR", destination: "JFK" };
  const back = { origin: "JFK", destination: "LHR" };
  const range = { from: "2026-12-01", to: "2026-12-05" };
  test.each<[string, unknown]>([
    ["2026-12-01 --flex 2", { slices: [{ ...ends, departureDate: "2026-12-01", flexDays: 2 }] }],
    ["2026-12-01..2026-12-05", { slices: [{ ...ends, departureDate: range }] }],
    [
      "2026-12-01..2026-12-05 --stay 5-7",
      { slices: [{ ...ends, departureDate: range }, back], stayNights: { min: 5, max: 7 } },
    ],
    [
      "2026-12-01 --return 2026-12-08 --stay 7 --flex 1",
      {
        slices: [
          { ...ends, departureDate: "2026-12-01", flexDays: 1 },
          { ...back, departureDate: "2026-12-08", flexDays: 1 },
        ],
        stayNights: { min: 7, max: 7 },
      },
    ],
    [
      "2026-12-01 --stay long",
      { slices: [{ ...ends, departureDate: "2026-12-01" }, back], stayNights: "long" },
    ],
    [
      "2026-12-01 --slice JFK-LHR-2026-12-05..2026-12-07",
      {
        slices: [
          { ...ends, departureDate: "2026-12-01" },
          { ...back, departureDate: { from: "2026-12-05", to: "2026-12-07" } },
        ],
      },
    ],
  ])("several days: %s", (days, search) => {
    expect(read(`LHR JFK ${days}`)?.search).toEqual(search);
  });

  test.each<[string, unknown]>([
    ["--adults 2 --infants 1", { passengers: { adults: 2, infants: 1 } }],
    ["--adults two", { passengers: { adults: "two" } }],
    ["--deadline 800 --quorum 2", { policy: { deadlineMs: 800, quorum: 2 } }],
    ["--quorum 60%", { policy: { quorum: "60%" } }],
    ["--required nonstop,stops", { policy: { required: ["nonstop", "stops"] } }],
    ["--required none", { policy: { required: [] } }],
    [
      "--currency eur --sort price --cabin first",
      { currency: "EUR", sort: "price", cabin: "first" },
    ],
    ["--max-stops 0 --max-results 5", { maxStops: 0, maxResults: 5 }],
    ["--self-transfer", { selfTransfer: true }],
    ["--similar", { similar: true }],
    ["--dollars-per-second 0.5", { policy: { kind: "value", dollarsPerSecond: 0.5 } }],
    ["--refuse-partial", { policy: { partial: "refuse" } }],
    [
      "--bidders stops,partners --not-bidders nonstop",
      { bidders: { only: ["stops", "partners"], except: ["nonstop"] } },
    ],
    [
      "--children 1 --infants 1 --ages 7,1",
      { passengers: { children: 1, infants: 1, ages: [7, 1] } },
    ],
    ["--ages seven", { passengers: { ages: ["seven"] } }],
    ["--market gb --locale en-GB", { market: "GB", locale: "en-GB" }],
    ["--details", { details: true }],
    [
      "--carriers ba,OneWorld --not-carriers ib --by operating",
      { carriers: { only: ["BA", "oneworld"], except: ["IB"], by: "operating" } },
    ],
    ["--not-carriers skyteam", { carriers: { except: ["skyteam"] } }],
    ["--via DUB,ams --not-via cdg", { via: { only: ["DUB", "AMS"], except: ["CDG"] } }],
    ["--max-layover 240 --max-duration 600", { maxLayoverMinutes: 240, maxDurationMinutes: 600 }],
    ["--max-layover long", { maxLayoverMinutes: "long" }],
    ["--no-overnight", { overnightLayover: false }],
    ["--max-price 500.00", { maxPrice: 50_000 }],
    ["--max-price 499.99 --currency eur", { currency: "EUR", maxPrice: 49_999 }],
    ["--max-price 65000 --currency JPY", { currency: "JPY", maxPrice: 65_000 }],
    ["--bags 1", { bags: { checked: 1 } }],
    ["--cabin-bags 2 --bags 0", { bags: { checked: 0, cabin: 2 } }],
    ["--changeable --refundable", { changeable: true, refundable: true }],
  ])("%s", (options, part) => {
    const { slices: _, ...rest } = read(`LHR JFK 2026-12-01 ${options}`)?.search ?? {};
    expect(rest).toEqual(part);
  });

  test.each<[string, boolean | number]>([
    ["", false],
    ["--explain", true],
    ["--explain 3", 3],
  ])("explanations: %s", (options, explain) => {
    expect(read(`LHR JFK 2026-12-01 ${options}`)?.explain).toBe(explain);
  });

  test("--params reads a file, and a fault does not quote it", () => {
    const folder = mkdtempSync(join(tmpdir(), "params-"));
    const [right, wrong] = ["right.json", "wrong.json"].map((name) => join(folder, name)) as [
      string,
      string,
    ];
    const params = { partners: { acme: { account: "corporate-4711" } } };
    writeFileSync(right, JSON.stringify(params));
    writeFileSync(wrong, "corporate-4711");
    try {
      const slices = "LHR JFK 2026-12-01";
      expect(read(`${slices} --params ${right}`)?.search["params"]).toEqual(params);
      expect(() => read(`${slices} --params ${wrong}`)).toThrow(
        /--params +'.*' cannot be read: it is not JSON$/,
      );
      expect(() => read(`${slices} --params ${folder}/none.json`)).toThrow(
        /--params.*no such file/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("the windows of --depart and --arrive are of the first slice, the others of the way back", () => {
    const [out, back] = (read(
      "LHR JFK 2026-12-01 --return 2026-12-08 --depart 06:00-12:00 --return-depart 22:00-02:00 --return-arrive 8-later",
    )?.search["slices"] ?? []) as Record<string, unknown>[];
    expect(out).toEqual({
      origin: "LHR",
      destination: "JFK",
      departureDate: "2026-12-01",
      departure: { from: "06:00", to: "12:00" },
    });
    // What is no time goes to the gateway as it is, which names all faults at once.
    expect(back).toEqual({
      origin: "JFK",
      destination: "LHR",
      departureDate: "2026-12-08",
      departure: { from: "22:00", to: "02:00" },
      arrival: { from: "8", to: "later" },
    });
  });

  const LEG = { origin: "JFK", destination: "SFO", departureDate: "2026-12-05" };
  const OUT = { origin: "LHR", destination: "JFK", departureDate: "2026-12-01" };
  const window = { from: "06:00", to: "12:00" };
  test.each<[string, object[]]>([
    [
      "--slice JFK-SFO-2026-12-05_depart=06:00-12:00_flex=1",
      [OUT, { ...LEG, departure: window, flexDays: 1 }],
    ],
    [
      "--slice JFK-SFO-2026-12-05_flex=0 --flex 2",
      [
        { ...OUT, flexDays: 2 },
        { ...LEG, flexDays: 0 },
      ],
    ],
    [
      "--slice JFK-SFO-2026-12-05_arrive=06:00-12:00 --depart 06:00-12:00",
      [
        { ...OUT, departure: window },
        { ...LEG, arrival: window },
      ],
    ],
    [
      "--slice JFK-SFO-2026-12-05_nearby-to=80 --nearby-from 50",
      [
        { ...OUT, origin: { airport: "LHR", nearbyKm: 50 } },
        { ...LEG, destination: { airport: "SFO", nearbyKm: 80 } },
      ],
    ],
    [
      "--slice JFK-SFO-2026-12-05_nearby=0_nearby-to=80 --nearby 50",
      [
        {
          ...OUT,
          origin: { airport: "LHR", nearbyKm: 50 },
          destination: { airport: "JFK", nearbyKm: 50 },
        },
        {
          ...LEG,
          origin: { airport: "JFK", nearbyKm: 0 },
          destination: { airport: "SFO", nearbyKm: 80 },
        },
      ],
    ],
    [
      "--return 2026-12-08 --nearby-to 80 --return-flex 3 --flex 1",
      [
        { ...OUT, destination: { airport: "JFK", nearbyKm: 80 }, flexDays: 1 },
        {
          origin: { airport: "JFK", nearbyKm: 80 },
          destination: "LHR",
          departureDate: "2026-12-08",
          flexDays: 3,
        },
      ],
    ],
  ])("terms of one slice, and of one end (SLICETERM-1): %s", (options, slices) => {
    expect(read(`LHR JFK 2026-12-01 ${options}`)?.search["slices"]).toEqual(slices);
  });

  test.each<[string, object]>([
    ["--json", { form: "json" }],
    ["--ndjson", { form: "ndjson" }],
    ["--sellers --fail-on-partial", { form: "text", allSellers: true, failOnPartial: true }],
  ])("output: %s", (options, part) => {
    expect(read(`LHR JFK 2026-12-01 ${options}`)).toMatchObject(part);
  });

  test.each<[string, RegExp]>([
    ["LHR JFK 2026-12-01 --json --ndjson", /--ndjson +has the result as its last line/],
    ["LHR JFK 2026-12-01 --explain best", /--explain +takes the number of an itinerary/],
    ["", /ORIGIN DESTINATION DATE +all three are needed/],
    ["LHR JFK", /ORIGIN DESTINATION DATE +all three are needed/],
    ["LHR JFK 2026-12-01 --slice JFKSFO", /--slice +'JFKSFO' must look like LHR-JFK-2026-12-01/],
    ["--slice LHR-JFK-2026-12-01_flex", /'flex' must be one of depart=, arrive=, flex=/],
    ["--slice LHR-JFK-2026-12-01_flex=1_flex=2", /'flex=' is given twice/],
    ["LHR JFK 2026-12-01 --return-flex 1", /--return-flex +is for the way back/],
    [
      "LHR JFK 2026-12-01 --return 2026-12-08 --slice JFK-SFO-2026-12-05",
      /--return +is for one slice/,
    ],
    ["LHR JFK 2026-12-01 --depart 06:00", /--depart +'06:00' must be two local times/],
    ["LHR JFK 2026-12-01 --arrive 6-8-10", /--arrive +'6-8-10' must be two local times/],
    ["LHR JFK 2026-12-01 --return-depart 06:00-12:00", /--return-depart +is for the way back/],
    ["LHR JFK 2026-12-01 --return-arrive 06:00-12:00", /--return-arrive +is for the way back/],
    ["LHR JFK 2026-12-01 --by operating", /--by +is for --carriers or --not-carriers/],
    [
      "LHR JFK 2026-12-01 --max-price 500.001",
      /'500.001' must be an amount of USD with at most 2 decimals, such as 500.00/,
    ],
    [
      "LHR JFK 2026-12-01 --max-price 500.5 --currency JPY",
      /'500.5' must be an amount of JPY with at most 0 decimals, such as 500$/,
    ],
    ["LHR JFK 2026-12-01 --max-price -5", /'-5' must be an amount of USD/],
    ["LHR JFK 2026-12-01 --max-price 1 --currency eu", /no amount of 'EU' can be read/],
    ["LHR --slice JFKSFO", /all three are needed.*\n.*must look like/],
    ["LHR JFK 2026-12-01 --adults", /argument missing/],
    ["LHR JFK 2026-12-01 --adult 1", /unknown option '--adult'.*\n?.*--adults/],
  ])("%s is a mistake: exit 2", (line, words) => {
    expect(() => read(line)).toThrow(words);
    expect(() => read(line)).toThrow(
      expect.objectContaining({ exitCode: 2 }) as unknown as CommandFailure,
    );
  });

  test("--help prints the usage, and needs no arguments", () => {
    const written: string[] = [];
    expect(readArguments(["--help"], (text) => written.push(text))).toBeUndefined();
    expect(written.join("")).toContain("Exit codes");
  });
});

describe("scatter search … --calendar", () => {
  const ends = { origin: "LHR", destination: "JFK" };
  const faultsOf = (line: string) => {
    try {
      read(line);
    } catch (thrown) {
      return (thrown as CommandFailure).message;
    }
    return undefined;
  };

  test.each<[string, unknown]>([
    ["lhr jfk 2026-12", { ...ends, month: "2026-12" }],
    [
      "LHR JFK 2026-12-05..2026-12-20 --nights 5-7",
      {
        ...ends,
        departureDates: { from: "2026-12-05", to: "2026-12-20" },
        stayNights: { min: 5, max: 7 },
      },
    ],
    [
      "LHR JFK 2026-12-05 --nights many",
      { ...ends, departureDates: { from: "2026-12-05", to: "2026-12-05" }, stayNights: "many" },
    ],
    [
      "LON NYC 2026-12 --nearby 50 --adults 2 --max-stops 1 --depart 06:00-12:00 --carriers BA",
      {
        origin: { city: "LON", nearbyKm: 50 },
        destination: { city: "NYC", nearbyKm: 50 },
        month: "2026-12",
        departure: { from: "06:00", to: "12:00" },
        passengers: { adults: 2 },
        maxStops: 1,
        carriers: { only: ["BA"] },
      },
    ],
  ])("%s", (line, calendar) => {
    expect(read(`${line} --calendar`)?.search).toEqual(calendar);
  });

  test("its title says whether there is a way back", () => {
    expect(read("lhr JFK 2026-12 --calendar")?.calendar).toBe("LHR–JFK");
    expect(read("lhr JFK 2026-12 --calendar --nights 7")?.calendar).toBe("LHR–JFK–LHR");
    expect(read("lhr JFK 2026-12-01")?.calendar).toBeUndefined();
  });

  test.each<[string, RegExp]>([
    ["LHR JFK --calendar", /needs all three, as in LHR JFK 2026-12, or LHR JFK 2026-12-05\.\./],
    ["LHR JFK 2026-12-01..2026-12-03..2026-12-04 --calendar", /needs all three/],
    ["LHR JFK 2026-12 --calendar --sort best", /--sort +is not for --calendar: .*lowest prices/],
    [
      "LHR JFK 2026-12 --calendar --return 2026-12-09",
      /--return +is not for --calendar: .*--nights/,
    ],
    ["LHR JFK 2026-12 --calendar --max-results 3", /--max-results +is not for --calendar/],
    ["LHR JFK 2026-12 --calendar --explain", /--explain +is not for --calendar/],
    ["LHR JFK 2026-12 --calendar --return-depart 06:00-12:00", /add its nights: --nights 5-7/],
    ["LHR JFK 2026-12", /a month is for --calendar; a search has a day, or days/],
    ["LHR JFK 2026-12-01 --nights 5", /--nights +is for --calendar; a search has --stay/],
  ])("%s is a mistake", (line, words) => {
    expect(faultsOf(line)).toMatch(words);
  });
});

describe("--detach", () => {
  test("the search is the same, and is only begun", () => {
    const [begun, waited] = ["--detach --refuse-partial", "--refuse-partial"].map((options) =>
      read(`LHR JFK 2026-12-01 ${options}`),
    );
    expect(begun).toEqual({ ...waited, detach: true });
  });

  test.each([
    ["--calendar", /of a calendar nothing is kept/],
    ["--explain", /is about the result/],
    ["--price 1", /is about the result/],
    ["--ndjson", /is about the result/],
    ["--sellers", /is an option of scatter state/],
    ["--details", /is an option of scatter state/],
    ["--fail-on-partial", /is an option of scatter state/],
  ])("%s does not go with it", (option, words) => {
    const date = option === "--calendar" ? "2026-12" : "2026-12-01";
    const [name = ""] = option.split(" ");
    const detached = () => read(`LHR JFK ${date} ${option} --detach`);
    expect(detached).toThrow(words);
    expect(detached).toThrow(new RegExp(`^ +${name} `, "m"));
  });
});
