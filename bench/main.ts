/** `npm run bench`: what the speed claims rest on. `npm run bench -- --help` lists the benchmarks and their options. */
import { Command, InvalidArgumentError, Option } from "commander";
import { messageOf } from "../proto/errors.ts";
import { onStopSignals } from "../proto/signals.ts";
import { measureTail, TAIL_DEFAULTS, type TailOptions } from "./tail.ts";
import { tailTable, tailVerdict } from "./tail-table.ts";

const stopped = new AbortController();
onStopSignals(
  () => stopped.abort(new Error("stopped")),
  () => process.exit(1),
);

const say = (text: string): void => console.log(text);

function numberFrom(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= min && value <= max)) throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
    return value;
  };
}

const option = (flags: string, what: string, preset: number, min: number, max: number) =>
  new Option(flags, what).default(preset).argParser(numberFrom(min, max));

const program = new Command("bench").description("the benchmarks; without a name, all of them").showHelpAfterError();

program
  .command("tail", { isDefault: true })
  .description("two instances of a bidder, one slow now and then: what callers wait for with hedging and without")
  .addOption(option("--searches <number>", "with hedging, and as many without", TAIL_DEFAULTS.searches, 100, 1_000_000))
  .addOption(option("--callers <number>", "at once", TAIL_DEFAULTS.callers, 1, 64))
  .addOption(option("--work-ms <ms>", "the middle of what an answer takes", TAIL_DEFAULTS.workMs, 1, 1_000))
  .addOption(option("--slow-share <share>", "of the calls of one of the two instances", TAIL_DEFAULTS.slowShare, 0, 1))
  .addOption(option("--slow-ms <ms>", "what a slow answer takes more", TAIL_DEFAULTS.slowMs, 0, 60_000))
  .addOption(option("--deadline-ms <ms>", "of every search", TAIL_DEFAULTS.deadlineMs, 50, 10_000))
  .action(async (options: TailOptions) => {
    const { searches, callers, workMs, slowShare, slowMs, deadlineMs } = options;
    say(
      `tail: ${searches} searches each way, ${callers} at once, deadline ${deadlineMs} ms; answers take about ${workMs} ms, ` +
        `one of two instances ${slowMs} ms more on ${(100 * slowShare).toFixed(1)} % of its calls`,
    );
    const sides = await measureTail(options, stopped.signal, (text) => process.stderr.write(`${text}\n`));
    say(`\n${tailTable(sides)}\n\n${tailVerdict(sides)}`);
  });

try {
  await program.parseAsync();
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exitCode = 1;
}
