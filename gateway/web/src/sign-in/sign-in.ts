/** Begins a sign-in, takes its answer, and ends it. What needs the library is loaded then. */
import { signal } from "@preact/signals";
import { keepToken } from "../api/own-token.ts";
import { type SignInSettings, signInSettings } from "../api/sign-in-settings.ts";
import { faultOf, isAnswer, keepPending, ownPath, takePending } from "./pending.ts";
import { PageFault, signInFault } from "./sign-in-fault.ts";

/** Why the last sign-in failed; empty: it did not. */
export const fault = signal("");
export const isLeaving = signal(false);

/** A navigation that takes longer was probably stopped: the button may be used again. */
const LEAVING_MS_MAX = 10_000;

const stays = (): void => {
  isLeaving.value = false;
};

/** @throws PageFault after a deployment, when this part of the page has another name */
async function library() {
  try {
    return await import("./authorization.ts");
  } catch (cause) {
    throw new PageFault("A part of the page cannot be loaded. Reload the page.", { cause });
  }
}

/** Leaves the page for the issuer. Never rejects. */
export async function leaveToSignIn(settings: SignInSettings): Promise<void> {
  if (isLeaving.value) return;
  isLeaving.value = true;
  fault.value = "";
  try {
    const { to, pending } = await (await library()).beginSignIn(settings);
    const returnTo = ownPath(location.pathname + location.search);
    keepPending({ ...pending, returnTo, beganAtMs: Date.now() }, sessionStorage);
    location.assign(to);
    // The user may come back by the browser's button to the page as it was, or stop the navigation.
    addEventListener("pageshow", stays, { once: true });
    setTimeout(stays, LEAVING_MS_MAX);
  } catch (thrown) {
    fault.value = signInFault(thrown, settings.issuer);
    isLeaving.value = false;
  }
}

/**
 * Takes the answer in the address, where there is one, before the page reads its address. Never
 * rejects.
 */
export async function takeAnswer(): Promise<void> {
  const query = location.search;
  if (!isAnswer(query)) return;
  const pending = storedPending();
  history.replaceState(null, "", pending?.returnTo ?? "/");
  const wrong = faultOf(query, pending, Date.now());
  if (wrong !== null || pending === null) {
    fault.value = wrong ?? "";
    return;
  }
  const settings = await settingsNow();
  if (settings === null) {
    fault.value = "The gateway does not say now where users sign in. Sign in again.";
    return;
  }
  try {
    keepToken(await (await library()).tokenFor(query, pending, settings));
  } catch (thrown) {
    fault.value = signInFault(thrown, settings.issuer);
  }
}

async function settingsNow(): Promise<SignInSettings | null> {
  try {
    return await signInSettings(new AbortController().signal);
  } catch (thrown) {
    console.info("how to sign in cannot be read:", thrown);
    return null;
  }
}

/** Forgets the token, with all that the page holds, and ends the issuer's session if it can. */
export async function signOut(): Promise<void> {
  let to: string | null = null;
  try {
    const settings = await settingsNow();
    if (settings !== null) to = await (await library()).endOfSession(settings);
  } catch (thrown) {
    console.info("the issuer's session cannot be ended:", thrown);
  }
  if (to === null) location.reload();
  else location.assign(to);
}

function storedPending() {
  try {
    return takePending(sessionStorage);
  } catch {
    return null; // the browser lets the page keep nothing
  }
}
