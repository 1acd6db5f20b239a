/** What a figure was measured on, and of which code: without both it means nothing. */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";

/** One line: processors, Node, how busy the machine is, and the commit. */
export function machine(): string {
  const load = loadavg().map((value) => value.toFixed(2));
  const processor = cpus()[0]?.model.trim() ?? "unknown CPU";
  return `${cpus().length} × ${processor}, Node ${process.version}, load average ${load.join(" ")}, ${commit()}`;
}

/** "-dirty" follows a commit whose files have changed since. */
function commit(): string {
  try {
    const text = execFileSync("git", ["describe", "--always", "--dirty", "--exclude", "*"], {
      cwd: import.meta.dirname,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return `commit ${text.trim()}`;
  } catch {
    return "no commit known (git cannot read this folder)";
  }
}
