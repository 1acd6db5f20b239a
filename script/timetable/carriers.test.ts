import { expect, test } from "@jest/globals";
import { airlineCodes, designate } from "./carriers.ts";

const codes = airlineCodes([
  { iata: "DL", icao: "DAL", active: "Y" },
  { iata: "XX", icao: "DAL", active: "Y" },
  { iata: "PA", icao: "PAA", active: "N" },
  { iata: "-", icao: "DCT", active: "Y" },
]);

test.each([
  ["BAW", "BA0117", "BA", 117],
  ["EJU", "U21234", "U2", 1234],
  ["MLD", "9U203", "9U", 203],
  ["ENY", "Envoy AA3456", "AA", 3456],
  ["DAL", "Delta 41", "DL", 41],
  ["SIA", "Singapore_322", undefined, 0], // its own designator is not in this table
  ["AWQ", "WAGON-AIR501", "QZ", 501],
  ["LOG", "SpeedBird 8701", "BA", 8701],
  ["CAL", "Madarin 301", "AE", 301],
  ["LAN", "LATAM 8084", "LA", 8084],
])("%s %s is %s %i", (file, callsign, carrier, number) => {
  if (carrier === undefined)
    expect(designate(file, callsign, codes)).toBe("airline without an IATA designator");
  else expect(designate(file, callsign, codes)).toEqual({ carrier, number });
});

test.each([
  ["DAL", "Delta 12P", /without a flight number/],
  ["DAL", "(LOT T9LG)", /without a flight number/],
  ["BAW", "BA12345", /without a flight number/],
  ["BAW", "BA0", /flight number 0/],
  ["PAA", "Clipper 1", /without an IATA designator/],
  ["DCT", "AIRTASK 1", /without an IATA designator/],
])("%s %s has none", (file, callsign, why) => {
  expect(designate(file, callsign, codes)).toEqual(expect.stringMatching(why));
});
