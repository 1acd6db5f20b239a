/**
 * Ends a program that is not ours, and so cannot watch its parent, when this process is gone; a
 * SIGKILL included.
 */
import { spawn } from "node:child_process";
import type { Socket } from "node:net";

/**
 * A shell that reads from a pipe which only this process writes to: its end is our end. The other
 * processes that we have started drain meanwhile, so the program has two seconds more; then
 * SIGTERM, and ten seconds later SIGKILL.
 */
const WATCH = `
read -r _
sleep 2
kill -TERM "$1"
for _ in 1 2 3 4 5 6 7 8 9 10; do
  sleep 1
  kill -0 "$1" || exit
done
kill -KILL "$1"
`;

/**
 * Returns how to end the watch: to be called as soon as the program has ended, before its pid is
 * given to another.
 */
export function endsWithUs(pid: number): () => void {
  // A group of its own: a Ctrl-C in the terminal is not for it.
  const watch = spawn("sh", ["-c", WATCH, "watch", String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watch.on("error", () => {}); // no shell: then there is no watch
  watch.stdin.on("error", () => {});
  watch.unref();
  (watch.stdin as Socket).unref();
  return () => void watch.kill("SIGKILL");
}
