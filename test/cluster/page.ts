/** The page that keeps what one run counted: `bench/results/cluster.md`. */
import type { Counts } from "./counts.ts";
import type { Report } from "./run.ts";

/** @param terms which commit and machine it was, and how it was started */
export function pageOf(report: Report, terms: string): string {
  const { counts, byFault, faults, loadAverages, minutes, startedAt } = report;
  const wrong = Object.entries(faults).filter(([, list]) => list.length > 0);
  const loads = loadAverages.map((load) => Math.round(load));
  return [
    "# The test of a cluster: what one run counted",
    "",
    `Began ${startedAt}, faults for ${minutes.toFixed(1)} minutes. ${terms} ${report.processors} processors, load average ${Math.min(...loads)} to ${Math.max(...loads)}.`,
    "[What it does and checks](../../docs/cluster.md#the-test-of-a-cluster). A machine with more free processors answers more searches in full.",
    "",
    `- searches sent ${counts.sent}: full results ${counts.full} (${counts.narrow} of them narrow), partial results ${counts.partial}, clear errors ${sum(counts.errors)}${codes(counts.errors)}, connections that were refused or ended ${counts.disconnected}`,
    `- **silent losses ${faults.silentLosses.length} over HTTP, ${faults.lostOverNats.length} over NATS**; false \`no-bidders\` ${faults.falseNoBidders.length}; wrong partials ${faults.wrongPartials.length}`,
    `- auctions seen to open ${report.opened}, with bids ${report.bids}; without an end ${faults.auctionsWithoutLine.length}; left open ${faults.leftOpen.length}; ended for a search that another gateway answered ${report.superseded}`,
    `- searches of a killed gateway that another one answered ${report.kept}`,
    `- observers were cut off from their brokers for ${report.cutSeconds.toFixed(0)} s together`,
    `- longest time without a full result: ${seconds(counts.withoutFullResultMsMax)}`,
    `- other faults of the books: ${wrong.map(([name, list]) => `${name} ${list.length}`).join(", ") || "none"}`,
    "",
    "Of several rounds the table has the last one.",
    "",
    "| fault | searches | full | partial | clear errors | connections ended | longest without a full result |",
    "| --- | ---: | ---: | ---: | --- | ---: | ---: |",
    ...Object.entries(byFault).map(([name, one]) => rowOf(name, one)),
    "",
  ].join("\n");
}

const rowOf = (name: string, one: Counts): string =>
  `| ${name} | ${one.sent} | ${one.full} | ${one.partial} | ${sum(one.errors)}${codes(one.errors)} | ${one.disconnected} | ${seconds(one.withoutFullResultMsMax)} |`;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

function codes(counts: Readonly<Record<string, number>>): string {
  const all = Object.entries(counts).map(([code, count]) => `${code} ${count}`);
  return all.length === 0 ? "" : ` (${all.join(", ")})`;
}
