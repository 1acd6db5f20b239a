/** One search at either door, and how it ended for its caller. */
import { Agent } from "undici";
import { connect } from "../../common/runtime/connect.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { AuctionError } from "../../proto/errors.ts";
import { CLIENT_INBOX } from "../../proto/subjects.ts";
import { answerDifference, type SideAnswer } from "../auction/answer.ts";
import type { Work } from "../auction/work.ts";
import type { EnduranceSystem } from "./system.ts";

/** `full`: no bidder is missing. */
export type Ended =
  | { readonly kind: "full" | "partial"; readonly endedBy: string }
  /** A clear error: a refusal, or a connection that ended, of which the caller knows at once. */
  | { readonly kind: "error"; readonly code: string }
  /** A full answer that is not the right one. */
  | { readonly kind: "wrong"; readonly what: string }
  /** Nothing came for as long as any caller waits. */
  | { readonly kind: "silent" }
  /** The same over NATS, where the client library ends the search with an error of its own. */
  | { readonly kind: "no-result" };

/** Longer than any fault lasts: who waits this long, waits for nothing that will come. */
const PATIENCE_MS = 45_000;
/** Of each gateway: what waits for a frozen one is bounded. */
const CONNECTIONS = 256;
/** One full answer of so many is read and compared with the expected one. */
const COMPARED_EVERY = 64;

export interface Doors {
  /** Asks by turns at HTTP and NATS, and at HTTP by turns both gateways. Never throws. */
  ask(i: number): Promise<Ended>;
  close(): Promise<void>;
}

export async function openDoors(system: EnduranceSystem, works: readonly Work[]): Promise<Doors> {
  const { broker, doors } = system;
  const connection = await connect(
    {
      url: broker.url,
      credentials: {
        kind: "password",
        user: "client",
        password: broker.passwords["client"] ?? "",
      },
    },
    { name: "callers", inboxPrefix: CLIENT_INBOX, waitOnFirstConnect: true, onStatus: () => {} },
  );
  const client = new SearchClient(connection, { inboxPrefix: CLIENT_INBOX });
  const agent = new Agent({
    connections: CONNECTIONS,
    headersTimeout: PATIENCE_MS,
    bodyTimeout: PATIENCE_MS,
  });
  const bodies = works.map(({ search }) => JSON.stringify(search));
  let full = 0;
  const judged = (answer: SideAnswer, expected: Work["expected"]): Ended => {
    const { partial, endedBy = "?" } = answer;
    if (partial) return { kind: "partial", endedBy };
    const what = full++ % COMPARED_EVERY === 0 ? answerDifference(answer, expected) : undefined;
    return what === undefined ? { kind: "full", endedBy } : { kind: "wrong", what };
  };
  const overHttp = async (url: string, body: string, { expected }: Work): Promise<Ended> => {
    const path = "/v1/searches";
    const headers = { "content-type": "application/json" };
    const response = await agent.request({ origin: url, path, method: "POST", headers, body });
    const text = await response.body.text();
    if (response.statusCode === 200) return judged(answerOf(text), expected);
    return { kind: "error", code: /"code":"([a-z-]+)"/.exec(text)?.[1] ?? "none" };
  };
  return {
    async ask(i) {
      const at = i % works.length;
      const work = works[at] as Work;
      try {
        if (i % 2 === 0)
          return judged(
            await client.search(work.search, { timeoutMs: PATIENCE_MS }),
            work.expected,
          );
        return await overHttp(doors[(i >> 1) % doors.length] ?? "", bodies[at] ?? "", work);
      } catch (thrown) {
        return endedBy(thrown);
      }
    },
    async close() {
      await connection.close();
      await agent.destroy();
    },
  };
}

/** What is counted, without reading the itineraries; they are read where they are compared. */
function answerOf(text: string): SideAnswer {
  return {
    partial: text.includes('"partial":true'),
    endedBy: /"endedBy":"([a-z-]+)"/.exec(text)?.[1] ?? "?",
    get itineraries() {
      return (JSON.parse(text) as SideAnswer).itineraries;
    },
  };
}

function endedBy(thrown: unknown): Ended {
  if (thrown instanceof AuctionError)
    return thrown.code === "no-result"
      ? { kind: "no-result" }
      : { kind: "error", code: thrown.code };
  const { code = "disconnected" } = thrown as { readonly code?: string };
  if (/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(code)) return { kind: "silent" };
  return { kind: "error", code };
}
