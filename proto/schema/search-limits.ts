/**
 * What a search may ask beyond its ends, dates and travellers: the messages of package `flights`
 * that say which offers are right. Each of them is absent where the search does not ask for it.
 */
import { CARRIER_ROLES } from "../closed-sets.ts";
import { LIMITS } from "../limits.ts";
import { bool, field, int64, leftOut, list, message, text, uint32, words } from "./schema.ts";

const MINUTE_MAX = 24 * 60 - 1;

export const timeWindow = message(
  "TimeWindow",
  "a time window",
  "Local times of day, both ends included. One that begins later than it ends crosses midnight.",
  {
    fromMinute: field(1, uint32(MINUTE_MAX), "minute of the day, 0 to 1439"),
    toMinute: field(2, uint32(MINUTE_MAX), "minute of the day, 0 to 1439"),
  },
);

export const dayRange = message("DayRange", "a range of days", "Days, both ends included.", {
  from: field(1, text(LIMITS.dayLengthMax), "YYYY-MM-DD"),
  to: field(2, text(LIMITS.dayLengthMax), "YYYY-MM-DD"),
});

export const nightRange = message("NightRange", "a range of nights", "Both ends included.", {
  min: field(1, uint32(LIMITS.nightsMax)),
  max: field(2, uint32(LIMITS.nightsMax)),
});

/** An absent `only` allows all; an empty list is the same on the wire, and is never sent. */
const codes = (number: number, doc: string) =>
  leftOut(list(number, text(LIMITS.codeLengthMax), doc, { max: LIMITS.codesMax }));

export const carrierRole = words(
  "CarrierRole",
  "Which carrier of a flight counts: the one whose flight number it has, or the one that flies it.",
  CARRIER_ROLES,
);

export const carrierChoice = message(
  "CarrierChoice",
  "a choice of carriers",
  "Which carriers may be flown. Alliances are written as their members.",
  {
    only: codes(1, "IATA airline codes; absent: all"),
    except: codes(2, "IATA airline codes; absent: none"),
    by: field(3, carrierRole),
  },
);

export const airportChoice = message(
  "AirportChoice",
  "a choice of airports",
  "At which airports one may change flights.",
  {
    only: codes(1, "IATA airport codes; absent: all"),
    except: codes(2, "IATA airport codes; absent: none"),
  },
);

export const bags = message("Bags", "bags", "Pieces for each traveller that the price includes.", {
  checked: leftOut(field(1, uint32(LIMITS.bagsMax))),
  cabin: leftOut(field(2, uint32(LIMITS.bagsMax))),
});

export const searchLimits = message(
  "SearchLimits",
  "limits",
  "What every offer must keep. An offer that does not is left out; it is no fault.",
  {
    carriers: leftOut(field(1, carrierChoice)),
    via: leftOut(field(2, airportChoice)),
    maxLayoverMinutes: leftOut(field(3, uint32(), "of each connection")),
    noOvernightLayover: leftOut(field(4, bool, "no connection from one day to another")),
    maxPrice: leftOut(field(5, int64, "minor units of the search's currency, for all travellers")),
    maxDurationMinutes: leftOut(field(6, uint32(), "of each slice")),
    bags: leftOut(field(7, bags)),
    changeable: leftOut(field(8, bool, "a change before departure is allowed")),
    refundable: leftOut(field(9, bool, "a refund before departure is allowed")),
    stayNights: leftOut(
      field(10, nightRange, "nights between the arrival of slice 1 and the departure of slice 2"),
    ),
  },
);

export const searchPlace = message(
  "SearchPlace",
  "a place",
  "What a traveller names as an end of a slice, where that is not an airport alone.",
  {
    city: leftOut(field(1, text(LIMITS.codeLengthMax), "IATA code of a metropolitan area")),
    airport: leftOut(field(2, text(LIMITS.codeLengthMax), "IATA airport code, where no city")),
    nearbyKm: leftOut(
      field(3, uint32(LIMITS.nearbyKmMax), "airports within this distance are right too"),
    ),
    km: leftOut(
      list(
        4,
        uint32(LIMITS.nearbyKmMax),
        "in a call, with nearby airports: of each airport of the end, how far it is from the nearest one of those that were named",
        { max: LIMITS.airportsAnEndMax },
      ),
    ),
  },
);

const names = (number: number, doc: string) =>
  leftOut(list(number, text(LIMITS.bidderNameLengthMax), doc, { max: LIMITS.bidderNamesMax }));

export const bidderChoice = message("BidderChoice", "a choice of bidders", "Who is asked.", {
  only: names(1, "names of bidders; absent: all"),
  except: names(2, "names of bidders; absent: none"),
});

/** Package `flights`: in the order of the .proto file. */
export const SEARCH_LIMIT_MESSAGES = [
  searchPlace,
  timeWindow,
  dayRange,
  nightRange,
  carrierRole,
  carrierChoice,
  airportChoice,
  bags,
  searchLimits,
  bidderChoice,
];
