/** `npm run bench -- regret` and `npm run bench -- replay` */
import type { Command } from "commander";
import { LATENCY_CLASSES } from "../../test/fixtures/auction/latency-market.ts";
import { numberOption as number, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { BIDDERS, MARKET } from "./market-model.ts";
import { measureRegret, REGRET_DEFAULTS, type RegretOptions } from "./measure.ts";
import { REPLAY_DEFAULTS, type ReplayOptions, replaySpeed } from "./replay-speed.ts";
import { regretTable } from "./table.ts";

const QUICK_AUCTIONS = 300;

export function addRegret(program: Command, { print, report, signal }: Printing): void {
  const { auctions, seed } = REGRET_DEFAULTS;
  program
    .command("regret")
    .description("mean latency against mean regret, by the rule that stops an auction")
    .addOption(number("--auctions <number>", "recorded", auctions, 100, 1e6))
    .addOption(number("--seed <number>", "of what is drawn", seed, 0, 2 ** 32 - 1))
    .option("--no-floors", "no bidder sends floors: no auction is settled")
    .option("--quick", "few auctions, to see that it works")
    .action(async ({ quick, ...asked }: RegretOptions & { readonly quick?: boolean }) => {
      const options = quick ? { ...asked, auctions: QUICK_AUCTIONS } : asked;
      print(`regret, ${machine()}\n`);
      print(modelWords(options));
      print(regretTable(await measureRegret(options, signal, report)));
    });
}

export function addReplay(program: Command, { print, signal }: Printing): void {
  const { auctions, bidders, offersABid, seed } = REPLAY_DEFAULTS;
  program
    .command("replay")
    .description("how many recorded auctions are replayed in a second of one core")
    .addOption(number("--auctions <number>", "recorded", auctions, 100, 1e6))
    .addOption(number("--bidders <number>", "of each", bidders, 1, BIDDERS.length))
    .addOption(number("--offers-a-bid <number>", "of each bidder", offersABid, 1, 400))
    .addOption(number("--seed <number>", "of what is drawn", seed, 0, 2 ** 32 - 1))
    .option("--quick", "few auctions, to see that it works")
    .action(async ({ quick, ...asked }: ReplayOptions & { readonly quick?: boolean }) => {
      const options = quick ? { ...asked, auctions: QUICK_AUCTIONS } : asked;
      print(`replay, ${machine()}\n`);
      const speed = await replaySpeed(options, signal);
      print(
        `${options.auctions} recorded auctions of ${options.bidders} bidders with ${options.offersABid} offers each; auctions a second of processor time:`,
      );
      print(`  under one policy     ${speed.onePolicyASecond.toFixed(0)}`);
      print(`  under three          ${speed.threePoliciesASecond.toFixed(0)}`);
      print(`  with whole results   ${speed.resultsASecond.toFixed(0)}`);
    });
}

function modelWords({ auctions, seed, floors }: RegretOptions): string {
  const classes = LATENCY_CLASSES.flatMap(({ percent, baseCents, bidders }) => [
    `  ${percent} % of the auctions, price of the market about ${baseCents / 100} USD:`,
    ...bidders.map(
      ({ bidder, medianMs, spread, level, priceSpread, correlation }) =>
        `    ${bidder.padEnd(9)} median ${medianMs} ms, spread ${spread}; prices ${level} of the market, spread ${priceSpread}, correlation ${correlation}`,
    ),
  ]);
  const floorWords = floors ? `; first parts with floors from ${MARKET.sendFloors.join(", ")}` : "";
  return [
    `${auctions} auctions, seed ${seed}; latencies and prices log-normal and correlated${floorWords}:`,
    ...classes,
    "",
  ].join("\n");
}
