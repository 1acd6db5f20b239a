/**
 * The token of the user of this tab who has signed in at the issuer.
 *
 * OWNTOKEN-1 It is in the memory of the page alone, in no storage and no address, and is sent as a
 *    header of each request to the gateway. A page that is loaded again has none.
 * OWNTOKEN-2 When the gateway refuses it, it is forgotten, and what is shown stays: the user may
 *    sign in again, and the address has the search.
 */
import { signal } from "@preact/signals";

let token: string | null = null;

type SignIn = "none" | "held" | "ended";

/** `ended`: the gateway has refused the token, since it has expired or for another reason. */
export const signIn = signal<SignIn>("none");

export function ownToken(): string | null {
  return token;
}

export function keepToken(text: string): void {
  token = text;
  signIn.value = "held";
}

/** OWNTOKEN-2. Nothing happens where nobody has signed in. */
export function endSignIn(): void {
  if (token === null) return;
  token = null;
  signIn.value = "ended";
}
