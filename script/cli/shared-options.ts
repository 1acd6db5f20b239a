/** Options and arguments that several commands have, worded once. */

export const URL_OPTION = [
  "--url <url>",
  "ask this gateway over HTTP: http://127.0.0.1:8080; else over NATS",
] as const;

export const DETAILS_OPTION = [
  "--details",
  "what codes stand for, and estimates of emissions",
] as const;

/** Of an option that shows them; commands have other names for it. */
export const ALL_SELLERS =
  "all sellers of each itinerary, with base and taxes where they say them, and terminals";

export const FAIL_ON_PARTIAL_OPTION = [
  "--fail-on-partial",
  "exit code 4 when an expected bidder is missing from the result",
] as const;

export const RECORDS_ARGUMENT = [
  "<records...>",
  "files of records, folders of them, or nats: and the name of a stream",
] as const;
