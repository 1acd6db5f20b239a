/**
 * Unlike values that a test compares as one list, as in
 * `expect([endedBy, bids]).toEqual(["settled", 3])`: where it fails, it does not say which value is
 * which. With `expect({ endedBy, bids })` it does. A list of one kind may stay: what is spread,
 * literals, and calls of one function.
 */
import { forEachNode, type SyntaxNode, type SyntaxTree } from "./syntax-tree.ts";

interface ComparedList {
  /** The number of the line, from 1. */
  readonly line: number;
  readonly values: number;
}

/** The lists directly within `expect(…)` whose values are of more than one kind. */
export function unlikeLists({ root, lineOf }: SyntaxTree): ComparedList[] {
  const found: ComparedList[] = [];
  forEachNode(root, (node) => {
    const elements = comparedBy(node);
    if (elements !== undefined && node.span && new Set(elements.map(kindOf)).size > 1)
      found.push({ line: lineOf(node.span.start), values: elements.length });
  });
  return found;
}

interface Element {
  readonly spread: unknown;
  readonly expression: SyntaxNode;
}

/** The elements of the list that a call of `expect` compares; undefined for all other nodes. */
function comparedBy(node: SyntaxNode): readonly Element[] | undefined {
  if (node.type !== "CallExpression") return undefined;
  if ((node["callee"] as SyntaxNode)["value"] !== "expect") return undefined;
  const [first] = node["arguments"] as { expression: SyntaxNode }[];
  if (first?.expression.type !== "ArrayExpression") return undefined;
  return (first.expression["elements"] as (Element | null)[]).filter((one) => one !== null);
}

/** The same text for values of one kind; for all others, one that no other value has. */
function kindOf({ spread, expression }: Element, index: number): string {
  if (spread) return "spread";
  if (/Literal$/.test(expression.type ?? "")) return "literal";
  const awaited = expression.type === "AwaitExpression" ? expression["argument"] : expression;
  const { type, callee } = awaited as SyntaxNode;
  const name = type === "CallExpression" ? pathOf(callee as SyntaxNode) : undefined;
  return name === undefined ? `value ${index}` : `call of ${name}`;
}

/** `a.b.c` of a function that is named so; undefined for what is no plain path. */
function pathOf(node: SyntaxNode): string | undefined {
  if (node.type === "Identifier") return String(node["value"]);
  if (node.type !== "MemberExpression") return undefined;
  const owner = pathOf(node["object"] as SyntaxNode);
  const name = (node["property"] as SyntaxNode)["value"];
  return owner === undefined || typeof name !== "string" ? undefined : `${owner}.${name}`;
}
