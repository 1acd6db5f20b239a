/** What an endurance run has shown: as Markdown, with charts beside it. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Chart, lineChart } from "../chart.ts";
import { type Book, endedOf, sum } from "./books.ts";
import { type Flatness, flatness, type Point } from "./flatness.ts";
import type { EnduranceMeasured } from "./measure.ts";
import type { PartSample, SystemSample } from "./sample.ts";

/** These parts are never ended in a run: what grows in them would show. */
const LASTING = ["gw-1", "stops-1", "partners-1"] as const;

interface FigureOfPart {
  readonly name: string;
  readonly unit: string;
  readonly figure: (sample: PartSample) => number | undefined;
  /** A growth that is none, in the unit. Infinity: shown, and not judged. */
  readonly tolerance: number;
}

const FIGURES: readonly FigureOfPart[] = [
  { name: "resident memory", unit: "MB", figure: (one) => one.residentMb, tolerance: 2 },
  { name: "pages of files", unit: "MB", figure: (one) => one.mappedMb, tolerance: Infinity },
  { name: "heap", unit: "MB", figure: (one) => one.heapMb, tolerance: 2 },
  // The connections of callers come and go.
  { name: "descriptors", unit: "", figure: (one) => one.descriptors, tolerance: 3 },
  { name: "event loop p99", unit: "ms", figure: (one) => one.loopP99Ms, tolerance: 2 },
];

interface JudgedFigure {
  readonly what: string;
  readonly unit: string;
  readonly isJudged: boolean;
  /** Undefined where there are too few samples. */
  readonly judged: Flatness | undefined;
}

function seriesOf(
  samples: readonly SystemSample[],
  figure: (sample: SystemSample) => number | undefined,
): Point[] {
  return samples.flatMap((sample) => {
    const y = figure(sample);
    return y === undefined || Number.isNaN(y) ? [] : [{ x: sample.minutes, y }];
  });
}

function judgedFigures({ samples }: EnduranceMeasured): JudgedFigure[] {
  const ofParts = LASTING.flatMap((name) =>
    FIGURES.map(({ name: what, unit, figure, tolerance }) => ({
      what: `${name}: ${what}`,
      unit,
      isJudged: tolerance < Infinity,
      judged: flatness(
        seriesOf(samples, ({ parts }) => {
          const part = parts[name];
          return part === undefined ? undefined : figure(part);
        }),
        tolerance,
      ),
    })),
  );
  const store = (what: string, unit: string, figure: "megabytes" | "messages") => ({
    what: `JetStream: ${what}`,
    unit,
    isJudged: true,
    judged: flatness(
      seriesOf(samples, (sample) => sample.store?.[figure]),
      0.1,
    ),
  });
  return [...ofParts, store("bytes", "MB", "megabytes"), store("messages", "", "messages")];
}

const cells = (...values: readonly (string | number)[]) => `| ${values.join(" | ")} |`;
const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ") || "none";

function flatnessTable(measured: EnduranceMeasured): string[] {
  return [
    cells("figure", "level", "growth", "varies by", "verdict"),
    cells("---", "---:", "---:", "---:", "---"),
    ...judgedFigures(measured).map(({ what, unit, isJudged, judged }) => {
      if (judged === undefined) return cells(what, "–", "–", "–", "too few samples");
      const { level, growth, spread, isFlat } = judged;
      const shown = (value: number) => `${value.toFixed(2)} ${unit}`.trim();
      const verdict = isFlat ? "flat" : "GROWS";
      const values = [shown(level), shown(growth), shown(spread)];
      return cells(what, ...values, isJudged ? verdict : "not judged");
    }),
  ];
}

function faultTable({ spans }: EnduranceMeasured): string[] {
  return [
    cells(
      ...["min", "fault", "searches", "full", "partial", "clear errors", "silent losses"],
      ...["longest without a full result", "whole again after"],
    ),
    cells("---:", "---", ...Array.from({ length: 7 }, () => "---:")),
    ...spans.map(({ atMinutes, name, wholeAfterMs, book }) =>
      cells(
        ...[atMinutes.toFixed(1), name, book.opened, sum(book.full), sum(book.partial)],
        ...[`${sum(book.errors)}${codesOf(book)}`, book.silent],
        ...[`${(book.withoutFullMsMax / 1_000).toFixed(1)} s`],
        `${(wholeAfterMs / 1_000).toFixed(1)} s`,
      ),
    ),
  ];
}

const codesOf = ({ errors }: Book) => (sum(errors) === 0 ? "" : ` (${listed(errors)})`);

export function enduranceReport(measured: EnduranceMeasured, machine: string): string {
  const { book, minutes, perSecond, topPerSecond, notSent, inFlight, spans, samples } = measured;
  return [
    "# Endurance: one run under steady load, with a fault every minute",
    "",
    `${minutes.toFixed(1)} minutes at ${perSecond} searches/s, ${((100 * perSecond) / topPerSecond).toFixed(0)} % of the ${topPerSecond.toFixed(0)}/s that the same ` +
      "system reached just before with 64 callers. Broker, two gateways, two instances of each of three bidders, " +
      `and the callers on one machine: ${machine}. [What it is](../README.md#npm-run-bench----endurance-an-hour-with-a-fault-every-minute).`,
    "",
    `- opened ${book.opened}, ended ${endedOf(book)}; **silent losses ${book.silent}**, wrong answers ${sum(book.wrong)}`,
    `- full results ${sum(book.full)}: ${listed(book.full)}`,
    `- partial results ${sum(book.partial)}: ${listed(book.partial)}`,
    `- clear errors ${sum(book.errors)}: ${listed(book.errors)}`,
    `- not sent, because all callers waited: ${notSent}`,
    `- auctions that the gateways still had open at the end: ${inFlight}`,
    `- longest time without a full result: ${(book.withoutFullMsMax / 1_000).toFixed(1)} s`,
    ...Object.entries(book.wrong).map(([what, count]) => `- wrong, ${count} times: ${what}`),
    "",
    `## Flat, by the second half of ${samples.length} samples`,
    "",
    "`growth`: over the second half, by its median slope. `varies by`: the middle half of the values, the growth taken out. It grows where the growth exceeds both what it",
    "varies by and a tolerance: 2 % of its level, and at least 2 MB, 2 ms, 3 descriptors, and 0.1 MB or message of JetStream. Resident memory is the process's own; pages of files, which the kernel drops and maps again, and processes share, are not judged.",
    "",
    ...flatnessTable(measured),
    "",
    `## The ${spans.length} faults`,
    "",
    "Each row counts the searches that were opened from that fault to the next.",
    "",
    ...faultTable(measured),
    "",
    ...Object.keys(CHARTS).map((file) => `![${CHARTS[file]?.title}](${file})`),
    "",
  ].join("\n");
}

type PartFigure = keyof PartSample;

const partsChart =
  (figure: PartFigure, ...names: readonly string[]) =>
  ({ samples }: EnduranceMeasured): Chart["series"] =>
    names.map((name) => ({
      name,
      points: seriesOf(samples, ({ parts }) => parts[name]?.[figure]),
    }));

interface TimeChart {
  readonly title: string;
  series(measured: EnduranceMeasured): Chart["series"];
}

const CHARTS: Readonly<Record<string, TimeChart>> = {
  "endurance-results.svg": {
    title: "Full results and clear errors a second",
    series: ({ samples }) => [
      { name: "errors", points: seriesOf(samples, (one) => one.errorsPerSecond) },
      { name: "full", points: seriesOf(samples, (one) => one.fullPerSecond) },
    ],
  },
  "endurance-waited.svg": {
    title: "What callers waited, p99, ms",
    series: ({ samples }) => [{ name: "p99", points: seriesOf(samples, (one) => one.waitedP99Ms) }],
  },
  "endurance-resident.svg": {
    title: "Resident memory of its own, MB",
    series: partsChart("residentMb", "broker", "gw-1", "partners-1", "stops-1", "gw-2"),
  },
  "endurance-heap.svg": {
    title: "Heap in use, MB",
    series: partsChart("heapMb", "stops-1", "gw-1", "partners-1", "gw-2"),
  },
  "endurance-descriptors.svg": {
    title: "Open descriptors",
    series: partsChart("descriptors", "broker", "gw-1", "stops-1", "gw-2"),
  },
  "endurance-loop.svg": {
    title: "Event loop delay, p99, ms",
    series: partsChart("loopP99Ms", "stops-1", "gw-1", "partners-1", "gw-2"),
  },
  "endurance-store.svg": {
    title: "JetStream: messages, and kilobytes",
    series: ({ samples }) => [
      { name: "messages", points: seriesOf(samples, (one) => one.store?.messages) },
      {
        name: "KB",
        points: seriesOf(samples, ({ store }) => store && store.megabytes * 1_024),
      },
    ],
  },
};

/** Writes the report and its charts into the folder. */
export async function writeReport(
  measured: EnduranceMeasured,
  machine: string,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "endurance.md"), enduranceReport(measured, machine));
  const marks = measured.spans.map(({ atMinutes: x, name }) => ({ x, name }));
  for (const [file, { title, series }] of Object.entries(CHARTS)) {
    const chart = {
      title,
      xLabel: "minutes",
      xAxis: "time",
      series: series(measured),
      marks,
    } as const;
    await writeFile(join(folder, file), lineChart(chart));
  }
}
