/** `npm run bench -- soak` */
import type { Command } from "commander";
import { reachTable } from "../auction/reach.ts";
import { numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { measureMemory, measureSoak, SOAK_DEFAULTS, type SoakOptions } from "./measure.ts";
import { memoryGoals, memoryLines, soakGoals, soakTable } from "./table.ts";

/** Memory is measured for the first time after so many auctions. */
export const AUCTIONS_FEW = 10_000;
const QUICK_MINUTES = 0.02;
const QUICK_AUCTIONS = { few: 100, many: 300 };

interface SoakCommandOptions extends SoakOptions {
  readonly auctions: number;
  readonly quick?: boolean;
}

export function addSoak(program: Command, { print, report, signal }: Printing): void {
  const { minutes, share, late, garbage } = SOAK_DEFAULTS;
  program
    .command("soak")
    .description("whether memory, event loop and descriptors stay flat under long work with faults")
    .addOption(numberOption("--minutes <number>", "at the steady rate", minutes, 0.01, 10_000))
    .addOption(numberOption("--share <share>", "of the top rate", share, 0.01, 1))
    .addOption(numberOption("--late <share>", "of all bids", late, 0, 0.3))
    .addOption(numberOption("--garbage <share>", "of all bids", garbage, 0, 0.03))
    .addOption(
      numberOption(
        "--auctions <number>",
        `instead of all that: memory after so many auctions, against after ${AUCTIONS_FEW}`,
        0,
        0,
        1e9,
      ),
    )
    .option("--quick", "some seconds of both, to see that it works")
    .action(async ({ auctions, quick, ...options }: SoakCommandOptions) => {
      print(`soak, ${machine()}\n`);
      if (quick || auctions === 0) {
        const length = quick ? { ...options, minutes: QUICK_MINUTES } : options;
        const measured = await measureSoak(length, signal, report);
        print(`\n${soakTable(measured)}\n\n${reachTable(soakGoals(measured))}\n`);
      }
      if (quick || auctions > 0) {
        const counts = quick ? QUICK_AUCTIONS : { few: AUCTIONS_FEW, many: auctions };
        const measured = await measureMemory(counts.few, counts.many, signal, report);
        print(`\n${memoryLines(measured)}\n\n${reachTable(memoryGoals(measured))}`);
      }
    });
}
