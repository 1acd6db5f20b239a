/** Identifies a process: pids are used again, so a record of one has the time of its start too. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface ProcessId {
  readonly pid: number;
  /**
   * When it started, in a text of this machine that is only compared; null where the machine
   * does not provide it.
   */
  readonly started: string | null;
}

export function processId(pid: number): ProcessId {
  return { pid, started: startedOf(pid) };
}

/** True when the process runs, and is not another one under the same pid. */
export function isRunning({ pid, started }: ProcessId): boolean {
  if (!isAlive(pid)) return false;
  return started === null || startedOf(pid) === started;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Another user's process: alive, but not ours to signal.
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}

function startedOf(pid: number): string | null {
  return process.platform === "linux" ? startedOnLinux(pid) : startedByPs(pid);
}

/**
 * Clock ticks since this boot (proc(5), field 22 of stat). A zombie has ended: only its exit
 * code is left.
 */
function startedOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in field 2 is in parentheses, and may have spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return "ended";
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${fields[19]}`;
  } catch {
    return null;
  }
}

function startedByPs(pid: number): string | null {
  const { status, stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], {
    encoding: "utf8",
    timeout: 5_000,
  });
  return status === 0 && stdout.trim() !== "" ? stdout.trim() : null;
}
