/**
 * Under which argument a fault of the gateway is shown. Pure.
 *
 * FAULTARG-1 A fault of a search or a calendar stands under what its user has typed: `DESTINATION`
 *    and `--depart`, and not `slices[0].destination` and `slices[0].departure`.
 */
import type { Fault } from "../../proto/errors.ts";
import type { Said } from "./nearby-options.ts";

/** What one slice alone may be asked with, as paths within it. */
export type TermPath =
  | "departure"
  | "arrival"
  | "flexDays"
  | "origin.nearbyKm"
  | "destination.nearbyKm";

/** What a slice was made of. */
export interface SliceArguments {
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  /** The way back of the first slice: it has the same places, and so the same faults. */
  readonly isBack?: true;
  /** Where each of its terms was typed. */
  readonly terms?: Readonly<Partial<Record<TermPath, string>>>;
}

export const FIRST_SLICE: SliceArguments = {
  origin: "ORIGIN",
  destination: "DESTINATION",
  date: "DATE",
};

/** @param date the option that says when: `--return` or `--stay` */
export function backArguments(date: string): SliceArguments {
  return { origin: "DESTINATION", destination: "ORIGIN", date, isBack: true };
}

/** @param leg as it was typed, without its words: there may be several of the same option */
export function sliceOption(leg: string): SliceArguments {
  const argument = `--slice ${leg}`;
  return { origin: argument, destination: argument, date: argument };
}

/** What was typed, as far as the request does not say it. */
export interface Typed {
  /** Of each slice; empty for a calendar. */
  readonly slices: readonly SliceArguments[];
  readonly request: Readonly<Record<string, unknown>>;
  /** Of a calendar: where the distance of each end was typed. */
  readonly nearby?: { readonly from?: Said; readonly to?: Said };
}

/** Each longer path before its own beginning. */
const ARGUMENTS: readonly (readonly [path: string, argument: string])[] = [
  ["passengers.children", "--children"],
  ["passengers.infants", "--infants"],
  ["passengers.ages", "--ages"],
  ["passengers", "--adults"],
  ["cabin", "--cabin"],
  ["currency", "--currency"],
  ["sort", "--sort"],
  ["maxStops", "--max-stops"],
  ["maxResults", "--max-results"],
  ["selfTransfer", "--self-transfer"],
  ["similar", "--similar"],
  ["details", "--details"],
  ["explain", "--explain"],
  ["market", "--market"],
  ["locale", "--locale"],
  ["bidders.except", "--not-bidders"],
  ["bidders", "--bidders"],
  ["params", "--params"],
  ["carriers.by", "--by"],
  ["carriers.except", "--not-carriers"],
  ["carriers", "--carriers"],
  ["via.except", "--not-via"],
  ["via", "--via"],
  ["maxLayoverMinutes", "--max-layover"],
  ["overnightLayover", "--no-overnight"],
  ["maxPrice", "--max-price"],
  ["maxDurationMinutes", "--max-duration"],
  ["bags.cabin", "--cabin-bags"],
  ["bags", "--bags"],
  ["changeable", "--changeable"],
  ["refundable", "--refundable"],
  ["policy.deadlineMs", "--deadline"],
  ["policy.quorum", "--quorum"],
  ["policy.required", "--required"],
  ["policy.partial", "--refuse-partial"],
  ["policy.kind", "--dollars-per-second"],
  ["policy.dollarsPerSecond", "--dollars-per-second"],
];

const CALENDAR_ARGUMENTS: typeof ARGUMENTS = [
  ["origin", "ORIGIN"],
  ["destination", "DESTINATION"],
  ["month", "DATE"],
  ["departureDates", "DATE"],
  ["stayNights", "--nights"],
  ["departure", "--depart"],
  ["arrival", "--arrive"],
  ["returnDeparture", "--return-depart"],
  ["returnArrival", "--return-arrive"],
];

/** The faults as they are shown, each once, in the order of the gateway. */
export function faultsByArgument(faults: readonly Fault[], typed: Typed): Fault[] {
  const ofFirst = faults.some(({ path }) => /^slices\[0\]\.(origin|destination)\b/.test(path));
  const shown: Fault[] = [];
  for (const { path, message } of faults) {
    const isSaid = ofFirst && isPlaceOfBack(path, typed);
    const fault = { path: argumentOf(path, typed), message };
    if (!isSaid && !shown.some((one) => one.path === fault.path && one.message === message))
      shown.push(fault);
  }
  return shown;
}

const SLICE = /^slices\[(\d+)\](?:\.(.+))?$/;

function isPlaceOfBack(path: string, { slices }: Typed): boolean {
  const [, index, rest = ""] = SLICE.exec(path) ?? [];
  return slices[Number(index)]?.isBack === true && /^(origin|destination)\b/.test(rest);
}

/** The path itself where no argument gives it. */
function argumentOf(path: string, typed: Typed): string {
  const { slices, request } = typed;
  const [, index, rest = ""] = SLICE.exec(path) ?? [];
  const slice = slices[Number(index)];
  if (slice !== undefined) return sliceArgument(slice, rest);
  if (path === "slices") return slices.some(isOption) ? "--slice" : "ORIGIN DESTINATION DATE";
  if (path === "stayNights" && slices.length > 0) return "--stay";
  const end = /^(origin|destination)\.nearbyKm$/.exec(path)?.[1];
  const said = end === "origin" ? typed.nearby?.from : typed.nearby?.to;
  if (end !== undefined && said !== undefined) return said.argument;
  const table = slices.length > 0 ? ARGUMENTS : [...CALENDAR_ARGUMENTS, ...ARGUMENTS];
  const found = table.find(([start]) => isWithin(path, start));
  if (found === undefined) return path;
  const [start, argument] = found;
  // `only` and `except` of these are two options, of which one may be given alone.
  const asked = request[start] as { readonly only?: unknown } | undefined;
  const hasOnly = !["bidders", "carriers", "via"].includes(path) || asked?.only !== undefined;
  return hasOnly ? argument : argument.replace("--", "--not-");
}

/** `passengers.ages[1]` is within `passengers.ages` and within `passengers`. */
function isWithin(path: string, start: string): boolean {
  return path === start || (path.startsWith(start) && /^[.[]/.test(path.slice(start.length)));
}

function isOption({ origin }: SliceArguments): boolean {
  return origin.startsWith("--slice");
}

function sliceArgument({ terms = {}, ...slice }: SliceArguments, rest: string): string {
  const term = Object.entries(terms).find(([path]) => isWithin(rest, path));
  if (term !== undefined) return term[1];
  const [name = ""] = /^\w+/.exec(rest) ?? [];
  return name === "origin" || name === "destination" ? slice[name] : slice.date;
}
