/** Values in the form in which the terminal shows them. */
import { styleText } from "node:util";
import { formatAmount } from "../../common/money/money.ts";
import { mixedCabinWords, sellerCabinWords } from "../../gateway/web/shared/cabins.js";
import { count, daysLater, operatedBy, stopAirports } from "../../gateway/web/shared/format.js";
import type {
  BidderReport,
  Fare,
  Itinerary,
  Money,
  OfferSlice,
  Outcome,
  SellerOffer,
} from "../../proto/messages.ts";
import { plain } from "./outside-text.ts";

type Style = "bold" | "dim" | "green" | "yellow" | "red";
export type Paint = (style: Style, text: string) => string;

/** Colours, if the stream is a terminal and NO_COLOR is not set. */
export const paintFor =
  (stream: NodeJS.WriteStream): Paint =>
  (style, text) =>
    styleText(style, text, { stream });

/** `512.34 USD` (A9: from integer minor units, without a float). */
export function formatMoney(amount: Money): string {
  return `${formatAmount(amount)} ${amount.currency}`;
}

/** `7h35` */
export function duration(minutes: number): string {
  return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, "0")}`;
}

export function milliseconds(ms: number | null): string {
  return ms === null ? "–" : `${Number(ms).toFixed(1)} ms`;
}

/**
 * `08:30 → 11:05`, and `+1` where it lands on the next day of the calendar. Both ends are local to
 * their airport.
 */
export function times({ segments }: OfferSlice): string {
  const [departure = "", arrival = ""] = [segments[0]?.departure, segments.at(-1)?.arrival];
  const days = daysLater(departure, arrival);
  const mark = days > 0 ? ` +${days}` : days < 0 ? ` −${-days}` : "";
  return `${departure.slice(11)} → ${arrival.slice(11)}${mark}`;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const WEEKDAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ");

/**
 * `Tue 15 Dec`, or `15 Dec`: the day of departure at its airport. What is no date stays as it is.
 */
export function day({ segments }: OfferSlice, hasWeekday: boolean): string {
  const date = (segments[0]?.departure ?? "").slice(0, 10);
  const [, month, number] = /^\d{4}-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  const weekday = WEEKDAYS[new Date(`${date}T00:00Z`).getUTCDay()];
  if (name === undefined || weekday === undefined) return date;
  return `${hasWeekday ? `${weekday} ` : ""}${String(Number(number)).padStart(2)} ${name}`;
}

/** `LHR–FRA–JFK` */
export function route({ segments }: OfferSlice): string {
  return [segments[0]?.origin ?? "", ...segments.map(({ destination }) => destination)].join("–");
}

/** `0`, `1 FRA`, `2 FRA DXB`: how many, and where. */
export function stops(slice: OfferSlice): string {
  const via = stopAirports(slice);
  return [via.length, ...via].join(" ");
}

export function flights({ segments }: OfferSlice): string {
  return segments.map(({ flightNumber }) => flightNumber).join(" + ");
}

/** `LGW–EWR`, a line for each slice, and how far those are that are only near: `SOU 85 km`. */
export function airports({ slices, nearby = [] }: Itinerary): string[] {
  return [
    ...slices.map(
      ({ segments }) =>
        `${plain(segments[0]?.origin ?? "")}–${plain(segments.at(-1)?.destination ?? "")}`,
    ),
    ...nearby.map(({ airport, km }) => `${plain(airport)} ${km} km`),
  ];
}

/**
 * `light, 1+0 bags`: what the price includes. Bags of one traveller, in the cabin and checked; what
 * is not stated is left out.
 */
function fareWords({ brand, name, cabinBags, checkedBags }: Fare): string {
  const bags =
    cabinBags !== null && checkedBags !== null
      ? `${cabinBags}+${count(checkedBags, "bag")}`
      : cabinBags !== null
        ? count(cabinBags, "cabin bag")
        : checkedBags !== null
          ? count(checkedBags, "checked bag")
          : "";
  return [brand ?? plain(name, 24), bags].filter((words) => words !== "").join(", ");
}

/** `+3 similar`, or nothing. */
export function similarWords({ similar }: Itinerary): string {
  return similar > 0 ? `+${similar} similar` : "";
}

/** `BA1511 is operated by AA` for each flight of another carrier than its number's. */
export function operatorLines({ slices }: Itinerary): string[] {
  return slices.flatMap(operatedBy).map((line) => plain(line, 60));
}

/** `Business, first flight in economy` for each slice whose flights are in several cabins. */
export function cabinLines({ slices }: Itinerary): string[] {
  return slices.map(mixedCabinWords).filter((words) => words !== "");
}

/** `about 341 kg CO2 each`, where the result has an estimate. */
export function emissionWords({ co2Estimate }: Itinerary): string {
  return co2Estimate === undefined ? "" : `about ${co2Estimate.kg} kg CO2 each`;
}

/** `ranked as 30.00 USD more: inconvenient`, or nothing. */
export function inconvenienceWords({ price, inconvenienceCost = 0 }: Itinerary): string {
  const amount = { amount: inconvenienceCost, currency: price.currency };
  return inconvenienceCost > 0 ? `ranked as ${formatMoney(amount)} more: inconvenient` : "";
}

/**
 * Whose, by which fare and with which marks: `BA (nonstop): light, 1+0 bags *`.
 *
 * @param partsOf what the price of a fare is made of
 */
function sellerWords(offer: SellerOffer, partsOf: (fare: Fare) => string = () => ""): string {
  const { seller, bidder, price, originalPrice, modelled, stale, fares, selfTransfers } = offer;
  const original =
    originalPrice.currency === price.currency ? "" : ` = ${formatMoney(originalPrice)}`;
  const [cheapest] = fares;
  const terms = [
    cheapest === undefined ? "" : fareWords(cheapest),
    cheapest === undefined ? "" : partsOf(cheapest),
    sellerCabinWords(offer),
    ...(selfTransfers ?? []).map((airport) => `self-transfer at ${plain(airport)}`),
  ].filter((words) => words !== "");
  const marks = `${terms.length === 0 ? "" : `: ${terms.join(", ")}`}${modelled ? " *" : ""}${stale ? " (stale)" : ""}`;
  return `${plain(seller)} (${plain(bidder)})${original}${marks}`;
}

/**
 * The cheapest seller, whose price is that of the itinerary: `BA (nonstop): light *, and 4 more`.
 */
export function cheapestSeller({ sellers }: Itinerary): string {
  const [first, ...others] = sellers;
  if (first === undefined) return "";
  return `${sellerWords(first)}${others.length > 0 ? `, and ${others.length} more` : ""}`;
}

/**
 * A line for each seller, the cheapest first: `295.73 USD  BA (nonstop): light, 1+0 bags *`, with
 * the cheapest fare of each. The star marks a modelled price.
 */
export function sellerLines({ sellers }: Itinerary, partsOf?: (fare: Fare) => string): string[] {
  return sellers.map((offer) => `${formatMoney(offer.price)}  ${sellerWords(offer, partsOf)}`);
}

const OUTCOME_STYLES: Partial<Record<Outcome, Style>> = {
  answered: "green",
  empty: "yellow",
  declined: "yellow",
  late: "yellow",
  skipped: "yellow",
};

/** The colour of an outcome; undefined: of a bidder that has not ended. */
export function outcomeStyle(outcome: Outcome | undefined): Style {
  if (outcome === undefined) return "dim";
  return OUTCOME_STYLES[outcome] ?? "red";
}

/** `nonstop     answered      12.1 ms   5 offers` */
export function bidderLine(
  { bidder, outcome, latencyMs, offers, reason }: BidderReport,
  paint: Paint,
  nameWidth = 10,
): string {
  const name = plain(bidder).padEnd(nameWidth);
  const how = paint(outcomeStyle(outcome), outcome.padEnd(9));
  const numbers = [milliseconds(latencyMs).padStart(10), count(offers, "offer").padStart(10)].join(
    "  ",
  );
  return `${name}  ${how}${numbers}${reason === null ? "" : `  ${paint("dim", plain(reason, 200))}`}`;
}

/** `12 s`, `5 min`, `3 h 20 min`, `2 d 4 h` */
export function uptime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [minutes, hours, days] = [
    Math.floor(seconds / 60),
    Math.floor(seconds / 3600),
    Math.floor(seconds / 86_400),
  ];
  if (seconds < 60) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min`;
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${days} d ${hours % 24} h`;
}
