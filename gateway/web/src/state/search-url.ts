/**
 * A search as the query of an address, and back: reload, back and a shared link show the same form.
 * What nobody has touched is left out. Pure: no DOM.
 *
 * URL-1 The form that an address gives is the one that was written into it.
 * URL-2 Every address gives a form, whatever it contains, and within the bounds of the form (A6).
 */
import {
  ANY_TIME,
  emptyFields,
  FORM_LIMITS,
  PLAIN_FIELDS,
  type PlainField,
  type SearchFields,
  type SliceFields,
  type TimeFields,
  TRIPS,
} from "./search-fields.ts";

/** A6: of a longer text only the beginning is taken. */
const TEXT_LENGTH_MAX = 200;
const NAMES = Object.keys(PLAIN_FIELDS) as PlainField[];
const RETURN = "back";

/** The query of an address, without its `?`. */
export function queryOf(fields: SearchFields): string {
  const query = new URLSearchParams();
  if (fields.trip !== "one-way") query.append("trip", fields.trip);
  for (const [i, { origin, destination, departureDate, times }] of fields.slices.entries()) {
    query.append("from", origin);
    query.append("to", destination);
    query.append("depart", departureDate);
    appendTimes(query, `times${i + 1}`, times);
  }
  if (fields.trip === "return") {
    query.append("return", fields.returnDate);
    appendTimes(query, `times-${RETURN}`, fields.returnTimes);
  }
  if (fields.ages.length > 0) query.append("children", fields.ages.join(","));
  for (const name of NAMES)
    if (fields[name] !== PLAIN_FIELDS[name]) query.append(name, fields[name]);
  return query.toString();
}

/** The form of an address. What it does not name is as nobody has touched it. */
export function fieldsOf(query: string): SearchFields {
  const given = new URLSearchParams(query);
  const one = (name: string) => (given.get(name) ?? "").slice(0, TEXT_LENGTH_MAX);
  const trip = TRIPS.find((name) => name === given.get("trip")) ?? "one-way";
  const isMulti = trip === "multi-city";
  const asked = Math.max(...["from", "to", "depart"].map((name) => given.getAll(name).length));
  const count = isMulti ? Math.min(Math.max(asked, 2), FORM_LIMITS.slicesMax) : 1;
  const slices = Array.from({ length: count }, (_, i): SliceFields => {
    const at = (name: string) => (given.getAll(name)[i] ?? "").slice(0, TEXT_LENGTH_MAX);
    return {
      origin: at("from"),
      destination: at("to"),
      departureDate: at("depart"),
      times: timesOf(one(`times${i + 1}`)),
    };
  });
  const children = one("children");
  const isReturn = trip === "return";
  return {
    ...emptyFields(),
    ...Object.fromEntries(NAMES.filter((name) => given.has(name)).map((name) => [name, one(name)])),
    trip,
    slices,
    returnDate: isReturn ? one("return") : "",
    returnTimes: isReturn ? timesOf(one(`times-${RETURN}`)) : ANY_TIME,
    ages: given.has("children") ? children.split(",").slice(0, FORM_LIMITS.travellersMax - 1) : [],
  };
}

/** True when an address names a search, and not only the page. */
export function namesSearch(query: string): boolean {
  return new URLSearchParams(query).has("from");
}

function appendTimes(query: URLSearchParams, name: string, times: TimeFields): void {
  const { departsFrom, departsTo, arrivesFrom, arrivesTo } = times;
  const texts = [departsFrom, departsTo, arrivesFrom, arrivesTo];
  if (texts.some((text) => text !== "")) query.append(name, texts.join("-"));
}

function timesOf(text: string): TimeFields {
  const [departsFrom = "", departsTo = "", arrivesFrom = "", arrivesTo = ""] = text.split("-");
  return { departsFrom, departsTo, arrivesFrom, arrivesTo };
}
