/**
 * The report of an import: every fault with file, line, column, the text there and what would be
 * right.
 */
import { shortened } from "../../../../common/text/shortened.ts";

/**
 * `structure`: the file is not whole, so nothing of it can be trusted. `leg`: this flight leg is
 * left out. `warning`: it is imported, but something about it is unusual.
 */
type Severity = "structure" | "leg" | "warning";

interface Finding {
  readonly severity: Severity;
  readonly file: string;
  /** Counted from 1; 0 for the file as a whole. In a file without line ends, the record. */
  readonly line: number;
  /** Byte of the record, from 1; 0 for the record as a whole. */
  readonly column: number;
  /** What kind of fault: the same words for all of a kind. */
  readonly fault: string;
  /** The text there; empty where there was none. */
  readonly found: string;
  /** What would be right. */
  readonly wanted: string;
}

/** The most findings that are reported in detail; all are counted. */
export const FINDINGS_MAX = 1_000;
/** The most kinds of findings that are counted separately (A6). */
const KINDS_MAX = 500;
const FOUND_LENGTH_MAX = 40;

export class ImportReport {
  readonly findings: Finding[] = [];
  /** `leg` counts legs, not the faults of each. */
  readonly counts = { structure: 0, leg: 0, warning: 0 };
  /** Keyed by fault, of all severities. */
  readonly byFault = new Map<string, number>();
  /** Legs that are not sold and are not a fault, by why: cargo, mail ... */
  readonly skipped = new Map<string, number>();
  /** Records of type 3 that were read, and rows that came of them. */
  legs = 0;
  rows = 0;
  /** The number of findings of all severities. */
  total = 0;
  #refused = "";

  add(finding: Finding): void {
    this.total++;
    const leg = `${finding.file}:${finding.line}`;
    if (finding.severity !== "leg" || leg !== this.#refused) this.counts[finding.severity]++;
    if (finding.severity === "leg") this.#refused = leg;
    count(this.byFault, finding.fault);
    if (this.findings.length < FINDINGS_MAX)
      this.findings.push({ ...finding, found: printable(finding.found) });
  }

  skip(why: string): void {
    count(this.skipped, why);
  }
}

function count(tally: Map<string, number>, key: string): void {
  const known = tally.has(key) || tally.size < KINDS_MAX ? key : "others";
  tally.set(known, (tally.get(known) ?? 0) + 1);
}

/** Bytes of a foreign file go to a terminal: what is not plain text is shown as a full stop. */
function printable(text: string): string {
  const plain = text.replaceAll(/[^\x20-\x7e]/g, ".");
  return shortened(plain, FOUND_LENGTH_MAX);
}

/** `my.ssim:17:37 departure station: "XQX" is there; ...`. */
function findingText({ file, line, column, severity, fault, found, wanted }: Finding): string {
  const place = [file, ...(line > 0 ? [line] : []), ...(column > 0 ? [column] : [])].join(":");
  const what = found === "" ? "" : `: "${found}" is there`;
  return `${place} ${severity === "warning" ? "(warning) " : ""}${fault}${what}; ${wanted}`;
}

/** A few lines: how much there was, what was left out and why, and the first findings. */
export function reportText(report: ImportReport, findingsMax: number): string {
  const { counts, findings } = report;
  const skipped = [...report.skipped.values()].reduce((sum, n) => sum + n, 0);
  const listed = findings.slice(0, findingsMax);
  return [
    `${report.legs} legs read, ${report.rows} rows kept; ${counts.leg} legs refused, ${skipped} not for sale, ${counts.warning} warnings, ` +
      `${counts.structure} faults of the file itself`,
    ...tally("not for sale", report.skipped),
    ...tally("faults", report.byFault),
    ...listed.map(findingText),
    ...(listed.length < report.total ? [`and ${report.total - listed.length} more`] : []),
  ].join("\n");
}

function tally(name: string, counts: ReadonlyMap<string, number>): string[] {
  const list = [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([what, n]) => `${what} ${n}`);
  return list.length === 0 ? [] : [`${name}: ${list.join(" · ")}`];
}
