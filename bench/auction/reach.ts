/**
 * What is wanted, row by row: the figure, what is reached for, what is wanted at least, and the
 * verdict. Every ratio is of two figures of one run.
 */
import { type TableColumn, table } from "../../script/cli/table.ts";
import type { CompetitorMeasured } from "./measure.ts";
import { median } from "./median.ts";
import type { CallerTransport } from "./run.ts";
import { FIGURES, type RoundFigure } from "./table.ts";

export interface Goal {
  readonly what: string;
  /** Undefined where nothing was measured. */
  readonly figure: number | undefined;
  readonly unit: string;
  /** Whether more is better. */
  readonly more?: boolean;
  readonly reach: number;
  readonly least: number;
}

function verdictOf({ figure, more = false, reach, least }: Goal): string {
  if (figure === undefined) return "not measured";
  const holds = (limit: number) => (more ? figure >= limit : figure <= limit);
  if (holds(reach)) return "REACHED";
  return holds(least) ? "reached at least" : "NOT REACHED";
}

const COLUMNS: readonly TableColumn[] = [
  { head: "figure" },
  ...["is", "reach", "at least"].map((head): TableColumn => ({ head, align: "right" })),
  { head: "verdict" },
];

export function reachTable(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => {
    const { what, figure, unit, more = false, reach, least } = goal;
    const limit = (value: number) => `${more ? "≥" : "≤"} ${value} ${unit}`;
    const is = figure === undefined ? "–" : `${figure.toFixed(2)} ${unit}`;
    return [what, is, limit(reach), limit(least), verdictOf(goal)];
  });
  return table(COLUMNS, rows, (_style, text) => text);
}

/** The goals that the auction benchmark answers. */
export function auctionGoals(measured: readonly CompetitorMeasured[]): Goal[] {
  const medianOf = (
    side: string,
    figure: RoundFigure,
    transport: CallerTransport = "process",
  ): number | undefined => {
    const rounds = measured.find(
      ({ competitor }) => competitor.side === side && competitor.transport === transport,
    )?.rounds;
    const value = rounds === undefined ? Number.NaN : median(rounds.map(figure));
    return Number.isNaN(value) ? undefined : value;
  };
  const ratio = (
    peer: string,
    figure: RoundFigure,
    transport?: CallerTransport,
  ): number | undefined => {
    const [is, against] = [medianOf("ours", figure, transport), medianOf(peer, figure, transport)];
    return is === undefined || against === undefined ? undefined : is / against;
  };
  const toFloor = (what: string, figure: RoundFigure, reach: number, least: number): Goal => ({
    what: `${what}, against the floor`,
    figure: ratio("floor", figure),
    unit: "×",
    reach,
    least,
  });
  const many = (what: string, transport: CallerTransport, reach: number, least: number): Goal => ({
    what,
    figure: ratio("request-many", FIGURES.perSecond, transport),
    unit: "×",
    more: true,
    reach,
    least,
  });
  return [
    toFloor("gateway CPU an auction", FIGURES.gatewayCpuUs, 1, 1.3),
    toFloor("CPU of all processes an auction", FIGURES.allCpuUs, 1.2, 1.5),
    many("auctions/s at 64 at once, against requestMany + protobufjs", "process", 1.5, 1.1),
    toFloor("p50 one at a time", FIGURES.single, 1.1, 1.4),
    toFloor("p99 at 64 at once", FIGURES.p99, 1.1, 1.4),
    toFloor("gateway peak memory", FIGURES.peakBytes, 1.3, 1.6),
    many("HTTP requests/s, against a route over requestMany + protobufjs", "http", 1.2, 1),
    {
      what: "overrun past the deadline, 64 at once, p99.9",
      figure: medianOf("ours", FIGURES.overrunP999),
      unit: "ms",
      reach: 5,
      least: 10,
    },
  ];
}

/** The other goals, and where they are answered. */
export const ELSEWHERE = `\
Elsewhere: CPU a bid from 3 to 300 bidders, µs an offer that does not win and bytes of a bid: bench scale; memory
after 1,000,000 auctions: bench soak --auctions 1000000; \`npm start\` to ready and the first search: bench start; the
search for connections and its p99: bench engines. One table of all but the last: bench reach.`;
