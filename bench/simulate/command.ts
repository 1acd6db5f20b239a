/** `npm run bench -- simulate` */
import type { Command } from "commander";
import { numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { SIMULATE_DEFAULTS, type SimulateOptions, simulate } from "./measure.ts";
import { simulateTable } from "./table.ts";

const QUICK = { bidders: [1, 100], bids: 2_000 };

interface SimulateCommandOptions
  extends Pick<SimulateOptions, "bids" | "offersABid" | "deadlineMs" | "seed"> {
  readonly medianMs: number;
  readonly spread: number;
  readonly silentShare: number;
  readonly priceSpread: number;
  readonly correlation: number;
  readonly quick?: boolean;
}

export function addSimulate(program: Command, { print, report, signal }: Printing): void {
  const { bids, offersABid, deadlineMs, seed, model } = SIMULATE_DEFAULTS;
  const number = numberOption;
  program
    .command("simulate")
    .description("the rules of an auction with up to 10,000 bidders, on a driven clock")
    .addOption(number("--bids <number>", "of all auctions of a row", bids, 1, 1e8))
    .addOption(number("--offers-a-bid <number>", "of each bidder", offersABid, 1, 1_000))
    .addOption(number("--deadline-ms <ms>", "of every search", deadlineMs, 50, 10_000))
    .addOption(number("--median-ms <ms>", "of a bidder's latency", model.medianMs, 1, 10_000))
    .addOption(number("--spread <number>", "of its logarithm", model.spread, 0, 3))
    .addOption(number("--silent-share <share>", "of unanswered calls", model.silentShare, 0, 1))
    .addOption(number("--price-spread <number>", "of its logarithm", model.priceSpread, 0, 1))
    .addOption(number("--correlation <number>", "of latency and price", model.correlation, -1, 1))
    .addOption(number("--seed <number>", "of what is drawn", seed, 0, 2 ** 32 - 1))
    .option("--quick", "few auctions, to see that it works")
    .action(async (asked: SimulateCommandOptions) => {
      const { medianMs, spread, silentShare, priceSpread, correlation, quick, ...rest } = asked;
      const options = {
        ...SIMULATE_DEFAULTS,
        ...rest,
        model: { medianMs, spread, silentShare, priceSpread, correlation },
        ...(quick ? QUICK : {}),
      };
      print(`simulate, ${machine()}\n`);
      print(
        `latencies log-normal, median ${medianMs} ms, spread ${spread}, ${100 * silentShare} % of calls never answered; ` +
          `prices log-normal, spread ${priceSpread}, correlation with latency ${correlation}; ` +
          `deadline ${options.deadlineMs} ms, ${options.offersABid} offers a bid, seed ${options.seed}\n`,
      );
      print(simulateTable(await simulate(options, signal, report)));
    });
}
