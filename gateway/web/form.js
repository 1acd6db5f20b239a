// @ts-check
/**
 * From what stands in the form to a search, and from the path of a fault back to its field. Pure:
 * no DOM.
 *
 * The gateway judges, and names every fault at once: what is no number goes to it as it stands,
 * what is empty is left out, so that the gateway's own defaults hold.
 *
 * @typedef {Readonly<Record<string, string>>} Fields by the names of the form's controls
 */

/**
 * The airport's code in what the box shows: `London (LHR)`, `lhr`. Anything else is given back as
 * it is.
 * @param {string} text
 */
export function codeOf(text) {
  const trimmed = text.trim();
  const [, code] = /\(([A-Za-z]{3})\)$/.exec(trimmed) ?? /^([A-Za-z]{3})$/.exec(trimmed) ?? [];
  return code === undefined ? trimmed : code.toUpperCase();
}

/**
 * @param {string | undefined} text
 * @returns {number | string | undefined}
 */
function number(text) {
  const trimmed = (text ?? "").trim();
  if (trimmed === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/**
 * A box that is checked says `true`; one that is not says nothing.
 * @param {string | undefined} text
 */
function checked(text) {
  return text === "true" ? true : text;
}

/**
 * @param {Record<string, unknown>} fields
 * @returns what was said; undefined when nothing was
 */
function said(fields) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/**
 * The body of POST /v1/searches.
 * @param {Fields} fields
 */
export function searchBody(fields) {
  const [origin, destination] = [
    codeOf(fields["origin"] ?? ""),
    codeOf(fields["destination"] ?? ""),
  ];
  const slices = [{ origin, destination, departureDate: fields["departureDate"] ?? "" }];
  if (fields["returnDate"])
    slices.push({ origin: destination, destination: origin, departureDate: fields["returnDate"] });
  return {
    slices,
    ...said({
      passengers: said({
        adults: number(fields["adults"]),
        children: number(fields["children"]),
        infants: number(fields["infants"]),
      }),
      cabin: fields["cabin"],
      currency: fields["currency"],
      sort: fields["sort"],
      maxStops: number(fields["maxStops"]),
      selfTransfer: checked(fields["selfTransfer"]),
      similar: checked(fields["similar"]),
      policy: said({ deadlineMs: number(fields["deadlineMs"]), quorum: number(fields["quorum"]) }),
    }),
  };
}

/** @type {ReadonlyMap<string, string>} */
const FIELDS = new Map([
  ["slices[0].origin", "origin"],
  ["slices[0].destination", "destination"],
  ["slices[0].departureDate", "departureDate"],
  ["slices[1].origin", "destination"],
  ["slices[1].destination", "origin"],
  ["slices[1].departureDate", "returnDate"],
  ["passengers", "adults"],
  ["passengers.adults", "adults"],
  ["passengers.children", "children"],
  ["passengers.infants", "infants"],
  ["cabin", "cabin"],
  ["currency", "currency"],
  ["sort", "sort"],
  ["maxStops", "maxStops"],
  ["selfTransfer", "selfTransfer"],
  ["similar", "similar"],
  ["policy.deadlineMs", "deadlineMs"],
  ["policy.quorum", "quorum"],
]);

/**
 * The control that a fault is about. Null when it is about none of them.
 * @param {string} path such as `slices[0].origin`
 */
export function fieldOf(path) {
  return FIELDS.get(path) ?? null;
}

/**
 * The gateway asks for codes; these boxes take names of cities and airports, too.
 * @param {string | null} field
 * @param {string} message
 */
function ofPlace(field, message) {
  const isPlace = field === "origin" || field === "destination";
  return isPlace && message.startsWith("must be the IATA code")
    ? "must be a city or an airport of the list that opens as you type, or a code such as LHR"
    : message;
}

/**
 * The faults of each field, said once: the way back has the same ends as the way out, and so the
 * same faults.
 * @param {readonly { path: string, message: string }[]} faults
 * @returns {Map<string, string[]>} by the names of the form's controls; under "" what belongs to
 *   none
 */
export function faultsByField(faults) {
  /** @type {Map<string, string[]>} */
  const byField = new Map();
  for (const { path, message } of faults) {
    const field = fieldOf(path);
    const text = field === null && path !== "" ? `${path} ${message}` : ofPlace(field, message);
    const messages = byField.get(field ?? "") ?? [];
    if (!messages.includes(text)) byField.set(field ?? "", [...messages, text]);
  }
  return byField;
}
