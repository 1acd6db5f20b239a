/** The id of a kept search, and the options, for the commands that ask of one. */
import type { Command } from "commander";
import { isToken } from "../../proto/subjects.ts";
import { parsed } from "./command-line.ts";
import { CommandFailure, EXIT } from "./failure.ts";

/**
 * Reads the arguments of a program whose one argument is the id; null where only help was wanted.
 *
 * @throws CommandFailure 2 with the mistake in the arguments
 */
export async function searchAsked<Options>(
  program: Command,
  args: readonly string[],
): Promise<{ readonly id: string; readonly options: Options } | null> {
  if (
    !(await parsed(
      program.action(() => {}),
      idLast(args),
    ))
  )
    return null;
  const [id = ""] = program.args;
  if (!isToken(id))
    throw new CommandFailure(EXIT.usage, `'${id}' is no id of a search, such as m3Zc8mQmTt1yJv0x`);
  return { id, options: program.opts() as Options };
}

/** An id may begin with a hyphen; it is no option then. */
export function idLast(args: readonly string[]): readonly string[] {
  const at = args.findIndex((arg) => /^-[\w-]{15}$/.test(arg));
  const id = args[at];
  return id === undefined ? args : [...args.filter((_, i) => i !== at), "--", id];
}
