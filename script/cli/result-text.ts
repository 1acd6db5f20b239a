/** What the terminal says of a result. Texts of others are made readable first (TERM-1). Pure. */
import { unknownRegret } from "../../gateway/web/shared/regret.js";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { endingLine } from "./ending.ts";
import { type Explanation, explanationText } from "./explain.ts";
import { itineraryTable, type ResultStyle } from "./itinerary-table.ts";
import { wrapped } from "./layout.ts";
import { plain, readable } from "./outside-text.ts";
import { priceLines, type Repriced } from "./price.ts";

/** A6: what names and endings have at most; many bidders make them long. */
const NAME_CHARS_MAX = 60;
const ENDING_CHARS_MAX = 2_000;

export function resultText(received: SearchResult, style: ResultStyle): string {
  const result = readable(received);
  const { width, paint } = style;
  const dim = (text: string) => wrapped(text, width).map((line) => paint("dim", line));
  const names = nameLine(result);
  const regret = unknownRegret(result, (bidder) => plain(bidder));
  return [
    ...(result.itineraries.length === 0
      ? wrapped("no itineraries: nothing was offered for this search", width)
      : [itineraryTable(result.itineraries, style)]),
    ...(names === "" ? [] : dim(names)),
    "",
    ...wrapped(plain(endingLine(result), ENDING_CHARS_MAX), width),
    ...(regret === "" ? [] : dim(regret)),
  ].join("\n");
}

/**
 * What was asked for beside the result: parts after it, each with an empty line before it.
 *
 * @param number of the itinerary that was priced
 */
export function answersText(
  { explanation, price }: { explanation?: Explanation; price?: Repriced },
  number: number | undefined,
  style: ResultStyle,
  itineraries: readonly Pick<Itinerary, "slices">[] = [],
): string[] {
  const which = number ?? 1;
  return [
    ...(explanation === undefined ? [] : ["", explanationText(readable(explanation), style)]),
    ...(price === undefined
      ? []
      : ["", ...priceLines(which, readable(price), readable(itineraries[which - 1]), style.width)]),
  ];
}

/** `AA American Airlines · JFK New York J F Kennedy International Airport`, where it has names. */
function nameLine({ names }: Pick<SearchResult, "names">): string {
  if (names === undefined) return "";
  return [...names.carriers, ...names.airports]
    .map(({ code, name }) => `${plain(code)} ${plain(name, NAME_CHARS_MAX)}`)
    .join(" · ");
}
