/**
 * How full flights are, and what part of their load is not cargo, by the regions that they
 * connect. The factors are those of the "ICAO Carbon Emissions Calculator Methodology", version
 * 13.1 of August 2024, Appendix A. Pure.
 *
 * ICAO does not publish there which country is in which region. Here they follow the United
 * Nations' M49 (`common/places/regions.ts`), but that members of the European Civil Aviation
 * Conference are in Europe, and Iran in the Middle East, as ICAO's own regional offices have it.
 */
import { type Region, regionOf } from "../../common/places/regions.ts";

type Group =
  | "NorthAfrica"
  | "SubSaharanAfrica"
  | "MiddleEast"
  | "Europe"
  | "CentralSouthWestAsia"
  | "NorthAsia"
  | "PacificSouthEastAsia"
  | "NorthAmerica"
  | "CentralAmericaCaribbean"
  | "SouthAmerica";

const GROUPS: Readonly<Record<Region, Group | undefined>> = {
  "010": undefined,
  "015": "NorthAfrica",
  "202": "SubSaharanAfrica",
  "021": "NorthAmerica",
  "419": "CentralAmericaCaribbean",
  "143": "CentralSouthWestAsia",
  "030": "NorthAsia",
  "035": "PacificSouthEastAsia",
  "034": "CentralSouthWestAsia",
  "145": "MiddleEast",
  "151": "Europe",
  "154": "Europe",
  "039": "Europe",
  "155": "Europe",
  "053": "PacificSouthEastAsia",
  "054": "PacificSouthEastAsia",
  "057": "PacificSouthEastAsia",
  "061": "PacificSouthEastAsia",
};
const set = (codes: string): ReadonlySet<string> => new Set(codes.split(" "));
const SOUTH_AMERICA = set("AR BO BR CL CO EC FK GF GY PE PY SR UY VE");
const EUROPE_BEYOND_M49 = set("AM AZ CY GE TR");
const MIDDLE_EAST_BEYOND_M49 = set("IR");

/** What a group of routes has. */
export interface RouteFactors {
  /** Passengers a seat. */
  readonly load: number;
  /** The part of the load that is passengers, with what is on board for them. */
  readonly passengers: number;
}

const [AF, AS] = ["NorthAfrica SubSaharanAfrica", "CentralSouthWestAsia NorthAsia"] as const;
const PACIFIC = "PacificSouthEastAsia";
const LATIN = "CentralAmericaCaribbean SouthAmerica";

/** Passenger load factor and passenger to cargo factor, in percent; in the order of Appendix A. */
const TABLE: readonly (readonly [from: string, to: string, load: number, passengers: number])[] = [
  [AF, `${AS} ${PACIFIC}`, 73.7, 83.82],
  [AF, "MiddleEast", 74.1, 82.92],
  [AF, "NorthAmerica", 77.1, 91.11],
  [`${AF} MiddleEast`, "CentralAmericaCaribbean", 77.9, 84.03],
  [`${AF} MiddleEast`, "SouthAmerica", 65.0, 83.97],
  ["CentralAmericaCaribbean", "Europe", 81.7, 86.57],
  ["CentralAmericaCaribbean", "NorthAmerica", 80.7, 93.17],
  ["CentralAmericaCaribbean", "SouthAmerica", 79.7, 89.42],
  ["CentralSouthWestAsia", "Europe", 81.5, 63.43],
  ["CentralSouthWestAsia", LATIN, 80.3, 84.45],
  ["CentralSouthWestAsia", "MiddleEast", 78.9, 81.18],
  ["CentralSouthWestAsia", "NorthAmerica", 83.3, 62.38],
  ["CentralSouthWestAsia", "NorthAsia", 71.2, 79.47],
  ["CentralSouthWestAsia", PACIFIC, 74.8, 80.12],
  ["Europe", "MiddleEast", 74.5, 77.19],
  ["Europe", "NorthAfrica", 73.6, 81.99],
  ["Europe", "NorthAmerica", 83.1, 79.96],
  ["Europe", "NorthAsia", 80.0, 63.43],
  ["Europe", PACIFIC, 80.2, 63.43],
  ["Europe", "SouthAmerica", 84.9, 76.69],
  ["Europe", "SubSaharanAfrica", 78.4, 81.99],
  [AF, AF, 66.1, 84.32],
  ["CentralAmericaCaribbean", "CentralAmericaCaribbean", 67.7, 96.09],
  ["CentralSouthWestAsia", "CentralSouthWestAsia", 69.8, 79.47],
  ["Europe", "Europe", 82.3, 96.12],
  ["MiddleEast", "MiddleEast", 70.2, 84.56],
  ["NorthAmerica", "NorthAmerica", 79.1, 93.35],
  ["NorthAsia", "NorthAsia", 75.3, 79.47],
  [PACIFIC, PACIFIC, 77.8, 79.47],
  ["SouthAmerica", "SouthAmerica", 77.1, 82.66],
  [LATIN, `NorthAsia ${PACIFIC}`, 72.9, 84.67],
  ["MiddleEast", "NorthAmerica", 83.9, 79.89],
  ["MiddleEast", `NorthAsia ${PACIFIC}`, 76.5, 81.18],
  ["NorthAmerica", "NorthAsia", 82.3, 66.44],
  ["NorthAmerica", PACIFIC, 80.9, 84.57],
  ["NorthAmerica", "SouthAmerica", 82.6, 77.27],
  ["NorthAsia", PACIFIC, 75.3, 79.47],
];

const BY_GROUPS: ReadonlyMap<string, RouteFactors> = new Map(
  TABLE.flatMap(([from, to, load, passengers]) => {
    const factors = { load: load / 100, passengers: passengers / 100 };
    return from
      .split(" ")
      .flatMap((one) =>
        to
          .split(" ")
          .flatMap((other) => [
            [`${one} ${other}`, factors] as const,
            [`${other} ${one}`, factors] as const,
          ]),
      );
  }),
);

/** By two countries, ISO 3166 alpha-2; undefined where the method knows one of them not. */
export function routeFactors(origin: string, destination: string): RouteFactors | undefined {
  const [from, to] = [groupOf(origin), groupOf(destination)];
  return from === undefined || to === undefined ? undefined : BY_GROUPS.get(`${from} ${to}`);
}

function groupOf(country: string): Group | undefined {
  if (SOUTH_AMERICA.has(country)) return "SouthAmerica";
  if (EUROPE_BEYOND_M49.has(country)) return "Europe";
  if (MIDDLE_EAST_BEYOND_M49.has(country)) return "MiddleEast";
  const region = regionOf(country);
  return region === undefined ? undefined : GROUPS[region];
}
