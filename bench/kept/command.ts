/** `npm run bench -- kept` */
import type { Command } from "commander";
import { type Goal, reachTable } from "../auction/reach.ts";
import { numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { KEPT_DEFAULTS, type KeptMeasured, measureKept } from "./measure.ts";
import { keptTable } from "./table.ts";

const QUICK = { offers: [100], asks: 25 };

export function addKept(program: Command, { print, signal }: Printing): void {
  program
    .command("kept")
    .description("what pages, filters, facets and reasons of a search that is kept cost")
    .addOption(
      numberOption("--asks <number>", "of each question", KEPT_DEFAULTS.asks, 25, 1_000_000),
    )
    .option("--quick", "a small one, to see that it works")
    .action(({ asks, quick }: { readonly asks: number; readonly quick?: boolean }) => {
      print(`kept, ${machine()}\n`);
      const options = quick ? QUICK : { ...KEPT_DEFAULTS, asks };
      const measured = measureKept(options, signal);
      for (const one of measured) print(`${keptTable(one)}\n\n`);
      print(reachTable(measured.slice(0, 1).flatMap(keptGoals)));
    });
}

function keptGoals({ offers, questions }: KeptMeasured): Goal[] {
  return questions.map(({ what, isFirst, cpuMs }) => ({
    what: `${what}, ${isFirst ? "first" : "remembered"}, of ${offers} offers: CPU`,
    figure: cpuMs,
    unit: "ms",
    reach: isFirst ? 5 : 2.5,
    least: isFirst ? 10 : 5,
  }));
}
