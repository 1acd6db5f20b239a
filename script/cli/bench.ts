/**
 * `scatter bench`: the benchmarks, in a process of their own. What is measured must not have the
 * code of a command beside it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { EXIT, type ExitCode } from "./failure.ts";

const BENCH = join(import.meta.dirname, "..", "..", "bench", "main.ts");

export async function benchCommand(args: readonly string[]): Promise<ExitCode> {
  const child = spawn(process.execPath, [BENCH, ...args], { stdio: "inherit" });
  // A signal for the whole group reaches it too; one for this process alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0 ? EXIT.done : code === 2 ? EXIT.usage : EXIT.none;
}
