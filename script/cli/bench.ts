/**
 * `scatter bench`: the benchmarks, in a process of their own. What is measured must not have the
 * code of a command beside it. They are part of the repository, and of no package.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { benchmarksText } from "./benchmarks.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";

const BENCH = join(import.meta.dirname, "..", "..", "bench", "main.ts");

/** @throws CommandFailure 2 where none is named, and where there are none */
export async function benchCommand(args: readonly string[]): Promise<ExitCode> {
  if (!existsSync(BENCH))
    throw new CommandFailure(
      EXIT.usage,
      "the benchmarks are not in the package: run npm run bench in the repository of this project",
    );
  if (args.length === 0) throw new CommandFailure(EXIT.usage, benchmarksText());
  const child = spawn(process.execPath, [BENCH, ...args], { stdio: "inherit" });
  // A signal for the whole group reaches it too; one for this process alone is passed on.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0 ? EXIT.done : code === 2 ? EXIT.usage : EXIT.none;
}
