/** One offer of an outside seller, as a mapping describes it, in our own shape. */
import { travellersFault } from "../../../common/offers/price-parts.ts";
import {
  CABINS,
  type Cabin,
  type Fare,
  type FlightOffer,
  type FlightSearch,
  type Money,
  type OfferSlice,
  type Passengers,
  type Segment,
} from "../../../proto/messages.ts";
import type { PageContext } from "../adapter.ts";
import {
  bookingClasses,
  type FareTerms,
  fareName,
  leastBags,
  NO_TERMS,
  statedParts,
  withFare,
} from "../offers/fares.ts";
import { sliceMinutes } from "../offers/flown-spans.ts";
import { handOffOf } from "../offers/hand-off.ts";
import { cabinRefusal, offerRefusal } from "../offers/offer-refusal.ts";
import {
  flightNumber,
  operatingCarrier,
  segmentCabin,
  sellerMoney,
  terminals,
} from "../offers/seller-values.ts";
import {
  expiry,
  listAt,
  minutesAt,
  mismatchAt,
  ShapeMismatch,
  textAt,
  timeAt,
} from "./field-reader.ts";
import type { JsonMapping } from "./mapping.ts";
import type { ValueFinder } from "./path.ts";

/** Lists within an offer: longer ones are not an offer, and are not read (A6). */
const LISTS_MAX = { slices: 6, segments: 8, fares: 24 };

interface ReadOffer {
  readonly sold: readonly FlightOffer[];
  readonly refused: readonly string[];
  /**
   * It is not what the mapping describes as an offer. One that is, and that we do not sell, is
   * still an offer.
   */
  readonly isMismatch: boolean;
}

export function readOffer(
  raw: unknown,
  finder: ValueFinder,
  mapping: JsonMapping,
  reading: PageContext,
): ReadOffer {
  try {
    const { offer, fare } = mapping.answer;
    const seller = textAt(raw, offer.seller, "seller", finder, /^[^\p{C}]{1,60}$/u).trim();
    if (seller === "") throw new ShapeMismatch("seller: is empty");
    const expiresAtMs = expiry(raw, finder, offer, reading.nowMs);
    const slices = readSlices(raw, finder, mapping, reading.search);
    if (typeof slices === "string") return { sold: [], refused: [slices], isMismatch: false };
    const base = {
      seller,
      expiresAtMs,
      modelled: offer.modelled !== undefined && finder.find(offer.modelled, raw) === true,
      slices,
    };
    const sold: FlightOffer[] = [];
    const refused: string[] = [];
    for (const one of listAt(raw, offer.fares, "fares", finder, LISTS_MAX.fares)) {
      const price = sellerMoney(
        finder.find(fare.price.amount, one),
        fare.price.unit,
        finder.find(fare.price.currency, one),
      );
      if (typeof price === "string") refused.push(price);
      else if (price.amount === 0) refused.push("costs nothing");
      else {
        const terms = termsOf(one, finder, fare, price.currency);
        const parts = partsOf(one, finder, fare, price, reading.search.passengers);
        const handOff = handOffOf(idOf(raw, one, finder, mapping), slices, reading);
        sold.push(withFare({ ...base, price }, { ...terms, ...parts, ...handOff }));
      }
    }
    const why = offerRefusal(base, reading);
    return why === undefined
      ? { sold, refused, isMismatch: sold.length === 0 && !refused.includes("costs nothing") }
      : { sold: [], refused: [why], isMismatch: false };
  } catch (thrown) {
    if (!(thrown instanceof ShapeMismatch)) throw thrown;
    return { sold: [], refused: [thrown.message], isMismatch: true };
  }
}

/** The seller's id of one way to buy the offer, else of the offer. */
function idOf(
  raw: unknown,
  fare: unknown,
  { find }: ValueFinder,
  { answer }: JsonMapping,
): unknown {
  const own = answer.fare.id === undefined ? null : find(answer.fare.id, fare);
  return own ?? (answer.offer.id === undefined ? null : find(answer.offer.id, raw));
}

function readSlices(
  raw: unknown,
  finder: ValueFinder,
  { request, answer }: JsonMapping,
  search: FlightSearch,
): OfferSlice[] | string {
  const cabins: (Cabin | undefined)[] = [];
  const slices = listAt(raw, answer.offer.slices, "slices", finder, LISTS_MAX.slices).map(
    (slice) => {
      const segments = listAt(
        slice,
        answer.slice.segments,
        "segments",
        finder,
        LISTS_MAX.segments,
      ).map((one) => {
        const stated =
          answer.segment.cabin === undefined ? null : finder.find(answer.segment.cabin, one);
        // The cabin that was asked for is first: a seller may use one word for two cabins.
        const cabin = [search.cabin, ...CABINS].find(
          (its) => stated !== null && request.cabins[its] === stated,
        );
        cabins.push(cabin);
        const segment = readSegment(one, finder, answer.segment);
        return { ...segment, ...segmentCabin([cabin], search.cabin) };
      });
      return { durationMinutes: sliceMinutes(segments), segments };
    },
  );
  return cabinRefusal(cabins, search.cabin) ?? slices;
}

function readSegment(
  raw: unknown,
  finder: ValueFinder,
  at: JsonMapping["answer"]["segment"],
): Segment {
  const carrier = textAt(raw, at.carrier, "carrier", finder, /^[A-Z0-9]{2}$/);
  const number = finder.find(at.number, raw);
  const written = typeof number === "number" ? String(number) : number;
  // A number with another carrier's code is another flight: the two names of a codeshare are kept
  // separate.
  if (typeof written !== "string" || !new RegExp(`^(${carrier} ?)?\\d{1,4}[A-Z]?$`).test(written)) {
    throw mismatchAt("number", at.number, number, `, no flight number of ${carrier}`);
  }
  const optional = (path: typeof at.aircraft) =>
    path === undefined ? null : finder.find(path, raw);
  const aircraft = optional(at.aircraft);
  return {
    carrier,
    flightNumber: flightNumber(carrier, written),
    origin: textAt(raw, at.origin, "origin", finder, /^[A-Z]{3}$/),
    destination: textAt(raw, at.destination, "destination", finder, /^[A-Z]{3}$/),
    departure: timeAt(raw, at.departure, "departure", finder),
    arrival: timeAt(raw, at.arrival, "arrival", finder),
    durationMinutes: minutesAt(raw, at.duration, finder),
    aircraft: typeof aircraft === "string" && /^[\w-]{1,4}$/.test(aircraft) ? aircraft : "",
    ...operatingCarrier(optional(at.operatingCarrier), carrier),
    ...terminals(optional(at.originTerminal), optional(at.destinationTerminal)),
  };
}

/**
 * What a fare states beside its price. A part of another form is left out; the rest is kept.
 */
function termsOf(
  raw: unknown,
  { find }: ValueFinder,
  at: JsonMapping["answer"]["fare"],
  currency: string,
): FareTerms {
  const valueAt = (path: string | undefined) => (path === undefined ? null : find(path, raw));
  const pieces = (path: string | undefined) => {
    const count = valueAt(path);
    return leastBags([
      Number.isSafeInteger(count) && (count as number) >= 0 ? (count as number) : null,
    ]);
  };
  const terms = (condition: JsonMapping["answer"]["fare"]["change"]): Fare["change"] => {
    const allowed = valueAt(condition?.allowed);
    if (typeof allowed !== "boolean") return null;
    const fee = valueAt(condition?.fee);
    const read = fee === null ? "" : sellerMoney(fee, at.price.unit, currency);
    return { allowed, fee: allowed && typeof read !== "string" ? read : null };
  };
  const [name, letters] = [valueAt(at.name), valueAt(at.bookingClass)];
  const list: readonly unknown[] =
    typeof letters === "string" ? letters.split(",") : Array.isArray(letters) ? letters : [];
  return {
    ...NO_TERMS,
    name: typeof name === "string" ? fareName(name) : "",
    bookingClass: bookingClasses(
      list.slice(0, 64).map((letter) => (typeof letter === "string" ? letter.trim() : null)),
    ),
    cabinBags: pieces(at.cabinBags),
    checkedBags: pieces(at.checkedBags),
    change: terms(at.change),
    refund: terms(at.refund),
  };
}

/** What a fare says of its price. What is of another form, or contradicts it, is left out. */
function partsOf(
  raw: unknown,
  { find }: ValueFinder,
  at: JsonMapping["answer"]["fare"],
  price: Money,
  passengers: Passengers,
): Pick<Fare, "base" | "taxes" | "perTraveller"> {
  const moneyAt = (path: string | undefined): Money | undefined => {
    const read =
      path === undefined ? "" : sellerMoney(find(path, raw), at.price.unit, price.currency);
    return typeof read === "string" ? undefined : read;
  };
  const parts = statedParts(price, moneyAt(at.base), moneyAt(at.taxes));
  if (at.perTraveller === undefined) return parts;
  const { adults, children, infants } = passengers;
  const stated = {
    adult: adults > 0 ? moneyAt(at.perTraveller.adult) : undefined,
    child: children > 0 ? moneyAt(at.perTraveller.child) : undefined,
    infant: infants > 0 ? moneyAt(at.perTraveller.infant) : undefined,
  };
  const known = Object.entries(stated).filter(([, its]) => its !== undefined);
  const perTraveller: NonNullable<Fare["perTraveller"]> = Object.fromEntries(known);
  const fault = travellersFault(price, perTraveller, passengers);
  return fault === undefined ? { ...parts, perTraveller } : parts;
}
