/** The documents of the repository, and the files that they may name. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

const NOT_OURS = new Set(["node_modules", ".git", ".run", "coverage", "api", "dist"]);

/** Paths below the repository's folder, with `/`, of all files for which `wanted` is true. */
export function filesBelow(folder: string, wanted: (path: string) => boolean): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesBelow(path, wanted);
      return wanted(path) ? [path] : [];
    })
    .sort();
}

export function readRepositoryFile(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** `path` as seen from the document `from`. */
export function linkTo(path: string, from: string): string {
  return relative(join(ROOT, from, ".."), join(ROOT, path)).replaceAll("\\", "/");
}
