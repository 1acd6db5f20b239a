// @ts-check
/**
 * Cabins in words, for the page and for the terminal. Pure: no DOM.
 *
 * @typedef {import("../../../proto/messages.ts").Cabin} Cabin
 * @typedef {import("../../../proto/messages.ts").OfferSlice} OfferSlice
 * @typedef {import("../../../proto/messages.ts").SellerOffer} SellerOffer
 */
import { capitalized } from "./format.js";

/** The cabins from the lowest to the highest. @type {Readonly<Record<Cabin, string>>} */
const WORDS = {
  economy: "economy",
  premium_economy: "premium economy",
  business: "business",
  first: "first class",
};
const CABINS = /** @type {readonly Cabin[]} */ (Object.keys(WORDS));
/** A slice has at most eight flights. */
const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/**
 * @param {Cabin} cabin
 * @returns {string} `premium economy`
 */
export function cabinName(cabin) {
  return WORDS[cabin] ?? cabin;
}

/**
 * The highest cabin of a slice in several cabins, and which flights are in another.
 * @param {Pick<OfferSlice, "segments">} slice
 * @returns {string} `Business, first flight in economy`; empty where all are in one
 */
export function mixedCabinWords({ segments }) {
  const cabins = segments.flatMap(({ cabin }) => (cabin === undefined ? [] : [cabin]));
  const highest = [...CABINS].reverse().find((cabin) => cabins.includes(cabin));
  if (highest === undefined || cabins.every((cabin) => cabin === highest)) return "";
  const others = CABINS.filter((cabin) => cabin !== highest && cabins.includes(cabin)).map(
    (cabin) => {
      const which = segments.flatMap((one, i) => (one.cabin === cabin ? [ORDINALS[i] ?? ""] : []));
      const flights = which.length === 1 ? "flight" : "flights";
      return `${which.join(" and ")} ${flights} in ${cabinName(cabin)}`;
    },
  );
  return [capitalized(cabinName(highest)), ...others].join(", ");
}

/**
 * What is to be said of the cabins of one seller, whose flights stand above it.
 * @param {Pick<SellerOffer, "mixedCabins" | "cabins">} offer
 * @returns {string} `mixed cabins`, `mixed cabins: economy, business`, `all in business`, or empty
 */
export function sellerCabinWords({ mixedCabins = false, cabins }) {
  const words = mixedCabins ? "mixed cabins" : "";
  if (cabins === undefined) return words;
  const [first] = cabins;
  if (!mixedCabins && first !== undefined && cabins.every((cabin) => cabin === first))
    return `all in ${cabinName(first)}`;
  return `${words === "" ? "cabins" : words}: ${cabins.map(cabinName).join(", ")}`;
}
