/** How long `npm start` takes until it is ready, and then its first search. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf } from "../../proto/errors.ts";
import { startSystem } from "../../script/started/started-system.ts";
import { flightSearch } from "../../test/harness/offers.ts";

export interface ProgramStart {
  /** The time from the start of the program to its line `ready`. */
  readonly readyMs: number;
  /** The time of the first search over HTTP, and of the same search again. */
  readonly firstMs: number;
  readonly secondMs: number;
}

/**
 * The first request of a process loads its HTTP client, which takes some 20 ms: no part of what is
 * measured.
 */
async function loadClient(): Promise<void> {
  const server = createServer((_, response) => response.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await (await fetch(`http://127.0.0.1:${port}`)).text();
  server.closeAllConnections();
  server.close();
}

/** Those that became ready and answered. @throws Error when the signal fires */
export async function measureStarts(
  count: number,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<readonly ProgramStart[]> {
  const starts: ProgramStart[] = [];
  await loadClient();
  for (let i = 1; i <= count; i++) {
    report(`start ${i} of ${count}`);
    try {
      starts.push(await measureStart(signal));
    } catch (thrown) {
      signal.throwIfAborted();
      report(`left out: ${messageOf(thrown)}`);
    }
  }
  return starts;
}

/** @throws Error when it does not become ready or answer, or the signal fires */
async function measureStart(signal: AbortSignal): Promise<ProgramStart> {
  signal.throwIfAborted();
  const startedAt = performance.now();
  const system = startSystem({ environment: { LOG_LEVEL: "warn" } });
  const stop = () => system.process.kill("SIGTERM");
  signal.addEventListener("abort", stop);
  try {
    const url = await system.ready();
    const readyMs = performance.now() - startedAt;
    return { readyMs, firstMs: await searchMs(url), secondMs: await searchMs(url) };
  } finally {
    signal.removeEventListener("abort", stop);
    await system.stop();
  }
}

async function searchMs(url: string): Promise<number> {
  const startedAt = performance.now();
  const { slices } = flightSearch();
  const response = await fetch(`${url}/v1/searches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ slices }),
  });
  const text = await response.text();
  if (response.status !== 200)
    throw new Error(`the search was answered ${response.status}: ${text}`);
  return performance.now() - startedAt;
}
