/**
 * `scatter doctor`: checks a running system, and says what to change. It needs no gateway.
 *
 * DOCTOR-1 It ends with 3 when no broker answers, with 1 when there is a fault, and else with 0:
 *          warnings and what was not checked are no faults.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { nuid } from "nats";
import type { Environment } from "../../common/runtime/config.ts";
import { type Fault, messageOf } from "../../proto/errors.ts";
import { isMarket } from "../../proto/subjects.ts";
import { NATS_CONF } from "../broker/users.ts";
import { countsOf } from "../doctor/check.ts";
import { readCredentials } from "../doctor/credentials.ts";
import { type Examination, examine } from "../doctor/doctor.ts";
import { parsed } from "./command-line.ts";
import { doctorLines } from "./doctor-table.ts";
import { CommandFailure, EXIT, type ExitCode, faultLines } from "./failure.ts";
import { jsonText } from "./outside-text.ts";
import { KEY_FILE_OPTION, keyHeadersOf } from "./own-key.ts";
import { terminalOf } from "./terminal.ts";
import { ownVersion } from "./version.ts";

interface Options {
  readonly url?: readonly string[];
  readonly operations?: readonly string[];
  readonly monitoring?: string;
  readonly market?: readonly string[];
  readonly conf: string;
  readonly as: string;
  readonly credentials?: string;
  readonly keyFile?: string;
  readonly json?: boolean;
}

/** A6: addresses and markets of one examination. */
const LIST_MAX = 64;

/** @param name as its user calls it: `scatter doctor` */
export function doctorProgram(name: string): Command {
  return new Command(name)
    .description("Checks a running system, and says what to change.")
    .option("--url <url>", "HTTP address of a gateway; several times for several", address)
    .option("--operations <url>", "the same of its OPERATIONS_PORT", address)
    .option("--monitoring <url>", "the broker's monitoring port (nats-server -m 8222)", oneAddress)
    .option("--market <market>", "a market that somebody must serve: LHR.JFK", market)
    .option(
      "--conf <file>",
      "the broker's nats.conf, for the names of its users; by default the one that ships",
      ownConf(),
    )
    .option(
      "--as <user>",
      "whose credentials NATS_CREDS or NATS_NKEY_SEED are; by default monitor's",
      "monitor",
    )
    .option(
      "--credentials <folder>",
      "sign in as each role with its key, of a folder of script/cluster/credentials.ts",
    )
    .option(...KEY_FILE_OPTION)
    .option("--json", "as JSON, on stdout")
    .addHelpText(
      "after",
      `
It signs in as every user whose password it has: all of npm start's broker; with NATS_URL that of
NATS_USER, and those of the variables that nats.conf reads (NATS_GATEWAY_PASSWORD and so on). Of
brokers with TLS and keys: with NATS_URL, every role whose seed is in the folder of --credentials.
It tries rights without any effect on searches; the broker's log has a line for each refusal.

Examples:
  ${name}
  ${name} --url http://127.0.0.1:8080 --monitoring http://127.0.0.1:8222
  NATS_URL=tls://nats-1.internal:4222 ${name} --credentials /etc/scatter
  ${name} --json | jq '.checks[] | select(.state == "fault")'

Exit codes: 0 no faults · 1 faults · 2 asked wrongly · 3 no broker.`,
    );
}

/** In the package it lies beside the folder of what is compiled. */
function ownConf(): string {
  const packed = join(NATS_CONF, "..", "..", "nats.conf");
  return existsSync(NATS_CONF) ? NATS_CONF : packed;
}

function oneAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError("It must look like http://127.0.0.1:8080.");
  return url.origin;
}

function address(text: string, before: readonly string[] = []): readonly string[] {
  return added(oneAddress(text), before);
}

function market(text: string, before: readonly string[] = []): readonly string[] {
  if (!isMarket(text) || text.includes("*"))
    throw new InvalidArgumentError("It must be two airports, such as LHR.JFK.");
  return added(text, before);
}

function added(text: string, before: readonly string[]): readonly string[] {
  if (before.length >= LIST_MAX)
    throw new InvalidArgumentError(`There may be ${LIST_MAX} at most.`);
  return [...before, text];
}

/** @throws CommandFailure */
export async function doctorCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  const program = doctorProgram(name);
  if (!(await parsed(program, args))) return EXIT.done;
  const options = program.opts<Options>();
  const faults: Fault[] = [];
  const credentials = readCredentials(
    environment,
    { as: options.as, folder: options.credentials },
    confText(options.conf),
    faults,
  );
  if (faults.length > 0)
    throw new CommandFailure(
      environment["NATS_URL"] || options.credentials !== undefined ? EXIT.usage : EXIT.unreachable,
      faultLines("no broker to look at:", faults),
    );
  const { gatewayUrl } = credentials;
  const examination = await examine({
    credentials,
    urls: options.url ?? (gatewayUrl === undefined ? [] : [gatewayUrl]),
    operations: options.operations ?? [],
    key: keyHeadersOf(environment, options.keyFile),
    monitoring: options.monitoring,
    markets: options.market ?? [],
    version: ownVersion(),
    token: `doctor-${nuid.next()}`,
  });
  const terminal = terminalOf(process, environment);
  const { checks } = examination;
  const style = { width: terminal.width(), paint: terminal.paint };
  terminal.print(
    options.json === true
      ? jsonText({ checks, counts: countsOf(checks) }, 2)
      : doctorLines(checks, style).join("\n"),
  );
  return exitOf(examination);
}

/** DOCTOR-1 */
export function exitOf({ checks, hasBroker }: Examination): ExitCode {
  if (!hasBroker) return EXIT.unreachable;
  return countsOf(checks).fault > 0 ? EXIT.none : EXIT.done;
}

function confText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (thrown) {
    throw new CommandFailure(EXIT.usage, `${path} cannot be read: ${messageOf(thrown)}`);
  }
}
