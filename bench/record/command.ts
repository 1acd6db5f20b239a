/** `npm run bench -- record` */
import { loadavg } from "node:os";
import type { Command } from "commander";
import { numberOption, type Printing } from "../command-options.ts";
import { machine } from "../machine.ts";
import { measureRecording, RECORD_DEFAULTS, type RecordOptions } from "./measure.ts";
import { VALUES_MAX as PAIRS_MAX } from "./median-interval.ts";
import { recordTable, recordVerdict, shareText } from "./table.ts";

/** All are recorded, so that even a slow machine records one. */
const QUICK: RecordOptions = { pairs: 6, seconds: 0.2, warmUpSeconds: 0.4, share: 1 };

export function addRecord(program: Command, { print, report, signal }: Printing): void {
  const { pairs, seconds, warmUpSeconds, share } = RECORD_DEFAULTS;
  program
    .command("record")
    .description("what recording costs an auction: two gateways in one process, in pairs")
    .addOption(numberOption("--pairs <number>", "without and with a record", pairs, 6, PAIRS_MAX))
    .addOption(numberOption("--seconds <s>", "of each half of a pair", seconds, 0.1, 600))
    .addOption(numberOption("--warm-up-seconds <s>", "before that", warmUpSeconds, 0.1, 600))
    .addOption(
      numberOption(
        "--share <share>",
        "of the auctions, recorded; 0: the error of the measurement",
        share,
        0,
        1,
      ),
    )
    .option("--quick", "few short pairs, to see that it works")
    .action(async ({ quick, ...asked }: RecordOptions & { readonly quick?: boolean }) => {
      const options = quick ? QUICK : asked;
      print(`record, ${machine()}\n`);
      print(
        `${options.pairs} pairs of ${options.seconds} s without and with a record of ${shareText(options.share)} of the auctions; 64 searches at once\n`,
      );
      const measured = await measureRecording(options, signal, report);
      print(`${recordTable(measured)}\n\n${recordVerdict(measured, options)}`);
      print(`\nload average at the end: ${loadavg()[0]?.toFixed(2)}`);
    });
}
