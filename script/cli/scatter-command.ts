/** A command of `scatter`, as its list has it (commands.ts). */
import type { Command } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import type { ExitCode } from "./failure.ts";

export interface ScatterCommand {
  readonly name: string;
  /** As the help of `scatter` says it, and completion. */
  readonly summary: string;
  /** Words that may stand first after its name, for completion, where `program` says none. */
  readonly words?: readonly string[];
  /** Its arguments are files, for completion. */
  readonly takesFiles?: true;
  run(args: readonly string[], environment: Environment): Promise<ExitCode>;
  /** Its options and commands, for completion; undefined where none are known. */
  program?(): Promise<Command>;
}
