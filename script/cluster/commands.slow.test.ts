/** The commands of docs/cluster.md that make, renew and end credentials: as they are typed. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { keysOf } from "./users-file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scatter-commands-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, "made", name);
const keys = async (conf: string, of: string) => keysOf(await readFile(at(conf), "utf8"), of);

/** The program as a process. @returns its exit code, and what it wrote to stderr */
async function started(program: "credentials" | "outside", ...args: readonly string[]) {
  const file = join(import.meta.dirname, `${program}.ts`);
  return promisify(execFile)(process.execPath, [file, ...args]).then(
    ({ stderr }) => ({ code: 0, stderr }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  );
}
const SUCCESS = { code: 0, stderr: "" };

test("credentials makes a folder with what each node and role needs, and not a second time", async () => {
  const args = [at(""), "nats-1=nats-1.internal,10.0.0.1"];
  expect(await started("credentials", ...args)).toEqual(SUCCESS);
  const roles = ["client", "gateway", "monitor", "nonstop", "partners", "stops"];
  expect((await readdir(at(""))).sort()).toEqual(
    [
      ...["ca.key", "ca.pem", "nats-1.key", "nats-1.pem", "users.conf"],
      ...roles.flatMap((role) => [`${role}.key`, `${role}.pem`, `${role}.seed`]),
    ].sort(),
  );
  expect({ others: (await stat(at("stops.seed"))).mode & 0o077 }).toEqual({ others: 0 });
  expect(await started("credentials", ...args)).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^credentials: .*made.* has an authority already/),
  });
});

test("a role is renewed, its old key is retired, and all of them are revoked", async () => {
  const [first] = await keys("users.conf", "stops");
  const seed = await readFile(at("stops.seed"), "utf8");
  expect(await started("credentials", at(""), "--renew", "stops")).toEqual(SUCCESS);
  const [old, renewed] = await keys("users.conf", "stops");
  expect({ old, isNewSeed: (await readFile(at("stops.seed"), "utf8")) !== seed }).toEqual({
    old: first,
    isNewSeed: true,
  });
  expect(await started("credentials", at(""), "--retire", "stops")).toEqual(SUCCESS);
  expect(await keys("users.conf", "stops")).toEqual([renewed]);
  expect(await started("credentials", at(""), "--revoke", "stops")).toEqual(SUCCESS);
  expect({
    stops: await keys("users.conf", "stops"),
    others: (await keys("users.conf", "nonstop")).length,
  }).toEqual({ stops: [], others: 1 });
});

test("nobody may read records until a key of that role is asked for", async () => {
  const before = await keys("users.conf", "records");
  expect(await started("credentials", at(""), "--renew", "records")).toEqual(SUCCESS);
  const [key] = await keys("users.conf", "records");
  expect({ before, key }).toEqual({ before: [], key: expect.stringMatching(/^U/) });
  expect(existsSync(at("records.seed"))).toBe(true);
  expect(await started("credentials", at(""), "--revoke", "records")).toEqual(SUCCESS);
  expect(await keys("users.conf", "records")).toEqual([]);
});

test("an outside bidder is admitted, renewed, retired and revoked", async () => {
  expect(await started("outside", at(""))).toEqual(SUCCESS);
  expect(await readFile(at("accounts.conf"), "utf8")).not.toContain("outside-");
  expect(await started("outside", at(""), "--admit", "acme")).toEqual(SUCCESS);
  expect(await readFile(at("accounts.conf"), "utf8")).toContain("outside-acme");
  expect(await started("outside", at(""), "--renew", "acme")).toEqual(SUCCESS);
  const both = await keys("outside/acme.conf", "acme");
  expect(await started("outside", at(""), "--retire", "acme")).toEqual(SUCCESS);
  expect({ both: both.length, kept: await keys("outside/acme.conf", "acme") }).toEqual({
    both: 2,
    kept: both.slice(1),
  });
  expect(await started("outside", at(""), "--revoke", "acme")).toEqual(SUCCESS);
  expect(await readFile(at("accounts.conf"), "utf8")).not.toContain("outside-acme");
});

/** What is typed behind a folder that does not exist. */
const MISTAKES = [
  ["credentials", ["--renw", "stops"], "'--renw' is unknown; --renew, --retire, --revoke are"],
  ["credentials", ["--renew", "acme"], "'acme' is no role; nats.conf has gateway, nonstop, stops,"],
  ["credentials", ["--retire"], "'' is no role; nats.conf has gateway,"],
  ["credentials", ["--renew", "stops", "nonstop"], "'nonstop' is too much: one role at a time"],
  ["credentials", ["nats-1=a b"], "'nats-1=a b' is no node; NODE=HOST,HOST is right"],
  ["credentials", ["nats-1", "--renew"], "'--renew' is no node; NODE=HOST,HOST is right"],
  ["credentials", ["--renew", "stops"], "none has no users.conf: without an option this command"],
  ["outside", ["--add", "acme"], "'--add' is unknown; --admit, --renew, --retire, --revoke are"],
  ["outside", ["--admit", "a", "b"], "'b' is too much: one KIND at a time is right"],
  ["outside", ["--admit", "acme"], "none does not exist: script/cluster/credentials.ts makes it"],
] as const;

describe("a mistake is answered with what is right, and changes nothing", () => {
  test("no folder, unknown options, roles and nodes, and what is too much", async () => {
    const none = join(folder, "none");
    const usage = (program: string) => `usage: npx node script/cluster/${program}.ts FOLDER`;
    const typed = [
      ...MISTAKES.map(([program, args, words]) => ({ program, args: [none, ...args], words })),
      { program: "credentials", args: [], words: usage("credentials") },
      { program: "outside", args: ["--admit", "acme"], words: usage("outside") },
    ] as const;
    const answers = await Promise.all(
      typed.map(async ({ program, args }) => ({ args, ...(await started(program, ...args)) })),
    );
    expect(answers).toEqual(
      typed.map(({ args, words }) => ({ args, code: 1, stderr: expect.stringContaining(words) })),
    );
    expect({ isThere: existsSync(none) }).toEqual({ isThere: false });
  });

  test("an authority whose key is elsewhere: nothing is half admitted", async () => {
    await rm(at("ca.key"));
    const before = await readFile(at("accounts.conf"), "utf8");
    const answers = await Promise.all([
      ...["--admit", "--renew"].map((option) => started("outside", at(""), option, "acme")),
      started("credentials", at(""), "--renew", "stops"),
    ]);
    expect(answers).toEqual(
      answers.map(() => ({
        code: 1,
        stderr: expect.stringMatching(/has no ca\.key: the authority/),
      })),
    );
    expect(await readFile(at("accounts.conf"), "utf8")).toBe(before);
  });
});
