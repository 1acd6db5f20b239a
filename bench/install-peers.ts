/**
 * What the benchmarks compare with is a package of its own (`bench/peers`): nothing else needs it,
 * one of its packages is under the GPL, and some ask for other versions than ours.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const PEERS_FOLDER = join(import.meta.dirname, "peers");

/** By their lock file, and without running their scripts. @throws Error when npm fails */
export function installPeers(): void {
  const { status, error } = spawnSync(
    "npm",
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    {
      cwd: PEERS_FOLDER,
      stdio: "inherit",
    },
  );
  if (status !== 0)
    throw new Error(
      `npm could not install the packages of ${PEERS_FOLDER}${error ? `: ${error.message}` : ""}`,
    );
}
