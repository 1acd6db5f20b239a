/**
 * A sign-in that has begun: what the page keeps while its user is at the issuer, and how it knows
 * the answer. Pure: storage, address and clock are handed in.
 *
 * PAGESIGNIN-1 An answer counts once, in the tab that asked for it, within ten minutes, and with
 *    the state that this tab has made. For any other nothing is asked of the issuer.
 * PAGESIGNIN-2 After an answer, a right one or not, the address is the one that the user left. It
 *    is one of this page, whatever the storage has.
 */

/** Of RFC 6749 and RFC 7636. */
export interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path and query of the page, with the search. */
  readonly returnTo: string;
  /** Epoch milliseconds. */
  readonly beganAtMs: number;
}

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

const PLACE = "scatter-sign-in";
/** As long as issuers let a user take for a password and a second factor. */
const AGE_MS_MAX = 600_000;
/** A6: an address of the page has at most some hundreds of characters. */
const RETURN_CHARS_MAX = 8_192;

/** Whether an address is an answer of an issuer (RFC 6749, 4.1.2). */
export function isAnswer(query: string): boolean {
  const given = new URLSearchParams(query);
  return given.has("state") && (given.has("code") || given.has("error"));
}

/** @throws DOMException where the browser lets a page keep nothing */
export function keepPending(pending: Pending, storage: Storage): void {
  storage.setItem(PLACE, JSON.stringify(pending));
}

/** What this tab has begun, once: it is removed. Null: nothing that can be read. */
export function takePending(storage: Storage): Pending | null {
  const text = storage.getItem(PLACE);
  storage.removeItem(PLACE);
  if (text === null) return null;
  try {
    const found = JSON.parse(text) as Partial<Record<keyof Pending, unknown>> | null;
    const { state, nonce, verifier, returnTo, beganAtMs } = found ?? {};
    const texts = [state, nonce, verifier, returnTo];
    if (!texts.every((one) => typeof one === "string") || typeof beganAtMs !== "number")
      return null;
    return { ...(found as Pending), returnTo: ownPath(returnTo as string) };
  } catch {
    return null;
  }
}

/** PAGESIGNIN-1: why an answer does not count; null: it does. */
export function faultOf(query: string, pending: Pending | null, nowMs: number): string | null {
  if (pending === null)
    return "This tab has begun no sign-in, or its answer was used already. Sign in again.";
  const states = new URLSearchParams(query).getAll("state");
  if (states.length !== 1 || states[0] !== pending.state)
    return "The answer is not the one to this tab's sign-in (its state differs). Sign in again.";
  const ageMs = nowMs - pending.beganAtMs;
  if (!(ageMs >= 0 && ageMs <= AGE_MS_MAX))
    return "The sign-in took longer than ten minutes. Sign in again.";
  return null;
}

/** PAGESIGNIN-2: a path of this page, or its first view. */
export function ownPath(text: string): string {
  const base = "https://page.invalid";
  const isPath = /^\/(?![/\\])/.test(text) && text.length <= RETURN_CHARS_MAX;
  if (!isPath || !URL.canParse(text, base)) return "/";
  const { origin, pathname, search } = new URL(text, base);
  // `/.//host` becomes `//host`, which is another origin's address.
  const isOwn = origin === base && !pathname.startsWith("//") && !isAnswer(search);
  return isOwn ? pathname + search : "/";
}
