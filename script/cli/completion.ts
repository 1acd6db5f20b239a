/** `scatter completion bash`: a script that a shell reads, with all commands and options. */
import { Argument, Command } from "commander";
import { parsed } from "./command-line.ts";
import { completionScript, SHELLS, type Shell } from "./completion-scripts.ts";
import { completionTree } from "./completion-tree.ts";
import { EXIT, type ExitCode } from "./failure.ts";
import type { ScatterCommand } from "./scatter-command.ts";

export function completionProgram(name: string): Command {
  return new Command(name)
    .description("Prints what lets a shell complete the commands and options of scatter.")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .addHelpText(
      "after",
      `
bash:  source <(${name} bash)              in ~/.bashrc
zsh:   source <(${name} zsh)               in ~/.zshrc, after compinit
fish:  ${name} fish | source               in ~/.config/fish/config.fish`,
    );
}

/** @throws CommandFailure 2 */
export async function completionCommand(
  args: readonly string[],
  name: string,
  commands: readonly ScatterCommand[],
): Promise<ExitCode> {
  const program = completionProgram(name).action(async (shell: Shell) => {
    console.log(completionScript(shell, await completionTree(commands)));
  });
  await parsed(program, args);
  return EXIT.done;
}
