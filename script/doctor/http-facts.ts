/** What gateways and the broker's monitoring port answer over HTTP. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { PATHS } from "../../gateway/http/paths.ts";
import { messageOf } from "../../proto/errors.ts";
import type { BrokerLoad } from "./broker-rules.ts";
import type { HttpFiles, HttpReport, MachineLimits } from "./http-rules.ts";

/** A6: how long an answer may take, and how long it may be. */
const ANSWER_MS_MAX = 5_000;
const ANSWER_CHARS_MAX = 4_000_000;
const TEXTS_MAX = 16;

export type RequestHeaders = Readonly<Record<string, string>>;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** @throws Error when there is no answer in time, or one that is too long */
async function get(url: string, headers: RequestHeaders = {}): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    // A redirect would take the key to another address (CLIKEY-2).
    const response = await fetch(url, { signal, headers, redirect: "manual" });
    const text = await response.text();
    if (text.length > ANSWER_CHARS_MAX) throw new Error("its answer is too long");
    return { status: response.status, text };
  } catch (thrown) {
    const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
    throw new Error(messageOf(cause), { cause: thrown });
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const readyAnswer = z.object({
  checks: z
    .array(z.object({ ok: z.boolean(), detail: z.string() }))
    .max(TEXTS_MAX)
    .catch([]),
  warnings: z
    .array(z.object({ detail: z.string() }))
    .max(TEXTS_MAX)
    .optional()
    .catch([]),
});

/**
 * Never rejects.
 *
 * @param url `http://127.0.0.1:8080`, without a path
 * @param key the headers with the key for its metrics
 */
export async function httpReport(url: string, key: RequestHeaders = {}): Promise<HttpReport> {
  try {
    const { status, text } = await get(`${url}${PATHS.ready}?verbose`);
    const { checks = [], warnings = [] } = readyAnswer.safeParse(json(text)).data ?? {};
    return {
      ...{ url, kind: "answered", status },
      failed: checks.filter((check) => !check.ok).map(({ detail }) => detail),
      warnings: warnings.map(({ detail }) => detail),
      openFiles: await openFilesAt(url, key),
    };
  } catch (thrown) {
    return { url, kind: "unreachable", why: messageOf(thrown) };
  }
}

async function openFilesAt(url: string, key: RequestHeaders): Promise<HttpFiles> {
  const none = { status: 0, text: "" };
  const { status, text } = await get(`${url}${PATHS.metrics}`, key).catch(() => none);
  if (status === 401 || status === 403) return "refused";
  const value = (name: string) => {
    const [, number] = new RegExp(`^${name} (\\d+)$`, "m").exec(text) ?? [];
    return number === undefined ? null : Number(number);
  };
  const [used, max] = [value("process_open_fds"), value("process_max_fds")];
  return used === null || max === null ? null : { used, max };
}

const count = z.number().nonnegative();
const varz = z.object({
  connections: count,
  max_connections: count,
  slow_consumers: count.catch(0),
});
const jsz = z.object({
  memory: count,
  storage: count,
  config: z.object({ max_memory: z.number(), max_storage: z.number() }),
});

/** @throws Error when the port does not answer, or is not the broker's */
export async function brokerLoad(url: string): Promise<BrokerLoad> {
  const general = varz.safeParse(json((await get(`${url}/varz`)).text));
  if (!general.success) throw new Error("what it answers is not a broker's");
  // A broker without JetStream has no configuration of it there.
  const stored = jsz.safeParse(json((await get(`${url}/jsz`)).text)).data;
  const { connections, max_connections, slow_consumers } = general.data;
  return {
    ...{ connections, connectionsMax: max_connections, slowReaders: slow_consumers },
    jetStream:
      stored === undefined
        ? null
        : {
            ...{ memory: stored.memory, memoryMax: stored.config.max_memory },
            ...{ storage: stored.storage, storageMax: stored.config.max_storage },
          },
  };
}

/** Of Linux; elsewhere nothing is known. */
export function machineLimits(): MachineLimits {
  const files = /^Max open files +(\d+|unlimited)/m.exec(read("/proc/self/limits"))?.[1];
  const backlog = /^\d+/.exec(read("/proc/sys/net/core/somaxconn"))?.[0];
  const limit = (text: string | undefined) => (text === undefined ? null : Number(text));
  return {
    openFilesMax: files === "unlimited" ? Number.MAX_SAFE_INTEGER : limit(files),
    listenBacklogMax: limit(backlog),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
