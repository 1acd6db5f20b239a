import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Fault } from "../../proto/errors.ts";
import { checkCredentialsFile } from "./credentials-file.ts";

const folder = mkdtempSync(join(tmpdir(), "scatter-creds-"));
const SEED = `SU${"A".repeat(56)}`;
const JWT_PART = "-----BEGIN NATS USER JWT-----\neyJ0.eyJq.c2ln\n------END NATS USER JWT------\n";
const SEED_PART = `-----BEGIN USER NKEY SEED-----\n${SEED}\n------END USER NKEY SEED------\n`;

function faultsOf(content: string | null): string[] {
  const path = join(folder, content === null ? "missing" : "user.creds");
  if (content !== null) writeFileSync(path, content);
  const faults: Fault[] = [];
  checkCredentialsFile(path, faults);
  return faults.map((fault) => `${fault.path}: ${fault.message}`);
}

test("a file as nsc writes it is right", () =>
  expect(faultsOf(`${JWT_PART}\n*** IMPORTANT ***\n${SEED_PART}`)).toEqual([]));

test.each([
  ["no file", null, /cannot be read: .*ENOENT.*nsc generate creds/],
  ["an empty file", "", /no user's credentials in it; .*nsc/],
  ["the JWT alone", JWT_PART, /no user's credentials/],
  ["the seed alone", SEED_PART, /no user's credentials/],
  ["another seed", `${JWT_PART}${SEED_PART.replace("SU", "SA")}`, /no user's credentials/],
])("%s is named at start, and no secret with it", (_what, content, message) => {
  const faults = faultsOf(content);
  expect(faults).toEqual([expect.stringMatching(message)]);
  expect(faults[0]).toMatch(/^NATS_CREDS: /);
  expect(faults[0]).not.toContain("AAAA");
});
