import { expect, test } from "@jest/globals";
import { implausible } from "../../common/places/flight-time.ts";
import { airlineCodes } from "./carriers.ts";
import { importTraffic } from "./pipeline.ts";
import { countryNames, icaoCodes, type OptdAirport, placesOf } from "./places.ts";

const geo: Record<string, OptdAirport> = {
  LHR: optd("London Heathrow Airport", "London", "GB", "United Kingdom", 51.4775, -0.461389),
  JFK: optd(
    "John F. Kennedy International Airport",
    "New York City",
    "US",
    "United States",
    40.63983,
    -73.77874,
  ),
  YUL: optd("Montréal Airport", "Montréal", "CA", "Canada", 45.4706, -73.7408),
  ZZZ: optd("Nowhere", "Nowhere", "GB", "UK", 0, 0),
};
const { places, left } = placesOf(geo, {
  LHR: "Europe/London",
  JFK: "America/New_York",
  YUL: "America/Montreal",
  ZZZ: "Europe/Atlantis",
});
const byCode = new Map(places.map((place) => [place.code, place]));

function optd(
  name: string,
  city: string,
  country: string,
  countryName: string,
  latitude: number,
  longitude: number,
): OptdAirport {
  return { name, city, country, countryName, latitude, longitude };
}

test("places: rounded, zones renamed, what has no zone is named", () => {
  expect(byCode.get("LHR")).toMatchObject({ longitude: -0.4614, zone: "Europe/London" });
  expect(byCode.get("YUL")?.zone).toBe("America/Toronto");
  expect(left).toEqual(["ZZZ"]);
  expect(countryNames(geo)["GB"]).toBe("United Kingdom");
});

/** A flight of the traffic files: weekday and UTC time of departure and arrival, or a daily one. */
const leg = (
  callsign: string,
  key: string,
  from: string,
  out: string,
  to: string,
  back: string,
) => `<flight><callsign>${callsign}</callsign>
  <required-aircraft>${key}</required-aircraft><departure><port>${from}</port><time>${out}</time></departure>
  <arrival><port>${to}</port><time>${back}</time></arrival><repeat>${out.includes("/") ? "WEEK" : "24Hr"}</repeat></flight>`;
const XML = `<!-- Timetable of 16MAY2016 --><trafficlist>
  <aircraft><required-aircraft>P</required-aircraft><actype>744</actype><flighttype>gate</flighttype></aircraft>
  <aircraft><required-aircraft>F</required-aircraft><actype>74F</actype><flighttype>cargo</flighttype></aircraft>
  ${leg("BA117", "P", "EGLL", "07:30:00", "KJFK", "15:05:00")}
  ${leg("BA112", "P", "KJFK", "1/22:35:00", "EGLL", "2/05:30:00")}
  ${leg("BA112", "P", "KJFK", "2/22:35:00", "EGLL", "2/05:30:00")}
  ${leg("BA3", "F", "EGLL", "07:30:00", "KJFK", "15:05:00")}
  ${leg("BA4", "P", "EGLL", "07:30:00", "KJFK", "09:05:00")}
  ${leg("BA5", "P", "EGLL", "07:30:00", "KJFK", "22:05:00")}
  ${leg("BA6", "P", "EGLL", "07:30:00", "QQQQ", "15:05:00")}
  ${leg("BA7", "X", "EGLL", "07:30:00", "KJFK", "15:05:00")}
  ${leg("BA8", "P", "EGLL", "7:99:00", "KJFK", "15:05:00")}
</trafficlist>`;

test("a file from XML to rows, every leg accounted for", () => {
  const icao = new Map([
    ["EGLL", "LHR"],
    ["KJFK", "JFK"],
  ]);
  const imported = importTraffic({
    files: [["BAW", XML]],
    places: byCode,
    icao,
    airlines: airlineCodes([]),
    closures: [],
  });
  expect(imported.rows).toEqual([
    {
      carrier: "BA",
      number: 112,
      origin: "JFK",
      destination: "LHR",
      departure: 1115,
      blockMinutes: 415,
      days: 3,
      aircraft: "77W",
    },
    {
      carrier: "BA",
      number: 117,
      origin: "LHR",
      destination: "JFK",
      departure: 510,
      blockMinutes: 455,
      days: 127,
      aircraft: "77W",
    },
  ]);
  expect(imported.files).toEqual([
    {
      ...{ name: "BAW", read: 9, kept: 3, season: "2016-05-16", seasonFrom: "head" },
      carriers: ["BA"],
    },
  ]);
  expect(imported.arrivalDaysCorrected).toBe(1);
  expect(Object.fromEntries(imported.dropped)).toEqual({
    cargo: 1,
    "too fast for the distance": 1,
    "too slow for the distance": 1,
    "airport without an IATA code": 1,
    "aircraft that the file's fleet lacks, so its use is not known": 1,
    "time that cannot be read": 1,
  });
  expect(imported.legsRead).toBe(
    imported.legsKept + [...imported.dropped.values()].reduce((a, b) => a + b),
  );
  expect([...imported.unknownAirports]).toEqual([["QQQQ", 1]]);
});

test("a hand-made mapping to an airport that is not there is an error", () => {
  expect(() => icaoCodes([], new Set(["LHR"]))).toThrow(
    /hand table maps .* which is not a known airport/,
  );
});

test.each([
  ["London to New York", 5540, 455, undefined],
  ["the shortest there is, Westray to Papa Westray", 2.8, 2, undefined],
  ["the longest there is, New York to Singapore", 15_349, 1130, undefined],
  ["Seoul to Helsinki, around Russia", 7033, 825, undefined],
  ["Tokyo to Helsinki, around Russia", 7829, 795, undefined],
  ["faster than any airliner", 5540, 300, "too fast for the distance"],
  ["no time at all", 100, 0, "too fast for the distance"],
  ["a stop left out", 5540, 800, "too slow for the distance"],
  ["an hour's hop in four", 300, 240, "too slow for the distance"],
  ["London to Sydney", 17_020, 1300, "farther than any non-stop flight"],
])("%s: %i km in %i minutes", (_, km, minutes, why) => {
  expect(implausible(km, minutes)).toBe(why);
});
