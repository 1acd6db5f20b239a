/**
 * What a gateway says of a search that it keeps, for the commands that ask of one by its id. Over
 * NATS every gateway is asked, because only the one that ran the search has it, or knows most of
 * it; with `--url`, one over HTTP.
 */
import type { Environment } from "../../common/runtime/config.ts";
import type { SearchClient } from "../../gateway/client/search-client.ts";
import { PATHS } from "../../gateway/http/paths.ts";
import {
  AuctionError,
  ERROR_STATUS,
  type ErrorCode,
  type Fault,
  messageOf,
} from "../../proto/errors.ts";
import { clientInbox } from "../../proto/subjects.ts";
import { answered, failureOf } from "./ask.ts";
import { bestKnownState } from "./best-known-state.ts";
import { connectAs } from "./connect.ts";
import { CommandFailure, EXIT, faultLines } from "./failure.ts";
import { gatewaysOf } from "./gateways.ts";
import { plain } from "./outside-text.ts";
import { keyHeadersOf } from "./own-key.ts";
import { searchClientOf } from "./search-client.ts";

/** How long a gateway has for its answer, beside the time that it was asked to wait. */
const ANSWER_MS_MAX = 10_000;
/** Timelines and pages are bounded; this is far above them. */
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

const ROUTES = {
  timeline: PATHS.searchTimeline,
  itineraries: PATHS.searchItineraries,
  search: PATHS.searchById,
  cancel: PATHS.searchById,
} as const;

interface KeptAsked {
  readonly view: keyof typeof ROUTES;
  readonly id: string;
  /** As over HTTP. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** How long the gateway waits for the end of a search before it answers. */
  readonly waitMs?: number;
}

/** The options of a command that say which gateway is asked, and how. */
export interface WhereAsked {
  readonly url?: string;
  readonly keyFile?: string;
}

/** @throws CommandFailure 1 where none keeps it, 2 where the query is wrong, 3 without an answer */
export async function keptAnswer(
  asked: KeptAsked,
  { url, keyFile }: WhereAsked,
  environment: Environment,
): Promise<unknown> {
  if (url === undefined) return overNats(asked, environment);
  return overHttp(asked, url, keyHeadersOf(environment, keyFile));
}

/** The faults of a problem of the gateway; a proxy before it answers as it likes. */
function faultsIn(text: string): readonly Fault[] {
  try {
    const { errors, detail } = JSON.parse(text) as { errors?: unknown; detail?: unknown };
    if (Array.isArray(errors) && errors.length > 0) return errors as Fault[];
    return [{ path: "", message: String(detail) }];
  } catch {
    return [{ path: "", message: text }];
  }
}

/** @throws CommandFailure 2 with the faults of a query; what is none as it is */
export function refuseQuery(thrown: unknown): never {
  if (thrown instanceof AuctionError && thrown.faults.length > 0) throw wrongQuery(thrown.faults);
  throw thrown;
}

/** Each fault under the option that was typed: `maxPrice` is `--max-price`. */
function wrongQuery(faults: readonly Fault[]): CommandFailure {
  const shown = faults.map(({ path, message }) => ({
    path: path === "" ? "" : `--${kebab(String(path))}`,
    message: String(message),
  }));
  return new CommandFailure(EXIT.usage, faultLines("this cannot be asked of a search:", shown));
}

/** `sellers[1]` is the option `--sellers`. */
function kebab(path: string): string {
  const [name = ""] = /^\w+/.exec(path) ?? [];
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The error that a problem of a gateway stands for; undefined where the text is none. */
function problemIn(text: string): AuctionError | undefined {
  try {
    const { code, detail } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof code !== "string" || !Object.hasOwn(ERROR_STATUS, code)) return;
    return new AuctionError(code as ErrorCode, String(detail));
  } catch {
    return undefined;
  }
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

function askOne(
  client: SearchClient,
  gateway: string,
  { view, id, query, waitMs = 0 }: KeptAsked,
): Promise<unknown> {
  const timeoutMs = ANSWER_MS_MAX + waitMs;
  if (view === "cancel") return client.cancel(gateway, id, { timeoutMs });
  if (view !== "search") return client.kept(gateway, view, { ...query, searchId: id });
  return client.state(gateway, id, { waitMs, timeoutMs, details: query["details"] === "true" });
}

async function overNats(asked: KeptAsked, environment: Environment): Promise<unknown> {
  const link = await connectAs("client", clientInbox, environment);
  try {
    const gateways = await answered(link, gatewaysOf(link));
    if (gateways.length === 0)
      throw new CommandFailure(
        EXIT.unreachable,
        "no gateway is running on this broker; npm start starts one",
      );
    const client = searchClientOf(link);
    const answers = await answered(
      link,
      Promise.allSettled(
        gateways.map((gateway) => askOne(client, gateway, asked).catch(refuseQuery)),
      ),
    );
    const found = answers.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    if (found.length > 0) return asked.view === "search" ? bestKnownState(found) : found[0];
    const failed = answers.find(
      (one) =>
        one.status === "rejected" &&
        !(one.reason instanceof AuctionError && one.reason.code === "not-found"),
    );
    if (failed?.status === "rejected") await answered(link, Promise.reject(failed.reason));
    throw notKept(asked.id);
  } finally {
    await link.close();
  }
}

async function overHttp(
  { view, id, query, waitMs = 0 }: KeptAsked,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (base === undefined || !/^https?:$/.test(base.protocol))
    throw new CommandFailure(EXIT.usage, `--url '${url}' must look like http://127.0.0.1:8080`);
  const path = new URL(ROUTES[view].replace(":searchId", encodeURIComponent(id)), base.origin);
  for (const [name, values] of Object.entries(query))
    for (const value of [values].flat()) path.searchParams.append(name, value);
  let response: Response;
  let text: string;
  try {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX + waitMs);
    const method = view === "cancel" ? "DELETE" : "GET";
    response = await fetch(path, { method, signal, headers, redirect: "manual" });
    text = await response.text();
  } catch (thrown) {
    const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
    throw new CommandFailure(
      EXIT.unreachable,
      `no gateway answers at ${base.origin}: ${plain(messageOf(cause), 200)}`,
    );
  }
  if (response.status === 404) throw notKept(id);
  if (response.status === 400) throw wrongQuery(faultsIn(text));
  if (response.status === 401 || response.status === 403)
    throw new CommandFailure(EXIT.usage, refusedText(base.origin, response.status, text));
  const problem = response.ok ? undefined : problemIn(text);
  if (problem !== undefined) throw failureOf(problem);
  if (!response.ok || text.length > ANSWER_BYTES_MAX)
    throw new CommandFailure(
      EXIT.unreachable,
      `the gateway at ${base.origin} answers ${response.status}: ${plain(text, 300)}`,
    );
  if (response.status === 204) return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailure(EXIT.unreachable, `what ${base.origin} answers is not JSON`);
  }
}
