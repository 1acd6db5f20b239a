/** `npm run bench -- page` */
import type { Command } from "commander";
import { median } from "../auction/median.ts";
import { type Goal, reachTable } from "../auction/reach.ts";
import { numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { measurePage, type PageMeasured, SLOW } from "./measure.ts";

const VISITS = 5;

export function addPage(program: Command, { print, report, signal }: Printing): void {
  program
    .command("page")
    .description("the page over a slow network: until its form and its first itinerary are there")
    .addOption(numberOption("--visits <number>", "one after the other", VISITS, 1, 100))
    .option("--quick", "one visit, to see that it works")
    .action(async ({ visits, quick }: { readonly visits: number; readonly quick?: boolean }) => {
      const { latencyMs, kilobitsPerSecond } = SLOW;
      print(`page, ${latencyMs} ms a round trip, ${kilobitsPerSecond} kbit/s; ${machine()}\n`);
      const measured = await measurePage(quick ? 1 : visits, signal, report);
      const of = (figure: (one: PageMeasured) => number) => median(measured.map(figure));
      print(`the form, nothing kept: ${of(({ formMs }) => formMs).toFixed(0)} ms`);
      print(
        `requests until its first byte: ${of(({ requests }) => requests)}; bytes until it is shown: ${of(({ bytes }) => bytes)}\n`,
      );
      print(reachTable(pageGoals(of)));
    });
}

function pageGoals(of: (figure: (one: PageMeasured) => number) => number): Goal[] {
  return [
    {
      what: "first itinerary after Search",
      figure: of(({ itineraryMs }) => itineraryMs / 1_000),
      unit: "s",
      reach: 1.2,
      least: 1.5,
    },
    {
      what: "the same, places looked up at Enter",
      figure: of(({ typedMs }) => typedMs / 1_000),
      unit: "s",
      reach: 1.6,
      least: 2,
    },
  ];
}
