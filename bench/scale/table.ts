/** What the scale benchmark measured: tables, goals and charts. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TableColumn, table } from "../../script/cli/table.ts";
import { median } from "../auction/median.ts";
import type { Goal } from "../auction/reach.ts";
import type { Costs } from "../auction/session.ts";
import { WORK } from "../auction/work.ts";
import { type Chart, lineChart } from "../chart.ts";
import { SCALE_SIDES, type ScaleMeasured, type ScalePoint, type ScaleSide } from "./measure.ts";

type ScaleFigure = (costs: Costs, size: number) => number;

const gatewayUs: ScaleFigure = ({ gatewayCpuUs }) => gatewayCpuUs;
const gatewayUsABid: ScaleFigure = ({ gatewayCpuUs }, bidders) => gatewayCpuUs / bidders;
const allUsABid: ScaleFigure = ({ allCpuUs }, bidders) => allCpuUs / bidders;

/** Undefined where the size was not measured. */
function at(
  points: readonly ScalePoint[],
  side: ScaleSide,
  size: number,
  figure: ScaleFigure,
): number | undefined {
  const costs = points.find((point) => point.side === side && point.size === size)?.costs ?? [];
  return costs.length === 0 ? undefined : median(costs.map((one) => figure(one, size)));
}

const sizesOf = (points: readonly ScalePoint[]) => [...new Set(points.map(({ size }) => size))];

/**
 * Microseconds of the gateway for each offer more, between the smallest size and this one. None of
 * these offers wins: the best twenty are among the first.
 */
function usAnOffer(
  points: readonly ScalePoint[],
  side: ScaleSide,
  size: number,
): number | undefined {
  const least = Math.min(...sizesOf(points));
  const [few, many] = [at(points, side, least, gatewayUs), at(points, side, size, gatewayUs)];
  if (size === least || few === undefined || many === undefined) return undefined;
  return (many - few) / ((size - least) * WORK.bidders);
}

const digits = (value: number | undefined, count: number) => value?.toFixed(count) ?? "–";

export function scaleTables({ byBidders, byOffers, bytes }: ScaleMeasured): string {
  const right = (head: string): TableColumn => ({ head, align: "right" });
  const bidderRows = sizesOf(byBidders).flatMap((size) =>
    SCALE_SIDES.map((side) => [
      String(size),
      side,
      digits(at(byBidders, side, size, gatewayUs), 0),
      digits(at(byBidders, side, size, gatewayUsABid), 1),
      digits(at(byBidders, side, size, allUsABid), 1),
    ]),
  );
  const offerRows = sizesOf(byOffers).flatMap((size) =>
    SCALE_SIDES.map((side) => [
      String(size),
      side,
      digits(at(byOffers, side, size, gatewayUs), 0),
      digits(usAnOffer(byOffers, side, size), 3),
    ]),
  );
  const leftOut = [...byBidders, ...byOffers]
    .filter(({ refused }) => refused !== null)
    .map(({ side, size, refused }) => `left out: ${side}, ${size}: ${refused?.split("\n")[0]}`);
  const plain = (columns: readonly TableColumn[], rows: readonly string[][]) =>
    table(columns, rows, (_style, text) => text);
  return [
    "bidders, 10 offers each, top 20\n",
    plain(
      [
        right("bidders"),
        { head: "" },
        right("gateway CPU µs"),
        right("a bid"),
        right("of all, a bid"),
      ],
      bidderRows,
    ),
    "\n\noffers a bid, 3 bidders, top 20\n",
    plain(
      [right("offers"), { head: "" }, right("gateway CPU µs"), right("an offer that does not win")],
      offerRows,
    ),
    `\n\na bid of 10 offers: ${bytes.ours.toFixed(0)} bytes, as JSON ${bytes.json.toFixed(0)}`,
    ...leftOut,
  ].join("\n");
}

export function scaleGoals({ byBidders, byOffers, bytes }: ScaleMeasured): Goal[] {
  const aBid = sizesOf(byBidders).map((size) => at(byBidders, "ours", size, allUsABid));
  const known = aBid.filter((value) => value !== undefined);
  const [first] = known;
  const isWhole = known.length === aBid.length && first !== undefined;
  const sizes = sizesOf(byBidders).join(" → ");
  return [
    {
      what: `CPU of all a bid, ${sizes} bidders: the most against the first`,
      figure: isWhole ? Math.max(...known) / first : undefined,
      unit: "×",
      reach: 1.2,
      least: 1.2,
    },
    {
      what: "gateway CPU for an offer that does not win",
      figure: usAnOffer(byOffers, "ours", Math.max(...sizesOf(byOffers))),
      unit: "µs",
      reach: 0.25,
      least: 0.5,
    },
    {
      what: "bytes of a bid of 10 offers, against JSON",
      figure: bytes.ours / bytes.json,
      unit: "×",
      reach: 0.4,
      least: 0.5,
    },
  ];
}

/** Writes the two charts into the folder. */
export async function drawScale(
  { byBidders, byOffers }: ScaleMeasured,
  folder: string,
): Promise<void> {
  const series = (points: readonly ScalePoint[], figure: ScaleFigure) =>
    SCALE_SIDES.map((name) => ({
      name,
      points: sizesOf(points).flatMap((size) => {
        const value = at(points, name, size, figure);
        return value === undefined ? [] : [{ x: size, y: value }];
      }),
    }));
  const charts: Record<string, Chart> = {
    "scale-bidders.svg": {
      title: "Processor time of all processes for a bid of 10 offers, µs",
      xLabel: "bidders",
      xAxis: "sizes",
      series: series(byBidders, allUsABid),
    },
    "scale-offers.svg": {
      title: "Processor time of the gateway for an auction of 3 bidders, µs",
      xLabel: "offers a bid",
      xAxis: "sizes",
      series: series(byOffers, gatewayUs),
    },
  };
  await mkdir(folder, { recursive: true });
  for (const [file, chart] of Object.entries(charts))
    await writeFile(join(folder, file), lineChart(chart));
}
