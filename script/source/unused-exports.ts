/**
 * Exports that no other file imports. What only its own file uses is not exported, so that a reader
 * sees what a file offers to others. Tests count as other files.
 */
import { posix } from "node:path";
import type { SourceFile } from "../labels/labels.ts";
import { parseSource, type SyntaxNode } from "./syntax-tree.ts";

interface UnusedExport {
  readonly path: string;
  /** The number of the line, from 1. */
  readonly line: number;
  readonly name: string;
}

/**
 * Files whose exports are used from outside this repository, or by who knows the file by its name:
 * public APIs, bidders, a thread's file, and what tools load.
 */
const PUBLIC = [
  /^bidders\/(index|kit\/bidder|[^/]+\/(index|settings))\.ts$/,
  /^gateway\/client\//,
  /-thread\.ts$/,
  /^script\/test-run\/(progress-reporter|sequencer)\.ts$/,
  /^bench\/peers\//,
  /^(jest\.config|\.dependency-cruiser)\.js$/,
];

/** All names: of `import * as`, and of a dynamic import. */
const ALL = "*";

/** Names in comments of JavaScript: `import("./view.js").Itinerary`; and dynamic imports. */
const IN_TEXT = /\bimport\(\s*(["'])(\.[^"']+)\1\s*\)(?:\s*\.\s*(\w+))?/g;
/**
 * The exports of these files that no other one of them imports.
 * @throws Error when a text cannot be parsed
 */
export function unusedExports(files: readonly SourceFile[]): UnusedExport[] {
  const used = new Map<string, Set<string>>();
  const exported: UnusedExport[] = [];
  const use = (from: string, to: string, name: string) => {
    const path = posix.join(posix.dirname(from), to);
    const names = used.get(path);
    if (names === undefined) used.set(path, new Set([name]));
    else names.add(name);
  };
  for (const { path, text } of files) {
    const { root, lineOf } = parseSource(text, path.endsWith(".ts"));
    for (const item of root["body"] as SyntaxNode[]) {
      for (const [to, name] of importsOf(item)) use(path, to, name);
      for (const { name, at } of exportsOf(item)) exported.push({ path, line: lineOf(at), name });
    }
    for (const [, , to = "", name] of text.matchAll(IN_TEXT)) use(path, to, name ?? ALL);
  }
  return exported.filter(({ path, name }) => {
    if (PUBLIC.some((pattern) => pattern.test(path))) return false;
    const names = used.get(path);
    return names === undefined || !(names.has(name) || names.has(ALL));
  });
}

const DECLARATION =
  /^export (?=(?:abstract |async )?(?:class|const|function|interface|let|type)\b)/;

/** The text without the word `export` in the lines where a declaration is exported unused. */
export function withoutExports(text: string, unused: readonly UnusedExport[]): string {
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

/** The names that a statement exports, each with the offset of its statement. */
function* exportsOf(item: SyntaxNode): Generator<{ name: string; at: number }> {
  const at = item.span?.start ?? 0;
  if (/^ExportDefault/.test(item.type ?? "")) yield { name: "default", at };
  if (item.type === "ExportNamedDeclaration")
    for (const one of item["specifiers"] as SyntaxNode[])
      yield { name: textOf(one["exported"] ?? one["orig"] ?? one["name"]), at };
  if (item.type !== "ExportDeclaration") return;
  const declaration = item["declaration"] as SyntaxNode;
  if (declaration.type !== "VariableDeclaration")
    yield { name: textOf(declaration["identifier"] ?? declaration["id"]), at };
  else
    for (const one of declaration["declarations"] as SyntaxNode[])
      for (const name of namesIn(one["id"] as SyntaxNode)) yield { name, at };
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
