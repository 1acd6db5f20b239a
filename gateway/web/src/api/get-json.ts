/** One answer in JSON, asked for again once after a network error. */
import { retried, timeLimit } from "./attempt.ts";
import { refusalOf } from "./refusal.ts";

const LOOKUP_MS_MAX = 3_000;

/**
 * @throws {Refusal} when the gateway refuses; NoAnswer when it sends nothing in time; TypeError
 *   when there is no gateway
 */
export async function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
  for await (const body of retried(() => jsonOnce<T>(path, signal), signal)) return body;
  throw signal.reason;
}

async function* jsonOnce<T>(path: string, signal: AbortSignal): AsyncGenerator<T, void, void> {
  const limit = timeLimit(signal);
  limit.set(LOOKUP_MS_MAX);
  try {
    const response = await fetch(path, { signal: limit.signal });
    if (!response.ok) throw await refusalOf(response);
    yield (await response.json()) as T;
  } catch (thrown) {
    throw limit.passed ?? thrown;
  } finally {
    limit.clear();
  }
}
