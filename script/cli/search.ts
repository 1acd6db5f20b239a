/**
 * `scatter search`: asks over NATS as the user `client`, or as the one in NATS_USER, and shows the
 * result; with `--calendar`, the lowest price of each day.
 */
import type { Environment } from "../../common/runtime/config.ts";
import { stated } from "../../gateway/web/shared/request-fields.js";
import type { SearchEvent, SearchResult } from "../../proto/messages.ts";
import { clientInbox } from "../../proto/subjects.ts";
import { readArguments, type SearchArguments } from "./arguments.ts";
import { answered, ask } from "./ask.ts";
import { showCalendar } from "./calendar.ts";
import { type CliConnection, connectAs } from "./connect.ts";
import { beginSearch } from "./detach.ts";
import { type Explanation, explanationOf } from "./explain.ts";
import { EXIT, type ExitCode, resultExit } from "./failure.ts";
import { jsonText, plainLines } from "./outside-text.ts";
import { priceNow, type Repriced } from "./price.ts";
import { answersText, resultText } from "./result-text.ts";
import { searchClientOf } from "./search-client.ts";
import { searchProgress, type Terminal, terminalOf } from "./terminal.ts";

/**
 * @param name as its user calls it, for the help
 * @throws CommandFailure
 */
export async function searchCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  const asked = readArguments(args, (help) => void process.stdout.write(help), name);
  if (asked === undefined) return EXIT.done;
  for (const note of asked.notes ?? []) process.stderr.write(`${plainLines(note)}\n`);
  const link = await connectAs("client", clientInbox, environment);
  try {
    if (asked.calendar !== undefined)
      return await showCalendar(link, { ...asked, title: asked.calendar }, environment);
    if (asked.detach === true)
      return await beginSearch(link, asked, {
        out: terminalOf(process, environment).print,
        remark: (text) => void process.stderr.write(`${text}\n`),
      });
    return await showSearch(link, asked, environment);
  } finally {
    await link.close();
  }
}

async function showSearch(
  link: CliConnection,
  asked: SearchArguments,
  environment: Environment,
): Promise<ExitCode> {
  const terminal = terminalOf(process, environment);
  const progress = searchProgress(process, environment, asked.form !== "text");
  const onEvent = (event: SearchEvent) => {
    if (asked.form === "ndjson") terminal.print(jsonText(event));
    progress.onEvent(event);
  };
  let gateway: string | undefined;
  let result: SearchResult | undefined;
  try {
    const typed = { slices: asked.slices ?? [], request: asked.search };
    result = await ask(link, typed, onEvent, (id) => {
      gateway = id;
    });
  } finally {
    progress.end(result?.bidders);
  }
  // The events of a result come before it, also where a later question fails.
  if (asked.form === "ndjson") terminal.print(jsonText({ type: "result", result }));
  const answers = await answersTo(link, asked, gateway, result);
  print(terminal, asked, result, answers);
  return resultExit(asked, result.partial, result.itineraries.length > 0);
}

interface Answers {
  readonly explanation?: Explanation;
  readonly price?: Repriced;
}

/** What was asked about the result, of the gateway that keeps it. */
async function answersTo(
  link: CliConnection,
  { explain, price }: SearchArguments,
  gateway: string | undefined,
  result: SearchResult,
): Promise<Answers> {
  if (gateway === undefined) return {};
  const client = searchClientOf(link);
  const explanation =
    explain === false
      ? undefined
      : await answered(link, explanationOf(client, gateway, result, explain));
  const repriced =
    price === undefined
      ? undefined
      : await answered(link, priceNow(client, gateway, result, price));
  return stated({ explanation, price: repriced }) ?? {};
}

function print(
  { print: out, paint, width }: Terminal,
  { form, allSellers, price }: SearchArguments,
  result: SearchResult,
  answers: Answers,
): void {
  if (form === "json") out(jsonText({ ...result, ...answers }, 2));
  else if (form === "ndjson")
    for (const [type, answer] of Object.entries(answers)) out(jsonText({ type, [type]: answer }));
  else {
    const style = { width: width(), paint, allSellers };
    const more = answersText(answers, price, style, result.itineraries);
    out([resultText(result, style), ...more].join("\n"));
  }
}
