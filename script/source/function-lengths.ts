/**
 * Functions that are longer than the house allows. The linter has a rule for it too, which does not
 * count the lines of the parameters and leaves tests out. Here a function counts from the first
 * line of its declaration to its last one, with all that is in between.
 */
import { parseSource, type SyntaxNode } from "./syntax-tree.ts";

export const FUNCTION_LINES_MAX = 70;

interface LongFunction {
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
  const { root, lineOf } = parseSource(text, isTypeScript);
  const found: LongFunction[] = [];
  visit(root, "", (node, name) => {
    const span = node.span ?? node.function?.span;
    if (span === undefined) return;
    const [first, last] = [lineOf(span.start), lineOf(span.end - 1)];
    const lines = last - first + 1;
    if (lines > linesMax) found.push({ name, line: first, lines });
  });
  return found;
}

function visit(node: unknown, name: string, use: (found: SyntaxNode, name: string) => void): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) visit(one, name, use);
    return;
  }
  const one = node as SyntaxNode;
  const own = nameOf(one) ?? name;
  if (one.type === "CallExpression" && isDescribe(one["callee"] as SyntaxNode)) {
    for (const argument of one["arguments"] as { expression: SyntaxNode }[])
      visit(argument.expression["body"], own, use);
    return;
  }
  if (FUNCTIONS.has(one.type ?? "")) use(one, own);
  for (const [key, child] of Object.entries(one)) if (key !== "span") visit(child, own, use);
}

/** `describe(…)`, `describe.each(…)(…)`, or `(skipped ? describe.skip : describe)(…)`. */
function isDescribe(callee: SyntaxNode | undefined): boolean {
  if (callee === undefined) return false;
  if (callee.type === "Identifier") return callee["value"] === "describe";
  const inner = ["object", "callee", "expression", "alternate"].map((key) => callee[key]);
  return inner.some((one) => isDescribe(one as SyntaxNode | undefined));
}

function nameOf(node: SyntaxNode): string | undefined {
  const named = (node["identifier"] ?? node["key"] ?? node["id"]) as SyntaxNode | undefined;
  const value = named?.["value"] ?? (named?.["id"] as SyntaxNode | undefined)?.["value"];
  return typeof value === "string" ? value : undefined;
}
