/**
 * The commands of `bench`, each with what it answers. They are known here by name, since the code
 * of the benchmarks is in no package, and a command must not load it.
 */
export const BENCHMARKS = {
  auction: "what an auction costs, beside a hand-tuned floor and the usual libraries",
  scale: "how that grows with bidders and with offers, and how large a bid is",
  soak: "whether a gateway stays as it is under long work with faults",
  endurance: "what a whole system loses in an hour of faults, and whether it grows",
  start: "how soon `npm start` is ready, and its first search answered",
  reach: "the first three and start in one run, with one table (about half an hour)",
  tail: "what hedging is worth",
  engines: "how fast the search for connections is",
  threads: "what a second thread is worth",
  kept: "what pages, filters and facets of a search that is kept cost",
  simulate: "how auctions of up to 10,000 bidders end, and what the stop rule costs",
  regret: "mean latency against mean regret, by the rule that stops an auction",
  replay: "how many recorded auctions are replayed in a second of one core",
  record: "what recording costs an auction, in pairs of one process",
  page: "how soon the page shows its first itinerary over a slow network",
  peers: "no benchmark: installs what `auction` and `engines` compare with, in bench/peers",
} as const;

/** What is said where none is named: they take minutes, so none runs unasked. */
export function benchmarksText(): string {
  const names = Object.keys(BENCHMARKS);
  const width = Math.max(...names.map(({ length }) => length));
  return [
    "Usage: scatter bench <name> [options]",
    "",
    ...Object.entries(BENCHMARKS).map(([name, says]) => `  ${name.padEnd(width)}  ${says}`),
    "",
    "Each has --help. One of these names is needed.",
  ].join("\n");
}
