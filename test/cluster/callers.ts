/** Steady load at both doors: a search every so often, and what becomes of each. */
import { readBroker } from "../../common/runtime/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { CLIENT_INBOX } from "../../proto/subjects.ts";
import { inDays } from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import type { Answer, Door, RequestRecord } from "./records.ts";
import type { System } from "./system.ts";

/** The longest that a search may ask for: a busy machine keeps it. */
export const DEADLINE_MS = 10_000;
/** Longer than any fault lasts: who waits this long, waits for nothing that will come. */
const PATIENCE_MS = 45_000;

const MARKETS = ["LHR-JFK", "CDG-SIN", "FRA-BKK", "AMS-LIS", "MAD-EZE", "LHR-SYD"] as const;

export interface Callers {
  readonly requests: readonly RequestRecord[];
  /** Asks no more, and resolves when each request has ended. */
  stop(): Promise<void>;
}

/** @param everyMs between two searches; the doors take turns */
export async function startCallers(system: System, everyMs: number): Promise<Callers> {
  const broker = readBroker(system.environment("client"), "client", []);
  const inboxPrefix = CLIENT_INBOX;
  const connection = await connect(broker, {
    name: "callers",
    onStatus: () => {},
    inboxPrefix,
    // A busy machine may take longer for the first handshake than for one attempt.
    waitOnFirstConnect: true,
  });
  const client = new SearchClient(connection, { inboxPrefix });
  const requests: RequestRecord[] = [];
  let sent = 0;
  let open = 0;
  const ask = async () => {
    const i = sent++;
    const body = searchOf(i);
    const door: Door = i % 2 === 0 ? "http" : "nats";
    const url = system.doors[((i / 2) % system.doors.length) | 0] ?? "";
    const sentAtMs = Date.now();
    open++;
    const answer = await (door === "http" ? overHttp(url, body) : overNats(client, body));
    open--;
    const at = door === "http" ? { at: url } : {};
    requests.push({ door, ...at, sentAtMs, answeredAtMs: Date.now(), answer });
  };
  const timer = setInterval(() => void ask(), everyMs);
  return {
    requests,
    async stop() {
      clearInterval(timer);
      await until(() => open === 0, { what: "every request to end", everyMs: 50 });
      await connection.close();
    },
  };
}

function searchOf(i: number) {
  const [origin = "", destination = ""] = (MARKETS[i % MARKETS.length] ?? "").split("-");
  const departureDate = inDays(20 + (i % 60));
  return { slices: [{ origin, destination, departureDate }], policy: { deadlineMs: DEADLINE_MS } };
}

async function overHttp(url: string, body: unknown): Promise<Answer> {
  try {
    const response = await fetch(`${url}/v1/searches`, {
      method: "POST",
      // A caller of its own each time: no connection is kept from before a restart.
      headers: { "content-type": "application/json", connection: "close" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const content: unknown = await response.json();
    if (response.ok) return { kind: "result", result: content as SearchResult };
    return { kind: "error", code: (content as { readonly code?: string }).code ?? "none" };
  } catch (thrown) {
    const { name, cause } = thrown as Error;
    if (name === "TimeoutError") return { kind: "silent" };
    return { kind: "disconnected", why: String((cause as { code?: string } | undefined)?.code) };
  }
}

async function overNats(client: SearchClient, body: unknown): Promise<Answer> {
  try {
    // Over NATS the caller has the same patience: the library's own end says that nothing came.
    return { kind: "result", result: await client.search(body, { timeoutMs: PATIENCE_MS }) };
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) return { kind: "disconnected", why: String(thrown) };
    return { kind: "error", code: thrown.code };
  }
}
