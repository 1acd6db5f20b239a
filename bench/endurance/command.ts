/** `npm run bench -- endurance` */
import type { Command } from "commander";
import { numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { ENDURANCE_DEFAULTS, type EnduranceOptions, measureEndurance } from "./measure.ts";
import { enduranceReport, writeReport } from "./report.ts";

interface EnduranceCommandOptions {
  readonly minutes: number;
  readonly share: number;
  readonly every: number;
  readonly hold: number;
  readonly results: string;
  readonly quick?: boolean;
}

/** The same in half a minute: all of it works, and nothing is shown. */
const QUICK: EnduranceOptions = {
  minutes: 0.5,
  share: 0.3,
  everySeconds: 4,
  holdSeconds: 1,
  sampleSeconds: 1,
  topSeconds: 2,
};

export function addEndurance(program: Command, { print, report, signal }: Printing): void {
  const { minutes, share, everySeconds, holdSeconds } = ENDURANCE_DEFAULTS;
  program
    .command("endurance")
    .description(
      "a whole system under steady load with a fault every minute: what is lost or grows",
    )
    .addOption(numberOption("--minutes <number>", "of load", minutes, 0.1, 10_000))
    .addOption(numberOption("--share <share>", "of the top rate", share, 0.01, 1))
    .addOption(numberOption("--every <s>", "from one fault to the next", everySeconds, 1, 3_600))
    .addOption(numberOption("--hold <s>", "how long a part stays broken", holdSeconds, 0.1, 40))
    .option("--results <folder>", "where the report and its charts are written", "bench/results")
    .option("--quick", "half a minute with short faults, to see that it works")
    .action(async ({ quick, results, ...given }: EnduranceCommandOptions) => {
      const options: EnduranceOptions = quick
        ? QUICK
        : {
            ...ENDURANCE_DEFAULTS,
            minutes: given.minutes,
            share: given.share,
            everySeconds: given.every,
            holdSeconds: given.hold,
          };
      const where = machine();
      const measured = await measureEndurance(options, signal, report);
      await writeReport(measured, where, results);
      print(enduranceReport(measured, where));
    });
}
