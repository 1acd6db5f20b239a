/**
 * Functions that are longer than the house allows. The linter has a rule for it too, which does not
 * count the lines of the parameters and leaves tests out. Here a function counts from the first
 * line of its declaration to its last one, with all that is in between.
 */
import { childrenOf, type SyntaxNode, type SyntaxTree } from "./syntax-tree.ts";

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
 */
export function longFunctions(
  { root, lineOf }: SyntaxTree,
  linesMax = FUNCTION_LINES_MAX,
): LongFunction[] {
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

function visit(
  node: SyntaxNode,
  name: string,
  use: (found: SyntaxNode, name: string) => void,
): void {
  const own = nameOf(node) ?? name;
  if (node.type === "CallExpression" && isDescribe(node["callee"] as SyntaxNode)) {
    for (const { expression } of node["arguments"] as { expression: SyntaxNode }[]) {
      const body = expression["body"] as SyntaxNode | undefined;
      if (body !== undefined) visit(body, own, use);
    }
    return;
  }
  if (FUNCTIONS.has(node.type ?? "")) use(node, own);
  for (const [, child] of childrenOf(node)) visit(child, own, use);
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
