/** How a command ends: its exit code, and what it says when it fails. */
import { inspect } from "node:util";
import type { Fault } from "../../proto/errors.ts";
import { plain, plainLines } from "./outside-text.ts";

/**
 * What scripts may rely on, of every command.
 *
 * EXIT-1 A command ends with 0 when it has something to show, 1 when there is nothing, 2 when it
 *        was asked wrongly, 3 when no broker or no gateway answers it, and 4 only when the caller
 *        wants no partial result and it is one. A fault of the command itself is 70.
 */
export const EXIT = {
  done: 0,
  none: 1,
  usage: 2,
  unreachable: 3,
  partial: 4,
  /** EX_SOFTWARE of sysexits(3): not 1, which scripts read as "nothing was offered". */
  internal: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The end of a command that has a result (EXIT-1). */
export function resultExit(
  { failOnPartial }: { readonly failOnPartial: boolean },
  isPartial: boolean,
  hasOffers: boolean,
): ExitCode {
  if (failOnPartial && isPartial) return EXIT.partial;
  return hasOffers ? EXIT.done : EXIT.none;
}

/** For the help of a command that searches. */
export const EXIT_CODES_HELP =
  "Exit codes: 0 offers · 1 none · 2 asked wrongly · 3 no broker, no gateway or no answer · 4 partial, with --fail-on-partial or --refuse-partial.";

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

/**
 * Runs a command and sets its exit code: what it returns. A failure is written to stderr.
 */
export async function runCommand(command: () => Promise<ExitCode>): Promise<void> {
  // `scatter search … | head`: a reader that closes the pipe is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.internal),
  );
  try {
    process.exitCode = await command();
  } catch (thrown) {
    console.error(plainLines(thrown instanceof CommandFailure ? thrown.message : inspect(thrown)));
    process.exitCode = thrown instanceof CommandFailure ? thrown.exitCode : EXIT.internal;
  }
}
