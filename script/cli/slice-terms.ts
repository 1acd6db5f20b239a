/**
 * What is asked of one slice alone: its windows, its days around the date, and how far from its
 * ends.
 *
 * SLICETERM-1 A term that is said of one slice, or of one end, stands before the one of its kind
 *    that is said of all. No slice has the term of another, but the way back, which has the ends of
 *    the first.
 */
import { numberOrText, stated } from "../../gateway/web/shared/request-fields.js";
import type { Fault } from "../../proto/errors.ts";
import type { MadeSlice } from "./asked-slices.ts";
import { endOf } from "./asked-terms.ts";
import type { SliceArguments, TermPath } from "./fault-arguments.ts";
import { windowOf } from "./limit-options.ts";
import { type NearbyOptions, nearbyOf, type Said } from "./nearby-options.ts";

export interface SliceTermOptions extends NearbyOptions {
  readonly depart?: string;
  readonly arrive?: string;
  readonly flex?: string;
  readonly return?: string;
  readonly returnDepart?: string;
  readonly returnArrive?: string;
  readonly returnFlex?: string;
}

type Terms = Readonly<Partial<Record<TermPath, Said>>>;

interface SliceWithTerms {
  /** As a field of the search. */
  readonly slice: Readonly<Record<string, unknown>>;
  readonly madeOf: SliceArguments;
}

/** The slices as the gateway gets them. `faults` receives what cannot be read. */
export function withTerms(
  made: readonly MadeSlice[],
  options: SliceTermOptions,
  faults: Fault[],
): SliceWithTerms[] {
  const { returnDepart, returnArrive, returnFlex } = options;
  if (options.return === undefined)
    for (const [path, text] of [
      ["--return-depart", returnDepart],
      ["--return-arrive", returnArrive],
      ["--return-flex", returnFlex],
    ] as const)
      if (text !== undefined)
        faults.push({ path, message: "is for the way back; add its date: --return 2026-12-08" });
  return made.map((slice, i) => sliceWith(slice, termsOfSlice(slice, i, options), faults));
}

function termsOfSlice(slice: MadeSlice, index: number, options: SliceTermOptions): Terms {
  const { depart, arrive, flex, nearby, returnDepart, returnArrive, returnFlex } = options;
  const words = slice.words ?? {};
  const flexOfAll = said("--flex", flex);
  if (slice.madeOf.isBack === true) {
    const { from, to } = nearbyOf(options);
    return defined({
      departure: said("--return-depart", returnDepart),
      arrival: said("--return-arrive", returnArrive),
      flexDays: said("--return-flex", returnFlex) ?? flexOfAll,
      "origin.nearbyKm": to,
      "destination.nearbyKm": from,
    });
  }
  // The options without `return` in their names are of the first slice, whatever it is made of.
  const { from, to } = nearbyOf(index === 0 ? options : { nearby });
  return defined({
    departure: words.depart ?? (index === 0 ? said("--depart", depart) : undefined),
    arrival: words.arrive ?? (index === 0 ? said("--arrive", arrive) : undefined),
    flexDays: words.flex ?? flexOfAll,
    "origin.nearbyKm": words["nearby-from"] ?? words.nearby ?? from,
    "destination.nearbyKm": words["nearby-to"] ?? words.nearby ?? to,
  });
}

function sliceWith({ madeOf, words: _, ...slice }: MadeSlice, terms: Terms, faults: Fault[]) {
  const { departure, arrival, flexDays } = terms;
  const window = (one: Said | undefined) => one && windowOf(one.argument, one.text, faults);
  const fields = {
    ...slice,
    origin: endOf(slice.origin, terms["origin.nearbyKm"]?.text),
    destination: endOf(slice.destination, terms["destination.nearbyKm"]?.text),
    ...stated({
      // A way back whose day follows from the stay has no date to be near to.
      flexDays: slice.departureDate === undefined ? undefined : numberOrText(flexDays?.text),
      departure: window(departure),
      arrival: window(arrival),
    }),
  };
  const paths = Object.entries(terms).map(([path, { argument }]) => [path, argument]);
  return {
    slice: fields,
    madeOf: paths.length === 0 ? madeOf : { ...madeOf, terms: Object.fromEntries(paths) },
  };
}

function said(argument: string, text: string | undefined): Said | undefined {
  return text === undefined ? undefined : { argument, text };
}

function defined(terms: { readonly [P in TermPath]: Said | undefined }): Terms {
  return stated(terms) ?? {};
}
