/** The slices of a search, as its user writes them. */
import { type AskedPlace, askedPlace, type Remarks } from "./asked-places.ts";
import { backArguments, FIRST_SLICE, type SliceArguments, sliceOption } from "./fault-arguments.ts";
import { readSliceText, type SliceWords } from "./slice-words.ts";

interface SearchSlice {
  readonly origin: AskedPlace;
  readonly destination: AskedPlace;
  readonly departureDate?: string | { readonly from: string; readonly to: string };
}

/** A slice, before its terms are in it. */
export interface MadeSlice extends SearchSlice {
  readonly madeOf: SliceArguments;
  /** Of a `--slice`. */
  readonly words?: SliceWords;
}

interface SliceOptions {
  readonly return?: string;
  readonly stay?: string;
  readonly slice?: string[];
}

interface ReadSlice {
  readonly from: string;
  readonly to: string;
  readonly day: string;
  readonly words?: SliceWords;
}

/** The slices, each with what it was made of. `remarks` receives every mistake. */
export function readSlices(
  positional: readonly string[],
  options: SliceOptions,
  remarks: Remarks,
): MadeSlice[] {
  const { faults } = remarks;
  const slices: MadeSlice[] = [];
  const add = ({ from, to, day, words }: ReadSlice, madeOf: SliceArguments) => {
    const origin = askedPlace(from, madeOf.origin, remarks);
    const destination = askedPlace(to, madeOf.destination, remarks);
    if (origin !== undefined && destination !== undefined)
      slices.push({ ...slice(origin, destination, day), madeOf, ...(words && { words }) });
  };
  const [origin, destination, date] = positional;
  const more = options.slice ?? [];
  if (origin !== undefined && destination !== undefined && date !== undefined)
    add({ from: origin, to: destination, day: date }, FIRST_SLICE);
  else if (positional.length > 0 || more.length === 0) {
    faults.push({
      path: "ORIGIN DESTINATION DATE",
      message: "all three are needed, as in LHR JFK 2026-12-01",
    });
  }
  for (const text of more) {
    const read = readSliceText(text, faults);
    if (read !== undefined) add(read, sliceOption(read.leg));
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
