/**
 * Invariant labels, such as `KIT-1`: a prefix that one module owns, and a number. A label is
 * defined in the comment at the head of a file, where a line begins with it, once; everywhere else
 * it is cited.
 *
 * `A1` to `A10` are the invariants of the whole system, defined at the head of
 * gateway/auction/run.ts.
 */

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

interface LabelFault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

interface LabelPosition {
  readonly path: string;
  readonly line: number;
}

const HEAD = /^\s*\/\*\*[\s\S]*?\*\//;
const DEFINED = /^\s*(?:\/\*\*|\*)\s+([A-Z]{2,}-\d+|A\d+)\s+(\S.*)$/;
/** Names of standards that look like labels where a line happens to begin with one. */
const STANDARD = /^(ADR|DEI|ISO|RFC|UTF|SHA|IPV|HTTP|AES|GPL)-/;
const CONTINUED = /^ *\* {2,}\S/;
const CITED = /(?<![\w-])(?:[A-Z]{2,}-\d+|A(?:[1-9]|10))(?![\w-])/g;

interface LabelDefinition {
  readonly label: string;
  /** The rule, on one line. */
  readonly text: string;
  readonly line: number;
}

/** The definitions of one file. The text of one ends at a blank line or at the next label. */
export function definitionsIn(text: string): LabelDefinition[] {
  const found: { label: string; lines: string[]; line: number }[] = [];
  let open = false;
  eachLine(HEAD.exec(text)?.[0] ?? "", (line, at) => {
    const [, label, first = ""] = DEFINED.exec(line) ?? [];
    if (label !== undefined && !STANDARD.test(label)) {
      found.push({ label, lines: [first], line: at });
      open = true;
    } else if (open && CONTINUED.test(line)) {
      found.at(-1)?.lines.push(line.replace(/^ *\* +/, ""));
    } else {
      open = false;
    }
  });
  return found.map(({ label, lines, line }) => ({
    label,
    text: lines.join(" ").replace(/\*\/$/, "").trim(),
    line,
  }));
}

/** What looks like a label in a text: also `UTF-8`, and A1 to A10. */
export function citationsIn(text: string): string[] {
  return text.match(CITED) ?? [];
}

const isCode = (path: string) => /\.(ts|js)$/.test(path);
const isTest = (path: string) => path.endsWith(".test.ts");
/** Helpers of tests cite labels, but neither keep a rule nor check it. */
const isForTests = (path: string) => isTest(path) || path.startsWith("test/");
/** A benchmark states what it relies on, and checks it itself. */
const isBenchmark = (path: string) => path.startsWith("bench/");
const prefixOf = (label: string) => label.replace(/-?\d+$/, "");

/**
 * What is wrong with the labels of these files: one that is defined twice, a prefix that two files
 * define, a label that is cited and not defined, and one that no test cites. A prefix that no file
 * defines is not a label (`UTF-8`).
 */
export function labelFaults(files: readonly SourceFile[]): LabelFault[] {
  const defined = new Map<string, LabelPosition[]>();
  for (const { path, text } of files) {
    if (!isCode(path) || isForTests(path)) continue;
    for (const { label, line } of definitionsIn(text)) push(defined, label, { path, line });
  }
  const faults = prefixFaults(defined);
  const prefixes = new Set([...defined.keys()].map(prefixOf));
  const cited = new Map<string, LabelPosition[]>();
  for (const { path, text } of files) {
    eachLine(text, (line, at) => {
      for (const label of citationsIn(line)) {
        if (prefixes.has(prefixOf(label))) push(cited, label, { path, line: at });
      }
    });
  }
  for (const [label, [first, ...others]] of defined) {
    for (const place of others) {
      const message = `${label} is defined a second time; first in ${first?.path}:${first?.line}`;
      faults.push({ ...place, message });
    }
    const tested = cited.get(label)?.some(({ path }) => isTest(path));
    if (!tested && !isBenchmark((first as LabelPosition).path)) {
      faults.push({ ...(first as LabelPosition), message: `${label} is cited by no test` });
    }
  }
  for (const [label, places] of cited) {
    if (defined.has(label)) continue;
    for (const place of places) faults.push({ ...place, message: `${label} is defined nowhere` });
  }
  return faults;
}

/** A prefix belongs to the file that defines it first. */
function prefixFaults(defined: ReadonlyMap<string, readonly LabelPosition[]>): LabelFault[] {
  const owners = new Map<string, string>();
  const faults: LabelFault[] = [];
  for (const [label, [place]] of defined) {
    const { path, line } = place as LabelPosition;
    const prefix = prefixOf(label);
    const owner = owners.get(prefix) ?? path;
    owners.set(prefix, owner);
    if (owner !== path)
      faults.push({ path, line, message: `${label} has the prefix of ${owner}; take another one` });
  }
  return faults;
}

function eachLine(text: string, use: (line: string, at: number) => void): void {
  for (const [i, line] of text.split("\n").entries()) use(line, i + 1);
}

function push(all: Map<string, LabelPosition[]>, label: string, place: LabelPosition): void {
  const places = all.get(label);
  if (places === undefined) all.set(label, [place]);
  else places.push(place);
}
