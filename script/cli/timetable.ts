/** `scatter timetable`: schedules of an operator, IATA SSIM chapter 7 in and out. */
import { Command, Option } from "commander";
import { exportTimetable, importSchedules, showTimetable } from "../timetable/commands.ts";
import { type CoverageOptions, showCoverage } from "../timetable/coverage.ts";
import { parsed } from "./command-line.ts";
import { EXIT, type ExitCode } from "./failure.ts";

const examples = (name: string) => `
Examples:
  ${name} import my.ssim other.ssim.gz --out my.bin.br --report refused.txt
  ${name} show my.bin.br LHR JFK 2026-12-15
  ${name} export --out world.ssim.gz
  ${name} coverage my.bin.br
  ${name} export --timetable my.bin.br --carrier BA --from 2026-12-01 --out ba.ssim
  TIMETABLE=my.bin.br npm start

Exit codes: 0 done · 2 asked wrongly, or a schedule that is refused.`;

/** @param name as its user calls it: `scatter timetable`, or `npm run timetable --` */
export function timetableProgram(name: string): Command {
  const command = new Command(name)
    .description("Schedules of one's own: IATA SSIM chapter 7 in and out.")
    .addHelpText("after", examples(name));
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
  return command;
}

/** @throws CommandFailure 2 */
export async function timetableCommand(args: readonly string[], name: string): Promise<ExitCode> {
  await parsed(timetableProgram(name), args);
  return EXIT.done;
}
