/** The syntax tree of a source text, as swc gives it, and the line of each of its nodes. */
import { parseSync } from "@swc/core";

/** Offsets in bytes of UTF-8, from a base that only `lineOf` knows. */
interface SourceSpan {
  readonly start: number;
  readonly end: number;
}

/** A node of the tree. `function` is what a method wraps. */
export interface SyntaxNode {
  readonly type?: string;
  readonly span?: SourceSpan;
  readonly function?: { readonly span: SourceSpan };
  readonly [key: string]: unknown;
}

export interface SyntaxTree {
  /** The node of the whole text. */
  readonly root: SyntaxNode;
  /** The line of an offset of a span, from 1. */
  lineOf(offset: number): number;
}

const LANGUAGES = {
  js: { syntax: "ecmascript" },
  ts: { syntax: "typescript" },
  tsx: { syntax: "typescript", tsx: true },
} as const;

type Language = keyof typeof LANGUAGES;

/** The language of a file of ours, by the end of its name. */
export function languageOf(path: string): Language {
  if (path.endsWith(".tsx")) return "tsx";
  return path.endsWith(".ts") ? "ts" : "js";
}

/** @throws Error when the text cannot be parsed */
export function parseSource(text: string, language: Language): SyntaxTree {
  // The offsets of swc go on from one text to the next; a first empty statement shows where.
  const source = `;${text.replace(/^#!/, "//")}`;
  const root = parseSync(source, { ...LANGUAGES[language], target: "es2024" });
  const base = root.body[0]?.span.start ?? 0;
  const lineOf = lineFinder(Buffer.from(source));
  return {
    root: root as unknown as SyntaxNode,
    lineOf: (offset) => lineOf(offset - base),
  };
}

/** Lines from 1, of byte offsets from 0. */
function lineFinder(bytes: Buffer): (offset: number) => number {
  const ends: number[] = [];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at);
  return (offset) => {
    const after = ends.findIndex((end) => end >= offset);
    return (after < 0 ? ends.length : after) + 1;
  };
}

/** Calls back for a node and all nodes below it, in the order of the text. */
export function forEachNode(node: SyntaxNode, use: (node: SyntaxNode) => void): void {
  use(node);
  for (const [, child] of childrenOf(node)) forEachNode(child, use);
}

/** The nodes directly below a node, in the order of the text, each with the key that holds it. */
export function* childrenOf(node: SyntaxNode): Generator<[key: string, child: SyntaxNode]> {
  for (const [key, value] of Object.entries(node)) {
    if (key === "span") continue;
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === "object" && one !== null) yield [key, one as SyntaxNode];
  }
}
