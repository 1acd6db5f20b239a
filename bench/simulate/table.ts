/** What was simulated, as a table. */
import { type TableColumn, table } from "../../script/cli/table.ts";
import type { SimulatedRow } from "./measure.ts";

const right = (head: string): TableColumn => ({ head, align: "right" });
const percent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)} %`;

export function simulateTable(rows: readonly SimulatedRow[]): string {
  return table(
    [
      right("bidders"),
      right("quorum"),
      right("auctions"),
      right("p50 ms"),
      right("p99 ms"),
      { head: "ended by" },
      right("bids missing"),
      right("mean regret"),
      right("CPU µs a bid"),
      right("bytes a bid"),
    ],
    rows.map((row) => [
      String(row.bidders),
      row.quorumShare === null ? "all" : percent(row.quorumShare, 0),
      String(row.auctions),
      row.p50Ms.toFixed(0),
      row.p99Ms.toFixed(0),
      endsOf(row),
      percent(row.missingShare),
      percent(row.meanRegret, 2),
      row.cpuABidUs.toFixed(1),
      row.bytesABid.toFixed(0),
    ]),
    (_style, text) => text,
  );
}

function endsOf({ ends }: SimulatedRow): string {
  return [...ends]
    .sort(([, a], [, b]) => b - a)
    .map(([end, share]) => `${end} ${percent(share, 0)}`)
    .join(", ");
}
