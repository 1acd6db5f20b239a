/**
 * The arguments of `npm start`, which has none but `--help`: settings are environment variables.
 */

const HELP = `npm start

Runs broker, gateway, one instance of each bidder and the sandbox on this machine, until Ctrl-C.
Prints \`ready http://127.0.0.1:8080\` when a search will be answered.

It takes no arguments. Settings are environment variables, of which the usual ones are:

  PORT        of the gateway; 8080 where nothing is set, or a free one where that is in use
  NATS_URL    a broker of your own; where nothing is set, it brings one with nats.conf
  PARTNERS    a file of outside sellers; where nothing is set, those of the sandbox
  TIMETABLE   a timetable of your own (npm run timetable -- import)
  LOG_LEVEL   debug, info, warn ...
  RUN_FOLDER  where it writes what the other commands need

docs/configuration.md has all of them: PORT=9000 npm start

Exit codes: 0 stopped by a signal · 1 something failed · 2 the configuration or the arguments have mistakes.`;

/** What to print instead of starting, and the exit code; undefined: start. */
export function startArguments(
  args: readonly string[],
): { readonly text: string; readonly exitCode: 0 | 2 } | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  if (args.includes("--help") || args.includes("-h")) return { text: HELP, exitCode: 0 };
  return {
    text: `npm start takes no arguments, and got '${args.join(" ")}'; settings are environment variables: PORT=9000 npm start. npm start -- --help shows what there is`,
    exitCode: 2,
  };
}
