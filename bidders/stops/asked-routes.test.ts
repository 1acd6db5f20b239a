import { expect, test } from "@jest/globals";
import type { FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { askedTooMuch } from "./asked-routes.ts";

const LONDON = ["LHR", "LGW", "STN", "LTN", "LCY", "SEN"];
const NEW_YORK = ["JFK", "EWR", "LGA", "HPN"];

function slice(days: number, origins = LONDON, destinations = NEW_YORK): SearchSlice {
  return {
    origin: origins[0] as string,
    destination: destinations[0] as string,
    departureDate: "2027-01-01",
    departureDates: { from: "2027-01-01", to: `2027-01-${String(days).padStart(2, "0")}` },
    origins,
    destinations,
  };
}

const back = (days: number) => slice(days, NEW_YORK, LONDON);

test.each<[string, Pick<FlightSearch, "calendar" | "slices">, string | undefined]>([
  ["a return calendar of 168 a way", { calendar: true, slices: [slice(7), back(7)] }, undefined],
  [
    "one day more on the way out",
    { calendar: true, slices: [slice(8), back(7)] },
    "slices[0] stands for 24 pairs of airports on 8 days",
  ],
  [
    "a month on the way back",
    { calendar: true, slices: [slice(1), back(31)] },
    "slices[1] stands for 24 pairs of airports on 31 days",
  ],
  ["a calendar of one way, of a month", { calendar: true, slices: [slice(31)] }, undefined],
  ["a search of a week", { slices: [slice(7)] }, undefined],
  [
    "a search of more than a week",
    { slices: [slice(8)] },
    "slices[0] stands for 24 pairs of airports on 8 days",
  ],
])("STOPSROUTE-1: %s", (_, search, fault) => {
  expect(askedTooMuch(search)).toEqual(
    fault &&
      `too many routes: ${fault}, and at most 168 of both together are searched: ask for fewer days, a smaller nearbyKm or one airport`,
  );
});
