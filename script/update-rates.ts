/**
 * Refreshes the exchange rates of the project, `common/money/rates.json`, from a file that the
 * European Central Bank publishes. Never on the network.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { text as allOf } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { SOLD_CURRENCIES } from "../bidders/flights/fares/carriers.ts";
import { RATES_PATH, type RatesFile, ratesFileOf } from "../common/money/rates.ts";
import { withoutBom } from "../common/text/bom.ts";
import { type Fault, messageOf } from "../proto/errors.ts";
import { CommandFailure, faultLines, runCommand } from "./cli/failure.ts";
import { pickDay, readRateDays } from "./rates/ecb.ts";
import { changesText, nextTable } from "./rates/table.ts";

const HELP = `script/update-rates FILE [--date YYYY-MM-DD] [--force] [--table FILE]

Refreshes the exchange rates (common/money/rates.json) from the euro reference rates of the European Central Bank, and prints what changed.
Nothing is fetched: the ECB publishes the files at https://www.ecb.europa.eu/stats/eurofxref/

  FILE         eurofxref-daily.xml, eurofxref-hist.xml, or, unpacked, eurofxref.csv, eurofxref-hist.csv; - for standard input
  --date       the day to use of a file of many days; by default the latest
  --force      takes rates that are older than those that are there
  --table      another table than common/money/rates.json

A file with any fault changes nothing: all faults are named, and the exit code is 2.`;

async function main(): Promise<void> {
  const { file, date, force, table, help } = argumentsOf(process.argv.slice(2));
  if (help) return console.log(HELP);
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
    throw new CommandFailure(2, faultLines(`${file} was not taken:`, faults));
  write(table, next);
  console.log(changesText(old, next));
  const gone = Object.keys(old.rates).filter((currency) => next.rates[currency] === undefined);
  if (gone.length > 0)
    console.log(
      `The ECB quotes ${gone.join(", ")} no longer: take it out of gateway/web/src/search/currencies.ts, which offers it.`,
    );
}

function argumentsOf(args: readonly string[]) {
  const options = {
    date: { type: "string" },
    force: { type: "boolean", default: false },
    table: { type: "string", default: RATES_PATH },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [file, ...others] = positionals;
    if (!values.help && (file === undefined || others.length > 0))
      throw new Error("one file is needed, or - for standard input");
    return { ...values, file: file ?? "", date: values.date };
  } catch (thrown) {
    throw new CommandFailure(2, `${messageOf(thrown)}\n\n${HELP}`);
  }
}

function read<T>(path: string, reading: () => T): T {
  try {
    return reading();
  } catch (thrown) {
    throw new CommandFailure(2, `${path} cannot be read: ${messageOf(thrown)}`);
  }
}

/** Completely or not at all: a process that starts meanwhile reads the old table. */
function write(path: string, table: RatesFile): void {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(table, null, 2)}\n`);
    renameSync(`${path}.new`, path);
  } catch (thrown) {
    throw new CommandFailure(2, `${path} cannot be written: ${messageOf(thrown)}`);
  }
}

await runCommand(main);
