/** The inputs of a target that reach what its seeds do not: kept as one base64 line each. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BlockCoverage } from "./coverage.ts";
import { runOne } from "./fuzzer.ts";
import type { FuzzTarget } from "./target.ts";
import type { InputWatch } from "./watchdog.ts";

const FOLDER = join(import.meta.dirname, "corpus");
const pathOf = (target: string) => join(FOLDER, `${target}.txt`);

export function readCorpus(target: string): Uint8Array[] {
  const path = pathOf(target);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Buffer.from(line, "base64"));
}

/** A corpus is read by everyone who clones the project. */
const CORPUS_CHARS_MAX = 40 * 1024;

/** The shortest first; the longest ones that are beyond the limit are left out. */
export function writeCorpus(target: string, inputs: readonly Uint8Array[]): void {
  let chars = 0;
  const lines = shortestFirst(inputs)
    .map((input) => Buffer.from(input).toString("base64"))
    .filter((line) => {
      chars += line.length + 1;
      return chars <= CORPUS_CHARS_MAX;
    });
  writeFileSync(pathOf(target), lines.map((line) => `${line}\n`).join(""));
}

/** Those that reach what neither the seeds nor a shorter one reaches. */
export async function minimised(
  target: FuzzTarget,
  inputs: readonly Uint8Array[],
  { coverage, watch }: { readonly coverage: BlockCoverage; readonly watch?: InputWatch },
): Promise<Uint8Array[]> {
  coverage.forget();
  for (const seed of target.seeds()) await runOne(target, seed, watch);
  coverage.record(coverage.take());
  const kept: Uint8Array[] = [];
  for (const input of shortestFirst(inputs)) {
    await runOne(target, input, watch);
    if (coverage.record(coverage.take())) kept.push(input);
  }
  return kept;
}

const shortestFirst = (inputs: readonly Uint8Array[]) =>
  [...inputs].sort((a, b) => a.length - b.length || Buffer.compare(a, b));
