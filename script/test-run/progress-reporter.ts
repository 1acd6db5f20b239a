/**
 * Tells the process that has started jest what it is at. Where jest was started by hand, there is
 * none.
 */
import type { ProgressMessage } from "./progress.ts";

interface TestFile {
  readonly path: string;
}

export default class ProgressReporter {
  onTestFileStart({ path }: TestFile): void {
    send({ type: "started", file: path });
  }

  onTestFileResult({ path }: TestFile): void {
    send({ type: "ended", file: path });
  }

  onRunComplete(_contexts: unknown, results: Readonly<Record<string, unknown>>): void {
    const counts = Object.fromEntries(
      Object.entries(results).filter(
        ([key, value]) => key.startsWith("num") && typeof value === "number",
      ),
    );
    send({ type: "complete", counts });
  }
}

function send(message: ProgressMessage): void {
  // The channel may be closed already; no process waits for it then.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
