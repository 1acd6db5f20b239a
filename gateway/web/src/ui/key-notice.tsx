import { useState } from "preact/hooks";
import { hasKey, isKeyText, keepKey, keyWanted } from "../api/own-key.ts";
import { signIn } from "../api/own-token.ts";
import { fault as signInFault } from "../sign-in/sign-in.ts";
import { SignInButton, useSignIn } from "./sign-in.tsx";

/** Asks for the key of the user, once the gateway has refused a request for want of one. */
export function KeyNotice() {
  const [fault, setFault] = useState("");
  const reason = keyWanted.value;
  const isShown = reason !== null || signInFault.value !== "";
  const settings = useSignIn(isShown);
  if (!isShown) return null;
  const text = fault || signInFault.value || wantedText(reason ?? "", settings !== null);
  const use = (event: SubmitEvent) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget as HTMLFormElement).get("key")).trim();
    if (!isKeyText(text)) setFault("A key has letters, digits and signs, without spaces.");
    else if (!keepKey(text)) setFault("This browser lets the page keep nothing.");
    // All that was asked for without it is asked for again; the address has the search.
    else location.reload();
  };
  return (
    <form id="key-notice" class="notice" onSubmit={use}>
      <p role="alert">{text}</p>
      {settings === null ? (
        <KeyField />
      ) : (
        <>
          <SignInButton settings={settings} />
          <details>
            <summary>Use a key</summary>
            <KeyField />
          </details>
        </>
      )}
    </form>
  );
}

function KeyField() {
  return (
    <>
      <label for="key">Key</label>
      <input id="key" name="key" type="password" autocomplete="off" spellcheck={false} />
      <button type="submit">Use this key</button>
      <p class="hint">
        It is kept for this tab. A copy of the tab has it too, and so has this tab when it is closed
        and opened again: forget the key here when others use this browser.
      </p>
    </>
  );
}

/** @param canSignIn whether this gateway's page signs users in */
function wantedText(reason: string, canSignIn: boolean): string {
  if (signIn.value === "ended") return `Your sign-in has ended: ${reason}.`;
  // A user who can sign in need not know how a key is sent; one whose key is refused must know why.
  return canSignIn && !hasKey.value ? "Sign in to search here." : `A key is needed: ${reason}.`;
}

/** Forgets the key, where there is one. */
export function ForgetKey() {
  if (!hasKey.value) return null;
  const forget = () => {
    keepKey(null);
    location.reload();
  };
  return (
    <button type="button" onClick={forget}>
      Forget the key
    </button>
  );
}
