/** How a command ends when it fails. */
import type { Fault } from "../../proto/errors.ts";
import { plain } from "./format.ts";

/** 1: it could not be done now (no broker, no gateway, no time). 2: its arguments are wrong. */
type ExitCode = 1 | 2;

/** The message is complete for the terminal. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** One line for each fault: where it is, and what would be right. */
export function faultLines(head: string, faults: readonly Fault[]): string {
  const width = Math.max(...faults.map(({ path }) => path.length));
  return [
    head,
    ...faults.map(({ path, message }) =>
      `  ${plain(path, 80).padEnd(width)}  ${plain(message, 500)}`.trimEnd(),
    ),
  ].join("\n");
}

/** Runs a command and sets its exit code. A failure is written to stderr. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  // `npm run search … | head`: a reader that closes the pipe is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : 1),
  );
  try {
    await command();
  } catch (thrown) {
    if (!(thrown instanceof CommandFailure)) throw thrown;
    console.error(thrown.message);
    process.exitCode = thrown.exitCode;
  }
}
