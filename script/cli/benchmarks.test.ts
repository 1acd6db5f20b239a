import { globSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { benchCommand } from "./bench.ts";
import { BENCHMARKS } from "./benchmarks.ts";

/** The rows of the first table: a command, and what it answers. */
function documented(): [string, string][] {
  const readme = readFileSync(new URL("../../bench/README.md", import.meta.url), "utf8");
  return [...readme.matchAll(/^\| `npm run bench -- (\w+)` \| (.+) \|$/gm)].map(
    ([, name = "", says = ""]) => [name, says],
  );
}

test("without a name no benchmark runs: they are listed, as a mistake of usage", async () => {
  const failure = await benchCommand([]).catch((thrown: unknown) => thrown);
  const { exitCode, message } = failure as { exitCode: number; message: string };
  expect(exitCode).toBe(2);
  for (const [name, says] of Object.entries(BENCHMARKS))
    expect(message).toMatch(new RegExp(`^  ${name} +${says.slice(0, 20)}`, "m"));
});

test("the list is that of bench/README.md, in its words", () => {
  const { peers: _, ...benchmarks } = BENCHMARKS;
  expect(documented()).toEqual(Object.entries(benchmarks));
});

test("each of them is a command of the program of the benchmarks", () => {
  const folder = new URL("../../bench/", import.meta.url);
  const sources = ["main.ts", "reach-command.ts", ...globSync("*/command.ts", { cwd: folder })]
    .map((path) => readFileSync(new URL(path, folder), "utf8"))
    .join("");
  const commands = [...sources.matchAll(/\.command\("(\w+)"/g)].map(([, name]) => name);
  expect(commands.sort()).toEqual(Object.keys(BENCHMARKS).sort());
});
