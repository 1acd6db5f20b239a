/**
 * One search over NATS, with its events as they come. In JSON, not in protobuf: it is the same search through the same door; a half-said
 * or wrong one can be sent as it stands, for the gateway to fill in or to name every fault of; and the result is printed as it came.
 */
import { createInbox, headers, type Msg } from "nats";
import type { SearchEvent, SearchResult } from "../../proto/messages.ts";
import { ERROR_CODE_HEADER, EVENT_HEADER, SEARCH_SUBJECT, STREAM_HEADER } from "../../proto/subjects.ts";
import type { BrokerLink } from "./connect.ts";
import { CommandFailure, faultLines } from "./failure.ts";
import { plain } from "./format.ts";

/** The longest deadline a search may have; the gateway's first event tells this search's own. */
const DEADLINE_MS_MAX = 10_000;
/** For the way there and back, and a gateway that is busy. */
const SLACK_MS = 2_000;

const NO_GATEWAY = "no gateway is running on this broker; npm start starts one";

/** @throws CommandFailure 2 when the gateway refuses the search, 1 when there is none, the broker refuses, or no result comes in time */
export async function ask(link: BrokerLink, search: unknown, watch: (event: SearchEvent) => void): Promise<SearchResult> {
  const { connection, inboxPrefix, refused } = link;
  const { promise, resolve, reject } = Promise.withResolvers<SearchResult>();
  let timer: NodeJS.Timeout | undefined;
  const waitFor = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => reject(new CommandFailure(1, `no result came within ${ms} ms: the gateway is gone or overloaded`)), ms);
  };
  const inbox = createInbox(inboxPrefix);
  const subscription = connection.subscribe(inbox, {
    callback: (error, message) => {
      try {
        if (error !== null) return; // `refused` tells it
        const read = readReply(message);
        if (read.type === "result") return resolve(read.result);
        if (read.type === "opened") waitFor(read.opened.deadlineMs + SLACK_MS);
        watch(read);
      } catch (thrown) {
        reject(thrown);
      }
    },
  });
  const wish = headers();
  wish.set(STREAM_HEADER, "1");
  waitFor(DEADLINE_MS_MAX + SLACK_MS);
  try {
    connection.publish(SEARCH_SUBJECT, JSON.stringify(search), { reply: inbox, headers: wish });
    return await Promise.race([promise, refused]);
  } finally {
    clearTimeout(timer);
    subscription.unsubscribe();
  }
}

type Reply = SearchEvent | { readonly type: "result"; readonly result: SearchResult };

/** @throws CommandFailure when it is a refusal */
function readReply(message: Pick<Msg, "headers" | "data" | "json">): Reply {
  if (message.headers?.code === 503 && message.data.length === 0) throw new CommandFailure(1, NO_GATEWAY);
  const status = message.headers?.get(ERROR_CODE_HEADER);
  if (status) throw refusal(Number(status), message.json());
  const type = message.headers?.get(EVENT_HEADER) || "result";
  return { type, [type]: message.json() } as unknown as Reply;
}

interface Problem {
  readonly detail: string;
  readonly errors?: readonly { path: string; message: string }[];
}

function refusal(status: number, { detail, errors = [] }: Problem): CommandFailure {
  if (errors.length > 0) return new CommandFailure(2, faultLines("this search cannot be run:", errors));
  return new CommandFailure(status < 500 ? 2 : 1, plain(detail, 1_000));
}
