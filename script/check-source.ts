/**
 * `npm run source`: what neither compiler nor linter checks of the sources that git knows: the
 * length of functions, the width of comments, that tests name the unlike values that they compare,
 * what modules take from outside by themselves, types that the layers would not see, exports that
 * no file imports, and imports by plain JavaScript of what is not exported; of files that no
 * formatter knows (.proto files, nats.conf, shell scripts), the width of every line. With `--fix`
 * it breaks wide comments, and removes the word `export` where only the own file uses what is
 * exported.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import {
  COMMENT_WIDTH_MAX,
  wideComments,
  wideLines,
  wrapComments,
} from "./source/comment-widths.ts";
import { unlikeLists } from "./source/compared-lists.ts";
import { FUNCTION_LINES_MAX, longFunctions } from "./source/function-lengths.ts";
import { outsideUses, purityOf } from "./source/outside-state.ts";
import { languageOf, parseSource } from "./source/syntax-tree.ts";
import { typeImports } from "./source/type-imports.ts";
import {
  type ModuleNames,
  missingExports,
  moduleNames,
  unusedExports,
  withoutExports,
} from "./source/unused-exports.ts";

const SOURCES = ["*.ts", "*.tsx", "*.js", ":!proto/generated"];
const UNFORMATTED = [
  ...["*.proto", "nats.conf", ".ci/run", "script/bootstrap", "script/broker-image"],
  ...["script/generate", "script/update-rates", "script/api-reference/build"],
];

const isFixing = process.argv.includes("--fix");
const filesOf = (patterns: readonly string[]) =>
  execFileSync("git", ["ls-files", "--", ...patterns], { encoding: "utf8" })
    .split("\n")
    .filter((path) => path !== "");
const paths = filesOf(SOURCES);

const modules: ModuleNames[] = [];

/** The faults of a file by itself. Its names go to `modules`: all together have faults too. */
function faultsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const tree = parseSource(text, languageOf(path));
  modules.push(moduleNames(path, text, tree));
  const wide = wideComments(text);
  if (isFixing && wide.length > 0) writeFileSync(path, wrapComments(text));
  return [
    ...longFunctions(tree).map(
      ({ line, name, lines }) =>
        `${path}:${line} ${name || "a function"} has ${lines} lines; at most ${FUNCTION_LINES_MAX}`,
    ),
    ...(isFixing ? [] : wide).map(
      ({ line, width }) =>
        `${path}:${line} a comment has ${width} characters; at most ${COMMENT_WIDTH_MAX}`,
    ),
    ...unlikeLists(tree).map(
      ({ line, values }) =>
        `${path}:${line} compares ${values} unlike values as a list; name them: expect({ name, … })`,
    ),
    ...outsideUses(tree, purityOf(path)).map(
      ({ line, what }) => `${path}:${line} ${what} is used here; hand it in as a parameter`,
    ),
    ...typeImports(path, text, tree).map(
      ({ line, from }) => `${path}:${line} import a type of ${from} by a declaration`,
    ),
  ];
}

function wideLinesOf(path: string): string[] {
  return wideLines(readFileSync(path, "utf8")).map(
    ({ line, width }) => `${path}:${line} has ${width} characters; at most ${COMMENT_WIDTH_MAX}`,
  );
}

function unusedFaults(): string[] {
  const unused = unusedExports(modules);
  if (!isFixing)
    return unused.map(({ path, line, name }) => `${path}:${line} no other file imports ${name}`);
  for (const path of new Set(unused.map((one) => one.path))) {
    const own = unused.filter((one) => one.path === path);
    writeFileSync(path, withoutExports(readFileSync(path, "utf8"), own));
  }
  return [];
}

const faults = [
  ...paths.flatMap(faultsOf),
  ...filesOf(UNFORMATTED).flatMap(wideLinesOf),
  ...unusedFaults(),
  ...missingExports(modules).map(
    ({ path, line, name, from }) => `${path}:${line} ${from} does not export ${name}`,
  ),
];
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`source: right in ${paths.length} files`);
process.exitCode = faults.length === 0 ? 0 : 1;
