/** Files of the very shape in which the European Central Bank publishes them, with its rates of the last days of 2024. */

const DAILY_RATES =
  "USD 1.0389 JPY 163.06 BGN 1.9558 CZK 25.185 DKK 7.4578 GBP 0.82918 HUF 411.35 PLN 4.2750 RON 4.9743 SEK 11.4590 CHF 0.9412 ISK 143.90 " +
  "NOK 11.7950 TRY 36.7372 AUD 1.6772 BRL 6.4253 CAD 1.4948 CNY 7.5833 HKD 8.0686 IDR 16820.88 ILS 3.7885 INR 88.9335 KRW 1532.15 " +
  "MXN 21.5504 MYR 4.6454 NZD 1.8532 PHP 60.301 SGD 1.4164 THB 35.676 ZAR 19.6188";

export const RATES_2024_12_31: readonly (readonly [currency: string, rate: string])[] = Array.from(
  DAILY_RATES.matchAll(/([A-Z]{3}) (\S+)/g),
  ([, currency = "", rate = ""]) => [currency, rate] as const,
);

type Rates = readonly (readonly [currency: string, rate: string])[];

/** eurofxref-daily.xml, and with several days eurofxref-hist.xml. */
export function xmlOf(...days: readonly (readonly [date: string, rates: Rates])[]): string {
  const cubes = days.map(
    ([date, rates]) =>
      `\t\t<Cube time='${date}'>\n${rates.map(([code, rate]) => `\t\t\t<Cube currency='${code}' rate='${rate}'/>`).join("\n")}\n\t\t</Cube>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender>
\t\t<gesmes:name>European Central Bank</gesmes:name>
\t</gesmes:Sender>
\t<Cube>
${cubes.join("")}\t</Cube>
</gesmes:Envelope>`;
}

/** eurofxref.csv: one day, a space after each comma, a comma at the end. */
export function csvOf(date: string, rates: Rates): string {
  const line = (cells: readonly string[]) => cells.map((cell) => `${cell}, `).join("");
  return `${line(["Date", ...rates.map(([code]) => code)])}\n${line([date, ...rates.map(([, rate]) => rate)])}\n`;
}

/** eurofxref-hist.csv: the latest day first; a currency that was not quoted is `N/A`. Here with the Cypriot pound and the rouble. */
export function histCsvOf(...days: readonly (readonly [date: string, rates: Rates])[]): string {
  const codes = ["CYP", "RUB", ...new Set(days.flatMap(([, rates]) => rates.map(([code]) => code)))];
  const lines = days.map(([date, rates]) => {
    const known = new Map(rates);
    return `${[date, ...codes.map((code) => known.get(code) ?? "N/A")].join(",")},`;
  });
  return `${[`Date,${codes.join(",")},`, ...lines].join("\n")}\n`;
}

/** The same day with some rates changed, left out (null) or added. */
export function ratesWith(changes: Readonly<Record<string, string | null>>): Rates {
  const all = new Map([...RATES_2024_12_31, ...Object.entries(changes)] as [string, string | null][]);
  return [...all].filter((one): one is [string, string] => one[1] !== null);
}
