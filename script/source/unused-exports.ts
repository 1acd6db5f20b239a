/**
 * Exports that no other file imports, and imports of what a file does not export. What only its own
 * file uses is not exported, so that a reader sees what a file offers to others. Tests count as
 * other files.
 */
import { posix } from "node:path";
import type { SyntaxNode, SyntaxTree } from "./syntax-tree.ts";

interface NameInFile {
  readonly path: string;
  /** The number of the line, from 1. */
  readonly line: number;
  readonly name: string;
}

/** A name that a file imports of another file of ours. */
interface ImportedName extends NameInFile {
  /** The path of the other file. */
  readonly from: string;
  /** By a statement, and not in a comment or by a dynamic import. */
  readonly isStated: boolean;
}

/** What a file exports, and what it imports of files of ours. */
export interface ModuleNames {
  readonly path: string;
  readonly exported: readonly NameInFile[];
  /** It also exports all that another file exports. */
  readonly exportsMore: boolean;
  readonly imported: readonly ImportedName[];
}

/**
 * Files whose exports are used from outside this repository, or by who knows the file by its name:
 * public APIs, bidders, a thread's file, and what tools load.
 */
const PUBLIC = [
  /^bidders\/(index|kit\/bidder|[^/]+\/(index|settings))\.ts$/,
  /^gateway\/(index\.ts$|client\/)/,
  /^clients\/typescript\/src\/(index|nats|types)\.ts$/,
  /-thread\.ts$/,
  /^script\/test-run\/(progress-reporter|sequencer)\.ts$/,
  /^bench\/peers\//,
  /^(jest\.config|\.dependency-cruiser)\.js$/,
  /^gateway\/web\/vite\.config\.ts$/,
];

/** All names: of `import * as`, and of a dynamic import. */
const ALL = "*";

/** Names in comments of JavaScript: `import("./view.js").Itinerary`; and dynamic imports. */
const IN_TEXT = /\bimport\(\s*(["'])(\.[^"']+)\1\s*\)(?:\s*\.\s*(?!then\b)(\w+))?/g;

/** @param path from the repository's folder */
export function moduleNames(path: string, text: string, { root, lineOf }: SyntaxTree): ModuleNames {
  const exported: NameInFile[] = [];
  const imported: ImportedName[] = [];
  const add = (to: string, name: string, line: number, isStated: boolean) =>
    void imported.push({ path, line, name, isStated, from: posix.join(posix.dirname(path), to) });
  const items = root["body"] as SyntaxNode[];
  for (const item of items) {
    const line = lineOf(item.span?.start ?? 0);
    for (const [to, name] of importsOf(item)) add(to, name, line, true);
    for (const name of exportsOf(item)) exported.push({ path, line, name });
  }
  for (const { 2: to = "", 3: name = ALL, index } of text.matchAll(IN_TEXT))
    add(to, name, text.slice(0, index).split("\n").length, false);
  const exportsMore = items.some(({ type }) => type === "ExportAllDeclaration");
  return { path, exported, exportsMore, imported };
}

/** The exports of these files that no other one of them imports. */
export function unusedExports(modules: readonly ModuleNames[]): NameInFile[] {
  const used = new Map<string, Set<string>>();
  for (const { from, name } of modules.flatMap(({ imported }) => imported)) {
    const names = used.get(from);
    if (names === undefined) used.set(from, new Set([name]));
    else names.add(name);
  }
  return modules
    .filter(({ path }) => !PUBLIC.some((pattern) => pattern.test(path)))
    .flatMap(({ exported }) => exported)
    .filter(({ path, name }) => {
      const names = used.get(path);
      return names === undefined || !(names.has(name) || names.has(ALL));
    });
}

/**
 * The names that plain JavaScript imports of a file which does not export them. The compiler finds
 * them in TypeScript; it does not read the peers of the benchmarks.
 */
export function missingExports(modules: readonly ModuleNames[]): ImportedName[] {
  const byPath = new Map(modules.map((one) => [one.path, one]));
  return modules
    .filter(({ path }) => path.endsWith(".js"))
    .flatMap(({ imported }) => imported)
    .filter(({ name, from, isStated }) => {
      const module = byPath.get(from);
      if (!isStated || name === ALL || module === undefined || module.exportsMore) return false;
      return !module.exported.some((one) => one.name === name);
    });
}

const DECLARATION =
  /^export (?=(?:abstract |async )?(?:class|const|function|interface|let|type)\b)/;

/** The text without the word `export` in the lines where a declaration is exported unused. */
export function withoutExports(text: string, unused: readonly NameInFile[]): string {
  const lines = text.split("\n");
  for (const { line } of unused)
    lines[line - 1] = (lines[line - 1] as string).replace(DECLARATION, "");
  return lines.join("\n");
}

const textOf = (node: unknown): string => String((node as SyntaxNode | null)?.["value"] ?? "");

/**
 * What a statement imports or exports from another file of ours: its path as written, and a name.
 */
function* importsOf(item: SyntaxNode): Generator<[to: string, name: string]> {
  const to = textOf(item["source"]);
  if (!to.startsWith(".")) return;
  if (item.type === "ExportAllDeclaration") yield [to, ALL];
  for (const one of (item["specifiers"] as SyntaxNode[] | undefined) ?? []) {
    if (/Namespace/.test(one.type ?? "")) yield [to, ALL];
    else if (one.type === "ImportDefaultSpecifier") yield [to, "default"];
    else if (one.type === "ImportSpecifier") yield [to, textOf(one["imported"] ?? one["local"])];
    else yield [to, textOf(one["orig"])];
  }
}

/** The names that a statement exports. */
function* exportsOf(item: SyntaxNode): Generator<string> {
  if (/^ExportDefault/.test(item.type ?? "")) yield "default";
  if (item.type === "ExportNamedDeclaration")
    for (const one of item["specifiers"] as SyntaxNode[])
      yield textOf(one["exported"] ?? one["orig"] ?? one["name"]);
  if (item.type !== "ExportDeclaration") return;
  const declaration = item["declaration"] as SyntaxNode;
  if (declaration.type !== "VariableDeclaration")
    yield textOf(declaration["identifier"] ?? declaration["id"]);
  else
    for (const one of declaration["declarations"] as SyntaxNode[])
      yield* namesIn(one["id"] as SyntaxNode);
}

/** The names that a pattern declares: `const { a, b: [c] } = …`. */
function* namesIn(pattern: SyntaxNode): Generator<string> {
  if (pattern.type === "Identifier") yield textOf(pattern);
  if (pattern.type === "AssignmentPatternProperty") yield textOf(pattern["key"]);
  const inner = [pattern["properties"], pattern["elements"], INNER[pattern.type ?? ""]?.(pattern)];
  for (const part of inner.flat()) if (part) yield* namesIn(part as SyntaxNode);
}

const INNER: Readonly<Record<string, (pattern: SyntaxNode) => unknown>> = {
  AssignmentPattern: (pattern) => pattern["left"],
  KeyValuePatternProperty: (pattern) => pattern["value"],
  RestElement: (pattern) => pattern["argument"],
};
