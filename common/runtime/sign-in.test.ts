/** Secrets in files: read for each connection, and never half. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { type Authenticator, nkeys } from "nats";
import { signIn } from "./sign-in.ts";

const folder = mkdtempSync(join(tmpdir(), "scatter-sign-in-"));
afterAll(() => rmSync(folder, { recursive: true }));

const user = () => {
  const pair = nkeys.createUser();
  return { key: pair.getPublicKey(), seed: new TextDecoder().decode(pair.getSeed()) };
};
const creds = (seed: string) =>
  `-----BEGIN NATS USER JWT-----\neyJ0.eyJq.c2ln\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n${seed}\n------END USER NKEY SEED------\n`;
const [first, second] = [user(), user()];

/** The key with which the next connection would sign in. */
const keyOf = (how: ReturnType<typeof signIn>) => {
  const answered = (how.authenticator as Authenticator)("nonce");
  return (answered as { nkey: string }).nkey;
};

describe.each([
  ["nkey-file", (seed: string) => `${seed}\n`],
  ["creds", creds],
] as const)("%s", (kind, textOf) => {
  const path = join(folder, kind);

  test("a renewed file is used for the next connection (SIGNIN-1)", () => {
    writeFileSync(path, textOf(first.seed));
    const how = signIn({ kind, path });
    expect(keyOf(how)).toBe(first.key);
    writeFileSync(path, textOf(second.seed));
    expect(keyOf(how)).toBe(second.key);
  });

  test.each([
    ["is empty", ""],
    ["has half of a secret", textOf(second.seed).slice(0, -45)],
    ["is missing", null],
  ])("a file that %s leaves the last whole secret (SIGNIN-1)", (_what, text) => {
    writeFileSync(path, textOf(first.seed));
    const how = signIn({ kind, path });
    if (text === null) rmSync(path);
    else writeFileSync(path, text);
    expect(keyOf(how)).toBe(first.key);
  });

  test("a file that was never right is an error, which does not show it", () => {
    writeFileSync(path, "SUAAA");
    expect(() => keyOf(signIn({ kind, path }))).toThrow(/has no secret to sign in with$/);
  });
});
