import { expect, test } from "@jest/globals";
import { signInFault } from "./sign-in-fault.ts";

const issuer = "https://login.example.com";

test.each<[string, unknown, string]>([
  [
    "a refusal that is known",
    { name: "AuthorizationResponseError", error: "access_denied" },
    "has refused the sign-in: it was cancelled, or you may not use this page (access_denied).",
  ],
  [
    "a refusal that is not known",
    { name: "ResponseBodyError", error: "slow_down" },
    "has refused the sign-in: slow_down.",
  ],
  [
    "a text in the place of a code is not shown",
    { error: "Call 555 to sign in", message: "unexpected answer" },
    "is not right: unexpected answer.",
  ],
  ["no connection", new TypeError("Failed to fetch"), "cannot be reached from this page."],
  ["no answer in time", new DOMException("late", "TimeoutError"), "did not answer in time."],
  ["another thing", "odd", "is not right: odd."],
  ["nothing", undefined, "is not right: undefined."],
])("%s", (_what, thrown, words) => {
  const text = signInFault(thrown, issuer);
  expect({ text, issuer: text.includes(issuer) }).toEqual({
    text: expect.stringContaining(words),
    issuer: true,
  });
});
