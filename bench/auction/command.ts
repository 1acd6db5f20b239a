/** `npm run bench -- auction` */
import { loadavg } from "node:os";
import type { Command } from "commander";
import { namesOption, numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { SIDES, TRANSPORTS } from "./competitors.ts";
import { installPeersOnce } from "./install-peers-once.ts";
import { AUCTION_DEFAULTS, type AuctionOptions, measureAuction, NOT_INSTALLED } from "./measure.ts";
import { auctionGoals, ELSEWHERE, reachTable } from "./reach.ts";
import { auctionTables } from "./table.ts";

const QUICK = { rounds: 1, seconds: 0.2, warmUpSeconds: 0.1 };

export function addAuction(program: Command, { print, report, signal }: Printing): void {
  const { rounds, seconds, warmUpSeconds } = AUCTION_DEFAULTS;
  program
    .command("auction", { isDefault: true })
    .description(
      "what an auction costs: ours beside a hand-tuned floor and the usual libraries, in one run",
    )
    .addOption(numberOption("--rounds <number>", "of each competitor", rounds, 1, 99))
    .addOption(numberOption("--seconds <s>", "64 at once, a round", seconds, 0.1, 600))
    .addOption(numberOption("--warm-up-seconds <s>", "before that", warmUpSeconds, 0.1, 600))
    .addOption(namesOption("--peers <names>", SIDES))
    .addOption(namesOption("--transports <names>", TRANSPORTS))
    .option("--no-overrun", "leave out what is measured with a silent bidder")
    .addOption(
      numberOption(
        "--record <share>",
        "beside ours, ours that records this share of its auctions to files",
        undefined,
        0,
        1,
      ),
    )
    .option("--profile <folder>", "for profiles; what is profiled is slower")
    .option("--quick", "one short round, to see that it works")
    .action(async (options: AuctionOptions & { readonly quick?: boolean }) => {
      print(`auction, ${machine()}\n`);
      installPeersOnce(options.peers ?? SIDES, report);
      const size = options.quick ? { ...options, ...QUICK } : options;
      const measured = await measureAuction(size, signal, report);
      const parts = [auctionTables(measured), reachTable(auctionGoals(measured)), ELSEWHERE];
      print(`\n${parts.join("\n\n\n")}\n\nload average at the end: ${loadavg()[0]?.toFixed(2)}`);
      if (measured.some(({ refused }) => refused !== null && refused !== NOT_INSTALLED))
        process.exitCode = 1;
    });
}
