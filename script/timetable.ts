/**
 * Schedules of an operator: `npm run timetable -- import|export|show|coverage` reads and writes
 * IATA SSIM chapter 7, and shows the flights of a timetable. `--help` prints the usage. Exit codes:
 * 0 done · 2 wrong arguments, or a schedule that is refused.
 */
import { Command, CommanderError, Option } from "commander";
import { CommandFailure, runCommand } from "./cli/failure.ts";
import { exportTimetable, importSchedules, showTimetable } from "./timetable/commands.ts";
import { type CoverageOptions, showCoverage } from "./timetable/coverage.ts";

const EXAMPLES = `
Examples:
  npm run timetable -- import my.ssim other.ssim.gz --out my.bin.br --report refused.txt
  npm run timetable -- show my.bin.br LHR JFK 2026-12-15
  npm run timetable -- export --out world.ssim.gz
  npm run timetable -- coverage my.bin.br
  npm run timetable -- export --timetable my.bin.br --carrier BA --from 2026-12-01 --out ba.ssim
  TIMETABLE=my.bin.br npm start

Exit codes: 0 done · 2 asked wrongly, or a schedule that is refused.`;

function program(): Command {
  const command = new Command("npm run timetable --")
    .description("Schedules of one's own: IATA SSIM chapter 7 in and out.")
    .addHelpText("after", EXAMPLES);
  command
    .command("import")
    .description(
      "SSIM schedules, plain or gzipped, to one timetable; and a report of what was left out, and why",
    )
    .argument("<files...>")
    .requiredOption("--out <path>", "where the timetable goes")
    .option("--partial", "import the valid part of a file that is cut short or has records missing")
    .option(
      "--report <path>",
      "every fault that was found, in a file (a thousand in detail); on stderr the first few",
    )
    .action((files: string[], options: { out: string; partial?: boolean; report?: string }) =>
      importSchedules(files, options),
    );
  command
    .command("export")
    .description("a timetable to an SSIM schedule; gzipped where the name ends in .gz")
    .requiredOption("--out <path>", "where the schedule goes")
    .option("--timetable <path>", "which one; by default the one that ships")
    .option("--from <date>", "the first day of flights that have no first day; by default today")
    .option("--carrier <codes>", "only these airlines, with commas between: BA,AA")
    .action((options: { out: string; timetable?: string; from?: string; carrier?: string }) =>
      exportTimetable(options),
    );
  command
    .command("show")
    .description(
      "what a timetable or an SSIM schedule holds; with a market and a date, its flights",
    )
    .argument("<path>")
    .argument("[origin]", "IATA code of an airport, such as LHR")
    .argument("[destination]")
    .argument("[date]", "of departure, YYYY-MM-DD")
    .action((path: string, origin?: string, destination?: string, date?: string) =>
      showTimetable(path, origin, destination, date),
    );
  command
    .command("coverage")
    .description("what a timetable has, by region and carrier, and which large carriers it lacks")
    .argument("[path]", "a timetable or an SSIM schedule; by default the timetable that ships")
    .option("--all", "every carrier of each region, not the largest only")
    .option("--json", "everything as JSON; which closures were applied goes to stderr")
    .addOption(
      new Option("--closures <setting>", "none: with the flights that closed airspaces leave out")
        .choices(["known", "none"])
        .default("known")
        .env("CLOSURES"),
    )
    .action((path: string | undefined, options: CoverageOptions) => showCoverage(path, options));
  for (const one of [command, ...command.commands])
    one.exitOverride().configureOutput({ writeErr: () => {} });
  return command;
}

await runCommand(async () => {
  try {
    await program().parseAsync(process.argv);
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    const message =
      thrown.code === "commander.help"
        ? "import, export, show or coverage is needed"
        : thrown.message;
    if (thrown.exitCode !== 0)
      throw new CommandFailure(2, `${message}\n--help shows what there is`);
  }
});
