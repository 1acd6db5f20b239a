/** `scatter cancel ID`: ends a search that was begun with `--detach`. */
import { Command } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import { EXIT, type ExitCode } from "./failure.ts";
import { keptAnswer, type WhereAsked } from "./kept-answers.ts";
import { KEY_FILE_OPTION } from "./own-key.ts";
import { searchAsked } from "./search-asked.ts";
import { URL_OPTION } from "./shared-options.ts";

/** @param name as its user calls it */
export function cancelProgram(name: string): Command {
  return new Command(name)
    .description(
      "Ends a search that runs: what has come is its result. One that has ended stays as it is.",
    )
    .argument("<searchId>", "as --detach prints it")
    .option(...URL_OPTION)
    .option(...KEY_FILE_OPTION)
    .addHelpText(
      "after",
      `
Example:
  ${name} m3Zc8mQmTt1yJv0x

Exit codes: 0 it does not run any more · 1 no gateway keeps it · 2 asked wrongly · 3 no broker, no gateway or no answer.`,
    );
}

/** @throws CommandFailure */
export async function cancelCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  const asked = await searchAsked<WhereAsked>(cancelProgram(name), args);
  if (asked === null) return EXIT.done;
  const { id, options } = asked;
  await keptAnswer({ view: "cancel", id, query: {} }, options, environment);
  process.stderr.write(`search ${id} does not run any more; scatter state ${id} shows it\n`);
  return EXIT.done;
}
