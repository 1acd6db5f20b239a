/**
 * `scatter state ID`: a search that was begun with `--detach`, while it runs and after its end. Of
 * every kept search it is the result again.
 */
import { Command } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import { stateQuery } from "../../gateway/search/state-query.ts";
import { stated } from "../../gateway/web/shared/request-fields.js";
import { EXIT, EXIT_CODES_HELP, type ExitCode, resultExit } from "./failure.ts";
import { keptAnswer, refuseQuery, type WhereAsked } from "./kept-answers.ts";
import { jsonText } from "./outside-text.ts";
import { KEY_FILE_OPTION } from "./own-key.ts";
import { searchAsked } from "./search-asked.ts";
import {
  ALL_SELLERS,
  DETAILS_OPTION,
  FAIL_ON_PARTIAL_OPTION,
  URL_OPTION,
} from "./shared-options.ts";
import { readState, stateText } from "./state-text.ts";
import { terminalOf } from "./terminal.ts";

interface StateOptions extends WhereAsked {
  readonly wait?: string;
  readonly details?: boolean;
  readonly sellers?: boolean;
  readonly failOnPartial?: boolean;
  readonly json?: boolean;
}

/** @param name as its user calls it */
export function stateProgram(name: string): Command {
  return new Command(name)
    .description("A search by its id: what has come so far, or its result.")
    .argument("<searchId>", "as --detach prints it; a result is kept for five minutes")
    .option(
      "--wait <ms>",
      "until it has ended, 0-10000; without it the answer is what is known now",
    )
    .option(...DETAILS_OPTION)
    .option("--sellers", ALL_SELLERS)
    .option(...FAIL_ON_PARTIAL_OPTION)
    .option(...URL_OPTION)
    .option(...KEY_FILE_OPTION)
    .option("--json", "the state as the gateway sends it")
    .addHelpText(
      "after",
      `
Examples:
  ${name} m3Zc8mQmTt1yJv0x
  ${name} m3Zc8mQmTt1yJv0x --wait 10000 --json | jq .state

${EXIT_CODES_HELP}
1 also says that no gateway keeps the search.`,
    );
}

/** @throws CommandFailure */
export async function stateCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  const asked = await searchAsked<StateOptions>(stateProgram(name), args);
  if (asked === null) return EXIT.done;
  const { id, options } = asked;
  const { wait, details, sellers: allSellers = false, failOnPartial = false, json } = options;
  const query = (stated({ wait, details: details === true ? "true" : undefined }) ??
    {}) as Readonly<Record<string, string>>;
  const { waitMs } = readQuery(query);
  const answer = await keptAnswer({ view: "search", id, query, waitMs }, options, environment);
  const state = readState(answer);
  const { print, width, paint } = terminalOf(process, environment);
  print(
    json === true ? jsonText(answer, 2) : stateText(state, { width: width(), paint, allSellers }),
  );
  const isPartial = state.state === "ended" && state.partial;
  return resultExit({ failOnPartial }, isPartial, state.itineraries.length > 0);
}

function readQuery(query: Readonly<Record<string, string>>) {
  try {
    return stateQuery(query);
  } catch (thrown) {
    return refuseQuery(thrown);
  }
}
