// @ts-check
/**
 * The gateway's HTTP interface. No DOM: it needs only `fetch`.
 *
 * @typedef {import("../../proto/messages.ts").SearchResult} SearchResult
 * @typedef {import("../../proto/messages.ts").SearchEvent} SearchEvent
 * @typedef {import("../../proto/messages.ts").Money} Money
 * @typedef {SearchEvent | { type: "result", result: SearchResult }} StreamEvent
 * @typedef {{ code: string, name: string, city: string, country: string }} Place
 * @typedef {SearchResult & { late: { bidder: string, latencyMs: number, offers: number, cheapest:
 *   Money | null }[], regret: Money | null }} LedgerView
 * @typedef {{ timetables: { bidders: string[], summary: string }[], detail: string | null }}
 *   CoverageAnswer
 * @typedef {{ path: string, message: string }} Fault
 */
import { retried, timeLimit } from "./attempt.js";
import { wholeList } from "./changes.js";
import { PATHS } from "./paths.js";
import { SseParser } from "./sse.js";

/** How long an answer may take beyond the search's deadline, for the network and a busy gateway. */
const MARGIN_MS = 3_000;
/** The deadline of a search without one, until the gateway states it. */
const DEADLINE_MS_ASSUMED = 2_000;
const LOOKUP_MS_MAX = 3_000;

/** The gateway refused, and stated why (RFC 9457). */
export class Refusal extends Error {
  /** @override */
  name = "Refusal";

  /**
   * @param {string} detail
   * @param {readonly Fault[]} faults
   */
  constructor(detail, faults = []) {
    super(detail);
    this.faults = faults;
  }
}

/**
 * Runs a search. Yields its events as they come; the last is the result. Aborting closes the
 * connection, which cancels the auction. After a network error it is run once more, and its events
 * begin again with `opened`.
 * @param {object} body
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<StreamEvent, void, void>}
 * @throws {Refusal} when the gateway refuses or ends the search; NoAnswer when it sends nothing
 *   within the deadline and a margin; TypeError when there is no gateway
 */
export function search(body, signal) {
  return retried(() => searchOnce(body, signal), signal);
}

/**
 * @param {object} body
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<StreamEvent, void, void>}
 */
async function* searchOnce(body, signal) {
  const limit = timeLimit(signal);
  const { policy } = /** @type {{ policy?: { deadlineMs?: unknown } }} */ (body);
  const asked = Number(policy?.deadlineMs);
  limit.set((asked > 0 ? asked : DEADLINE_MS_ASSUMED) + MARGIN_MS);
  try {
    const response = await fetch(`${PATHS.searches}?snapshots=changes`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify(body),
      signal: limit.signal,
    });
    if (!response.ok || response.body === null) throw await refusalOf(response);
    for await (const event of streamed(response.body, response.status)) {
      if (event.type === "opened") limit.set(event.opened.deadlineMs + MARGIN_MS);
      yield event;
    }
  } catch (thrown) {
    // The error of the body's reader may differ from the reason of the abort.
    throw limit.passed ?? thrown;
  } finally {
    limit.clear();
  }
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @param {number} status
 * @returns {AsyncGenerator<StreamEvent, void, void>}
 */
async function* streamed(body, status) {
  const parser = new SseParser();
  /** @type {import("./changes.js").Itinerary[]} */
  let itineraries = [];
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Refusal("The connection ended before the result came. Search again.");
      for (const { event, data } of parser.push(value)) {
        const read = JSON.parse(data);
        if (event === "error") throw problem(read, status);
        if (event === "snapshot" || event === "result") {
          itineraries = wholeList(itineraries, read);
          read.itineraries = itineraries;
        }
        yield/** @type {StreamEvent} */ ({ type: event, [event]: read });
        if (event === "result") return;
      }
    }
  } finally {
    await reader.cancel().catch(() => {}); // it has ended already or was aborted
  }
}

/**
 * Airports for a search box.
 * @param {string} query
 * @param {AbortSignal} signal
 * @returns {Promise<Place[]>}
 */
export async function places(query, signal) {
  /** @type {(Place & { type: string })[]} */
  const found = await getJson(`${PATHS.airports}?q=${encodeURIComponent(query)}`, signal);
  return found.filter(({ type }) => type !== "city");
}

/**
 * What the bidders have to search in.
 * @param {AbortSignal} signal
 * @returns {Promise<CoverageAnswer>}
 */
export async function coverage(signal) {
  return getJson(PATHS.coverage, signal);
}

/**
 * A result of the last minutes, with its late bids.
 * @param {string} searchId
 * @param {AbortSignal} signal
 * @returns {Promise<LedgerView>}
 */
export async function ledger(searchId, signal) {
  return getJson(`${PATHS.searches}/${encodeURIComponent(searchId)}`, signal);
}

/**
 * @param {string} path
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
async function getJson(path, signal) {
  for await (const body of retried(() => jsonOnce(path, signal), signal)) return body;
}

/**
 * @param {string} path
 * @param {AbortSignal} signal
 */
async function* jsonOnce(path, signal) {
  const limit = timeLimit(signal);
  limit.set(LOOKUP_MS_MAX);
  try {
    const response = await fetch(path, { signal: limit.signal });
    if (!response.ok) throw await refusalOf(response);
    yield await response.json();
  } catch (thrown) {
    throw limit.passed ?? thrown;
  } finally {
    limit.clear();
  }
}

/** @param {Response} response */
async function refusalOf(response) {
  const text = await response.text();
  try {
    return problem(JSON.parse(text), response.status);
  } catch {
    return problem({}, response.status);
  }
}

/**
 * @param {{ detail?: unknown, errors?: readonly Fault[] }} body
 * @param {number} status
 */
function problem({ detail, errors }, status) {
  const text =
    typeof detail === "string"
      ? detail
      : `The gateway answered with status ${status} and no reason.`;
  return new Refusal(text, Array.isArray(errors) ? errors : []);
}
