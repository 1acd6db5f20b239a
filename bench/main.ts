/**
 * `npm run bench`: what the speed claims rest on. `npm run bench -- --help` lists the benchmarks
 * and their options.
 */
import { loadavg } from "node:os";
import { Command } from "commander";
import { onStopSignals } from "../common/runtime/signals.ts";
import { messageOf } from "../proto/errors.ts";
import { addAuction } from "./auction/command.ts";
import { numberOption as option, type Printing } from "./command-options.ts";
import { addEndurance } from "./endurance/command.ts";
import { ENGINES_DEFAULTS, type EnginesOptions, measureEngines } from "./engines.ts";
import { CALENDAR_MARKETS, CALENDAR_REPEATS, measureCalendars } from "./engines-calendar.ts";
import { calendarReport } from "./engines-calendar-table.ts";
import { countInProcess, measureInProcesses } from "./engines-limits-processes.ts";
import { limitsReport } from "./engines-limits-table.ts";
import { enginesReport, enginesVerdict } from "./engines-table.ts";
import { installPeers } from "./install-peers.ts";
import { addKept } from "./kept/command.ts";
import { machine } from "./machine.ts";
import { addPage } from "./page/command.ts";
import { addReach } from "./reach-command.ts";
import { addRecord } from "./record/command.ts";
import { addRegret, addReplay } from "./regret/command.ts";
import { addScale } from "./scale/command.ts";
import { addSimulate } from "./simulate/command.ts";
import { addSoak } from "./soak/command.ts";
import { addStart } from "./start/command.ts";
import { measureTail, TAIL_DEFAULTS, type TailOptions } from "./tail.ts";
import { tailTable, tailVerdict } from "./tail-table.ts";
import { measureThreads, THREADS_DEFAULTS, type ThreadsOptions } from "./threads.ts";
import { threadsTable, threadsVerdict } from "./threads-table.ts";

const stopped = new AbortController();
onStopSignals(
  () => stopped.abort(new Error("stopped")),
  () => process.exit(1),
);

const print = (text: string): void => console.log(text);

const program = new Command("bench")
  .description("the benchmarks; without a name, `auction`")
  .showHelpAfterError();

program
  .command("tail")
  .description(
    "two instances of a bidder, one slow now and then: what callers wait for with hedging and without",
  )
  .addOption(
    option(
      "--searches <number>",
      "with hedging, and as many without",
      TAIL_DEFAULTS.searches,
      100,
      1_000_000,
    ),
  )
  .addOption(option("--callers <number>", "at once", TAIL_DEFAULTS.callers, 1, 64))
  .addOption(
    option("--work-ms <ms>", "the median time of an answer", TAIL_DEFAULTS.workMs, 1, 1_000),
  )
  .addOption(
    option(
      "--slow-share <share>",
      "of the calls of one of the two instances",
      TAIL_DEFAULTS.slowShare,
      0,
      1,
    ),
  )
  .addOption(
    option(
      "--slow-ms <ms>",
      "the additional time of a slow answer",
      TAIL_DEFAULTS.slowMs,
      0,
      60_000,
    ),
  )
  .addOption(option("--deadline-ms <ms>", "of every search", TAIL_DEFAULTS.deadlineMs, 50, 10_000))
  .action(async (options: TailOptions) => {
    const { searches, callers, workMs, slowShare, slowMs, deadlineMs } = options;
    print(
      `tail: ${searches} searches each way, ${callers} at once, deadline ${deadlineMs} ms; answers take about ${workMs} ms, ` +
        `one of two instances ${slowMs} ms more on ${(100 * slowShare).toFixed(1)} % of its calls`,
    );
    const sides = await measureTail(options, stopped.signal, (text) =>
      process.stderr.write(`${text}\n`),
    );
    print(`\n${tailTable(sides)}\n\n${tailVerdict(sides)}`);
  });

interface EngineCommandOptions extends EnginesOptions {
  readonly limits?: true;
  readonly calendar?: true;
  readonly repeats: number;
  readonly markets: number;
  readonly processes: number;
}

program
  .command("engines")
  .description(
    "the search for connections alone: its speed on one core, what starting costs, and other planners beside it",
  )
  .addOption(
    option(
      "--searches <number>",
      "of the sample, for each number of stops",
      ENGINES_DEFAULTS.searches,
      1,
      1_000_000,
    ),
  )
  .addOption(
    option(
      "--questions <number>",
      "that other planners are asked too",
      ENGINES_DEFAULTS.questions,
      0,
      10_000,
    ),
  )
  .addOption(
    option("--starts <number>", "of the bidder's process", ENGINES_DEFAULTS.starts, 0, 100),
  )
  .option("--no-peers", "leave the public planners out")
  .option("--limits", "instead: the same searches plain and with each limit")
  .addOption(
    option(
      "--processes <number>",
      "one after the other, for --limits; 0: counted alone",
      3,
      0,
      100,
    ),
  )
  .option("--calendar", "instead: a month as one calendar beside one of its days")
  .addOption(option("--repeats <number>", "of each calendar", CALENDAR_REPEATS, 1, 10_000))
  .addOption(
    option(
      "--markets <number>",
      "the first, for --calendar",
      CALENDAR_MARKETS,
      1,
      CALENDAR_MARKETS,
    ),
  )
  .action(async (options: EngineCommandOptions) => {
    print(`engines, ${machine()}\n`);
    if (options.calendar === true) {
      print(calendarReport(await measureCalendars(options, stopped.signal)));
      return;
    }
    if (options.limits === true) {
      const { searches, processes } = options;
      const counted = await countInProcess(searches, stopped.signal);
      print(limitsReport(await measureInProcesses(searches, processes, stopped.signal), counted));
      return;
    }
    const measured = await measureEngines(options, stopped.signal, (text) =>
      process.stderr.write(`${text}\n`),
    );
    print(
      `${enginesReport(measured)}\n\n\n${enginesVerdict(measured)}\n\nload average at the end: ${loadavg()[0]?.toFixed(2)}`,
    );
  });

program
  .command("threads")
  .description(
    "the bidder `stops` with one searching thread and with two: throughput, its event loop, how soon a cancel takes effect",
  )
  .addOption(
    option(
      "--searches <number>",
      "with one thread, and as many with two",
      THREADS_DEFAULTS.searches,
      10,
      1_000_000,
    ),
  )
  .addOption(
    option("--blocks <number>", "in which they take turns", THREADS_DEFAULTS.blocks, 1, 1_000),
  )
  .addOption(option("--callers <number>", "at once", THREADS_DEFAULTS.callers, 1, 1_000))
  .addOption(option("--max-stops <number>", "connections a slice", THREADS_DEFAULTS.maxStops, 1, 3))
  .addOption(
    option(
      "--cancels <number>",
      "hard searches that are cancelled in the middle",
      THREADS_DEFAULTS.cancels,
      1,
      100_000,
    ),
  )
  .action(async (options: ThreadsOptions) => {
    const { searches, callers, maxStops } = options;
    print(
      `threads: ${searches} searches each way, ${callers} at once, at most ${maxStops} connections; ${machine()}`,
    );
    const measured = await measureThreads(options, stopped.signal, (text) =>
      process.stderr.write(`${text}\n`),
    );
    print(
      `\n${threadsTable(measured)}\n\n${threadsVerdict(measured)}\n\nload average at the end: ${loadavg()[0]?.toFixed(2)}`,
    );
  });

const printing: Printing = {
  print,
  report: (text) => void process.stderr.write(`${text}\n`),
  signal: stopped.signal,
};
addAuction(program, printing);
addEndurance(program, printing);
addScale(program, printing);
addSimulate(program, printing);
addSoak(program, printing);
addStart(program, printing);
addReach(program, printing);
addKept(program, printing);
addPage(program, printing);
addRegret(program, printing);
addReplay(program, printing);
addRecord(program, printing);

program
  .command("peers")
  .description("installs the packages that `auction` and `engines` compare with, in bench/peers")
  .action(() => installPeers());

try {
  await program.parseAsync();
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exitCode = 1;
}
