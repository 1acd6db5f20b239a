import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { createCalendarValidator } from "../../gateway/search/calendar-validate.ts";
import { createValidator } from "../../gateway/search/validate.ts";
import { AuctionError, type Fault } from "../../proto/errors.ts";
import { readArguments, searchProgram } from "./arguments.ts";
import { type CommandFailure, EXIT } from "./failure.ts";
import { faultsByArgument } from "./fault-arguments.ts";

const terms = {
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: [] },
  bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
  currencies: ["EUR", "USD"],
  known: () => ["nonstop", "partners", "stops"],
  takingParams: () => ["partners"],
  wall: () => Date.UTC(2026, 10, 23, 12),
};
const validators = { search: createValidator(terms), calendar: createCalendarValidator(terms) };

const folder = mkdtempSync(join(tmpdir(), "scatter-faults-"));
const params = join(folder, "params.json");
writeFileSync(params, JSON.stringify({ stops: { cabin: 1 } }));
afterAll(() => rmSync(folder, { recursive: true }));

/** Under which arguments the faults stand: those of reading the line, or those of the gateway. */
function faultsOf(args: readonly string[]): readonly Fault[] {
  try {
    const asked = readArguments(args, () => {});
    if (asked === undefined) throw new Error("--help");
    const { search, slices = [], nearby = {} } = asked;
    try {
      validators[slices.length > 0 ? "search" : "calendar"](search);
    } catch (thrown) {
      if (!(thrown instanceof AuctionError)) throw thrown;
      return faultsByArgument(thrown.faults, { slices, request: search, nearby });
    }
  } catch (thrown) {
    const { exitCode, message } = thrown as CommandFailure;
    if (exitCode !== EXIT.usage) throw thrown;
    return message
      .split("\n")
      .slice(1)
      .map((line) => ({ path: line.trim().split(/ {2,}/)[0] ?? "", message: line }));
  }
  return [];
}

const pathsOf = (args: readonly string[]) => faultsOf(args).map(({ path }) => path);
const line = (text: string) => text.split(" ").map((part) => part.replaceAll("_", " "));
const ROUTE = "LHR JFK 2026-12-01";

const WRONG: Readonly<Record<string, string>> = {
  "--return": `${ROUTE} --return 2026-02-30`,
  "--flex": `${ROUTE} --flex 9`,
  "--return-flex": `${ROUTE} --return 2026-12-08 --return-flex 9`,
  "--stay": `${ROUTE} --stay many`,
  "--slice": "--slice LHR-JFK",
  "--adults": `${ROUTE} --adults 0`,
  "--children": `${ROUTE} --children many`,
  "--infants": `${ROUTE} --infants 2`,
  "--cabin": `${ROUTE} --cabin roof`,
  "--sort": `${ROUTE} --sort luck`,
  "--currency": `${ROUTE} --currency XTS`,
  "--max-stops": `${ROUTE} --max-stops 4`,
  "--max-results": `${ROUTE} --max-results 0`,
  "--nearby": `${ROUTE} --nearby 301`,
  "--nearby-from": `${ROUTE} --nearby-from 301`,
  "--nearby-to": `${ROUTE} --nearby-to 301`,
  "--nights": `${ROUTE} --nights 5`,
  "--depart": `${ROUTE} --depart 25:00-26:00`,
  "--arrive": `${ROUTE} --arrive 6-7`,
  "--return-depart": `${ROUTE} --return 2026-12-08 --return-depart 25:00-26:00`,
  "--return-arrive": `${ROUTE} --return 2026-12-08 --return-arrive 25:00-26:00`,
  "--carriers": `${ROUTE} --carriers B`,
  "--not-carriers": `${ROUTE} --not-carriers B`,
  "--by": `${ROUTE} --carriers BA --by chance`,
  "--via": `${ROUTE} --via QQQ`,
  "--not-via": `${ROUTE} --not-via QQQ`,
  "--max-layover": `${ROUTE} --max-layover 0`,
  "--max-price": `${ROUTE} --max-price much`,
  "--max-duration": `${ROUTE} --max-duration 0`,
  "--bags": `${ROUTE} --bags 10`,
  "--cabin-bags": `${ROUTE} --cabin-bags 10`,
  "--deadline": `${ROUTE} --deadline 1`,
  "--quorum": `${ROUTE} --quorum 101%`,
  "--dollars-per-second": `${ROUTE} --dollars-per-second 0`,
  "--required": `${ROUTE} --required nobody`,
  "--explain": `${ROUTE} --explain best`,
  "--price": `${ROUTE} --price best`,
  "--bidders": `${ROUTE} --bidders nobody`,
  "--not-bidders": `${ROUTE} --not-bidders nonstop,partners,stops`,
  "--ages": `${ROUTE} --children 1 --ages 70`,
  "--market": `${ROUTE} --market G`,
  "--locale": `${ROUTE} --locale _`,
  "--params": `${ROUTE} --params ${params}`,
};

test("every option that takes a value is tried", () => {
  const taking = searchProgram("scatter search")
    .options.filter(({ flags }) => /[<[]/.test(flags))
    .map(({ long }) => long);
  expect(Object.keys(WRONG).toSorted()).toEqual(taking.toSorted());
});

test.each(
  Object.entries(WRONG),
)("a wrong value of %s is shown under it (FAULTARG-1)", (option, text) =>
  expect([...new Set(pathsOf(line(text)))]).toEqual([option]));

test.each<[string, string[]]>([
  ["QQQ JFK 2026-12-01", ["ORIGIN"]],
  ["LHR QQQ 2026-12-01", ["DESTINATION"]],
  ["LHR LHR 2026-12-01", ["DESTINATION"]],
  ["LHR JFK 2026-02-30", ["DATE"]],
  ["LHR JFK 2026-12-05..2026-12-01", ["DATE"]],
  ["Nowhere JFK 2026-12-01", ["ORIGIN"]],
  // The way back has the same places: they are faults once.
  ["LHR QQQ 2026-12-01 --return 2026-12-08", ["DESTINATION"]],
  ["LHR LHR 2026-12-01 --return 2026-12-08", ["DESTINATION"]],
  ["LHR JFK 2026-12-08 --return 2026-12-01", ["--return"]],
  ["LHR JFK 2026-12-01 --slice JFK-QQQ-2026-12-05", ["--slice JFK-QQQ-2026-12-05"]],
  ["LHR JFK 2026-12-01 --slice JFK-SFO-2026-02-30", ["--slice JFK-SFO-2026-02-30"]],
  ["LHR JFK 2026-12-01 --slice JFK-Nowhere-2026-12-05", ["--slice JFK-Nowhere-2026-12-05"]],
  // The terms of a slice alone, and of an end alone.
  ["LHR JFK 2026-12-01 --slice JFK-SFO-2026-12-05_flex=9", ["--slice JFK-SFO-2026-12-05 flex=9"]],
  ["LHR JFK 2026-12-01 --slice JFK-SFO-2026-12-05 --flex 9", ["--flex"]],
  [
    "LHR JFK 2026-12-01 --slice JFK-SFO-2026-12-05_arrive=8-9_depart=25:00-26:00",
    ["--slice JFK-SFO-2026-12-05 arrive=8-9", "--slice JFK-SFO-2026-12-05 depart=25:00-26:00"],
  ],
  [
    "LHR JFK 2026-12-01 --slice JFK-SFO-2026-12-05_depart=6",
    ["--slice JFK-SFO-2026-12-05 depart=6"],
  ],
  [
    "LHR JFK 2026-12-01 --slice JFK-SFO-2026-12-05_nearby-to=301_nearby=302",
    ["--slice JFK-SFO-2026-12-05 nearby-to=301", "--slice JFK-SFO-2026-12-05 nearby=302"],
  ],
  ["LHR JFK 2026-12-01 --slice JFK-SFO-2026-12-05_frob=1", ["--slice JFK-SFO-2026-12-05"]],
  [
    "LHR JFK 2026-12-01 --return 2026-12-08 --nearby-to 301 --nearby 302",
    ["--nearby-to", "--nearby"],
  ],
  ["LHR JFK 2026-12-01 --stay 7 --return-flex 1", ["--return-flex"]],
  ["LHR JFK 2026-12 --calendar --nearby-from 301 --nearby 302", ["--nearby", "--nearby-from"]],
  ["LHR JFK 2026-12-01 --carriers BA --not-carriers BA", ["--not-carriers"]],
  ["LHR JFK 2026-12-01 --adults 9 --children 1", ["--adults"]],
  ["QQQ JFK 2026-12 --calendar", ["ORIGIN"]],
  ["LHR QQQ 2026-12 --calendar", ["DESTINATION"]],
  ["LHR JFK 2025-12 --calendar", ["DATE"]],
  ["LHR JFK 2026-12-05..2026-12-01 --calendar", ["DATE"]],
  ["LHR JFK 2026-12 --calendar --nights many", ["--nights"]],
  ["LHR JFK 2026-12 --calendar --nearby 301", ["--nearby"]],
  ["LHR JFK 2026-12 --calendar --depart 25:00-26:00", ["--depart"]],
  ["LHR JFK 2026-12 --calendar --arrive 25:00-26:00", ["--arrive"]],
  ["LHR JFK 2026-12 --calendar --nights 5 --return-depart 25:00-26:00", ["--return-depart"]],
  ["LHR JFK 2026-12 --calendar --nights 5 --return-arrive 25:00-26:00", ["--return-arrive"]],
  ["LHR JFK 2026-12 --calendar --max-stops 4 --cabin roof", ["--cabin", "--max-stops"]],
])("the faults of '%s' are under %j", (text, paths) =>
  expect([...new Set(pathsOf(line(text)))]).toEqual(paths));

test("what no argument gives keeps its path", () => {
  const typed = { slices: [], request: {} };
  expect(faultsByArgument([{ path: "frob", message: "is not known" }], typed)).toEqual([
    { path: "frob", message: "is not known" },
  ]);
});
