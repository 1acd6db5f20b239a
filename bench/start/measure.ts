/** How long `npm start` takes until it is ready, and then its first search. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../proto/errors.ts";
import { freePort } from "../../script/broker/port.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { startProgram } from "../../test/harness/process.ts";

export interface ProgramStart {
  /** The time from the start of the program to its line `ready`. */
  readonly readyMs: number;
  /** The time of the first search over HTTP, and of the same search again. */
  readonly firstMs: number;
  readonly secondMs: number;
}

const READY_MS_MAX = 60_000;

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
  const PORT = String(await freePort());
  const startedAt = performance.now();
  // Apart from what else is started on this machine, and from what a start that was killed has
  // left.
  const RUN_FOLDER = mkdtempSync(join(tmpdir(), "scatter-run-"));
  const program = startProgram("script/start.ts", [], { LOG_LEVEL: "warn", PORT, RUN_FOLDER });
  const stop = () => program.kill("SIGTERM");
  signal.addEventListener("abort", stop);
  try {
    await program.waitForOutput(/^ready \S+$/m, READY_MS_MAX);
    const readyMs = performance.now() - startedAt;
    const [, url = ""] = /^ready (\S+)$/m.exec(program.stdout) ?? [];
    return { readyMs, firstMs: await searchMs(url), secondMs: await searchMs(url) };
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
    await program.ended;
    rmSync(RUN_FOLDER, { recursive: true, force: true });
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
