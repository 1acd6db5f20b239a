/**
 * What each user of nats.conf must be able to do at the broker, and what it must not. Pure.
 *
 * ATTEMPT-1 An attempt changes nothing in a running system and takes nothing from it: its subjects
 *          have a token of their own, under which nobody listens; a message that others receive
 *          names an auction or an instance that nobody has; what a process would miss or count is
 *          tried only while no such process runs.
 */
import { encodeCancel } from "../../proto/codec/index.ts";
import {
  bidderQueue,
  bidSubject,
  CANCEL_SUBJECT,
  callSubject,
  clientInbox,
  directSubject,
  FALLBACK_STREAM,
  FALLBACK_SUBJECTS,
  feedbackSubject,
  GATEWAY_INBOX,
  GATEWAY_QUEUE,
  GATEWAY_SERVICE,
  gatewayAliveSubject,
  gatewaySearchSubject,
  inboxSubject,
  inboxWildcard,
  isClientInbox,
  LEARNED_STREAM,
  LEARNED_SUBJECTS,
  LEDGER_STREAM,
  LEDGER_SUBJECTS,
  MONITOR_INBOX,
  PRESENCE_WILDCARD,
  presenceSubject,
  priceSubject,
  RECORD_STREAM,
  RECORDS_USER,
  recordReaderInbox,
  recordSubject,
  rosterInbox,
  SEARCH_SUBJECT,
  type ServiceVerb,
  serviceSubject,
} from "../../proto/subjects.ts";

export interface Attempt {
  readonly act: "publish" | "subscribe";
  readonly subject: string;
  /** Absent: a subscription in no queue group. */
  readonly queue?: string;
  /** Empty where it is absent. */
  readonly payload?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Processes that would notice it (ATTEMPT-1); absent: none would. */
  readonly noticedBy?: "gateways" | "bidders";
}

export interface Rights {
  readonly needed: readonly Attempt[];
  readonly forbidden: readonly Attempt[];
}

type UserRole = "gateway" | "client" | "monitor" | "records" | "bidder";

/** The side of the wire that a user of this name is on. A bidder's user has any other name. */
export function roleOf(user: string): UserRole {
  if (user === "gateway" || user === "monitor" || user === RECORDS_USER) return user;
  return isClientInbox(`${clientInbox(user)}.x`) && clientInbox(user) === `_INBOX.${user}`
    ? "client"
    : "bidder";
}

/** @param token one that no process has: in the place of ids, airports and keys */
export function rightsOf(user: string, token: string): Rights {
  switch (roleOf(user)) {
    case "gateway":
      return gatewayRights(token);
    case "client":
      return clientRights(user, token);
    case "monitor":
      return monitorRights(token);
    case "records":
      return recordsRights(token);
    case "bidder":
      return bidderRights(user, token);
  }
}

/** The attempt in words: `subscribe to search.flights in the queue group gateway`. */
export function attemptText({ act, subject, queue }: Attempt): string {
  if (act === "publish") return `publish to ${subject}`;
  return `subscribe to ${subject}${queue === undefined ? "" : ` in the queue group ${queue}`}`;
}

const VERBS: readonly ServiceVerb[] = ["PING", "INFO", "STATS"];
const publish = (...subjects: string[]): Attempt[] =>
  subjects.map((subject) => ({ act: "publish", subject }));
const subscribe = (...subjects: string[]): Attempt[] =>
  subjects.map((subject) => ({ act: "subscribe", subject }));
/** It ends an auction that nobody has. */
const cancel = (token: string): Attempt => ({
  ...{ act: "publish", subject: CANCEL_SUBJECT },
  payload: encodeCancel(token),
});
/** The questions of the service protocol, as one service is asked. */
const answers = (name: string, token: string) =>
  subscribe(
    ...VERBS.flatMap((verb) => [
      serviceSubject(verb),
      serviceSubject(verb, name),
      serviceSubject(verb, name, token),
    ]),
  );

function gatewayRights(token: string): Rights {
  const value = FALLBACK_SUBJECTS.replace(">", `${token}.${token}`);
  const shared = LEDGER_SUBJECTS.replace(">", token);
  const learned = LEARNED_SUBJECTS.replace(">", token);
  const inbox = inboxSubject(token, token);
  return {
    needed: [
      { act: "publish", subject: callSubject(token, token), noticedBy: "bidders" },
      cancel(token),
      ...publish(directSubject(token, token), priceSubject(token), feedbackSubject(token)),
      ...publish(serviceSubject("PING", token), serviceSubject("STATS", token, token)),
      ...publish(`${clientInbox("client")}.${token}`, `${MONITOR_INBOX}.${token}`),
      // Without a configuration the broker makes no bucket.
      ...publish(`$JS.API.STREAM.CREATE.${FALLBACK_STREAM}`),
      ...publish(`$JS.API.DIRECT.GET.${FALLBACK_STREAM}.${value}`),
      // The bucket refuses a value that is meant for a stream of another name.
      { act: "publish", subject: value, headers: { "Nats-Expected-Stream": token } },
      ...publish(`$JS.API.STREAM.CREATE.${LEDGER_STREAM}`),
      ...publish(`$JS.API.DIRECT.GET.${LEDGER_STREAM}.${shared}`),
      { act: "publish", subject: shared, headers: { "Nats-Expected-Stream": token } },
      ...publish(`$JS.API.STREAM.CREATE.${LEARNED_STREAM}`),
      ...publish(`$JS.API.DIRECT.GET.${LEARNED_STREAM}.${learned}`),
      { act: "publish", subject: learned, headers: { "Nats-Expected-Stream": token } },
      ...publish(`$JS.API.STREAM.CREATE.${RECORD_STREAM}`, recordSubject(token, token)),
      ...publish(gatewayAliveSubject(token)),
      ...subscribe(`${GATEWAY_INBOX}.${token}`, inboxWildcard(token)),
      ...subscribe(`${rosterInbox(token)}.>`, PRESENCE_WILDCARD, gatewaySearchSubject(token)),
      ...subscribe(gatewayAliveSubject(token)),
      { act: "subscribe", subject: SEARCH_SUBJECT, queue: GATEWAY_QUEUE, noticedBy: "gateways" },
      ...answers(GATEWAY_SERVICE, token),
    ],
    forbidden: [
      ...publish(inbox, bidSubject(inbox, token, token), `${rosterInbox(token)}.${token}`),
      ...publish(`${GATEWAY_INBOX}.${token}`, `$JS.API.STREAM.DELETE.KV_${token}`),
      ...subscribe(callSubject(token, token), `${clientInbox("client")}.${token}`, SEARCH_SUBJECT),
    ],
  };
}

function bidderRights(kind: string, token: string): Rights {
  const inbox = inboxSubject(token, token);
  const call = callSubject(token, token);
  const queue = bidderQueue(kind);
  // An instance that was never there leaves.
  const left = { name: kind, id: token, version: "0", metadata: { markets: "*.*" } };
  const presence = JSON.stringify({ ...left, presence: "left" });
  return {
    needed: [
      ...publish(bidSubject(inbox, kind, token), `${rosterInbox(token)}.${token}`),
      ...publish(`${MONITOR_INBOX}.${token}`),
      { act: "publish", subject: presenceSubject(kind, token), payload: presence },
      { act: "subscribe", subject: call, queue },
      { act: "subscribe", subject: priceSubject(kind), queue, noticedBy: "bidders" },
      ...subscribe(directSubject(kind, token), CANCEL_SUBJECT, feedbackSubject(kind)),
      ...answers(kind, token),
    ],
    forbidden: [
      ...publish(inbox, bidSubject(inbox, `${kind}-${token}`, token)),
      ...publish(presenceSubject(`${kind}-${token}`, token), serviceSubject("PING", token)),
      cancel(token),
      ...publish(directSubject(token, token), gatewaySearchSubject(token)),
      ...publish(`${clientInbox("client")}.${token}`, feedbackSubject(token)),
      ...subscribe(feedbackSubject(`${kind}-${token}`)),
      { act: "subscribe", subject: call, queue: `${kind}-${token}` },
      ...subscribe(call, inboxWildcard(token), `${rosterInbox(token)}.>`),
      ...subscribe(`${clientInbox("client")}.${token}`, PRESENCE_WILDCARD),
    ],
  };
}

function clientRights(user: string, token: string): Rights {
  const inbox = inboxSubject(token, token);
  return {
    needed: [
      { act: "publish", subject: SEARCH_SUBJECT, noticedBy: "gateways" },
      ...publish(gatewaySearchSubject(token), serviceSubject("PING", GATEWAY_SERVICE)),
      ...subscribe(`${clientInbox(user)}.${token}`),
    ],
    forbidden: [
      cancel(token),
      ...publish(directSubject(token, token), inbox, bidSubject(inbox, token, token)),
      ...publish(presenceSubject(token, token), `${clientInbox(user)}.${token}`),
      ...publish(`${rosterInbox(token)}.${token}`, `$JS.API.STREAM.DELETE.KV_${token}`),
      ...subscribe(callSubject(token, token), inboxWildcard(token), gatewaySearchSubject(token)),
      ...subscribe(`${clientInbox(`client-${token}`)}.${token}`, `${MONITOR_INBOX}.${token}`),
    ],
  };
}

function monitorRights(token: string): Rights {
  const inbox = inboxSubject(token, token);
  return {
    needed: [
      // Every bidder answers these, to no address.
      ...publish(...VERBS.flatMap((verb) => [serviceSubject(verb), serviceSubject(verb, token)])),
      ...subscribe(`${MONITOR_INBOX}.${token}`),
    ],
    forbidden: [
      cancel(token),
      ...publish(directSubject(token, token), gatewaySearchSubject(token), inbox),
      ...publish(bidSubject(inbox, token, token), presenceSubject(token, token)),
      ...publish(...recordQuestions()),
      ...subscribe(callSubject(token, token), inboxWildcard(token)),
      ...subscribe(`${clientInbox("client")}.${token}`, serviceSubject("PING", token)),
    ],
  };
}

/** What it is answered is the record itself, which no other user may ask for. */
const recordQuestions = () =>
  ["INFO", "MSG.GET"].map((verb) => `$JS.API.STREAM.${verb}.${RECORD_STREAM}`);

function recordsRights(token: string): Rights {
  const inbox = inboxSubject(token, token);
  const inboxes = recordReaderInbox(RECORDS_USER);
  return {
    needed: [
      ...publish(...recordQuestions()),
      ...subscribe(`${inboxes}.${token}`, `${inboxes}.${token}.${token}`),
    ],
    forbidden: [
      cancel(token),
      ...publish(recordSubject(token, token), inbox, bidSubject(inbox, token, token)),
      ...publish(`$JS.API.STREAM.DELETE.KV_${token}`, gatewaySearchSubject(token)),
      ...subscribe(callSubject(token, token), inboxWildcard(token)),
      ...subscribe(`${clientInbox("client")}.${token}`, recordSubject(token, token)),
    ],
  };
}
