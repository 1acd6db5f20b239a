/**
 * Which declarations a program needs that imports the package: those of the entry points, and what
 * these refer to. The compiler writes one for every module.
 */
import { posix } from "node:path";

/** `import … from "./x.ts"`, `export … from`, `import "./x.ts"` and `import("./x.ts")`. */
const RELATIVE = /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

/**
 * @param entries paths of declarations, with `/`
 * @param read the text of a declaration; undefined where there is none
 */
export function neededDeclarations(
  entries: readonly string[],
  read: (path: string) => string | undefined,
): Set<string> {
  const needed = new Set<string>();
  const add = (path: string): void => {
    if (needed.has(path)) return;
    const text = read(path);
    if (text === undefined) return;
    needed.add(path);
    for (const { 1: to = "" } of text.matchAll(RELATIVE))
      add(posix.join(posix.dirname(path), to.replace(/\.[jt]s$/, ".d.ts")));
  };
  for (const entry of entries) add(entry);
  return needed;
}
