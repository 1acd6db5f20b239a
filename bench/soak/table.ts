/** What the soak measured, and whether all of it is flat. */
import { type TableColumn, table } from "../../script/cli/table.ts";
import { median } from "../auction/median.ts";
import type { Goal } from "../auction/reach.ts";
import type { MemoryMeasured, SoakMeasured } from "./measure.ts";
import type { ProcessSample } from "./process-sample.ts";

const PARTS = ["first third", "second third", "last third"];

function parts(samples: readonly ProcessSample[]): (readonly ProcessSample[])[] {
  const size = Math.max(1, Math.floor(samples.length / PARTS.length));
  return PARTS.map((_, i) => samples.slice(i * size, (i + 1) * size));
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);
const listed = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

/**
 * The most refusals of a gateway below its top rate, in per cent: a pause of the machine is not its
 * fault.
 */
const REFUSED_PERCENT_MAX = 1;

/** As pace.ts names them. */
const refused = (ended: Readonly<Record<string, number>>) =>
  sum(Object.fromEntries(Object.entries(ended).filter(([by]) => by.startsWith("refused"))));

export function soakTable(measured: SoakMeasured): string {
  const { topPerSecond, perSecond, opened, ended, outcomes, lateBids, samples } = measured;
  const columns: TableColumn[] = [
    { head: "" },
    ...["resident MB", "event loop p99 ms", "descriptors"].map(
      (head): TableColumn => ({ head, align: "right" }),
    ),
  ];
  const rows = parts(samples).map((some, i) => [
    PARTS[i] as string,
    median(some.map(({ residentMb }) => residentMb)).toFixed(1),
    median(some.map(({ loopP99Ms }) => loopP99Ms)).toFixed(2),
    String(median(some.map(({ descriptors }) => descriptors))),
  ]);
  return [
    `${perSecond} searches/s, of ${topPerSecond.toFixed(0)}/s at the most`,
    "",
    table(columns, rows, (_style, text) => text),
    "",
    `opened ${opened}, ended ${sum(ended)}: ${listed(ended)}`,
    `bidders: ${listed(outcomes)}; late bids ${lateBids}`,
  ].join("\n");
}

export function soakGoals({ samples, opened, ended }: SoakMeasured): Goal[] {
  const [first, , last] = parts(samples);
  const of = (some: readonly ProcessSample[] | undefined, key: keyof ProcessSample) =>
    median((some ?? []).map((sample) => sample[key]));
  const flat = (what: string, figure: number, unit: string, most: number): Goal => ({
    what,
    figure: Number.isNaN(figure) ? undefined : figure,
    unit,
    reach: most,
    least: most,
  });
  const growth = (key: keyof ProcessSample) => of(last, key) / of(first, key);
  return [
    flat("auctions that were opened and did not end", opened - sum(ended), "", 0),
    flat("searches that were refused", (100 * refused(ended)) / opened, "%", REFUSED_PERCENT_MAX),
    flat("resident memory, last third against first", growth("residentMb"), "×", 1.1),
    flat(
      "event loop p99, last third less first",
      of(last, "loopP99Ms") - of(first, "loopP99Ms"),
      "ms",
      2,
    ),
    flat(
      "descriptors, last third less first",
      of(last, "descriptors") - of(first, "descriptors"),
      "",
      0,
    ),
  ];
}

export function memoryLines({ few, many }: MemoryMeasured): string {
  return [few, many]
    .map(
      ({ auctions, inUseMb, residentMb }) =>
        `after ${auctions} auctions: ${inUseMb.toFixed(1)} MB in use, ${residentMb.toFixed(1)} MB resident`,
    )
    .join("\n");
}

export function memoryGoals({ few, many }: MemoryMeasured): Goal[] {
  const limits = { unit: "×", reach: 1.1, least: 1.1 };
  return [
    {
      what: `memory in use after ${many.auctions} auctions, against after ${few.auctions}`,
      figure: many.inUseMb / few.inUseMb,
      ...limits,
    },
  ];
}
