/**
 * Functions that are longer than the house allows. The linter has a rule for it too, which does not
 * count the lines of the parameters and leaves tests out. Here a function counts from the first
 * line of its declaration to its last one, with all that is in between.
 */
import { parseSync } from "@swc/core";

export const FUNCTION_LINES_MAX = 70;

export interface LongFunction {
  readonly name: string;
  /** Its first line, from 1. */
  readonly line: number;
  readonly lines: number;
}

const FUNCTIONS = new Set([
  "ArrowFunctionExpression",
  "ClassMethod",
  "Constructor",
  "FunctionDeclaration",
  "FunctionExpression",
  "GetterProperty",
  "MethodProperty",
  "PrivateMethod",
  "SetterProperty",
]);

interface SourceSpan {
  readonly start: number;
  readonly end: number;
}

/** A node of the syntax tree. `function` is what a method wraps. */
interface Node {
  readonly type?: string;
  readonly span?: SourceSpan;
  readonly function?: { readonly span: SourceSpan };
  readonly [key: string]: unknown;
}

/**
 * The functions of a file with more than `linesMax` lines. Functions of one that is a table of
 * tests (the callback of `describe`) count by themselves: it is a list and not a procedure.
 * @throws Error when the text cannot be parsed
 */
export function longFunctions(
  text: string,
  isTypeScript: boolean,
  linesMax = FUNCTION_LINES_MAX,
): LongFunction[] {
  // The offsets of swc go on from one text to the next; a first empty statement shows where.
  const source = `;${text.replace(/^#!/, "//")}`;
  const syntax = isTypeScript ? "typescript" : "ecmascript";
  const module = parseSync(source, { syntax, target: "es2024" });
  const base = module.body[0]?.span.start ?? 0;
  const lineOf = lineFinder(Buffer.from(source));
  const found: LongFunction[] = [];
  visit(module as unknown as Node, "", (node, name) => {
    const span = node.span ?? node.function?.span;
    if (span === undefined) return;
    const [first, last] = [lineOf(span.start - base), lineOf(span.end - 1 - base)];
    const lines = last - first + 1;
    if (lines > linesMax) found.push({ name, line: first, lines });
  });
  return found;
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

function visit(node: unknown, name: string, use: (found: Node, name: string) => void): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) visit(one, name, use);
    return;
  }
  const one = node as Node;
  const own = nameOf(one) ?? name;
  if (one.type === "CallExpression" && isDescribe(one["callee"] as Node)) {
    for (const argument of one["arguments"] as { expression: Node }[])
      visit(argument.expression["body"], own, use);
    return;
  }
  if (FUNCTIONS.has(one.type ?? "")) use(one, own);
  for (const [key, child] of Object.entries(one)) if (key !== "span") visit(child, own, use);
}

/** `describe(…)`, `describe.each(…)(…)`, or `(skipped ? describe.skip : describe)(…)`. */
function isDescribe(callee: Node | undefined): boolean {
  if (callee === undefined) return false;
  if (callee.type === "Identifier") return callee["value"] === "describe";
  const inner = ["object", "callee", "expression", "alternate"].map((key) => callee[key]);
  return inner.some((one) => isDescribe(one as Node | undefined));
}

function nameOf(node: Node): string | undefined {
  const named = (node["identifier"] ?? node["key"] ?? node["id"]) as Node | undefined;
  const value = named?.["value"] ?? (named?.["id"] as Node | undefined)?.["value"];
  return typeof value === "string" ? value : undefined;
}
