/**
 * The file that NATS_CREDS names: a user's JWT and its seed, as `nsc` writes them. It is checked at
 * start, and read at each connection.
 */
import { readFileSync } from "node:fs";
import { type Fault, messageOf } from "../../proto/errors.ts";

const PARTS = [
  /-----BEGIN NATS USER JWT-----\s+\S+\s+-/,
  /-----BEGIN USER NKEY SEED-----\s+SU[A-Z2-7]{56}\s+-/,
];

/** Adds a fault to `faults` when the file is wrong. Its content is never shown: it is a secret. */
export function checkCredentialsFile(path: string, faults: Fault[]): void {
  const right = "a file with a user's JWT and its seed is right, as `nsc generate creds` writes it";
  const fault = (message: string) =>
    void faults.push({ path: "NATS_CREDS", message: `${message}; ${right}` });
  try {
    const text = readFileSync(path, "utf8");
    if (!PARTS.every((part) => part.test(text))) fault(`${path} has no user's credentials in it`);
  } catch (thrown) {
    fault(`${path} cannot be read: ${messageOf(thrown)}`);
  }
}
