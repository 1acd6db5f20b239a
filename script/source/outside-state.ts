/**
 * What a module may take from outside by itself: a pure one neither time, randomness, timers nor
 * anything of the process; every other one of the two sides no environment, except for the entry of
 * a process. The layers see imports only, and none of these needs one.
 */
import { childrenOf, type SyntaxNode, type SyntaxTree } from "./syntax-tree.ts";

interface OutsideUse {
  /** The number of the line, from 1. */
  readonly line: number;
  readonly what: string;
}

/** Folders whose modules compute only: clock, random numbers and settings are parameters. */
const PURE = /^(proto|common\/(offers|money|text)|gateway\/auction|bidders\/stops\/engine)\//;
const SIDES = /^(proto|common|gateway|bidders|examples)\//;
/** The entry of a process passes the environment on; the plain example is one file. */
const ENTRY = /(^|\/)main\.ts$|^examples\/bidder-javascript\//;
const NOT_CHECKED = /\.test\.ts$|^proto\/generated\/|^gateway\/web\//;

export type Purity = "pure" | "without environment" | "any";

/** What is checked of the file with this path. */
export function purityOf(path: string): Purity {
  if (NOT_CHECKED.test(path)) return "any";
  if (PURE.test(path)) return "pure";
  return SIDES.test(path) && !ENTRY.test(path) ? "without environment" : "any";
}

const IMPURE = new Set([
  "performance",
  "process",
  "globalThis",
  "crypto",
  "setTimeout",
  "setInterval",
  "setImmediate",
]);
/** What computes only, of names that also have what does not. */
const PURE_MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  Date: new Set(["UTC", "parse", "prototype"]),
};
/** What does not compute only, of names that otherwise do. */
const IMPURE_MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  Math: new Set(["random"]),
};

/** The uses of outside state that a file of this purity may not have. */
export function outsideUses({ root, lineOf }: SyntaxTree, purity: Purity): OutsideUse[] {
  if (purity === "any") return [];
  const find = purity === "pure" ? impureUse : environmentUse;
  const found: OutsideUse[] = [];
  visit(root, undefined, "", (node, parent, key) => {
    const what = find(node, parent, key);
    if (what !== undefined && node.span) found.push({ line: lineOf(node.span.start), what });
  });
  return found;
}

type Visitor = (node: SyntaxNode, parent: SyntaxNode | undefined, key: string) => void;

/** All nodes but those of types, which are gone when the program runs. */
function visit(node: SyntaxNode, parent: SyntaxNode | undefined, at: string, use: Visitor): void {
  if (isTypeOnly(node)) return;
  use(node, parent, at);
  for (const [key, child] of childrenOf(node)) visit(child, node, key, use);
}

/** Expressions of TypeScript that hold a value. */
const WITH_VALUE = /^Ts(As|NonNull|Satisfies|TypeAssertion|ConstAssertion|Instantiation|Parameter)/;
const isTypeOnly = ({ type = "" }: SyntaxNode) => type.startsWith("Ts") && !WITH_VALUE.test(type);

const nameOf = (node: SyntaxNode | undefined) =>
  node?.type === "Identifier" ? (node["value"] as string) : undefined;

/** Whether an identifier stands for a value, and is not the name of a member or a parameter. */
function isValue(parent: SyntaxNode | undefined, key: string): boolean {
  const type = parent?.type ?? "";
  if (key === "key" || key === "label") return false;
  if (key === "property" && type !== "Computed") return false;
  if (/^(Import|Export|Param|Parameter|ArrayPattern|RestElement)/.test(type)) return false;
  return !(key === "id" || key === "identifier" || key === "params" || key === "pattern");
}

function memberOf(parent: SyntaxNode | undefined, key: string): string | undefined {
  if (parent?.type !== "MemberExpression" || key !== "object") return undefined;
  const property = parent["property"] as SyntaxNode;
  const literal = property["expression"] as SyntaxNode | undefined;
  return property.type === "Computed" ? String(literal?.["value"]) : nameOf(property);
}

function impureUse(node: SyntaxNode, parent: SyntaxNode | undefined, key: string) {
  const name = nameOf(node);
  if (name === undefined || !isValue(parent, key)) return undefined;
  if (IMPURE.has(name)) return name;
  const member = memberOf(parent, key);
  if (member !== undefined && IMPURE_MEMBERS[name]?.has(member)) return `${name}.${member}`;
  if (PURE_MEMBERS[name] === undefined) return undefined;
  if (member !== undefined) return PURE_MEMBERS[name].has(member) ? undefined : `${name}.${member}`;
  // new Date(ms) computes; new Date() and Date() read the clock, and so may Date as a value.
  const given = parent?.["arguments"] as readonly unknown[] | undefined;
  const isOfMs = parent?.type === "NewExpression" && key === "callee" && (given?.length ?? 0) > 0;
  const isTested = parent?.["operator"] === "instanceof";
  return isOfMs || isTested ? undefined : name;
}

/** `process.env`, also by its name in quotes, by a pattern, and by an import of it. */
function environmentUse(node: SyntaxNode, parent: SyntaxNode | undefined, key: string) {
  if (node.type === "ImportDeclaration") {
    const source = (node["source"] as SyntaxNode)["value"];
    return /^(node:)?process$/.test(String(source)) ? "an import of node:process" : undefined;
  }
  if (nameOf(node) !== "process" || !isValue(parent, key)) return undefined;
  if (memberOf(parent, key) === "env") return "process.env";
  return parent?.type === "VariableDeclarator" && key === "init" ? "process as a value" : undefined;
}
