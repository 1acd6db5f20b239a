/**
 * The benchmarks with their smallest options: they run to their ends, every answer is the expected
 * one, and every figure that is wanted has a verdict. No figure is judged. A file for each, since
 * each takes long. The peers that need packages of their own are a step of .ci/run.
 */
import { type EndedProcess, startProgram } from "./process.ts";

/** A run of one may take so long on a machine that others load. */
export const BENCH_MS_MAX = 300_000;

/** @throws Error with what it has written, when it fails */
export async function bench(...args: string[]): Promise<EndedProcess> {
  const ended = await startProgram("bench/main.ts", [...args, "--quick"], {}).ended;
  if (ended.code !== 0) throw new Error(`exit code ${ended.code}: ${ended.stdout}${ended.stderr}`);
  return ended;
}

/** The lines that begin with this, with `|` between their cells. */
export const rows = ({ stdout }: EndedProcess, name: string): string[] =>
  stdout
    .split("\n")
    .filter((line) => line.trimStart().startsWith(name))
    .map((line) => line.trim().replace(/ {2,}/g, " | "));

/** The end of a row of the table of goals. */
export const VERDICT = /(NOT REACHED|REACHED|reached at least)$/;
