/** The slices of a search, as its user writes them. */
import { numberOrText } from "../../gateway/web/shared/request-fields.js";
import { type AskedPlace, askedPlace, type Remarks } from "./asked-places.ts";
import { backArguments, FIRST_SLICE, type SliceArguments, sliceOption } from "./fault-arguments.ts";

export interface SearchSlice {
  readonly origin: AskedPlace;
  readonly destination: AskedPlace;
  readonly departureDate?: string | { readonly from: string; readonly to: string };
  readonly flexDays?: number | string;
}

interface SliceOptions {
  readonly return?: string;
  readonly stay?: string;
  readonly slice?: string[];
}

type MadeSlice = SearchSlice & { readonly madeOf: SliceArguments };

/** The slices, each with what it was made of. `remarks` receives every mistake. */
export function readSlices(
  positional: readonly string[],
  options: SliceOptions,
  remarks: Remarks,
): MadeSlice[] {
  const { faults } = remarks;
  const slices: MadeSlice[] = [];
  const add = (from: string, to: string, day: string, madeOf: SliceArguments) => {
    const origin = askedPlace(from, madeOf.origin, remarks);
    const destination = askedPlace(to, madeOf.destination, remarks);
    if (origin !== undefined && destination !== undefined)
      slices.push({ ...slice(origin, destination, day), madeOf });
  };
  const [origin, destination, date] = positional;
  const more = options.slice ?? [];
  if (origin !== undefined && destination !== undefined && date !== undefined)
    add(origin, destination, date, FIRST_SLICE);
  else if (positional.length > 0 || more.length === 0) {
    faults.push({
      path: "ORIGIN DESTINATION DATE",
      message: "all three are needed, as in LHR JFK 2026-12-01",
    });
  }
  for (const text of more) {
    const [, from, to, day] = /^([^-]+)-([^-]+)-(\S+)$/.exec(text) ?? [];
    if (from === undefined || to === undefined || day === undefined) {
      faults.push({ path: "--slice", message: `'${text}' must look like LHR-JFK-2026-12-01` });
    } else add(from, to, day, sliceOption(text));
  }
  const isStay = options.stay !== undefined && more.length === 0;
  if (options.return === undefined && !isStay) return slices;
  const [out] = slices;
  if (more.length > 0)
    faults.push({
      path: "--return",
      message: "is for one slice; add the return as one more --slice",
    });
  else if (out !== undefined)
    slices.push({
      ...slice(out.destination, out.origin, options.return),
      madeOf: backArguments(options.return === undefined ? "--stay" : "--return"),
    });
  return slices;
}

/** `day`: undefined where it follows from the stay. */
function slice(origin: AskedPlace, destination: AskedPlace, day: string | undefined): SearchSlice {
  const ends = { origin, destination };
  if (day === undefined) return ends;
  const [from, to, ...others] = day.split("..");
  return {
    ...ends,
    departureDate: from === undefined || to === undefined || others.length > 0 ? day : { from, to },
  };
}

/** `--flex`, of slices that have a date. */
export function withFlex(
  slices: readonly SearchSlice[],
  flex: string | undefined,
): readonly SearchSlice[] {
  if (flex === undefined) return slices;
  const flexDays = numberOrText(flex) as number | string;
  return slices.map((one) => (one.departureDate === undefined ? one : { ...one, flexDays }));
}
