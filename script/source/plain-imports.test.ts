/**
 * The benchmarks' peers are plain JavaScript with packages of their own, so the compiler does not
 * read them: what they import of the project's modules must be there all the same.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";

const FILES = ["bench/peers/moleculer-side.js", "bench/peers/nestjs-side.js"];
const ROOT = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

test.each(FILES)("%s imports names that its modules export", (file) => {
  const imports = [...read(file).matchAll(/^import \{ ([^}]+) \} from "(\.[^"]+\.ts)";$/gm)];
  expect(imports.length).toBeGreaterThan(0);
  for (const [, names = "", from = ""] of imports) {
    const module = read(join(dirname(file), from));
    const missing = names
      .split(", ")
      .filter((name) => !new RegExp(`^export (function|const|class) ${name}\\b`, "m").test(module));
    expect({ from, missing }).toEqual({ from, missing: [] });
  }
});
