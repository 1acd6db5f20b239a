/**
 * `npm run bench -- reach`: the benchmarks that answer what is wanted, and one table of all goals.
 */
import type { Command } from "commander";
import { SIDES } from "./auction/competitors.ts";
import { installPeersOnce } from "./auction/install-peers-once.ts";
import { AUCTION_DEFAULTS, measureAuction } from "./auction/measure.ts";
import { auctionGoals, reachTable } from "./auction/reach.ts";
import { auctionTables } from "./auction/table.ts";
import { numberOption, type Printing } from "./command-options.ts";
import { machine } from "./machine.ts";
import { measureScale, SCALE_DEFAULTS } from "./scale/measure.ts";
import { drawScale, scaleGoals, scaleTables } from "./scale/table.ts";
import { AUCTIONS_FEW } from "./soak/command.ts";
import { measureMemory } from "./soak/measure.ts";
import { memoryGoals, memoryLines } from "./soak/table.ts";
import { STARTS, startGoals } from "./start/command.ts";
import { measureStarts } from "./start/measure.ts";

const AUCTIONS_MANY = 1_000_000;

export function addReach(program: Command, { print, report, signal }: Printing): void {
  const { rounds, seconds, warmUpSeconds } = AUCTION_DEFAULTS;
  program
    .command("reach")
    .description(
      "auction, scale, start and the memory of soak, and one table of all that is wanted; not the search for connections: `engines` has that",
    )
    .addOption(numberOption("--rounds <number>", "of auction and scale", rounds, 1, 99))
    .addOption(numberOption("--seconds <s>", "of each of their measurements", seconds, 0.1, 600))
    .addOption(
      numberOption("--auctions <number>", "for the memory", AUCTIONS_MANY, AUCTIONS_FEW + 1, 1e9),
    )
    .option("--charts <folder>", "where the charts are written", "bench/results")
    .action(
      async (options: { rounds: number; seconds: number; auctions: number; charts: string }) => {
        const { rounds, seconds, auctions, charts } = options;
        print(`reach, ${machine()}\n`);
        installPeersOnce(SIDES, report);
        const compared = await measureAuction(
          { rounds, seconds, warmUpSeconds, overrun: true },
          signal,
          report,
        );
        print(`\n${auctionTables(compared)}\n\n`);
        const grown = await measureScale({ ...SCALE_DEFAULTS, rounds, seconds }, signal, report);
        await drawScale(grown, charts);
        print(`${scaleTables(grown)}\n\n`);
        const starts = await measureStarts(STARTS, signal, report);
        const memory = await measureMemory(AUCTIONS_FEW, auctions, signal, report);
        print(`${memoryLines(memory)}\n\n`);
        const goals = [
          ...auctionGoals(compared),
          ...scaleGoals(grown),
          ...memoryGoals(memory),
          ...startGoals(starts),
        ];
        print(reachTable(goals));
      },
    );
}
