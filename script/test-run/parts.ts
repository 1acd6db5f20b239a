/**
 * The tests run in parts. Unit tests, and tests of very many cases or of more than one second
 * of a processor (`x.property.test.ts`, `x.slow.test.ts`, test/properties, test/expert,
 * test/model), need no broker: they only compute. The page in a real browser, and whole processes
 * and brokers, wait much of the time, and have deadlines. So the first two run beside these, and
 * give way to them. The browser and the system come one after the other: a browser drops its
 * requests when the machine's network changes, which it does whenever a container starts.
 *
 * The benchmarks run for some seconds each, to see that they work. That concerns whoever changes
 * them, and continuous integration: a run of all tests leaves them out, and a run that names them
 * does not.
 */
import { globSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { ALL, MATCH } from "../../jest.config.js";

export const ROOT = join(import.meta.dirname, "..", "..");

/** A part by the value of TEST_PART, which jest.config.js reads. */
export type TestPart = keyof typeof MATCH;
export const PARTS = Object.keys(MATCH) as readonly TestPart[];

/**
 * One after the other. The parts of a lane run in its order; lanes of a stage beside each other.
 */
const STAGES: readonly (readonly (readonly TestPart[])[])[] = [
  [
    ["browser", "system"],
    ["units", "properties"],
  ],
  [["benchmarks"]],
];

/** The part that runs only where it is named, by `--part` or by a path. */
export const ONLY_BY_NAME: TestPart = "benchmarks";

/** These parts, in stages and lanes. */
export function stagesOf(parts: readonly TestPart[]): TestPart[][][] {
  const isNotEmpty = ({ length }: { readonly length: number }) => length > 0;
  return STAGES.map((lanes) =>
    lanes.map((lane) => lane.filter((part) => parts.includes(part))).filter(isNotEmpty),
  ).filter(isNotEmpty);
}

const withoutRoot = (glob: string) => glob.replace("<rootDir>/", "");

/** Whether the tests of a part connect to a broker. */
export const needsBroker = (part: TestPart): boolean => part !== "units" && part !== "properties";

/** Whether a lane takes what the others of its stage leave: it has no deadlines. */
export const givesWay = (lane: readonly TestPart[], stage: readonly unknown[]): boolean =>
  stage.length > 1 && !lane.some(needsBroker);

/** What of jest's arguments decides it. */
interface TestChoice {
  /** Patterns of the files to run; none is all. */
  readonly patterns: readonly string[];
  /** The part that `--part` names. */
  readonly only?: TestPart | undefined;
  /** Jest does something else than running tests once: lists, watches, shows. */
  readonly other: boolean;
}

/**
 * The parts to run. Null: one run of jest with the arguments as they are, which then also says that
 * no test was found.
 */
export function partsOf(
  { patterns, other, only }: TestChoice,
  files: readonly string[] = testFiles(),
): TestPart[] | null {
  if (other) return null;
  const parts = PARTS.filter((part) =>
    files.some((file) => isIn(part, file) && matches(file, patterns)),
  );
  if (parts.length === 0) return null;
  if (only !== undefined) return parts.filter((part) => part === only);
  return patterns.length > 0 ? parts : parts.filter((part) => part !== ONLY_BY_NAME);
}

/** Whether jest runs a file in a part. */
export function isIn(part: TestPart, file: string): boolean {
  return matchesGlob(file, withoutRoot(MATCH[part]));
}

/** Matches as jest does: any of the patterns, anywhere in the path, in upper or lower case. */
function matches(file: string, patterns: readonly string[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => found(pattern, join(ROOT, file)));
}

function found(pattern: string, path: string): boolean {
  try {
    return new RegExp(pattern, "i").test(path);
  } catch {
    return true; // jest says what is wrong with it
  }
}

/** The pattern of the files in which jest looks for tests. */
export const TEST_FILES = withoutRoot(ALL);

/** Paths from the project's folder, with forward slashes. */
export function testFiles(): string[] {
  return globSync(TEST_FILES, { cwd: ROOT });
}
