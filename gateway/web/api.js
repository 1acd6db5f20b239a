// @ts-check
/**
 * The gateway's HTTP door. No DOM: `fetch` is all it needs.
 *
 * @typedef {import("../../proto/messages.ts").SearchResult} SearchResult
 * @typedef {import("../../proto/messages.ts").SearchEvent} SearchEvent
 * @typedef {import("../../proto/messages.ts").Money} Money
 * @typedef {SearchEvent | { type: "result", result: SearchResult }} StreamEvent
 * @typedef {{ code: string, name: string, city: string, country: string }} Place
 * @typedef {SearchResult & { late: { bidder: string, latencyMs: number, offers: number, cheapest: Money | null }[], regret: Money | null }} LedgerView
 * @typedef {{ path: string, message: string }} Fault
 */
import { SseParser } from "./sse.js";

/** The gateway said no, and why (RFC 9457). */
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
 * Runs a search. Gives its events as they come; the last is the result. Aborting closes the connection, and that cancels the auction.
 * @param {unknown} body
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<StreamEvent, void, void>}
 * @throws {Refusal} when the gateway refuses the search or gives it up; TypeError when there is no gateway
 */
export async function* search(body, signal) {
  const response = await fetch("/v1/searches", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok || response.body === null) throw await refusalOf(response);
  const parser = new SseParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Refusal("The connection ended before the result came. Search again.");
      for (const { event, data } of parser.push(value)) {
        const read = JSON.parse(data);
        if (event === "error") throw problem(read, response.status);
        yield/** @type {StreamEvent} */ ({ type: event, [event]: read });
        if (event === "result") return;
      }
    }
  } finally {
    await reader.cancel().catch(() => {}); // it has ended already, or was aborted
  }
}

/**
 * Airports for a search box.
 * @param {string} query
 * @param {AbortSignal} signal
 * @returns {Promise<Place[]>}
 */
export async function places(query, signal) {
  const response = await fetch(`/v1/airports?q=${encodeURIComponent(query)}`, { signal });
  if (!response.ok) throw await refusalOf(response);
  return response.json();
}

/**
 * A result of the last minutes, with what came too late for it.
 * @param {string} searchId
 * @param {AbortSignal} signal
 * @returns {Promise<LedgerView>}
 */
export async function ledger(searchId, signal) {
  const response = await fetch(`/v1/searches/${encodeURIComponent(searchId)}`, { signal });
  if (!response.ok) throw await refusalOf(response);
  return response.json();
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
  const text = typeof detail === "string" ? detail : `The gateway answered with status ${status} and no reason.`;
  return new Refusal(text, Array.isArray(errors) ? errors : []);
}
