import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { SOLD_CURRENCIES } from "../../bidders/flights/fares/carriers.ts";
import { RATES_PATH, type RatesFile, readRatesFile } from "../../common/money/rates.ts";
import type { Fault } from "../../proto/errors.ts";
import {
  csvOf,
  histCsvOf,
  RATES_2024_12_31,
  ratesWith,
  xmlOf,
} from "../../test/fixtures/rates/ecb.ts";
import { changesText, nextTable, type TableTerms } from "./table.ts";

const OLD: RatesFile = {
  date: "2024-12-31",
  base: "EUR",
  rates: { EUR: 1, USD: 1.0389, GBP: 0.82918, KWD: 0.32023, BGN: 1.9558 },
};
const TERMS: TableTerms = { today: "2025-06-30", needed: ["USD", "GBP", "AED"], force: false };

function next(
  date: string,
  rates: readonly (readonly [string, string])[],
  terms: Partial<TableTerms> = {},
) {
  const faults: Fault[] = [];
  const day = { date, rates: rates.map(([currency, rate]) => ({ currency, rate })) };
  return { table: nextTable(day, OLD, { ...TERMS, ...terms }, faults), faults };
}

describe("the next table of rates", () => {
  test("has the day's rates, sorted, and the currencies that are fixed to the dollar at the new dollar", () => {
    const { table, faults } = next("2025-01-02", ratesWith({ USD: "1.1" }));
    expect(faults).toEqual([]);
    expect({
      date: table.date,
      base: table.base,
      EUR: table.rates["EUR"],
      GBP: table.rates["GBP"],
    }).toEqual({ date: "2025-01-02", base: "EUR", EUR: 1, GBP: 0.82918 });
    expect(table.rates).toMatchObject({
      AED: 4.03975,
      BHD: 0.4136,
      JOD: 0.7799,
      OMR: 0.42295,
      QAR: 4.004,
      SAR: 4.125,
    });
    expect(table.rates["KWD"]).toBeCloseTo((0.32023 * 1.1) / 1.0389, 6);
    expect(Object.keys(table.rates)).toEqual(Object.keys(table.rates).sort());
    expect(Object.keys(table.rates)).toHaveLength(38);
  });

  test.each<[string, string, Record<string, string | null>, string, RegExp]>([
    [
      "an unknown currency",
      "2025-01-02",
      { XQX: "1.5" },
      "XQX",
      /'XQX' is not an ISO 4217 currency/,
    ],
    ["a rate of nothing", "2025-01-02", { GBP: "0" }, "GBP", /'0' is not a rate/],
    ["a rate below nothing", "2025-01-02", { GBP: "-0.8" }, "GBP", /'-0.8' is not a rate/],
    ["a rate with a comma", "2025-01-02", { GBP: "0,8" }, "GBP", /'0,8' is not a rate/],
    ["no number at all", "2025-01-02", { GBP: "NaN" }, "GBP", /'NaN' is not a rate/],
    ["a rate without end", "2025-01-02", { GBP: "1e400" }, "GBP", /'1e400' is not a rate/],
    ["no dollar", "2025-01-02", { USD: null }, "USD", /fixed to it need one/],
    [
      "a currency that carriers sell in is missing",
      "2025-01-02",
      { GBP: null },
      "GBP",
      /carriers sell in it/,
    ],
    ["a day that is none", "2025-02-31", {}, "date", /'2025-02-31' is not a date/],
    ["no day", "", {}, "date", /'' is not a date/],
    ["a day to come", "2025-07-01", {}, "date", /2025-07-01 is after today/],
    [
      "an older day",
      "2024-12-30",
      {},
      "date",
      /older than the table that is there, of 2024-12-31; --force/,
    ],
  ])("%s is a fault by name", (_, date, changed, path, message) => {
    const { faults } = next(date, ratesWith(changed), { needed: ["USD", "GBP"] });
    // Without the dollar those that are fixed to it are lost too.
    expect(faults.filter((one) => one.path === path)).toEqual([
      { path, message: expect.stringMatching(message) },
    ]);
    expect(faults).toHaveLength(1);
  });

  test("the same day again, and with --force an older one, are accepted; a day twice in a file is not", () => {
    expect(next("2024-12-31", RATES_2024_12_31).faults).toEqual([]);
    expect(next("2024-01-02", RATES_2024_12_31, { force: true }).faults).toEqual([]);
    expect(next("2025-01-02", [...RATES_2024_12_31, ["GBP", "0.8"]]).faults).toEqual([
      { path: "GBP", message: "is there twice" },
    ]);
  });

  test("all faults of a file are named", () => {
    const { faults } = next("2023-01-02", ratesWith({ GBP: "x", SEK: "0", XQX: "1", USD: null }), {
      needed: ["AED", "GBP"],
    });
    expect(faults.map(({ path }) => path)).toEqual(["date", "GBP", "SEK", "XQX", "USD", "AED"]);
  });

  test("what changed, as a table", () => {
    const table: RatesFile = {
      date: "2025-01-02",
      base: "EUR",
      rates: { EUR: 1, USD: 1.0321, GBP: 0.82918, KWD: 0.32023, CNY: 7.5 },
    };
    const style = { width: 80, paint: (_: string, text: string) => text };
    expect(changesText(OLD, table, style).split("\n")).toEqual([
      "2024-12-31 -> 2025-01-02, for one EUR: 3 of 5 changed",
      "        old     new        %",
      "─".repeat(28),
      "BGN  1.9558             gone",
      "CNY             7.5      new",
      "USD  1.0389  1.0321  -0.65 %",
    ]);
    expect(changesText(OLD, { ...OLD, date: "2025-01-02" }, style)).toBe(
      "2024-12-31 -> 2025-01-02, for one EUR: nothing of 5 changed",
    );
  });
});

describe("script/update-rates", () => {
  const folder = mkdtempSync(join(tmpdir(), "rates-"));
  const table = join(folder, "rates.json");
  const updated = (text: string, ...more: string[]) => {
    copyFileSync(RATES_PATH, table);
    const { rates, ...others } = JSON.parse(readFileSync(table, "utf8")) as RatesFile;
    writeFileSync(table, JSON.stringify({ ...others, date: "2024-12-31", rates }));
    const file = join(folder, "file");
    writeFileSync(file, text);
    const script = new URL("../update-rates.ts", import.meta.url).pathname;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [script, file, "--table", table, ...more],
      { encoding: "utf8" },
    );
    return { status, stdout, stderr };
  };

  test("takes each of the ECB's files, prints what changed, and writes a table that the product reads", () => {
    for (const text of [
      xmlOf(["2025-01-02", RATES_2024_12_31]),
      csvOf("02 January 2025", RATES_2024_12_31),
      histCsvOf(["2025-01-02", RATES_2024_12_31]),
    ]) {
      const { status, stdout, stderr } = updated(text);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain("2024-12-31 -> 2025-01-02, for one EUR:");
      const faults: Fault[] = [];
      const read = readRatesFile(table, faults);
      expect(faults).toEqual([]);
      expect(read.date).toBe("2025-01-02");
      expect(SOLD_CURRENCIES.filter((currency) => !read.has(currency))).toEqual([]);
    }
  });

  test("a bad file changes nothing, names every fault and ends with 2", () => {
    const { status, stdout, stderr } = updated(
      xmlOf(["2024-06-03", ratesWith({ GBP: "0", JPY: null })]),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("was not taken:");
    for (const [path, what] of [
      ["date", "older"],
      ["GBP", "'0' is not a rate"],
      ["JPY", "carriers sell in it"],
    ]) {
      expect(stderr).toMatch(new RegExp(`^  ${path} +.*${what}`, "m"));
    }
    expect(readRatesFile(table, []).date).toBe("2024-12-31");
  });

  test("a table that cannot be written is named, and the old one stays", () => {
    mkdirSync(`${table}.new`);
    const { status, stderr } = updated(xmlOf(["2025-01-02", RATES_2024_12_31]));
    rmSync(`${table}.new`, { recursive: true });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^\S+rates\.json cannot be written: EISDIR[^\n]*\n$/),
    });
    expect(readRatesFile(table, []).date).toBe("2024-12-31");
  });

  test("takes one file, and says in its help where the files are", () => {
    const { status, stderr } = updated("", "another");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/too many arguments.*\n--help shows what there is/),
    });
    const help = updated("", "--help");
    expect({ status: help.status, stdout: help.stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining("https://www.ecb.europa.eu/stats/eurofxref/"),
    });
    rmSync(folder, { recursive: true });
  });
});
