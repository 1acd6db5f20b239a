/** `scatter`: finds the command, and runs it with the arguments after its name. */
import type { Environment } from "../../common/runtime/config.ts";
import { COMMANDS } from "./commands.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";
import { ownVersion } from "./version.ts";

const EXAMPLES = `Examples:
  scatter search LHR JFK 2026-12-15
  scatter search LHR JFK 2026-12 --calendar
  scatter search LHR JFK 2026-12-15 --json | jq '.itineraries[0].price'
  scatter bidders --watch
  source <(scatter completion bash)`;

const EXIT_CODES =
  "Exit codes: 0 there is something to show · 1 there is nothing, or doctor has found a fault · 2 asked wrongly · 3 no broker, no gateway or no answer · 4 partial, where that is not wanted · 70 a fault of the command itself.";

const POINTER = "scatter --help shows what there is";

/** @throws CommandFailure */
export async function scatterCommand(
  args: readonly string[],
  environment: Environment,
): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-V") return say(ownVersion());
  if (name === "--help" || name === "-h" || (name === "help" && rest.length === 0))
    return say(helpText());
  const command = COMMANDS.find((one) => one.name === (name === "help" ? rest[0] : name));
  if (command !== undefined) return command.run(name === "help" ? ["--help"] : rest, environment);
  throw new CommandFailure(
    EXIT.usage,
    name === undefined
      ? `${helpText()}\n\none of these commands is needed`
      : `'${name}' is no command of scatter; there are ${COMMANDS.map((one) => one.name).join(", ")}\n${POINTER}`,
  );
}

function say(text: string): ExitCode {
  console.log(text);
  return EXIT.done;
}

function helpText(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    "Usage: scatter <command> [arguments]",
    "",
    "Searches, and what a running system says of itself. Each command has --help.",
    "",
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "  --version  the version of this project",
    "",
    EXAMPLES,
    "",
    EXIT_CODES,
    "The broker is the one of `npm start`, or that of NATS_URL.",
  ].join("\n");
}
