/** How commands read their arguments with commander: help and mistakes are ours to end with. */
import { type Command, CommanderError } from "commander";
import { CommandFailure, EXIT } from "./failure.ts";

/**
 * Reads the arguments, and runs the action that they choose.
 *
 * @returns false when only help was wanted
 * @throws CommandFailure 2 with the mistake in the arguments
 */
export async function parsed(program: Command, args: readonly string[]): Promise<boolean> {
  for (const command of allOf(program))
    command.exitOverride().configureOutput({
      writeOut: (text) => void process.stdout.write(text),
      writeErr: () => {},
    });
  try {
    await program.parseAsync(args, { from: "user" });
    return true;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return false;
    const names = program.commands.map((command) => command.name()).join(", ");
    const message =
      thrown.code === "commander.help" ? `one of these is needed: ${names}` : thrown.message;
    throw new CommandFailure(EXIT.usage, `${message}\n--help shows what there is`);
  }
}

function allOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap((one) => allOf(one))];
}

/** For an option that may be repeated: all of its texts, in their order. */
export function repeated(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
