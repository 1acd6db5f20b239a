/** What documents say of the timetable that ships, against the report of its import. */
import { expect, test } from "@jest/globals";
import { gapsOf } from "../../bidders/flights/carrier-coverage/gaps.ts";
import { readRepositoryFile } from "./files.ts";

const REPORT = readRepositoryFile("bidders/flights/timetable/data/REPORT.md");
const AIRLINES = /^## Airlines, departures a week\n\n(.+)$/m.exec(REPORT)?.[1]?.split(" · ") ?? [];
const DEPARTURES = new Map(
  AIRLINES.map((entry) => {
    const [carrier = "", departures = ""] = entry.split(" ");
    return [carrier, numberOf(departures)];
  }),
);
const { missing, thin } = gapsOf((carrier) => DEPARTURES.get(carrier) ?? 0);

function numberOf(text: string): number {
  return Number(text.replaceAll(",", ""));
}

/** The number of a row of the report's first table. */
function kept(row: string): number {
  const text = new RegExp(`^\\| ${row} \\| ([\\d,]+) \\|$`, "m").exec(REPORT)?.[1];
  return numberOf(text ?? "none");
}

const inThousands = (number: number) => Math.round(number / 1_000) * 1_000;

interface Statement {
  readonly path: string;
  /** With one group for each number. */
  readonly pattern: RegExp;
  readonly numbers: readonly number[];
}

const PAIRS = inThousands(kept("airport pairs \\(each direction\\)"));

test.each<Statement>([
  { path: "README.md", pattern: /some ([\d,]+) airport pairs/, numbers: [PAIRS] },
  {
    path: "README.md",
    pattern:
      /none of WN, 6E, AD, HU and (\d+) other large carriers, few of MU, U2 and (\d+) others/,
    numbers: [missing.length - 4, thin.length - 2],
  },
  { path: "docs/flights.md", pattern: /some ([\d,]+)\s+airport pairs/, numbers: [PAIRS] },
  {
    path: "docs/flights.md",
    pattern: /few of MU and U2 \((\d+) and (\d+) carriers\)/,
    numbers: [missing.length, thin.length],
  },
  {
    path: "docs/flights.md",
    pattern: /of the (\d+) carriers of the timetable that\s+ships/,
    numbers: [kept("airlines")],
  },
  {
    path: "common/text/coverage-line.ts",
    pattern: /`([\d,]+) departures a week of (\d+) carriers.+?(\d+) more large carriers/s,
    numbers: [kept("departures a week"), kept("airlines"), missing.length - 5],
  },
])("$path says $pattern as the report of the timetable has it", ({ path, pattern, numbers }) => {
  const stated = pattern.exec(readRepositoryFile(path))?.slice(1).map(numberOf);
  expect(stated).toEqual(numbers);
});

test("carriers that README.md names as missing or thin are so", () => {
  const codes = (gaps: readonly { readonly carrier: string }[]) =>
    gaps.map(({ carrier }) => carrier);
  expect(codes(missing)).toEqual(expect.arrayContaining(["WN", "6E", "AD", "HU"]));
  expect(codes(thin)).toEqual(expect.arrayContaining(["MU", "U2"]));
});
