/**
 * The names of the form's controls, what they are called, and which of them a fault belongs to.
 * Pure: no DOM.
 */
import type { Fault } from "../api/refusal.ts";
import type { SearchFields, Trip } from "../state/search-fields.ts";

/** The name of a control of a slice: `origin`, and `origin2` of the second flight of several. */
export function sliceControl(name: string, slice: number): string {
  return slice === 0 ? name : `${name}${slice + 1}`;
}

const PLAIN_LABELS: Readonly<Record<string, string>> = {
  returnDate: "Return",
  adults: "Adults",
  children: "Children",
  cabin: "Cabin",
  currency: "Currency",
  sort: "Rank by",
  maxStops: "Stops",
  flexDays: "Days around",
  nearbyKm: "Airports nearby",
  carriersOnly: "Only these airlines",
  carriersExcept: "Not these airlines",
  viaOnly: "Change only in",
  viaExcept: "Do not change in",
  maxLayover: "Longest layover",
  maxDuration: "Longest journey",
  maxPrice: "Highest price",
  checkedBags: "Checked bags",
  cabinBags: "Cabin bags",
  noOvernight: "No layover overnight",
  changeable: "Changeable fares only",
  refundable: "Refundable fares only",
  selfTransfer: "Self-transfers too",
  similar: "Similar connections too",
  deadlineMs: "Deadline",
  quorum: "Quorum",
  timesBack: "Times of the return",
};
const SLICE_LABELS = {
  origin: "From",
  destination: "To",
  departureDate: "Departure",
  times: "Times",
} as const;
type SliceControl = keyof typeof SLICE_LABELS;

export function labelOf(name: string): string {
  const [, part = "", n = ""] = /^([a-zA-Z]+?)(\d*)$/.exec(name) ?? [];
  const slice = SLICE_LABELS[part as SliceControl];
  if (slice === undefined) return PLAIN_LABELS[name] ?? name;
  return n === "" ? slice : `${slice} (flight ${n})`;
}

const PATHS: readonly (readonly [start: string, name: string])[] = [
  ["passengers.children", "children"],
  ["passengers.infants", "children"],
  ["passengers.ages", "children"],
  ["passengers", "adults"],
  ["carriers.except", "carriersExcept"],
  ["carriers", "carriersOnly"],
  ["via.except", "viaExcept"],
  ["via", "viaOnly"],
  ["maxLayoverMinutes", "maxLayover"],
  ["maxDurationMinutes", "maxDuration"],
  ["maxPrice", "maxPrice"],
  ["bags.cabin", "cabinBags"],
  ["bags", "checkedBags"],
  ["overnightLayover", "noOvernight"],
  ["policy.deadlineMs", "deadlineMs"],
  ["policy.quorum", "quorum"],
  ...["cabin", "currency", "sort", "maxStops", "changeable", "refundable"].map(
    (name) => [name, name] as const,
  ),
  ...["selfTransfer", "similar"].map((name) => [name, name] as const),
];

/**
 * The control that a fault belongs to. Null when it belongs to none.
 * @param path such as `slices[0].origin`
 */
export function fieldOf(path: string, trip: Trip): string | null {
  const [, index, rest = ""] = /^slices\[(\d+)\]\.(.+)$/.exec(path) ?? [];
  if (index !== undefined) return sliceField(Number(index), rest, trip);
  const found = PATHS.find(
    ([start]) =>
      path === start || (/^[.[]/.test(path.slice(start.length)) && path.startsWith(start)),
  );
  return found?.[1] ?? null;
}

function sliceField(slice: number, rest: string, trip: Trip): string | null {
  const isBack = trip === "return" && slice === 1;
  const [, name = ""] = /^(\w+)/.exec(rest) ?? [];
  if (rest.endsWith("nearbyKm")) return "nearbyKm";
  switch (name) {
    case "origin":
      return isBack ? "destination" : sliceControl("origin", slice);
    case "destination":
      return isBack ? "origin" : sliceControl("destination", slice);
    case "departureDate":
      return isBack ? "returnDate" : sliceControl("departureDate", slice);
    case "departure":
    case "arrival":
      return isBack ? "timesBack" : sliceControl("times", slice);
    case "flexDays":
      return "flexDays";
    default:
      return null;
  }
}

/** The gateway accepts codes only; the boxes accept names of cities and airports too. */
function ofPlace(field: string | null, message: string): string {
  const isPlace = field !== null && /^(origin|destination)\d*$/.test(field);
  return isPlace && message.startsWith("must be the IATA code")
    ? "must be a city or an airport of the list that opens as you type, or a code such as LHR"
    : message;
}

/**
 * The faults of each field, each once: a return has the same places as the outbound slice, and so
 * the same faults.
 * @returns by the names of the form's controls; under "" those that belong to none
 */
export function faultsByField(
  faults: readonly Fault[],
  { trip }: Pick<SearchFields, "trip">,
): Map<string, string[]> {
  const byField = new Map<string, string[]>();
  for (const { path, message } of faults) {
    const field = fieldOf(path, trip);
    const text = field === null && path !== "" ? `${path} ${message}` : ofPlace(field, message);
    const messages = byField.get(field ?? "") ?? [];
    if (!messages.includes(text)) byField.set(field ?? "", [...messages, text]);
  }
  // The gateway names them in the order of their paths: the destination before the origin.
  return new Map([...byField].sort(([a], [b]) => placeInForm(a) - placeInForm(b)));
}

const SLICE_CONTROLS = Object.keys(SLICE_LABELS);

/** The controls of the flights in their order; all else as it comes behind. */
function placeInForm(field: string): number {
  const [, name = "", slice] = /^([a-zA-Z]+?)(\d*)$/.exec(field) ?? [];
  const at = SLICE_CONTROLS.indexOf(name);
  return at < 0 ? Number.MAX_SAFE_INTEGER : SLICE_CONTROLS.length * Number(slice || "1") + at;
}
