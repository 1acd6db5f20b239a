/**
 * `scatter key new`: a new API key, shown once, and the entry of the tenants file that knows it by
 * its hash. It needs neither a broker nor a gateway, and writes no file.
 */
import { randomBytes } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { newKey } from "../../gateway/tenants/api-keys.ts";
import { SCOPE_MEANINGS, SCOPES, type Scope } from "../../gateway/tenants/scopes.ts";
import { parsed } from "./command-line.ts";
import { EXIT, type ExitCode } from "./failure.ts";

const DAY_MS = 86_400_000;
/** Ten years: a key that counts longer is one that is never replaced. */
const DAYS_MAX = 3_650;

interface NewOptions {
  readonly scopes: readonly Scope[];
  readonly days?: number;
  readonly json?: boolean;
}

/** @param name as its user calls it: `scatter key` */
export function keyProgram(name: string): Command {
  const program = new Command(name).description("API keys of tenants.");
  program
    .command("new")
    .description("Makes a key and prints it, once, with the entry of it for the tenants file.")
    .option(
      "--scopes <list>",
      `what it is for, separated by commas: ${SCOPES.join(", ")}`,
      scopes,
      ["search"] as const,
    )
    .option("--days <number>", "after so many days it expires; without it, it does not", days)
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
Scopes:
${SCOPES.map((scope) => `  ${scope.padEnd(10)}${SCOPE_MEANINGS[scope]}`).join("\n")}

Only the hash is kept: whoever loses the key needs a new one. The hash alone is also what
ADMIN_KEY_HASH takes.

Exit codes: 0 done · 2 asked wrongly.`,
    );
  return program;
}

function scopes(text: string): Scope[] {
  const names = text.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !(SCOPES as readonly string[]).includes(name));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`'${wrong}' is no scope; there are ${SCOPES.join(", ")}.`);
  return [...new Set(names)] as Scope[];
}

function days(text: string): number {
  const number = Number(text);
  if (!(Number.isInteger(number) && number >= 1 && number <= DAYS_MAX))
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${DAYS_MAX}.`);
  return number;
}

/** @throws CommandFailure 2 */
export async function keyCommand(
  args: readonly string[],
  name: string,
  print: (text: string) => void = console.log,
): Promise<ExitCode> {
  const program = keyProgram(name);
  program.commands[0]?.action((options: NewOptions) => print(newKeyText(options, Date.now())));
  await parsed(program, args);
  return EXIT.done;
}

function newKeyText({ scopes: its, days: forDays, json }: NewOptions, nowMs: number): string {
  const { id, key, hash } = newKey(randomBytes);
  const expiry = forDays === undefined ? undefined : new Date(nowMs + forDays * DAY_MS);
  const entry = {
    ...{ id, hash, scopes: its },
    ...(expiry === undefined ? {} : { expiresAt: expiry.toISOString() }),
  };
  if (json) return JSON.stringify({ key, entry });
  return `${key}\n\nThis is the key. It is shown once. In the tenants file it is, under "keys":\n\n${JSON.stringify(entry)}`;
}
