// @ts-check
/**
 * Turns the fields of the form into a search, and the path of a fault back into its field. Pure: no
 * DOM. The gateway validates and names every fault at once (`shared/request-fields.js`).
 *
 * @typedef {Readonly<Record<string, string>>} Fields by the names of the form's controls
 */
import { numberOrText, stated } from "./shared/request-fields.js";

/**
 * The airport's code in the text of the box: `London (LHR)`, `lhr`. Any other text is returned
 * unchanged.
 * @param {string} text
 */
export function codeOf(text) {
  const trimmed = text.trim();
  const [, code] = /\(([A-Za-z]{3})\)$/.exec(trimmed) ?? /^([A-Za-z]{3})$/.exec(trimmed) ?? [];
  return code === undefined ? trimmed : code.toUpperCase();
}

/**
 * @param {string | undefined} text
 * @returns {number | string | undefined} undefined for an empty text
 */
function number(text) {
  return numberOrText((text ?? "").trim() || undefined);
}

/**
 * The value of a checkbox: `true` when it is checked, else nothing.
 * @param {string | undefined} text
 */
function checked(text) {
  return text === "true" ? true : text || undefined;
}

/**
 * The body of a search.
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
    ...stated({
      passengers: stated({
        adults: number(fields["adults"]),
        children: number(fields["children"]),
        infants: number(fields["infants"]),
      }),
      cabin: fields["cabin"] || undefined,
      currency: fields["currency"] || undefined,
      sort: fields["sort"] || undefined,
      maxStops: number(fields["maxStops"]),
      selfTransfer: checked(fields["selfTransfer"]),
      similar: checked(fields["similar"]),
      policy: stated({
        deadlineMs: number(fields["deadlineMs"]),
        quorum: number(fields["quorum"]),
      }),
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
 * The control that a fault belongs to. Null when it belongs to none.
 * @param {string} path such as `slices[0].origin`
 */
export function fieldOf(path) {
  return FIELDS.get(path) ?? null;
}

/**
 * The gateway accepts codes only; these boxes accept names of cities and airports too.
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
 * The faults of each field, each once: the return has the same airports as the outbound slice, and
 * so the same faults.
 * @param {readonly { path: string, message: string }[]} faults
 * @returns {Map<string, string[]>} by the names of the form's controls; under "" those that belong
 *   to none
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
