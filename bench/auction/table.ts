/** What the auction benchmark measured, as tables. */
import { type TableColumn, table } from "../../script/cli/table.ts";
import type { CompetitorMeasured, RoundMeasured } from "./measure.ts";
import { median, spread } from "./median.ts";
import type { CallerTransport } from "./run.ts";

export type RoundFigure = (round: RoundMeasured) => number;
type Written = readonly [head: string, figure: RoundFigure, digits: number];

export const FIGURES = {
  perSecond: ({ loaded }: RoundMeasured) => loaded.perSecond,
  gatewayCpuUs: ({ loaded }: RoundMeasured) => loaded.gatewayCpuUs,
  biddersCpuUs: ({ loaded }: RoundMeasured) => loaded.biddersCpuUs,
  brokerCpuUs: ({ loaded }: RoundMeasured) => loaded.brokerCpuUs,
  allCpuUs: ({ loaded }: RoundMeasured) => loaded.allCpuUs,
  p50: ({ loaded }: RoundMeasured) => loaded.p50,
  p99: ({ loaded }: RoundMeasured) => loaded.p99,
  single: ({ single }: RoundMeasured) => single.p50,
  peakBytes: ({ loaded }: RoundMeasured) => loaded.peakBytes,
  wireBytes: ({ loaded }: RoundMeasured) => loaded.wireBytes,
  overrunP50: ({ silent }: RoundMeasured) => silent?.overrun?.p50 ?? Number.NaN,
  overrunP999: ({ silent }: RoundMeasured) => silent?.overrun?.p999 ?? Number.NaN,
} satisfies Record<string, RoundFigure>;

const MB = 1024 * 1024;
const COSTS: readonly Written[] = [
  ["auctions/s", FIGURES.perSecond, 0],
  ["gateway CPU µs", FIGURES.gatewayCpuUs, 0],
  ["bidders", FIGURES.biddersCpuUs, 0],
  ["broker", FIGURES.brokerCpuUs, 0],
  ["all CPU µs", FIGURES.allCpuUs, 0],
  ["p50 ms", FIGURES.p50, 1],
  ["p99 ms", FIGURES.p99, 1],
  ["one at a time ms", FIGURES.single, 2],
  ["gateway peak MB", (round) => FIGURES.peakBytes(round) / MB, 0],
  ["bytes", FIGURES.wireBytes, 0],
];
const OVERRUN: readonly Written[] = [
  ["overrun p50 ms", FIGURES.overrunP50, 1],
  ["p99.9 ms", FIGURES.overrunP999, 1],
];

const TITLES: Readonly<Record<CallerTransport, string>> = {
  process: "called in its own process, 64 at once; medians (spread)",
  nats: "asked over NATS by another process; the callers' own processor time does not count",
  http: "asked over HTTP by another process, peers by a fastify route; callers do not count",
};

/** A table for each way in, each with what was left out and why. */
export function auctionTables(measured: readonly CompetitorMeasured[]): string {
  return (["process", "nats", "http"] as const)
    .map((transport) => measured.filter(({ competitor }) => competitor.transport === transport))
    .filter((some) => some.length > 0)
    .map((some) => transportTable((some[0] as CompetitorMeasured).competitor.transport, some))
    .join("\n\n\n");
}

function transportTable(
  transport: CallerTransport,
  measured: readonly CompetitorMeasured[],
): string {
  const columns = transport === "process" ? [...COSTS, ...OVERRUN] : COSTS;
  const heads: TableColumn[] = [
    { head: "" },
    ...columns.map(([head]): TableColumn => ({ head, align: "right" })),
  ];
  const rows = measured
    .filter(({ rounds }) => rounds.length > 0)
    .map(({ competitor, rounds }) => [
      competitor.label,
      ...columns.map(([, figure, digits]) => written(rounds.map(figure), digits)),
    ]);
  const leftOut = measured
    .filter(({ refused }) => refused !== null)
    .map(({ competitor, refused }) => `left out: ${competitor.label}: ${firstLine(refused ?? "")}`);
  const notes = measured.flatMap(({ competitor, rounds }) => {
    const sum = (key: "partial" | "refusals") =>
      rounds.reduce((total, { loaded, single }) => total + loaded[key] + single[key], 0);
    const [partial, refusals] = [sum("partial"), sum("refusals")];
    return [
      ...(partial > 0
        ? [`${competitor.label}: ${partial} answers lacked a bidder at the deadline`]
        : []),
      ...(refusals > 0
        ? [`${competitor.label}: ${refusals} searches were refused as overloaded`]
        : []),
    ];
  });
  const painted = table(heads, rows, (_style, text) => text);
  return [TITLES[transport], "", painted, ...leftOut, ...notes].join("\n");
}

function written(values: readonly number[], digits: number): string {
  const middle = median(values);
  if (Number.isNaN(middle)) return "–";
  const apart = values.length > 1 ? ` (${(100 * spread(values)).toFixed(0)} %)` : "";
  return middle.toFixed(digits) + apart;
}

const firstLine = (text: string) => text.split("\n")[0] ?? "";
