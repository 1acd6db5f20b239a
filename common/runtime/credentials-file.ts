/**
 * The files that NATS_CREDS and NATS_NKEY_SEED_FILE name: a user's JWT and its seed, as `nsc`
 * writes them, or a seed alone. They are checked at start, and read at each connection
 * (sign-in.ts).
 */
import { readFileSync } from "node:fs";
import { type Fault, messageOf } from "../../proto/errors.ts";

const PARTS = [
  /-----BEGIN NATS USER JWT-----\s+\S+\s+-/,
  /-----BEGIN USER NKEY SEED-----\s+SU[A-Z2-7]{56}\s+-/,
];

/** A user's seed: the secret half of an NKey. */
export const USER_SEED = /^SU[A-Z2-7]{56}$/;

/** Whether the text is that of a credentials file. */
export function hasCredentials(text: string): boolean {
  return PARTS.every((part) => part.test(text));
}

/**
 * The seed in the text of a file: alone, or between the marks of `nsc`. Undefined where there is
 * none.
 */
export function seedIn(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .find((line) => USER_SEED.test(line));
}

/** Adds a fault to `faults` when the file is wrong. Its content is never shown: it is a secret. */
export function checkCredentialsFile(path: string, faults: Fault[]): void {
  const right = "a file with a user's JWT and its seed is right, as `nsc generate creds` writes it";
  const fault = (message: string) =>
    void faults.push({ path: "NATS_CREDS", message: `${message}; ${right}` });
  try {
    const text = readFileSync(path, "utf8");
    if (!hasCredentials(text)) fault(`${path} has no user's credentials in it`);
  } catch (thrown) {
    fault(`${path} cannot be read: ${messageOf(thrown)}`);
  }
}

/** Adds a fault to `faults` when the file has no seed. Its content is never shown. */
export function checkSeedFile(path: string, faults: Fault[]): void {
  const right = "a file with a user's seed is right: SU and 56 letters or digits";
  const fault = (message: string) =>
    void faults.push({ path: "NATS_NKEY_SEED_FILE", message: `${message}; ${right}` });
  try {
    if (seedIn(readFileSync(path, "utf8")) === undefined) fault(`${path} has no user's seed in it`);
  } catch (thrown) {
    fault(`${path} cannot be read: ${messageOf(thrown)}`);
  }
}
