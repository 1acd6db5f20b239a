// @ts-check
/**
 * Draws an auction. Every element is made from the gateway's values; no state is kept.
 *
 * @typedef {import("../../proto/messages.ts").BidderReport} BidderReport
 * @typedef {import("../../proto/messages.ts").Itinerary} Itinerary
 * @typedef {import("../../proto/messages.ts").OfferSlice} OfferSlice
 * @typedef {import("../../proto/messages.ts").SellerOffer} SellerOffer
 * @typedef {import("../../proto/messages.ts").Fare} Fare
 * @typedef {import("./api.js").LedgerView} LedgerView
 */
import { element, foreign } from "./dom.js";
import {
  clock,
  day,
  dayMark,
  duration,
  fareName,
  fareTerms,
  milliseconds,
  money,
  stops,
  terminalChanges,
} from "./format.js";
import { cabinName, mixedCabinWords, sellerCabinWords } from "./shared/cabins.js";
import { count, daysLater, operatedBy } from "./shared/format.js";
import { knownRegret } from "./shared/regret.js";

/**
 * A bidder's row: its report, or that the auction waits for it.
 * @param {string} bidder
 * @param {BidderReport} [report]
 */
export function bidderRow(bidder, report) {
  const outcome = element(
    "td",
    {},
    element(
      "span",
      { class: `outcome ${report?.outcome ?? "waiting"}` },
      report?.outcome ?? "waiting…",
    ),
  );
  if (report?.reason) outcome.append(element("small", {}, foreign(report.reason)));
  return element(
    "tr",
    { "data-bidder": bidder },
    element("th", { scope: "row" }, foreign(bidder)),
    outcome,
    element("td", { class: "figure" }, report === undefined ? "" : milliseconds(report.latencyMs)),
    element("td", { class: "figure" }, report === undefined ? "" : String(report.offers)),
  );
}

/**
 * @param {Itinerary} itinerary
 * @param {() => void} showSimilar called when the user wants to see the similar itineraries
 */
export function itineraryItem(
  { key, price, durationMinutes, slices, similar, sellers, inconvenienceCost = 0 },
  showSimilar,
) {
  return element(
    "li",
    { class: "itinerary", "data-key": key },
    element(
      "div",
      { class: "slices" },
      ...slices.map((slice) => sliceView(slice, sellers[0]?.mixedCabins === true)),
      ...(similar > 0 ? [similarButton(similar, showSimilar)] : []),
    ),
    element(
      "p",
      { class: "price" },
      element("strong", {}, money(price)),
      element("small", {}, slices.length > 1 ? `${duration(durationMinutes)} in all` : ""),
      ...(inconvenienceCost > 0 ? [inconvenienceView(price, inconvenienceCost)] : []),
    ),
    element("ul", { class: "sellers", "aria-label": "Sellers" }, ...sellers.map(sellerView)),
  );
}

/**
 * @param {Itinerary["price"]} price
 * @param {number} amount in the same currency
 */
function inconvenienceView({ currency }, amount) {
  return element(
    "small",
    {
      class: "inconvenience",
      title:
        "for waits at night, a departure before 05:00, a change to another alliance, or a long detour",
    },
    `ranked as ${money({ amount, currency })} more`,
  );
}

/**
 * @param {number} similar
 * @param {() => void} showSimilar
 */
function similarButton(similar, showSimilar) {
  const words = `+${similar} similar`;
  const means = `${words}: search again, and show near-identical connections too`;
  const button = element(
    "button",
    { type: "button", class: "similar", "aria-label": means, title: means },
    words,
  );
  button.addEventListener("click", showSimilar);
  return button;
}

/**
 * @param {OfferSlice} slice
 * @param {boolean} isMixed whether part of the trip is in a lower cabin than asked for
 */
function sliceView(slice, isMixed) {
  const [first, last] = [slice.segments[0], slice.segments.at(-1)];
  if (first === undefined || last === undefined) return element("p");
  const days = dayMark(daysLater(first.departure, last.arrival));
  const mixed = mixedCabinWords(slice);
  return element(
    "div",
    { class: "slice" },
    element(
      "p",
      { class: "times" },
      element("time", { datetime: first.departure }, clock(first.departure)),
      ` ${first.origin}`,
      ...terminal(first.originTerminal),
      " → ",
      element("time", { datetime: last.arrival }, clock(last.arrival)),
      ...(days === "" ? [] : [element("sup", { class: "days" }, days)]),
      ` ${last.destination}`,
      ...terminal(last.destinationTerminal),
    ),
    element(
      "p",
      { class: "about" },
      `${day(first.departure)} · ${duration(slice.durationMinutes)} · ${stops(slice)}`,
    ),
    element(
      "p",
      { class: "flights" },
      ...slice.segments.flatMap((segment, i) => [
        i === 0 ? "" : " + ",
        flight(segment),
        ...(mixed === "" || segment.cabin === undefined
          ? []
          : [" ", element("small", { class: "cabin" }, cabinName(segment.cabin))]),
      ]),
    ),
    ...(mixed === ""
      ? []
      : [element("p", { class: isMixed ? "mixed-cabins" : "other-cabins" }, mixed)]),
    ...operatedBy(slice).map((words) => element("p", { class: "operated-by" }, foreign(words))),
    ...terminalChanges(slice).map((change) =>
      element("p", { class: "terminal-change" }, foreign(change)),
    ),
  );
}

/**
 * The text beside an airport; nothing when the terminal is not known.
 * @param {string | undefined} name
 */
function terminal(name) {
  return name === undefined
    ? []
    : [" ", element("small", { class: "terminal" }, foreign(`Terminal ${name}`))];
}

/** @param {OfferSlice["segments"][number]} segment */
function flight({
  carrier,
  flightNumber,
  origin,
  originTerminal,
  destination,
  destinationTerminal,
  departure,
  arrival,
  aircraft,
}) {
  const days = dayMark(daysLater(departure, arrival));
  const at = (/** @type {string} */ airport, /** @type {string | undefined} */ name) =>
    name === undefined ? airport : `${airport} terminal ${name}`;
  const from = `${at(origin, originTerminal)} ${clock(departure)}`;
  const to = `${at(destination, destinationTerminal)} ${clock(arrival)}`;
  const where = `${from} → ${to}${days && ` (${days})`}`;
  const number = flightNumber.startsWith(carrier)
    ? flightNumber.slice(carrier.length)
    : flightNumber;
  return element(
    "span",
    { class: "flight", title: aircraft ? `${where}, aircraft ${aircraft}` : where },
    foreign(`${carrier} ${number}`),
  );
}

/** @param {SellerOffer} offer */
function sellerView({
  bidder,
  seller,
  price,
  originalPrice,
  modelled,
  stale,
  fares,
  selfTransfers = [],
  mixedCabins = false,
  cabins,
}) {
  const inCabins = sellerCabinWords(
    cabins === undefined ? { mixedCabins } : { mixedCabins, cabins },
  );
  const labels = [
    ...(inCabins === ""
      ? []
      : [
          element(
            "span",
            mixedCabins
              ? {
                  class: "cabins",
                  title: "Some of the flights are in a lower cabin than the one that you asked for",
                }
              : { class: "cabins" },
            inCabins,
          ),
        ]),
    ...(modelled
      ? [
          element(
            "span",
            { title: "This price comes from a fare model, not from a seller" },
            "modelled",
          ),
        ]
      : []),
    ...(stale
      ? [
          element(
            "span",
            { title: "An earlier bid that still holds: the bidder did not answer now" },
            "stale",
          ),
        ]
      : []),
  ];
  const original =
    originalPrice.currency === price.currency
      ? []
      : [element("small", {}, `(${money(originalPrice)})`)];
  return element(
    "li",
    {},
    element(
      "span",
      { class: "seller" },
      foreign(seller),
      element("small", {}, "by ", foreign(bidder), ...labels.flatMap((label) => [" · ", label])),
    ),
    element("span", { class: "asks" }, money(price), ...original),
    ...(selfTransfers.length > 0 ? [selfTransferWarning(selfTransfers)] : []),
    ...(fares.length > 0
      ? [faresView(fares, `${bidder} ${seller}${mixedCabins ? " mixed" : ""}`, modelled)]
      : []),
  );
}

/** @param {readonly string[]} airports */
function selfTransferWarning(airports) {
  const where = airports.join(" and ");
  return element(
    "p",
    { class: "self-transfer" },
    element("strong", {}, `Self-transfer at ${where}`),
    ": collect bags and check in again; the next flight does not wait",
  );
}

/**
 * @param {readonly Fare[]} fares
 * @param {string} whose the key of the seller within its itinerary
 * @param {boolean} modelled
 */
function faresView(fares, whose, modelled) {
  const summary = element(
    "summary",
    {},
    count(fares.length, "fare"),
    ...(modelled ? [element("small", {}, " · modelled")] : []),
  );
  return element(
    "details",
    { class: "fares", "data-whose": whose },
    summary,
    element("ul", {}, ...fares.map(fareView)),
  );
}

/** @param {Fare} fare */
function fareView(fare) {
  const name = fareName(fare);
  const namesBrand = fare.brand === null || name.toLowerCase().includes(fare.brand);
  return element(
    "li",
    {},
    element(
      "span",
      { class: "fare" },
      foreign(name),
      ...(namesBrand ? [] : [element("small", {}, ` ${fare.brand}`)]),
    ),
    element("span", { class: "asks" }, money(fare.price)),
    element("small", { class: "terms" }, fareTerms(fare).join(" · ")),
  );
}

/**
 * The late bids, a line each, and their regret. Empty when there are none.
 * @param {LedgerView} view
 */
export function lateLines(view) {
  const lines = view.late.map(({ bidder, latencyMs, offers, cheapest }) =>
    element(
      "p",
      {},
      "Too late: ",
      foreign(bidder),
      ` after ${milliseconds(latencyMs)}, with ${count(offers, "offer")}`,
      cheapest === null ? "." : `, the cheapest at ${money(cheapest)}.`,
    ),
  );
  const regret = knownRegret(view, money);
  return regret === "" ? lines : [...lines, element("p", {}, regret)];
}
