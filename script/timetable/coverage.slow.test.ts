/** What the command shows: how wide it is, and what it says of closures. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { coverageOf } from "../../bidders/flights/carrier-coverage/coverage.ts";
import { sourceYearsOf } from "../../bidders/flights/carrier-coverage/source-years.ts";
import { loadFlightData } from "../../bidders/flights/flight-data.ts";
import { ssim } from "../../test/fixtures/ssim/schedule.ts";
import { showCoverage } from "./coverage.ts";

const LEGS = [
  "BA117 LHR-JFK 0830+0000 1105-0500 1234567 01DEC26-31DEC26 744",
  "BA880 LHR-KBP 0830+0000 1355+0200 1234567 01DEC26-31DEC26 320",
];

const THAT_SHIPS = {};
let folder: string;
let path: string;
const written = { out: "", err: "" };
const columns = process.env["COLUMNS"];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "coverage-"));
  path = join(folder, "own.ssim");
  writeFileSync(path, ssim({ airline: "BA", legs: LEGS.map((leg) => ({ leg })) }));
  jest.spyOn(console, "log").mockImplementation((text: string) => {
    written.out += `${text}\n`;
  });
  jest.spyOn(console, "error").mockImplementation((text: string) => {
    written.err += `${text}\n`;
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
  if (columns === undefined) delete process.env["COLUMNS"];
  else process.env["COLUMNS"] = columns;
});
beforeEach(() => {
  process.env["COLUMNS"] = "200";
});

async function shown(
  options: Parameters<typeof showCoverage>[1],
  of: { readonly path?: string } = { path },
): Promise<typeof written> {
  Object.assign(written, { out: "", err: "" });
  await showCoverage(of.path, options);
  return { ...written };
}

test.each([60, 80, 200])("FIT-1 no line is wider than a terminal of %d columns", async (width) => {
  process.env["COLUMNS"] = String(width);
  const lines = (await shown({}, THAT_SHIPS)).out.split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  expect(lines.filter((line) => / {2}carriers: departures a week/.test(line))).toHaveLength(
    width === 200 ? 1 : 0,
  );
});

test.each<["known" | "none", number, RegExp]>([
  ["known", 7, /^The closures of .* are applied\.\n.* leave out departures a week .*: 7 by /m],
  ["none", 14, /Closed airspaces are not left out/],
])("COMMAND-1: with CLOSURES=%s it counts %d departures, as the bidders do, and says so", async (closures, departures, note) => {
  const { out, err } = await shown({ json: true, closures });
  const { timetable } = await loadFlightData(path, () => {}, closures);
  const stated = coverageOf(timetable, await sourceYearsOf(path));
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(stated)));
  expect(stated.departuresPerWeek).toBe(departures);
  expect(err).toMatch(note);
  expect((await shown({ closures })).out).toMatch(note);
});
