/** What `threads` has measured, as text. */
import Table from "cli-table3";
import type { Histogram } from "hdr-histogram-js";
import type { MeasuredBlock, ThreadsMeasured, ThreadsSide } from "./threads.ts";

const RATIO_MIN = 1.7;
const LOOP_MS_MAX = 5;
const CANCEL_MS_MAX = 10;

const ms = (microseconds: number) => (microseconds / 1_000).toFixed(1);
const quantile = (histogram: Histogram, percent: number) =>
  ms(histogram.getValueAtPercentile(percent));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

const medianOf = ({ blocks }: ThreadsSide, value: (block: MeasuredBlock) => number) =>
  median(blocks.map(value));

export function threadsTable({ sides }: ThreadsMeasured): string {
  const table = new Table({
    head: [
      "threads",
      "searches/s",
      "cores used",
      "CPU ms",
      "of it bidding",
      "p50 ms",
      "p99 ms",
      "offers",
      "loop p99 ms",
      "worst block",
      "longest",
      "idle p99",
      "resident MB",
    ],
    style: { head: [], border: [] },
  });
  for (const side of sides) {
    const { threads, blocks, waited, offers, idle } = side;
    const loops = blocks.map(({ delay }) => delay.p99 / 1e6);
    table.push([
      threads,
      medianOf(side, ({ perSecond }) => perSecond).toFixed(0),
      medianOf(side, ({ cpuMs, elapsedMs }) => cpuMs / elapsedMs).toFixed(2),
      medianOf(side, cpuOf).toFixed(2),
      medianOf(side, biddingOf).toFixed(2),
      quantile(waited, 50),
      quantile(waited, 99),
      offers,
      median(loops).toFixed(2),
      Math.max(...loops).toFixed(2),
      Math.max(...blocks.map(({ delay }) => delay.max / 1e6)).toFixed(1),
      (idle.delay.p99 / 1e6).toFixed(2),
      Math.max(...blocks.map(({ residentBytes }) => residentBytes / 1e6)).toFixed(0),
    ]);
  }
  return table.toString();
}

/** Processor milliseconds of one search. */
const cpuOf = ({ cpuMs, perSecond, elapsedMs }: MeasuredBlock) =>
  (1_000 * cpuMs) / (perSecond * elapsedMs);
const biddingOf = ({ biddingCpuMs, perSecond, elapsedMs }: MeasuredBlock) =>
  (1_000 * biddingCpuMs) / (perSecond * elapsedMs);

export function threadsVerdict({
  sides,
  alone,
  afterCancel,
  tooLate,
  alonePairs,
}: ThreadsMeasured): string {
  const [one, two] = sides as [ThreadsSide, ThreadsSide];
  const ratios = one.blocks
    .map(({ perSecond }, i) => (two.blocks[i] as MeasuredBlock).perSecond / perSecond)
    .sort((a, b) => a - b);
  const ratio = median(ratios);
  // One thread searches all the time, and the bidding goes on beside it; two threads share two
  // cores with the bidding.
  const most = (2 * (medianOf(one, cpuOf) - medianOf(one, biddingOf))) / medianOf(two, cpuOf);
  const loop = medianOf(two, ({ delay }) => delay.p99 / 1e6);
  const stop = (percent: number) =>
    afterCancel.getValueAtPercentile(percent) - alone.getValueAtPercentile(50);
  const aloneRatio = median(alonePairs.map(([withOne, withTwo]) => withTwo / withOne));
  const verdict = (holds: boolean) => (holds ? "holds" : "does NOT hold");
  return [
    `two threads against one, beside broker and callers on the same cores: ${ratio.toFixed(2)} × (median of ${ratios.length} pairs of blocks, from ${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)})`,
    `two cores with nothing on them but the bidder would give ${Math.min(2, most).toFixed(2)} ×, from the processor time of a search and of its bid`,
    `the threads alone, two against one: ${aloneRatio.toFixed(2)} × (median of ${alonePairs.length} pairs); at least ${RATIO_MIN} where two cores are free: ${verdict(aloneRatio >= RATIO_MIN)}`,
    `event loop of the one with two threads, at full load: p99 ${loop.toFixed(2)} ms; under ${LOOP_MS_MAX}: ${verdict(loop < LOOP_MS_MAX)}`,
    `a cancelled search leaves its thread to the next one after p50 ${ms(stop(50))}, p99 ${ms(stop(99))}, at most ${ms(stop(100))} ms (${afterCancel.totalCount} cancelled in the middle, ${tooLate} had ended before); within ${CANCEL_MS_MAX}: ${verdict(stop(99) <= CANCEL_MS_MAX * 1_000)}`,
  ].join("\n");
}
