/**
 * `scatter experiment report`: compares the arms of an experiment by what gateways have counted,
 * for which it asks them on the port for administration, or by records.
 */

import { stat } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import { drawnWords } from "../../gateway/replay/drawn-auctions.ts";
import { messageOf } from "../../proto/errors.ts";
import { readView, samplesOf } from "../experiment/arm-samples.ts";
import { viewOfRecords } from "../experiment/record-view.ts";
import { experimentReport } from "../experiment/report.ts";
import { reportText } from "../experiment/report-text.ts";
import { faultWords, recordsAt } from "../replay/open-records.ts";
import { streamNamed } from "../replay/stream-records.ts";
import { parsed } from "./command-line.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";
import { jsonText, plain } from "./outside-text.ts";
import { KEY_FILE_OPTION, keyHeadersOf } from "./own-key.ts";
import { type Terminal, terminalOf } from "./terminal.ts";

const FROM = "http://127.0.0.1:9090";
const CONFIDENCE = 95;
const HTTP_MS_MAX = 10_000;
/** A6: 13 histograms of some kilobytes each. */
const ANSWER_BYTES_MAX = 4 * 1024 * 1024;
/** A6: places of records that cannot be read, which are named. */
const FAULTS_NAMED_MAX = 20;
/** A6: gateways that are asked. */
const GATEWAYS_MAX = 64;

interface ReportOptions {
  readonly from: readonly string[];
  readonly keyFile?: string;
  /** Percent. */
  readonly confidence: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** @param name as its user calls it: `scatter experiment` */
export function experimentProgram(name: string): Command {
  const program = new Command(name).description("Experiments with policies.");
  program
    .command("report")
    .description("Compares the arms of the experiment that gateways run, with intervals.")
    .argument(
      "[records]",
      "a file of records, a folder of them, or nats: and the name of a stream, in the place of gateways",
    )
    .option("--from <url...>", "the ports for administration of the gateways", [FROM])
    .option(...KEY_FILE_OPTION)
    .option("--confidence <percent>", "of the intervals", percent, CONFIDENCE)
    .option("--all", "of records: keep auctions that were recorded for being partial or slow")
    .option("--json", "as JSON, amounts in minor units")
    .addHelpText(
      "after",
      `
Examples:
  SCATTER_KEY=… ${name} report
  ${name} report records/
  ${name} report --key-file admin.key --from http://10.0.0.1:9090 http://10.0.0.2:9090

Exit codes: 0 done · 1 no experiment runs, or no search has ended · 2 asked wrongly · 3 no gateway or no answer.`,
    );
  return program;
}

function percent(text: string): number {
  const number = Number(text);
  if (!(number >= 50 && number <= 99.9))
    throw new InvalidArgumentError("It must be a number from 50 to 99.9, such as 95.");
  return number;
}

type ReportTerminal = Pick<Terminal, "print" | "paint" | "width">;

/** @throws CommandFailure */
export async function experimentCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
  terminal: ReportTerminal = terminalOf(process, environment),
): Promise<ExitCode> {
  const program = experimentProgram(name);
  let exit: ExitCode = EXIT.done;
  program.commands[0]?.action(async (records: string | undefined, options: ReportOptions) => {
    exit = await report(records, options, environment, terminal);
  });
  await parsed(program, args);
  return exit;
}

async function report(
  records: string | undefined,
  { from, keyFile, confidence, json, all }: ReportOptions,
  environment: Environment,
  { print, paint, width }: ReportTerminal,
): Promise<ExitCode> {
  if (from.length > GATEWAYS_MAX)
    throw new CommandFailure(EXIT.usage, `--from takes at most ${GATEWAYS_MAX} gateways`);
  const headers = keyHeadersOf(environment, keyFile);
  const views =
    records === undefined
      ? await Promise.all(from.map((url) => viewAt(url, headers)))
      : [await recorded(records, all === true, environment)];
  const samples = (() => {
    try {
      return samplesOf(views);
    } catch (thrown) {
      throw new CommandFailure(EXIT.none, messageOf(thrown));
    }
  })();
  const its = experimentReport(samples, confidence / 100);
  print(json ? jsonText(its, 2) : reportText(its, { width: width(), paint }));
  return samples.arms.every(({ auctions }) => auctions === 0) ? EXIT.none : EXIT.done;
}

/** What is left out is said on stderr. */
async function recorded(path: string, all: boolean, environment: Environment) {
  try {
    if (streamNamed(path) === undefined) await stat(path);
    const lost: string[] = [];
    let more = 0;
    const { view, withoutArm, withoutResult, drawn } = await viewOfRecords(
      recordsAt(path, environment, (fault) => {
        // The first of them, and the last: it has the count of what a stream has deleted.
        if (lost.length === FAULTS_NAMED_MAX) {
          lost.pop();
          more++;
        }
        lost.push(faultWords(fault, path));
      }),
      path,
      all,
    );
    for (const [i, line] of lost.entries()) {
      if (more > 0 && i === lost.length - 1) console.error(`lost: ${more} more places`);
      console.error(`lost: ${line}`);
    }
    if (withoutArm + withoutResult > 0)
      console.error(
        `left out: ${withoutArm} auctions without an arm, ${withoutResult} without a result`,
      );
    const words = drawnWords(drawn);
    if (words !== null) console.error(words);
    return view;
  } catch (thrown) {
    if (thrown instanceof CommandFailure) throw thrown;
    throw new CommandFailure(EXIT.usage, `${plain(path, 200)}: ${messageOf(thrown)}`);
  }
}

async function viewAt(url: string, headers: Readonly<Record<string, string>>) {
  const at = URL.parse("/admin/experiment", url);
  if (at === null || !/^https?:$/.test(at.protocol))
    throw new CommandFailure(EXIT.usage, `'${plain(url)}' is no address: use ${FROM}`);
  const of = plain(at.origin);
  const answer = await fetch(at, { headers, signal: AbortSignal.timeout(HTTP_MS_MAX) })
    .then(async (response) => ({ status: response.status, text: await textOf(response) }))
    .catch((thrown) => {
      const cause = thrown instanceof Error && thrown.cause ? thrown.cause : thrown;
      throw new CommandFailure(EXIT.unreachable, `${of} does not answer: ${messageOf(cause)}`);
    });
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    throw new CommandFailure(EXIT.unreachable, `${of} answers ${answer.status}, and no JSON`);
  }
  if (answer.status !== 200) {
    const detail = (body as { detail?: unknown } | null)?.detail;
    const exit = answer.status === 404 ? EXIT.none : EXIT.usage;
    throw new CommandFailure(
      answer.status >= 500 ? EXIT.unreachable : exit,
      `${of} answers ${answer.status}: ${plain(String(detail))}`,
    );
  }
  try {
    return readView(body);
  } catch (thrown) {
    throw new CommandFailure(EXIT.unreachable, `${of}: ${messageOf(thrown)}`);
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) throw new Error("its answer is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
