import { useEffect, useState } from "preact/hooks";
import { signIn } from "../api/own-token.ts";
import { type SignInSettings, signInSettings } from "../api/sign-in-settings.ts";
import { fault, isLeaving, leaveToSignIn, signOut } from "../sign-in/sign-in.ts";

/** How users sign in here; null until that is known, and where nobody does. */
export function useSignIn(isWanted: boolean): SignInSettings | null {
  const [settings, setSettings] = useState<SignInSettings | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    const leave = new AbortController();
    signInSettings(leave.signal).then(setSettings, (thrown: unknown) => {
      if (!leave.signal.aborted) console.info("how to sign in cannot be read:", thrown);
    });
    return () => leave.abort();
  }, [isWanted]);
  return settings;
}

export function SignInButton({ settings }: { readonly settings: SignInSettings }) {
  return (
    <button
      type="button"
      class="primary"
      aria-disabled={isLeaving.value}
      onClick={() => void leaveToSignIn(settings)}
    >
      {signIn.value === "ended" || fault.value !== "" ? "Sign in again" : "Sign in"}
    </button>
  );
}

/** Ends the sign-in, where there is one. */
export function SignOut() {
  if (signIn.value !== "held") return null;
  return (
    <button type="button" onClick={() => void signOut()}>
      Sign out
    </button>
  );
}
