/** Completion in the shells themselves. A shell that this machine lacks is left out. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startProgram } from "../harness/process.ts";

const folder = mkdtempSync(join(tmpdir(), "completion-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script of a shell in the folder, and returns the lines that it prints. */
function run(shell: string, args: readonly string[], script: string): string[] {
  const { stdout, stderr, status } = spawnSync(shell, [...args, "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TERM: "dumb" },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter((line) => line !== "");
}

/** What is typed, the last word being completed, and what must and must not be found. */
const CASES: [typed: string, found: readonly string[], not: readonly string[]][] = [
  ["scatter ", ["search", "bidders", "completion", "timetable"], ["--return"]],
  ["scatter se", ["search"], ["bidders"]],
  ["scatter search --ma", ["--max-stops", "--max-price", "--market"], ["--return", "--json"]],
  ["scatter search LHR JFK 2026-12-15 --sel", ["--self-transfer", "--sellers"], ["--json"]],
  ["scatter search --cabin ", ["economy", "business"], ["--cabin", "search"]],
  ["scatter search --cabin bus", ["business"], ["economy"]],
  ["scatter search LHR --sort pr", ["price"], ["best"]],
  ["scatter timetable ", ["import", "export", "show", "coverage"], ["search"]],
  ["scatter timetable import --o", ["--out"], ["--carrier"]],
  ["scatter timetable import my", ["my.ssim"], ["import"]],
  ["scatter rates --table my", ["my.ssim"], ["--date"]],
  ["scatter completion ", ["bash", "zsh", "fish"], ["search"]],
  ["scatter bench ta", ["tail"], ["auction"]],
];

const has = (shell: string) => spawnSync(shell, ["--version"]).error === undefined;

/** How each shell is asked what it would complete; the script is in a file of its name. */
const SHELLS: Record<string, (typed: string) => string[]> = {
  bash: (typed) =>
    run(
      "bash",
      ["--norc"],
      `source ./bash; COMP_WORDS=(${typed.endsWith(" ") ? `${typed}''` : typed}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _scatter; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ),
  // Without a line editor, what would be offered is printed.
  zsh: (typed) =>
    run(
      "zsh",
      ["-f"],
      `compdef() { : }
       _describe() { [[ $1 == -o ]] && shift; local -a all; all=("\${(@P)2}"); print -l -- \${all%%:*} }
       compadd() { shift; print -l -- "$@" }
       _files() { print -l -- * }
       _message() { : }
       source ./zsh
       words=(${typed.endsWith(" ") ? `${typed}''` : typed}); CURRENT=\${#words}; _scatter`,
    ).filter((word) => word.startsWith(typed.split(" ").at(-1) ?? "")),
  fish: (typed) =>
    run("fish", ["--no-config"], `source ./fish; complete -C '${typed}'`).map(
      (line) => line.split("\t")[0] ?? "",
    ),
};

beforeAll(async () => {
  writeFileSync(join(folder, "my.ssim"), "");
  for (const shell of Object.keys(SHELLS)) {
    const { code, stdout } = await startProgram("bin/scatter.js", ["completion", shell], {}).ended;
    expect({ shell, code }).toEqual({ shell, code: 0 });
    writeFileSync(join(folder, shell), stdout);
  }
});

for (const [shell, complete] of Object.entries(SHELLS))
  (has(shell) ? describe : describe.skip)(shell, () => {
    test.each(CASES)("%s", (typed, found, not) => {
      const words = complete(typed).map((word) => word.trim());
      expect(words).toEqual(expect.arrayContaining([...found]));
      for (const word of not) expect(words).not.toContain(word);
    });
  });

test("the benchmarks that are completed are those that there are", async () => {
  const { stdout } = await startProgram("bench/main.ts", ["--help"], {}).ended;
  const names = [...stdout.matchAll(/^ {2}([a-z]+)\b.*$/gm)].map((match) => match[1]);
  const completed = SHELLS["bash"]?.("scatter bench ") ?? [];
  expect(completed.filter((word) => !word.startsWith("-")).sort()).toEqual(
    names.filter((name) => name !== "help").sort(),
  );
});
