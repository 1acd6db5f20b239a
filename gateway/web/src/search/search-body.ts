/**
 * Turns the fields of the form into a search, and the path of a fault back into its field. Pure: no
 * DOM. The gateway validates and names every fault at once (`shared/request-fields.js`).
 */
import { numberOrText, stated } from "../../shared/request-fields.js";
import type { Fault } from "../api/refusal.ts";

/** By the names of the form's controls. */
type Fields = Readonly<Record<string, string>>;

/** What is sent to the gateway, which validates it. */
export interface SearchBody {
  readonly slices: readonly {
    readonly origin: string;
    readonly destination: string;
    readonly departureDate: string;
  }[];
  readonly similar?: boolean;
  readonly [field: string]: unknown;
}

/**
 * The airport's code in the text of the box: `London (LHR)`, `lhr`. Any other text is returned
 * unchanged.
 */
export function codeOf(text: string): string {
  const trimmed = text.trim();
  const [, code] = /\(([A-Za-z]{3})\)$/.exec(trimmed) ?? /^([A-Za-z]{3})$/.exec(trimmed) ?? [];
  return code === undefined ? trimmed : code.toUpperCase();
}

/** @returns undefined for an empty text */
function number(text: string | undefined): number | string | undefined {
  return numberOrText((text ?? "").trim() || undefined);
}

/** The value of a checkbox: `true` when it is checked, else nothing. */
function checked(text: string | undefined) {
  return text === "true" ? true : text || undefined;
}

/** The body of a search. */
export function searchBody(fields: Fields): SearchBody {
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

const FIELDS: ReadonlyMap<string, string> = new Map([
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
 * @param path such as `slices[0].origin`
 */
export function fieldOf(path: string): string | null {
  return FIELDS.get(path) ?? null;
}

/** The gateway accepts codes only; these boxes accept names of cities and airports too. */
function ofPlace(field: string | null, message: string): string {
  const isPlace = field === "origin" || field === "destination";
  return isPlace && message.startsWith("must be the IATA code")
    ? "must be a city or an airport of the list that opens as you type, or a code such as LHR"
    : message;
}

/**
 * The faults of each field, each once: the return has the same airports as the outbound slice, and
 * so the same faults.
 * @returns by the names of the form's controls; under "" those that belong to none
 */
export function faultsByField(faults: readonly Fault[]): Map<string, string[]> {
  const byField = new Map<string, string[]>();
  for (const { path, message } of faults) {
    const field = fieldOf(path);
    const text = field === null && path !== "" ? `${path} ${message}` : ofPlace(field, message);
    const messages = byField.get(field ?? "") ?? [];
    if (!messages.includes(text)) byField.set(field ?? "", [...messages, text]);
  }
  return byField;
}
