/**
 * The fuel that types of aircraft burn over a distance, and how many seats they have room for.
 * `aircraft-fuel.csv` has them; `aircraft-fuel.NOTICE.md` names its sources. Pure, but that it
 * reads its file once.
 *
 * FUEL-1 A type burns what the table says at the table's distances, and in between in proportion;
 *    below the least distance and above the greatest as between the two points next to it. More
 *    distance is more fuel.
 */
import { readFileSync } from "node:fs";

/** A row of the table. */
export interface Aircraft {
  /** IATA code of the type, as the table names it. */
  readonly type: string;
  /** With economy alone. */
  readonly seats: number;
  readonly isWide: boolean;
  /** kg for the whole flight, at the first distances of `TABLE_KM`: up to the type's range. */
  readonly fuel: readonly number[];
}

const KM_PER_NAUTICAL_MILE = 1.852;
/** The distances of ICAO's table, in nautical miles. */
const TABLE_NM = [
  ...[125, 250, 500, 750, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500],
  ...[4_000, 4_500, 5_000, 5_500, 6_000, 6_500, 7_000, 7_500, 8_000, 8_500],
] as const;
export const TABLE_KM: readonly number[] = TABLE_NM.map((miles) => miles * KM_PER_NAUTICAL_MILE);

let byCode: ReadonlyMap<string, Aircraft> | undefined;

/** The type with this IATA or ICAO code; undefined where the table has none that is near it. */
export function aircraftOf(code: string): Aircraft | undefined {
  return (byCode ?? read()).get(code);
}

/** Every code that the table knows. */
export function aircraftCodes(): readonly string[] {
  return [...(byCode ?? read()).keys()];
}

/** kg of fuel of the whole aircraft (FUEL-1). @param km flown */
export function fuelKg({ fuel }: Aircraft, km: number): number {
  let next = 1;
  while (next < fuel.length - 1 && (TABLE_KM[next] as number) < km) next++;
  const [from, to] = [TABLE_KM[next - 1] as number, TABLE_KM[next] as number];
  const [least, most] = [fuel[next - 1] as number, fuel[next] as number];
  return least + ((km - from) / (to - from)) * (most - least);
}

/** The file is read at the first estimate, so that a gateway without any reads nothing. */
function read(): ReadonlyMap<string, Aircraft> {
  const [, ...lines] = readFileSync(new URL("./aircraft-fuel.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const found = new Map<string, Aircraft>();
  for (const line of lines) {
    const [type = "", also = "", seats = "", body = "", fuel = ""] = line.split(";");
    const aircraft: Aircraft = {
      type,
      seats: Number(seats),
      isWide: body === "wide",
      fuel: fuel.split(" ").map(Number),
    };
    for (const code of [type, ...also.split(" ")]) if (code !== "") found.set(code, aircraft);
  }
  byCode = found;
  return found;
}
