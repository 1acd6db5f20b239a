/**
 * `scatter rates`: refreshes the exchange rates of the project, `common/money/rates.json`, from a
 * file that the European Central Bank publishes. Never on the network.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { text as allOf } from "node:stream/consumers";
import { Command } from "commander";
import { SOLD_CURRENCIES } from "../../bidders/flights/fares/carriers.ts";
import { RATES_PATH, type RatesFile, ratesFileOf } from "../../common/money/rates.ts";
import { withoutBom } from "../../common/text/bom.ts";
import { type Fault, messageOf } from "../../proto/errors.ts";
import { pickDay, readRateDays } from "../rates/ecb.ts";
import { changesText, nextTable } from "../rates/table.ts";
import { parsed } from "./command-line.ts";
import { CommandFailure, EXIT, type ExitCode, faultLines } from "./failure.ts";
import { plainLines } from "./outside-text.ts";
import { terminalOf } from "./terminal.ts";

interface RatesOptions {
  readonly date?: string;
  readonly force?: boolean;
  readonly table?: string;
}

/** @param name as its user calls it: `scatter rates`, or `script/update-rates` */
export function ratesProgram(name: string): Command {
  return new Command(name)
    .description(
      "Refreshes the exchange rates (common/money/rates.json) from the euro reference rates of the European Central Bank, and prints what changed.",
    )
    .argument(
      "<file>",
      "eurofxref-daily.xml, eurofxref-hist.xml, or, unpacked, eurofxref.csv, eurofxref-hist.csv; - for standard input",
    )
    .option("--date <date>", "the day to use of a file of many days; by default the latest")
    .option("--force", "takes rates that are older than those that are there")
    .option("--table <file>", "another table than common/money/rates.json")
    .addHelpText(
      "after",
      `
Nothing is fetched: the ECB publishes the files at https://www.ecb.europa.eu/stats/eurofxref/
A file with any fault changes nothing: all faults are named, and the exit code is 2.

Exit codes: 0 done · 2 asked wrongly, or a file that is refused.`,
    );
}

/** @throws CommandFailure 2 */
export async function ratesCommand(args: readonly string[], name: string): Promise<ExitCode> {
  const program = ratesProgram(name).action((file: string, options: RatesOptions) =>
    updateRates(file, options),
  );
  await parsed(program, args);
  return EXIT.done;
}

async function updateRates(
  file: string,
  { date, force = false, table = RATES_PATH }: RatesOptions,
) {
  const faults: Fault[] = [];
  const old = read(table, () => ratesFileOf(JSON.parse(withoutBom(readFileSync(table, "utf8")))));
  const published =
    file === "-" ? await allOf(process.stdin) : read(file, () => readFileSync(file, "utf8"));
  const day = pickDay(readRateDays(published, faults), date, faults);
  const today = new Date().toISOString().slice(0, 10);
  const next =
    day === undefined
      ? undefined
      : nextTable(day, old, { today, needed: SOLD_CURRENCIES, force }, faults);
  if (next === undefined || faults.length > 0)
    throw new CommandFailure(EXIT.usage, faultLines(`${file} was not taken:`, faults));
  write(table, next);
  const { width, paint } = terminalOf(process, process.env);
  console.log(plainLines(changesText(old, next, { width: width(), paint })));
  const gone = Object.keys(old.rates).filter((currency) => next.rates[currency] === undefined);
  if (gone.length > 0)
    console.log(
      `The ECB quotes ${gone.join(", ")} no longer: take it out of gateway/web/src/search/currencies.ts, which offers it.`,
    );
}

function read<T>(path: string, reading: () => T): T {
  try {
    return reading();
  } catch (thrown) {
    throw new CommandFailure(EXIT.usage, `${path} cannot be read: ${messageOf(thrown)}`);
  }
}

/** Completely or not at all: a process that starts meanwhile reads the old table. */
function write(path: string, table: RatesFile): void {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(table, null, 2)}\n`);
    renameSync(`${path}.new`, path);
  } catch (thrown) {
    throw new CommandFailure(EXIT.usage, `${path} cannot be written: ${messageOf(thrown)}`);
  }
}
