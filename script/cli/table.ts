/** Tables of the terminal, with lines only under the head and between rows. */
import Table from "cli-table3";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import {
  airports,
  cabinLines,
  duration,
  emissionWords,
  flights,
  formatMoney,
  inconvenienceWords,
  operatorLines,
  type Paint,
  plain,
  sellerLines,
  similarWords,
  stops,
  times,
  uptime,
} from "./format.ts";
import type { RosterBidder } from "./roster.ts";

export interface TableColumn {
  readonly head: string;
  readonly align?: "left" | "right";
}

/** All but the lines between rows. */
const NO_FRAME = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", right: "", "right-mid": "", middle: "" },
  ...{ mid: "─", "mid-mid": "" },
};

/** Cells may have several lines. */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): string {
  const made = new Table({
    head: columns.map(({ head }) => paint("bold", head)),
    colAligns: columns.map(({ align = "left" }) => align),
    chars: NO_FRAME,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

/** The airports are shown where they differ from one itinerary to another. */
export function itineraryTable(itineraries: readonly Itinerary[], paint: Paint): string {
  const areSeveral = new Set(itineraries.map((one) => airports(one).join())).size > 1;
  const columns: TableColumn[] = [
    { head: "#", align: "right" },
    { head: "price", align: "right" },
    ...(areSeveral ? [{ head: "airports" }] : []),
    { head: "flights" },
    { head: "departure → arrival" },
    { head: "duration", align: "right" },
    { head: "stops" },
    { head: "sellers" },
  ];
  const rows = itineraries.map((itinerary, i) => [
    String(i + 1),
    formatMoney(itinerary.price),
    ...(areSeveral ? [airports(itinerary).join("\n")] : []),
    [
      ...itinerary.slices.map((slice) => plain(flights(slice), 60)),
      ...operatorLines(itinerary),
      ...cabinLines(itinerary),
      similarWords(itinerary),
      emissionWords(itinerary),
      inconvenienceWords(itinerary),
    ]
      .filter((line) => line !== "")
      .join("\n"),
    itinerary.slices.map(times).join("\n"),
    itinerary.slices.map((slice) => duration(slice.durationMinutes)).join("\n"),
    itinerary.slices.map(stops).join("\n"),
    sellerLines(itinerary).join("\n"),
  ]);
  return [
    table(columns, rows, paint),
    ...notes(itineraries).map((note) => paint("dim", note)),
  ].join("\n");
}

/** `AA American Airlines · JFK New York J F Kennedy International Airport`, where it has names. */
export function nameLine({ names }: Pick<SearchResult, "names">): string {
  if (names === undefined) return "";
  return [...names.carriers, ...names.airports]
    .map(({ code, name }) => `${plain(code)} ${plain(name, 60)}`)
    .join(" · ");
}

/** The meaning of the marks that are used. */
function notes(itineraries: readonly Itinerary[]): string[] {
  const sellers = itineraries.flatMap((itinerary) => itinerary.sellers);
  return [
    sellers.some(({ modelled }) => modelled)
      ? "* the price comes from a fare model, not from a seller"
      : "",
    sellers.some(({ fares: [fare] }) => fare?.cabinBags != null && fare.checkedBags !== null)
      ? "1+0 bags: what a traveller may take into the cabin, and check in"
      : "",
    sellers.some(({ selfTransfers }) => selfTransfers !== undefined)
      ? "self-transfer: two tickets; collect bags and check in again there, and the next flight does not wait"
      : "",
    sellers.some(({ mixedCabins }) => mixedCabins)
      ? "mixed cabins: some of the flights are in a lower cabin than the one that was asked for"
      : "",
    itineraries.some(({ co2Estimate }) => co2Estimate !== undefined)
      ? "kg CO2 each: an estimate for one traveller, by the distances, aircraft and cabins of the flights"
      : "",
    itineraries.some(({ similar }) => similar > 0)
      ? "+n similar: near-identical connections that --similar shows"
      : "",
  ].filter((note) => note !== "");
}

/** A line for each instance, under the name of its kind. `nowMs`: epoch milliseconds. */
export function rosterTable(bidders: readonly RosterBidder[], nowMs: number, paint: Paint): string {
  const columns: TableColumn[] = [
    { head: "bidder" },
    { head: "instance" },
    { head: "version" },
    { head: "markets" },
    { head: "in flight", align: "right" },
    { head: "waiting", align: "right" },
    { head: "requests", align: "right" },
    { head: "errors", align: "right" },
    { head: "p50", align: "right" },
    { head: "p95", align: "right" },
    { head: "uptime", align: "right" },
  ];
  const number = (n: number | null, unit = "") => (n === null ? "–" : `${n}${unit}`);
  const rows = bidders.flatMap(({ bidder, instances }) =>
    instances.map((one, i) => [
      i === 0 ? plain(bidder) : "",
      plain(one.id),
      plain(one.version),
      plain(one.markets.join(" ")),
      number(one.inFlight),
      number(one.waiting),
      number(one.requests),
      one.errors > 0 ? paint("red", String(one.errors)) : "0",
      number(one.p50Ms === null ? null : Math.round(one.p50Ms * 10) / 10, " ms"),
      number(one.p95Ms === null ? null : Math.round(one.p95Ms * 10) / 10, " ms"),
      one.startedAt === null ? "–" : uptime(nowMs - Date.parse(one.startedAt)),
    ]),
  );
  return table(columns, rows, paint);
}
