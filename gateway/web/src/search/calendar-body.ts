/** The request for the prices of a month, of what the form holds. Pure: no DOM. */
import { stated } from "../../shared/request-fields.js";
import type { SearchFields } from "../state/search-fields.ts";
import { daysBetween } from "./price-days.ts";
import { limitsOf, placeOf, termsOf, windowsOf } from "./search-body.ts";

/** A day more in the air is a night less at the destination. */
const NIGHTS_FEWER = 1;

/**
 * @param slice the flight of the form whose days are asked for
 * @param month `YYYY-MM`
 */
export function calendarBody(fields: SearchFields, slice: number, month: string): object {
  const { origin = "", destination = "", departureDate = "", times } = fields.slices[slice] ?? {};
  const { sort: _sort, similar: _similar, ...terms } = termsOf(fields);
  const nights = daysBetween(departureDate, fields.returnDate);
  const isReturn = fields.trip === "return" && nights >= 0;
  const out = times === undefined ? {} : windowsOf(times);
  const back = windowsOf(fields.returnTimes);
  return {
    origin: placeOf(origin, fields.nearbyKm),
    destination: placeOf(destination, fields.nearbyKm),
    month,
    ...stated({
      ...terms,
      ...limitsOf(fields),
      ...out,
      ...(isReturn
        ? {
            stayNights: { min: Math.max(nights - NIGHTS_FEWER, 0), max: nights },
            returnDeparture: back["departure"],
            returnArrival: back["arrival"],
          }
        : {}),
    }),
  };
}
