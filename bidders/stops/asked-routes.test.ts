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

type Asked = Pick<FlightSearch, "calendar" | "slices" | "limits">;
const nights = (min: number, max: number) => ({ stayNights: { min, max } });
const month = { calendar: true, slices: [slice(31), back(31)] } as const;
const FEWER = ", and at most 168 of both together are searched: ask for fewer";
const FEWER_DAYS = `${FEWER} days`;
const FEWER_NIGHTS = `${FEWER} numbers of nights`;

test.each<[string, Asked, string | undefined]>([
  ["a return calendar of a month with four stays", { ...month, limits: nights(5, 8) }, undefined],
  [
    "one stay more",
    { ...month, limits: nights(5, 9) },
    `each departure day stands for 24 pairs of airports on 8 days${FEWER_NIGHTS}`,
  ],
  [
    "many stays, few days back",
    { ...month, slices: [slice(7), back(7)], limits: nights(1, 14) },
    undefined,
  ],
  [
    "no stays",
    month,
    `each departure day stands for 24 pairs of airports on 17 days${FEWER_NIGHTS}`,
  ],
  ["a calendar of one way, of a month", { calendar: true, slices: [slice(31)] }, undefined],
  ["a search of a week", { slices: [slice(7)] }, undefined],
  [
    "a search of more than a week",
    { slices: [slice(8)] },
    `slices[0] stands for 24 pairs of airports on 8 days${FEWER_DAYS}`,
  ],
])("STOPSROUTE-1, SLICEROUTE-2: %s", (_, search, fault) => {
  expect(askedTooMuch(search)).toEqual(
    fault && `too many routes: ${fault}, a smaller nearbyKm or one airport`,
  );
});
