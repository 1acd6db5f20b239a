/** `npm run bench -- start` */
import type { Command } from "commander";
import { median } from "../auction/median.ts";
import { type Goal, reachTable } from "../auction/reach.ts";
import { numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { measureStarts, type ProgramStart } from "./measure.ts";

export const STARTS = 5;

export function addStart(program: Command, { print, report, signal }: Printing): void {
  program
    .command("start")
    .description("`npm start` with its packages installed: until it is ready, and its first search")
    .addOption(numberOption("--starts <number>", "one after the other", STARTS, 1, 100))
    .option("--quick", "one start, to see that it works")
    .action(async ({ starts, quick }: { readonly starts: number; readonly quick?: boolean }) => {
      print(`start, ${machine()}\n`);
      const measured = await measureStarts(quick ? 1 : starts, signal, report);
      const seconds = ({ readyMs }: ProgramStart) => (readyMs / 1_000).toFixed(2);
      print(`ready after ${measured.map(seconds).join(", ")} s`);
      const second = median(measured.map(({ secondMs }) => secondMs));
      print(`the first search again, when it is warm: ${second.toFixed(0)} ms\n`);
      print(reachTable(startGoals(measured)));
    });
}

export function startGoals(starts: readonly ProgramStart[]): Goal[] {
  const known = (figure: (start: ProgramStart) => number) =>
    starts.length === 0 ? undefined : median(starts.map(figure));
  return [
    {
      what: "npm start until ready, median",
      figure: known(({ readyMs }) => readyMs / 1_000),
      unit: "s",
      reach: 2.5,
      least: 4,
    },
    {
      what: "first search after ready, median",
      figure: known(({ firstMs }) => firstMs),
      unit: "ms",
      reach: 60,
      least: 120,
    },
  ];
}
