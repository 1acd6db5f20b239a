/** The pieces of configuration in docs/scaling.md, each beside nats.conf: the broker reads them. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { brokerUsers, freshSecrets, NATS_CONF } from "../../script/broker/users.ts";

const DOCUMENT = join(import.meta.dirname, "..", "..", "docs", "scaling.md");

/** What the broker says of a configuration; empty where it takes it. */
async function faultOf(conf: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "scatter-conf-"));
  const path = join(folder, "nats.conf");
  await writeFile(path, conf);
  const { environment } = freshSecrets(brokerUsers(conf));
  const env = { PATH: process.env["PATH"], NATS_LEAF_PASSWORD: "a-password", ...environment };
  try {
    await promisify(execFile)("nats-server", ["-t", "-c", path, "-sd", folder], { env });
    return "";
  } catch (thrown) {
    return String((thrown as { stderr?: string }).stderr);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("each is right for the broker, and one with a fault is not", async () => {
  const text = await readFile(DOCUMENT, "utf8");
  const pieces = [...text.matchAll(/^```conf\n(.*?)^```$/gms)].map(([, piece = ""]) => piece);
  expect(pieces).toHaveLength(3);
  const shared = await readFile(NATS_CONF, "utf8");
  const faults: string[] = [];
  for (const piece of pieces) faults.push(await faultOf(`${shared}\n${piece}`));
  expect(faults).toEqual(["", "", ""]);
  expect(await faultOf(`${shared}\ngateway { nam: "EU" }`)).toContain("nam");
});
