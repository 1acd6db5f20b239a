/** What the form of a search holds: texts as its controls have them. The gateway validates them. */

export const TRIPS = ["one-way", "return", "multi-city"] as const;
export type Trip = (typeof TRIPS)[number];

/** Times of day (`HH:MM`) that a slice must keep; empty: any. */
export interface TimeFields {
  readonly departsFrom: string;
  readonly departsTo: string;
  readonly arrivesFrom: string;
  readonly arrivesTo: string;
}

export interface SliceFields {
  /** A place: `LHR`, a city as `LON.all`, or a text that is none. */
  readonly origin: string;
  readonly destination: string;
  /** `YYYY-MM-DD` */
  readonly departureDate: string;
  readonly times: TimeFields;
}

/** The fields that are one text each, and what they hold when nobody has touched them. */
export const PLAIN_FIELDS = {
  adults: "1",
  cabin: "economy",
  currency: "USD",
  sort: "best",
  maxStops: "2",
  flexDays: "0",
  nearbyKm: "",
  carriersOnly: "",
  carriersExcept: "",
  viaOnly: "",
  viaExcept: "",
  /** Hours. */
  maxLayover: "",
  /** Hours. */
  maxDuration: "",
  /** In the currency's major unit. */
  maxPrice: "",
  checkedBags: "",
  cabinBags: "",
  noOvernight: "",
  changeable: "",
  refundable: "",
  selfTransfer: "",
  similar: "",
  deadlineMs: "",
  quorum: "",
} as const;
export type PlainField = keyof typeof PLAIN_FIELDS;

export interface SearchFields extends Readonly<Record<PlainField, string>> {
  readonly trip: Trip;
  /** One; of a multi-city trip two to six. */
  readonly slices: readonly SliceFields[];
  /** Of a return. */
  readonly returnDate: string;
  readonly returnTimes: TimeFields;
  /** The age of each child, in years; empty: not said. */
  readonly ages: readonly string[];
}

/** Bounds of the form, which are the gateway's own: a test compares them. */
export const FORM_LIMITS = {
  slicesMax: 6,
  travellersMax: 9,
  stopsMax: 3,
  flexDaysMax: 3,
  nearbyKmMax: 300,
  ageMax: 17,
  bagsMax: 9,
  deadlineMsMin: 50,
  deadlineMsMax: 10_000,
} as const;

export const ANY_TIME: TimeFields = {
  departsFrom: "",
  departsTo: "",
  arrivesFrom: "",
  arrivesTo: "",
};

export function emptySlice(departureDate = ""): SliceFields {
  return { origin: "", destination: "", departureDate, times: ANY_TIME };
}

/** A form that nobody has touched. */
export function emptyFields(departureDate = ""): SearchFields {
  return {
    ...PLAIN_FIELDS,
    trip: "one-way",
    slices: [emptySlice(departureDate)],
    returnDate: "",
    returnTimes: ANY_TIME,
    ages: [],
  };
}
