/**
 * The key, or the token, of the user of this tab, where the gateway asks for one.
 *
 * It is kept in the storage of the tab's session: another origin and a tab that is opened anew have
 * none of it, and it is there when the page is loaded again. A browser copies that storage to a
 * duplicate of the tab, and brings it back with a closed tab that is opened again. A cookie would
 * be sent with what other pages ask for, too. No script but the gateway's own can read it
 * (WEBHEADERS-1).
 *
 * OWNKEY-1 It is sent as a header of each request to the gateway, and is in no address.
 * OWNKEY-2 A request that is refused for want of a key asks the user for one, with the reason.
 */
import { signal } from "@preact/signals";
import { endSignIn, ownToken } from "./own-token.ts";

const PLACE = "scatter-key";

/** What the gateway said when it refused a request for want of a key; null: nothing is wanted. */
export const keyWanted = signal<string | null>(null);

export const hasKey = signal(ownKey() !== null);

/** Null also where the browser lets a page keep nothing. */
function ownKey(): string | null {
  try {
    return sessionStorage.getItem(PLACE);
  } catch {
    return null;
  }
}

/** OWNKEY-1. The token of a user who has signed in comes before a key (OWNTOKEN-1). */
export function keyHeaders(): Record<string, string> {
  const key = ownToken() ?? ownKey();
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** OWNKEY-2 */
export function askForKey(reason: string): void {
  endSignIn();
  keyWanted.value = reason;
}

/** Null forgets it. False: the browser keeps nothing. */
export function keepKey(key: string | null): boolean {
  try {
    if (key === null) sessionStorage.removeItem(PLACE);
    else sessionStorage.setItem(PLACE, key);
  } catch {
    return false;
  }
  hasKey.value = key !== null;
  return true;
}

/** A header has visible ASCII alone; a key or a token is nothing else. */
export function isKeyText(text: string): boolean {
  return /^[\x21-\x7e]{1,8192}$/.test(text);
}
