/**
 * `npm start`: everything on this machine, until Ctrl-C. Prints `ready http://127.0.0.1:8080` when
 * a search will be answered, after some searches of its own (warm-searches.ts).
 *
 * NATS_URL unset: it brings a broker with nats.conf and fresh secrets. PORT unset: 8080, or a free
 * one where that is in use. PARTNERS unset: the partners are the sandbox's agencies (and Duffel,
 * where DUFFEL_TOKEN is set). RUN_FOLDER: where it writes what the other commands need. Exit codes:
 * 0 stopped by a signal, or `--help` · 1 something failed · 2 the configuration or the arguments
 * have mistakes, each of them named.
 */
import { ConfigError, runFileIn, runFolderOf } from "../common/runtime/config.ts";
import { onStopSignals } from "../common/runtime/signals.ts";
import { type Fault, messageOf } from "../proto/errors.ts";
import { brokerUsers } from "./broker/users.ts";
import { freshPage } from "./page/built-page.ts";
import { startArguments } from "./start/arguments.ts";
import { clearLeftovers, systemPorts } from "./start/clear-leftovers.ts";
import { faultsOfSettings, givenBroker } from "./start/environment.ts";
import { faultsOfKinds, readKinds } from "./start/kinds.ts";
import { createLog } from "./start/log.ts";
import { makeRunFolder, otherStart } from "./start/run-file.ts";
import { onStarterGone } from "./start/starter.ts";
import { System } from "./start/system.ts";
import { SystemFailure } from "./start/system-failure.ts";

const asked = startArguments(process.argv.slice(2));
if (asked !== undefined) {
  (asked.exitCode === 0 ? console.log : console.error)(asked.text);
  process.exit(asked.exitCode);
}

const report = (text: string) => console.error(`npm start: ${text}`);

const faults: Fault[] = [];
const kinds = await readKinds().catch((thrown: unknown) => {
  report(messageOf(thrown));
  process.exit(2);
});
const settings = { environment: process.env, kinds };
const given = givenBroker(settings, faults);
faults.push(...faultsOfKinds(kinds, given === undefined ? brokerUsers() : undefined));
faults.push(...(await faultsOfSettings(settings)));
if (faults.length > 0) {
  console.error(new ConfigError(faults).message);
  process.exit(2);
}

const runFolder = runFolderOf(process.env);
const other = otherStart(runFileIn(runFolder));
if (other !== undefined)
  report(
    `another one is running (pid ${other}); this one takes other ports, and the commands go to this one`,
  );

const system = new System({ ...settings, runFolder, given, log: createLog(), report });
const signalled = Promise.withResolvers<"signal">();
onStopSignals(
  () => signalled.resolve("signal"),
  () => {
    system.kill();
    process.exit(1);
  },
);

onStarterGone(process.env, () => signalled.resolve("signal"));

async function start(): Promise<string> {
  makeRunFolder(runFolder);
  // Everything else works without a page, and the gateway says then how it is built.
  await freshPage().catch((thrown: unknown) => report(messageOf(thrown)));
  await clearLeftovers(systemPorts(runFolder, report));
  return system.start();
}

let exitCode = 0;
try {
  const started = await Promise.race([start(), signalled.promise]);
  if (started !== "signal") {
    console.log(`ready ${started}`);
    await Promise.race([signalled.promise, system.failed]);
  }
} catch (thrown) {
  report(thrown instanceof SystemFailure ? thrown.message : String(thrown));
  exitCode = thrown instanceof SystemFailure ? thrown.exitCode : 1;
}
await system.stop();
process.exit(exitCode);
