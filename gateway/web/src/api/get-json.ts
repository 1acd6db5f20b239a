/** One answer in JSON. A question is sent again once after a network error. */
import { retried, timeLimit } from "./attempt.ts";
import { keyHeaders } from "./own-key.ts";
import { refusalOf } from "./refusal.ts";

const LOOKUP_MS_MAX = 3_000;

/**
 * @param withinMs how long the answer may take
 * @throws {Refusal} when the gateway refuses; NoAnswer when it sends nothing in time; TypeError
 *   when there is no gateway
 */
export function getJson<T>(
  path: string,
  signal: AbortSignal,
  withinMs = LOOKUP_MS_MAX,
): Promise<T> {
  return answerTo<T>({ path, init: {}, withinMs }, signal);
}

/**
 * The same with a body. Only what may be sent twice.
 * @param withinMs how long the answer may take
 */
export function postJson<T>(
  path: string,
  body: object,
  { withinMs, signal }: { readonly withinMs: number; readonly signal: AbortSignal },
): Promise<T> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  return answerTo<T>({ path, init, withinMs }, signal);
}

interface Question {
  readonly path: string;
  readonly init: RequestInit & { readonly headers?: Readonly<Record<string, string>> };
  readonly withinMs: number;
}

async function answerTo<T>(question: Question, signal: AbortSignal): Promise<T> {
  for await (const body of retried(() => jsonOnce<T>(question, signal), signal)) return body;
  throw signal.reason;
}

async function* jsonOnce<T>(
  { path, init, withinMs }: Question,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  const limit = timeLimit(signal);
  limit.set(withinMs);
  try {
    const headers = { ...init.headers, ...keyHeaders() };
    const response = await fetch(path, { ...init, headers, signal: limit.signal });
    if (!response.ok) throw await refusalOf(response);
    yield (await response.json()) as T;
  } catch (thrown) {
    throw limit.passed ?? thrown;
  } finally {
    limit.clear();
  }
}
