/**
 * Every subject, queue group and header name. They are spelled here and in nats.conf, and nowhere
 * else.
 *
 * A token is the text between two dots of a subject: kinds, instance ids, gateway ids and search
 * ids consist of [A-Za-z0-9_-] alone.
 */

const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

/** True when the text can stand as one token of a subject. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The subject of a call for bids: the market is that of the first slice. */
export function callSubject(origin: string, destination: string): string {
  return `auction.flights.${origin}.${destination}`;
}

/**
 * The subject to subscribe to for a market as a bidder names it: `*.*` for all, `LHR.*`, `*.JFK`,
 * `LHR.JFK`.
 */
export function marketSubject(market: string): string {
  return market === "*.*" ? "auction.flights.>" : `auction.flights.${market}`;
}

/**
 * A6: the most markets that one instance may name; each is a subscription. A bidder with more
 * markets names `LHR.*`, `*.JFK` or `*.*` instead.
 */
export const MARKETS_MAX = 64;

const MARKET = /^(\*|[A-Z]{3})\.(\*|[A-Z]{3})$/;

/** True for `*.*`, `LHR.*`, `*.JFK` and `LHR.JFK`. */
export function isMarket(text: string): boolean {
  return MARKET.test(text);
}

/** True when a bidder that serves `market` receives the call for `origin`-`destination`. */
export function marketServes(market: string, origin: string, destination: string): boolean {
  const dot = market.indexOf(".");
  return isOrAny(market, 0, dot, origin) && isOrAny(market, dot + 1, market.length, destination);
}

/** Whether this part of a text is `*` or the code. */
function isOrAny(text: string, from: number, end: number, code: string): boolean {
  return (
    (end === from + 1 && text[from] === "*") ||
    (end === from + code.length && text.startsWith(code, from))
  );
}

/** The queue group of a kind: each call goes to one of its instances. */
export function bidderQueue(kind: string): string {
  return kind;
}

/**
 * The bare inbox of one auction. Its token is the gateway's to choose: it may have been that of an
 * auction that is over, so bids name their auction by the id that the call has. The broker's 503
 * (no responders) arrives here; no bidder may publish to it.
 */
export function inboxSubject(gateway: string, token: string): string {
  return `${AUCTION_INBOX}${gateway}.${token}`;
}

/** All inboxes of auctions begin so. */
const AUCTION_INBOX = "_INBOX.gw.";

const HEDGE_MARK = "~";

/**
 * The bare inbox of one hedge: the reply subject of a call that is sent to a second instance of
 * `kind`. The broker's 503 for that instance arrives here, so it differs from the 503 of the
 * market. It has as many tokens as `inboxSubject`: a bidder appends its kind and instance as to any
 * reply subject, and the same rights apply. No token of ours contains the mark.
 */
export function hedgeInboxSubject(gateway: string, token: string, kind: string): string {
  return `${inboxSubject(gateway, token)}${HEDGE_MARK}${kind}`;
}

/** Everything that is sent to one gateway's auctions. */
export function inboxWildcard(gateway: string): string {
  return `${AUCTION_INBOX}${gateway}.>`;
}

/**
 * The subject of a bid. nats.conf lets each kind publish under its own name only: the broker
 * guarantees which bidder sent it (A4).
 */
export function bidSubject(reply: string, kind: string, instance: string): string {
  return `${reply}.${kind}.${instance}`;
}

/** The parts of a subject that a gateway receives bids on. */
export interface InboxAddress {
  /** What the gateway has named the auction in its reply subject. */
  readonly token: string;
  /** The kind whose hedge this reply subject belongs to; absent for the call to the market. */
  readonly hedgeOf?: string;
  /** The sender, guaranteed by the broker (A4). Both are absent on a bare inbox. */
  readonly kind?: string;
  readonly instance?: string;
}

/**
 * The parts of a subject under an inbox. Undefined when it is neither a bare inbox nor a bidder's
 * subject below one.
 */
export function parseInboxSubject(subject: string): InboxAddress | undefined {
  // It runs for every message: no list of tokens is made.
  if (!subject.startsWith(AUCTION_INBOX)) return undefined;
  const auctionAt = subject.indexOf(".", AUCTION_INBOX.length) + 1;
  if (auctionAt === 0) return undefined;
  const kindAt = subject.indexOf(".", auctionAt) + 1;
  const auctionEnd = kindAt === 0 ? subject.length : kindAt - 1;
  const markAt = subject.indexOf(HEDGE_MARK, auctionAt);
  const isHedge = markAt >= 0 && markAt < auctionEnd;
  const token = subject.slice(auctionAt, isHedge ? markAt : auctionEnd);
  const hedgeOf = isHedge ? subject.slice(markAt + 1, auctionEnd) : undefined;
  if (kindAt === 0) return hedgeOf === undefined ? { token } : { token, hedgeOf };
  const instanceAt = subject.indexOf(".", kindAt) + 1;
  if (instanceAt === 0 || subject.includes(".", instanceAt)) return undefined;
  const kind = subject.slice(kindAt, instanceAt - 1);
  const instance = subject.slice(instanceAt);
  return hedgeOf === undefined ? { token, kind, instance } : { token, hedgeOf, kind, instance };
}

/**
 * The subject of a call to one instance alone: the hedge, when the instance that received the call
 * first is slow.
 */
export function directSubject(kind: string, instance: string): string {
  return `auction.direct.${kind}.${instance}`;
}

/**
 * The header that, set to `1` on a message without a body, asks an instance on its own subject to
 * drain: it takes no more calls, ends those that it has, and ends. The broker lets gateways alone
 * publish there.
 */
export const DRAIN_HEADER = "Scatter-Drain";

/**
 * The header of a search, over HTTP and NATS, by which a caller keeps one arm of an experiment that
 * assigns by keys.
 */
export const EXPERIMENT_KEY_HEADER = "Scatter-Experiment-Key";

/** Any one instance of the kind answers what one of its offers costs now. */
export function priceSubject(kind: string): string {
  return `auction.price.${kind}`;
}

/** No token of an auction begins so: what is sent to such an inbox answers a price request. */
const PRICE_MARK = "!";

/**
 * The token of the reply subject of one price request. A bidder answers below it, as it bids: under
 * its own kind and instance (`bidSubject`).
 */
export function priceToken(id: string): string {
  return `${PRICE_MARK}${id}`;
}

export function isPriceToken(token: string): boolean {
  return token.startsWith(PRICE_MARK);
}

/** The gateway publishes here the id of an auction that has ended; bidders stop working for it. */
export const CANCEL_SUBJECT = "auction.cancel";

/**
 * A gateway publishes here what became of the bids of a kind that has asked for it. Every instance
 * of the kind receives all of it: a message names the instances that it is about.
 */
export function feedbackSubject(kind: string): string {
  return `auction.feedback.${kind}`;
}

/**
 * A bidder publishes here that it has started (`joined`) or stops (`left`), under its own kind and
 * instance.
 */
export function presenceSubject(kind: string, instance: string): string {
  return `auction.presence.${kind}.${instance}`;
}
export const PRESENCE_WILDCARD = "auction.presence.*.*";

/** The sender of a presence message, guaranteed by the broker; undefined for any other subject. */
export function parsePresenceSubject(
  subject: string,
): { kind: string; instance: string } | undefined {
  const [, , kind, instance] = subject.split(".");
  return kind === undefined || instance === undefined ? undefined : { kind, instance };
}

/** The requests of the NATS service protocol (ADR-32). */
export type ServiceVerb = "PING" | "INFO" | "STATS";

/**
 * The subject of a request of the service protocol: to all services, to one kind, or to one
 * instance.
 */
export function serviceSubject(verb: ServiceVerb, kind?: string, instance?: string): string {
  return ["$SRV", verb, kind, instance].filter((part) => part !== undefined).join(".");
}

/**
 * The inbox for answers to the roster's requests. Bidders may publish below it and below the
 * monitor's inbox, and in no other inbox.
 */
export function rosterInbox(gateway: string): string {
  return `_INBOX.roster.${gateway}`;
}

/**
 * Prefix of the inboxes in which the gateway receives the broker's answers about its bucket. Only
 * the broker may publish there.
 */
export const GATEWAY_INBOX = "_INBOX.gateway";

/**
 * The key-value bucket in which gateways share fallback records, the stream behind it, and the key
 * of one record: its subject is `$KV.<bucket>.<key>`.
 */
export const FALLBACK_BUCKET = "stand-ins";
export const FALLBACK_STREAM = `KV_${FALLBACK_BUCKET}`;
export const FALLBACK_SUBJECTS = `$KV.${FALLBACK_BUCKET}.>`;
export function fallbackKey(bidder: string, search: string): string {
  return `${bidder}.${search}`;
}

/**
 * The key-value bucket in which gateways share what their ledgers keep, the stream behind it, and
 * its subjects: a key is one token.
 */
export const LEDGER_BUCKET = "ledger";
export const LEDGER_STREAM = `KV_${LEDGER_BUCKET}`;
export const LEDGER_SUBJECTS = `$KV.${LEDGER_BUCKET}.>`;

/**
 * The key-value bucket in which gateways keep what they have learned of bidders, the stream behind
 * it, and its subjects: a key is one token.
 */
export const LEARNED_BUCKET = "learned";
export const LEARNED_STREAM = `KV_${LEARNED_BUCKET}`;
export const LEARNED_SUBJECTS = `$KV.${LEARNED_BUCKET}.>`;

/** One gateway's part of a record in a stream, and all parts: the subjects of the stream. */
export function recordSubject(stream: string, gateway: string): string {
  return `auction.record.${stream}.${gateway}`;
}

export function recordSubjects(stream: string): string {
  return `auction.record.${stream}.*`;
}

/** The stream for which nats.conf has the rights. */
export const RECORD_STREAM = "auction-records";

/** The user who reads a record in a stream. */
export const RECORDS_USER = "records";

/** Prefix of the inboxes of a user with this name who reads records. */
export function recordReaderInbox(user: string): string {
  return `_INBOX.${isToken(user) ? user : RECORDS_USER}`;
}

/**
 * A gateway that shares its ledger listens here until its connection ends, and answers nothing:
 * that the broker knows nobody who listens says that this gateway is gone.
 */
export function gatewayAliveSubject(gateway: string): string {
  return `auction.gateway.${gateway}`;
}

/**
 * Prefix of the inboxes of users who only search: each user has its own, named after it, to which
 * nats.conf lets no other user subscribe. Users who search are `client`, and any number of
 * `client-NAME`. All connections of one user can receive each other's answers.
 */
export const CLIENT_INBOX = "_INBOX.client";

const CLIENT_USER = /^client(-[A-Za-z0-9_-]{1,57})?$/;

/**
 * The inbox prefix of the user with this name. A user with any other name has that of `client`.
 */
export function clientInbox(user: string): string {
  return CLIENT_USER.test(user) ? `_INBOX.${user}` : CLIENT_INBOX;
}

/** True when the subject is in the inbox of a user who may search, so that answers may go there. */
export function isClientInbox(subject: string): boolean {
  const [inbox, user = "", ...rest] = subject.split(".");
  return (
    inbox === "_INBOX" &&
    CLIENT_USER.test(user) &&
    rest.length > 0 &&
    !rest.some((token) => /^$|[\s*>]/.test(token))
  );
}

/** The user in whose inbox this subject is; it must be in one (`isClientInbox`). */
export function userOfInbox(subject: string): string {
  const from = "_INBOX.".length;
  return subject.slice(from, subject.indexOf(".", from));
}

/** True for the name of a user who searches: `client`, or `client-NAME`. */
export function isClientUser(user: string): boolean {
  return CLIENT_USER.test(user);
}

/** Prefix of the inboxes of users who only monitor. */
export const MONITOR_INBOX = "_INBOX.monitor";

/** The broker's own status (`503`) for a message that no subscription receives. */
export const NO_RESPONDERS = 503;

/** The subject of a search over NATS, and the queue group that gateways share. */
export const SEARCH_SUBJECT = "search.flights";
export const GATEWAY_QUEUE = "gateway";

/** Errors to a caller on NATS, as the service protocol names them. */
export const ERROR_CODE_HEADER = "Nats-Service-Error-Code";
export const ERROR_HEADER = "Nats-Service-Error";

/** Of an error that says when there is room again: after how many whole seconds, as over HTTP. */
export const RETRY_AFTER_HEADER = "Retry-After";

/**
 * The id of a request, where its caller states one (`request-id.ts`). It is in the answer, in its
 * problem, and in the gateway's log.
 */
export const REQUEST_ID_HEADER = "Scatter-Request-Id";

/**
 * The header that, set to `1`, lets a caller receive the auction's events before its result, each
 * with its name in EVENT_HEADER.
 */
export const STREAM_HEADER = "Scatter-Stream";
export const EVENT_HEADER = "Scatter-Event";

/**
 * The header that, set to `1` beside STREAM_HEADER, lets a caller receive each step of the auction
 * of its search too, as the event `progress`.
 */
export const PROGRESS_HEADER = "Scatter-Progress";

/**
 * The header that, set to `1`, makes a search asynchronous: its answer is at once that it runs, as
 * JSON, with the gateway in GATEWAY_HEADER.
 */
export const ASYNC_HEADER = "Scatter-Async";

/** The header that, set to `1`, asks for a calendar in the place of a search. Its body is JSON. */
export const CALENDAR_HEADER = "Scatter-Calendar";

/**
 * How long a caller waits, in whole milliseconds from its sending: for the message that a gateway
 * has its request (TAKE_WITHIN_HEADER), and for the result (DEADLINE_HEADER). A gateway that reads
 * the request later does not serve it. SENT_AT_HEADER is when it was sent, in epoch milliseconds by
 * the caller's clock. Clocks are not assumed equal: a gateway never counts a request as older than
 * it can be by the gateway's own monotonic clock.
 */
export const DEADLINE_HEADER = "Scatter-Deadline-Ms";
export const TAKE_WITHIN_HEADER = "Scatter-Take-Within-Ms";
export const SENT_AT_HEADER = "Scatter-Sent-At";
/** A6: no caller waits longer than this. */
export const CALLER_WAITS_MS_MAX = 600_000;

/**
 * The value of EVENT_HEADER in the message that a gateway has the request: it has no body, and
 * names the gateway in GATEWAY_HEADER. It is sent to callers that set TAKE_WITHIN_HEADER.
 */
export const TAKEN_EVENT = "taken";
export const GATEWAY_HEADER = "Scatter-Gateway";

/**
 * The header of a question to one gateway about a search that it keeps, and what may be asked. The
 * body is JSON: the `searchId`, and the parameters of the same query over HTTP. `search` is its
 * state, also while it runs; `cancel` ends it.
 */
export const KEPT_HEADER = "Scatter-Kept";
export const KEPT_VIEWS = ["itineraries", "facets", "explain", "timeline"] as const;
export type KeptView = (typeof KEPT_VIEWS)[number];
export const KEPT_QUESTIONS = [...KEPT_VIEWS, "search", "cancel"] as const;
export type KeptQuestionName = (typeof KEPT_QUESTIONS)[number];

/**
 * The header of a question to one gateway about an offer of a search that it keeps, and what may be
 * asked: the offer again, or what it costs now. The body is JSON: the `offerId`, and of a price the
 * fields of the same request over HTTP.
 */
export const OFFER_HEADER = "Scatter-Offer";
export const OFFER_QUESTIONS = ["get", "price"] as const;
export type OfferQuestion = (typeof OFFER_QUESTIONS)[number];

/** The header that, set to `1`, asks one gateway how its bidders did in the last minutes. */
export const MARKET_HEADER = "Scatter-Market";

/**
 * The name of gateways in the service protocol, and the subject of what one of them alone receives:
 * the second attempt of a caller, and questions about a kept search, an offer of it, or its
 * bidders.
 */
export const GATEWAY_SERVICE = "gateway";
export function gatewaySearchSubject(gateway: string): string {
  return `search.gateway.${gateway}`;
}
