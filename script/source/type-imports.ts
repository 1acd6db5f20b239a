/**
 * Types that are imported in the middle of a declaration, as `import("…").Name`. The layers see
 * import declarations and dynamic imports, and not these. JavaScript of the page has no other way:
 * there such a type is of the page itself or of the wire contract.
 */
import { posix } from "node:path";
import { forEachNode, type SyntaxNode, type SyntaxTree } from "./syntax-tree.ts";

interface TypeImport {
  /** The number of the line, from 1. */
  readonly line: number;
  /** What is imported, as it is written. */
  readonly from: string;
}

/** An import of a type in a comment, which the tree does not have. */
const IN_COMMENT = /import\((["'])(\.[^"']*)\1\)\s*\./g;
const PAGE = /^gateway\/web\//;
const FOR_PAGE = /^(gateway\/web\/|proto\/messages\.ts$)/;

/**
 * The type imports of a file that are not allowed.
 * @param path from the repository's folder
 */
export function typeImports(path: string, text: string, tree: SyntaxTree): TypeImport[] {
  if (/\.tsx?$/.test(path)) return inTypeScript(tree);
  return text.split("\n").flatMap((line, i) =>
    [...line.matchAll(IN_COMMENT)]
      .map(([, , from = ""]) => from)
      .filter((from) => !isAllowed(path, from))
      .map((from) => ({ line: i + 1, from })),
  );
}

function isAllowed(path: string, from: string): boolean {
  return PAGE.test(path) && FOR_PAGE.test(posix.join(posix.dirname(path), from));
}

function inTypeScript({ root, lineOf }: SyntaxTree): TypeImport[] {
  const found: TypeImport[] = [];
  forEachNode(root, (node) => {
    if (node.type !== "TsImportType" || !node.span) return;
    const from = String((node["argument"] as SyntaxNode)["value"]);
    found.push({ line: lineOf(node.span.start), from });
  });
  return found;
}
