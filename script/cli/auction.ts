/**
 * `scatter auction ID`: draws a recorded auction, for as long as a gateway keeps it. Over NATS it
 * asks every gateway, because only the one that ran the search has it; with `--url`, one over HTTP.
 */
import { Command } from "commander";
import type { Environment } from "../../common/runtime/config.ts";
import { PATHS } from "../../gateway/http/paths.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import { clientInbox, isToken } from "../../proto/subjects.ts";
import { answered } from "./ask.ts";
import { auctionText } from "./auction-text.ts";
import { parsed } from "./command-line.ts";
import { connectAs } from "./connect.ts";
import { CommandFailure, EXIT, type ExitCode } from "./failure.ts";
import { gatewaysOf } from "./gateways.ts";
import { jsonText, plain } from "./outside-text.ts";
import { KEY_FILE_OPTION, keyHeadersOf } from "./own-key.ts";
import { searchClientOf } from "./search-client.ts";
import { terminalOf } from "./terminal.ts";
import { readTimeline } from "./timeline.ts";

interface AuctionOptions {
  readonly json?: boolean;
  readonly url?: string;
  readonly keyFile?: string;
}

const HTTP_MS_MAX = 10_000;
/** A timeline is bounded; this is far above it. */
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

/** @param name as its user calls it */
export function auctionProgram(name: string): Command {
  return new Command(name)
    .description("A recorded auction: a lane for each bidder on one axis of time, and its bids.")
    .argument("<searchId>", "as a search prints it last; it is kept for five minutes")
    .option("--url <url>", "ask this gateway over HTTP: http://127.0.0.1:8080; else over NATS")
    .option(...KEY_FILE_OPTION)
    .option("--json", "the timeline as the gateway sends it")
    .addHelpText(
      "after",
      `
Examples:
  ${name} m3Zc8mQmTt1yJv0x
  ${name} m3Zc8mQmTt1yJv0x --url http://127.0.0.1:8080 --json

Exit codes: 0 it is drawn · 1 no gateway keeps it · 2 asked wrongly · 3 no broker, no gateway or no answer.`,
    );
}

/** @throws CommandFailure */
export async function auctionCommand(
  args: readonly string[],
  name: string,
  environment: Environment,
): Promise<ExitCode> {
  let asked: { id: string; options: AuctionOptions } | undefined;
  const program = auctionProgram(name).action((id: string, options: AuctionOptions) => {
    asked = { id, options };
  });
  if (!(await parsed(program, idLast(args))) || asked === undefined) return EXIT.done;
  const { id, options } = asked;
  if (!isToken(id))
    throw new CommandFailure(EXIT.usage, `'${id}' is no id of a search, such as m3Zc8mQmTt1yJv0x`);
  const answer =
    options.url === undefined
      ? await overNats(id, environment)
      : await overHttp(id, options.url, keyHeadersOf(environment, options.keyFile));
  const terminal = terminalOf(process, environment);
  if (options.json === true) terminal.print(jsonText(answer, 2));
  else {
    const style = { width: terminal.width(), paint: terminal.paint };
    terminal.print(auctionText(readTimeline(answer), style));
  }
  return EXIT.done;
}

/** An id may begin with a hyphen; it is no option then. */
export function idLast(args: readonly string[]): readonly string[] {
  const at = args.findIndex((arg) => /^-[\w-]{15}$/.test(arg));
  const id = args[at];
  return id === undefined ? args : [...args.filter((_, i) => i !== at), "--", id];
}

/** What a gateway says of a key, or of one that is missing, and what the user can do. */
export function refusedText(origin: string, status: number, body: string): string {
  let reason = "";
  try {
    const { detail } = JSON.parse(body) as { readonly detail?: unknown };
    if (typeof detail === "string") reason = `: ${plain(detail, 300)}`;
  } catch {
    // A proxy before the gateway answers as it likes.
  }
  return `the gateway at ${origin} answers ${status}${reason}; a key with the scope 'search' is what SCATTER_KEY or --key-file must have`;
}

function notKept(id: string): CommandFailure {
  return new CommandFailure(
    EXIT.none,
    `no gateway keeps the search ${id}: a result is kept for five minutes, and by the gateway that ran it`,
  );
}

async function overNats(id: string, environment: Environment): Promise<unknown> {
  const link = await connectAs("client", clientInbox, environment);
  try {
    const gateways = await answered(link, gatewaysOf(link));
    if (gateways.length === 0)
      throw new CommandFailure(
        EXIT.unreachable,
        "no gateway is running on this broker; npm start starts one",
      );
    const client = searchClientOf(link);
    const asked = await answered(
      link,
      Promise.allSettled(
        gateways.map((gateway) => client.kept(gateway, "timeline", { searchId: id })),
      ),
    );
    const found = asked.find((one) => one.status === "fulfilled");
    if (found !== undefined) return found.value;
    const failed = asked.find(
      (one) =>
        one.status === "rejected" &&
        !(one.reason instanceof AuctionError && one.reason.code === "not-found"),
    );
    if (failed?.status === "rejected") await answered(link, Promise.reject(failed.reason));
    throw notKept(id);
  } finally {
    await link.close();
  }
}

async function overHttp(
  id: string,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (base === undefined || !/^https?:$/.test(base.protocol))
    throw new CommandFailure(EXIT.usage, `--url '${url}' must look like http://127.0.0.1:8080`);
  const path = new URL(
    PATHS.searchTimeline.replace(":searchId", encodeURIComponent(id)),
    base.origin,
  );
  let response: Response;
  let text: string;
  try {
    const signal = AbortSignal.timeout(HTTP_MS_MAX);
    response = await fetch(path, { signal, headers, redirect: "manual" });
    text = await response.text();
  } catch (thrown) {
    const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
    throw new CommandFailure(
      EXIT.unreachable,
      `no gateway answers at ${base.origin}: ${plain(messageOf(cause), 200)}`,
    );
  }
  if (response.status === 404) throw notKept(id);
  if (response.status === 401 || response.status === 403)
    throw new CommandFailure(EXIT.usage, refusedText(base.origin, response.status, text));
  if (!response.ok || text.length > ANSWER_BYTES_MAX)
    throw new CommandFailure(
      EXIT.unreachable,
      `the gateway at ${base.origin} answers ${response.status}: ${plain(text, 300)}`,
    );
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailure(EXIT.unreachable, `what ${base.origin} answers is not JSON`);
  }
}
