/** `npm run bench -- scale` */
import type { Command } from "commander";
import { reachTable } from "../auction/reach.ts";
import { numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { measureScale, SCALE_DEFAULTS } from "./measure.ts";
import { drawScale, scaleGoals, scaleTables } from "./table.ts";

interface ScaleCommandOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly charts: string;
  readonly quick?: boolean;
}

const QUICK = {
  rounds: 1,
  seconds: 0.2,
  bidders: [3, 6],
  offers: [10, 20],
  sides: ["ours"],
} as const;

export function addScale(program: Command, { print, report, signal }: Printing): void {
  const { rounds, seconds } = SCALE_DEFAULTS;
  program
    .command("scale")
    .description(
      "how the cost of an auction grows with bidders and with offers, and bytes of a bid",
    )
    .addOption(numberOption("--rounds <number>", "of each size", rounds, 1, 99))
    .addOption(numberOption("--seconds <s>", "of each size, a round", seconds, 0.1, 600))
    .option("--charts <folder>", "where the charts are written", "bench/results")
    .option("--quick", "one short round of small sizes, without charts, to see that it works")
    .action(async (options: ScaleCommandOptions) => {
      print(`scale, ${machine()}\n`);
      const { rounds, seconds, charts, quick } = options;
      const sizes = quick ? QUICK : { ...SCALE_DEFAULTS, rounds, seconds };
      const measured = await measureScale(sizes, signal, report);
      print(`\n${scaleTables(measured)}\n\n\n${reachTable(scaleGoals(measured))}`);
      if (!quick) await drawScale(measured, charts);
    });
}
