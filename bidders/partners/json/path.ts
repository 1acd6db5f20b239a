/**
 * The language in which a mapping states where in an answer something is: JMESPath (jmespath.org),
 * restricted. No script is evaluated, no function writes or loops, and an expression reads only the
 * answer. Of JMESPath's functions only those are allowed whose result is no larger than their
 * arguments. Arithmetic is not allowed, because a sum of decimal fractions is not an exact amount
 * (A9).
 *
 *   trips            a field             trips[0], trips[-1]     the first, the last of a list
 *   price.total      a field of a field  trips[].legs[]          all of a list's, as one list
 *   'EUR'            a constant          rules[?what=='change']  those that match
 *   a || b           b where a is not    rules[] | [0]           the first of what is found
 *   [a, b]           a list of its own   [a, b] | join('', @)    several as one text
 *   $answer.currency, $offer.id          from the whole answer, or the offer, wherever one is
 */
import { compile, TreeInterpreter } from "@jmespath-community/jmespath";
import { messageOf } from "../../../proto/errors.ts";

const CHARS_MAX = 500;

const NODES = new Set(
  [
    "Field Literal Index IndexExpression Subexpression Slice Projection ValueProjection FilterProjection Flatten Pipe Identity Current",
    "Comparator OrExpression AndExpression NotExpression MultiSelectList MultiSelectHash KeyValuePair Function ExpressionReference Variable",
  ].flatMap((line) => line.split(" ")),
);
const FUNCTIONS = [
  "contains",
  "ends_with",
  "join",
  "length",
  "max_by",
  "min_by",
  "not_null",
  "sort_by",
  "starts_with",
  "to_array",
  "to_string",
];
const VARIABLES = ["answer", "offer"];

type Tree = ReturnType<typeof compile>;
type Json = Parameters<typeof TreeInterpreter.search>[1];

/** What is wrong with an expression, or undefined. */
export function pathFault(expression: string): string | undefined {
  if (expression.length > CHARS_MAX) return `is longer than ${CHARS_MAX} characters`;
  try {
    return treeFault(compile(expression));
  } catch (thrown) {
    return `'${expression}' is not a JMESPath expression: ${messageOf(thrown)}`;
  }
}

function treeFault(node: unknown): string | undefined {
  if (Array.isArray(node)) return node.map(treeFault).find((fault) => fault !== undefined);
  if (typeof node !== "object" || node === null) return undefined;
  const { type, name, value, ...rest } = node as {
    type?: unknown;
    name?: unknown;
    value?: unknown;
  };
  // A literal may be any JSON value; it has no expressions in it.
  if (type === "Literal") return undefined;
  if (typeof type === "string" && !NODES.has(type))
    return `uses what is not part of the language here (${type}): fields, lists, filters and constants are`;
  if (type === "Function" && !FUNCTIONS.includes(String(name)))
    return `uses ${String(name)}(); there are ${FUNCTIONS.join(", ")}`;
  if (type === "Variable" && !VARIABLES.includes(String(name)))
    return `uses $${String(name)}; there are ${VARIABLES.map((one) => `$${one}`).join(", ")}`;
  return treeFault([...Object.values(rest), value]);
}

/** Finds things in one answer. */
export interface ValueFinder {
  /** What is there; null where nothing is, or where a function does not accept its argument. */
  find(expression: string, at: unknown): unknown;
  /** What `$offer` is from now on. */
  enter(offer: unknown): void;
}

/** Mappings are few and do not change: each expression is compiled once. */
const trees = new Map<string, Tree>();
const TREES_MAX = 2_000;

export function finderIn(answer: unknown): ValueFinder {
  const scope = { answer: answer as Json, offer: null as Json };
  const interpreter = TreeInterpreter.withScope(scope);
  return {
    find(expression, at) {
      try {
        return interpreter.visit(treeOf(expression), at as Json) ?? null;
      } catch {
        return null;
      }
    },
    enter(offer) {
      scope.offer = offer as Json;
    },
  };
}

function treeOf(expression: string): Tree {
  const known = trees.get(expression);
  if (known !== undefined) return known;
  const tree = compile(expression);
  if (trees.size >= TREES_MAX) trees.clear();
  trees.set(expression, tree);
  return tree;
}
