/**
 * The European Central Bank's euro reference rates, as it publishes them at
 * www.ecb.europa.eu/stats/eurofxref/, each with every rate as units for one euro:
 *
 *   eurofxref-daily.xml, eurofxref-hist.xml, eurofxref-hist-90d.xml
 *       <gesmes:Envelope …><Cube><Cube time='2024-12-31'><Cube currency='USD' rate='1.0389'/>…
 *   eurofxref.csv (in eurofxref.zip)
 *       `Date, USD, JPY, …, ` and `31 December 2024, 1.0389, 163.06, …, `
 *   eurofxref-hist.csv (in eurofxref-hist.zip)
 *       `Date,USD,JPY,CYP,…,` and `2024-12-31,1.0389,163.06,N/A,…,`, the latest first
 */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { shortened } from "../../common/text/shortened.ts";
import { type Fault, messageOf } from "../../proto/errors.ts";

/** The rates of one day, as written: not checked yet. */
export interface DatedRates {
  readonly date: string;
  readonly rates: readonly { readonly currency: string; readonly rate: string }[];
}

/** Every day of a file. What makes a file unreadable is added to `faults`. */
export function readRateDays(text: string, faults: Fault[]): DatedRates[] {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (start.startsWith("<")) return daysOfXml(start, faults);
  if (/^Date\s*,/.test(start)) return daysOfCsv(start, faults);
  const seen = start === "" ? "nothing" : `'${shortened(start, 40).replace(/\s+/g, " ")}'`;
  faults.push({
    path: "file",
    message: `must be the ECB's XML, or its CSV that begins with 'Date,'; it begins with ${seen} (a .zip must be unpacked first)`,
  });
  return [];
}

/** The day that is asked for, or the latest one. */
export function pickDay(
  days: readonly DatedRates[],
  date: string | undefined,
  faults: Fault[],
): DatedRates | undefined {
  if (days.length === 0) return undefined;
  const sorted = [...days].sort((a, b) => (a.date < b.date ? 1 : -1));
  const [latest] = sorted;
  if (date === undefined) return latest;
  const found = days.find((day) => day.date === date);
  if (found !== undefined) return found;
  const before = sorted.find((day) => day.date < date)?.date;
  const near =
    before === undefined
      ? `the first day there is ${sorted.at(-1)?.date}`
      : `the last day before it is ${before}`;
  faults.push({
    path: "--date",
    message: `the file has no rates of ${date} (there are none at weekends and on holidays); ${near}`,
  });
  return undefined;
}

interface XmlCube {
  readonly "@time"?: string;
  readonly "@currency"?: string;
  readonly "@rate"?: string;
  readonly Cube?: readonly XmlCube[];
}

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseAttributeValue: false,
  parseTagValue: false,
  removeNSPrefix: true,
  processEntities: false,
  isArray: (name) => name === "Cube",
});

function daysOfXml(text: string, faults: Fault[]): DatedRates[] {
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    faults.push({
      path: `line ${valid.err.line}`,
      message: `is not XML: ${valid.err.msg} The file may be cut off`,
    });
    return [];
  }
  let root: { readonly Envelope?: XmlCube };
  try {
    root = xml.parse(text);
  } catch (thrown) {
    faults.push({ path: "file", message: `is not XML: ${messageOf(thrown)}` });
    return [];
  }
  const days = (root.Envelope?.Cube ?? []).flatMap((cube) => cube.Cube ?? []);
  if (days.length === 0)
    faults.push({
      path: "file",
      message:
        "has no <Cube time='…'> within <gesmes:Envelope><Cube>: it is not the ECB's eurofxref",
    });
  return days.map((day) => ({
    date: day["@time"] ?? "",
    rates: (day.Cube ?? []).map((cube) => ({
      currency: cube["@currency"] ?? "",
      rate: cube["@rate"] ?? "",
    })),
  }));
}

function daysOfCsv(text: string, faults: Fault[]): DatedRates[] {
  const [head = "", ...lines] = text.split(/\r?\n/);
  const currencies = cellsOf(head).slice(1);
  const days: DatedRates[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const [date = "", ...rates] = cellsOf(line);
    if (rates.length !== currencies.length) {
      faults.push({
        path: `line ${i + 2}`,
        message: `has ${rates.length} rates for ${currencies.length} currencies: the file may be cut off`,
      });
      continue;
    }
    // Currencies that have gone keep their column.
    const known = currencies
      .map((currency, at) => ({ currency, rate: rates[at] as string }))
      .filter(({ rate }) => rate !== "N/A");
    days.push({ date: isoDate(date), rates: known });
  }
  if (days.length === 0 && faults.length === 0)
    faults.push({ path: "file", message: "has no line of rates below its head" });
  return days;
}

/** Every line ends with a comma, and nothing after it. */
function cellsOf(line: string): string[] {
  const cells = line.split(",").map((cell) => cell.trim());
  return cells.at(-1) === "" ? cells.slice(0, -1) : cells;
}

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** `31 December 2024` as `2024-12-31`; anything else unchanged: the caller checks it. */
function isoDate(text: string): string {
  const [, day = "", month = "", year = ""] = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(text) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  return number === 0 ? text : `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
