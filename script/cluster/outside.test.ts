/** An outside bidder is admitted, gets new keys and is revoked: what becomes of the files. */
import { X509Certificate } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { compare } from "bcryptjs";
import { nkeys } from "nats";
import { makeAuthority, makeCertificate } from "./certificates.ts";
import { renew } from "./credentials.ts";
import { withLeafUser, withoutLeafUsers } from "./leaf-users.ts";
import { admit, renewOutside, retireOutside, revokeOutside, writeAccounts } from "./outside.ts";
import { NO_USERS, withKey } from "./users-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "scatter-outside-"));
  await makeAuthority(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (name: string) => readFile(join(folder, name), "utf8");

async function users(kind: string) {
  const text = await read(`outside/${kind}.conf`);
  return {
    keys: [...text.matchAll(/nkey: "(U[^"]+)"/g)].map(([, key]) => key),
    leaves: [...text.matchAll(/user: "([^"]+)", password: "([^"]+)"/g)].map(([, ...of]) => of),
  };
}

test("an admitted one has one key, one leaf user with a hash, and an account; a renewed one has two, a retired one the newest", async () => {
  await admit(folder, "acme");
  const first = await users("acme");
  const [user, password = ""] = (await read("acme.leaf")).trim().split(":");
  expect({ keys: first.keys.length, leaf: first.leaves[0]?.[0] }).toEqual({ keys: 1, leaf: user });
  expect(await compare(password, first.leaves[0]?.[1] ?? "")).toBe(true);
  expect(first.leaves[0]?.[1]).not.toContain(password);
  for (const name of ["acme.seed", "acme.leaf", "acme.key"])
    expect({ name, mode: (await stat(join(folder, name))).mode & 0o077 }).toEqual({
      name,
      mode: 0,
    });

  await renewOutside(folder, "acme");
  const both = await users("acme");
  expect({ keys: both.keys[0], leaf: both.leaves[0] }).toEqual({
    keys: first.keys[0],
    leaf: first.leaves[0],
  });
  expect({ keys: both.keys.length, leaves: both.leaves.length }).toEqual({ keys: 2, leaves: 2 });
  await retireOutside(folder, "acme");
  expect(await users("acme")).toEqual({ keys: [both.keys[1]], leaves: [both.leaves[1]] });
});

test("a revoked one has no user and no account, and can be admitted again; the others stay", async () => {
  await admit(folder, "acme");
  await admit(folder, "globex");
  await revokeOutside(folder, "acme");
  expect(await users("acme")).toEqual({ keys: [], leaves: [] });
  const accounts = await read("accounts.conf");
  expect({ acme: accounts.includes("acme"), globex: accounts.includes("outside-globex") }).toEqual({
    acme: false,
    globex: true,
  });
  await admit(folder, "acme");
  expect(await read("accounts.conf")).toContain("outside-acme");
});

test("NODEROUTE-1 its certificate has no DNS name, and that of a node has its hosts", async () => {
  await admit(folder, "acme");
  await makeCertificate(folder, "nats-1", ["nats-1.internal"]);
  const namesIn = async (name: string) => new X509Certificate(await read(name)).subjectAltName;
  expect({ acme: await namesIn("acme.pem"), node: await namesIn("nats-1.pem") }).toEqual({
    acme: undefined,
    node: "DNS:nats-1, DNS:nats-1.internal",
  });
});

test.each([
  ["a role of nats.conf", () => admit(folder, "stops"), /'stops' is a user of nats.conf/],
  ["a name with a path in it", () => admit(folder, "../x"), /'\.\.\/x' is no bidder: 1-64 of/],
  ["one that is not admitted", () => revokeOutside(folder, "acme"), /--admit makes it one/],
  ["one that takes part already", () => twice("acme"), /takes part already: --renew/],
])("%s is refused", async (_what, attempt, message) => {
  await expect(attempt()).rejects.toThrow(message);
});

test("OUTSIDEFILES-1 a name whose files are another's is refused, and they stay as they are", async () => {
  await makeCertificate(folder, "nats-edge", ["nats-edge.example.com"]);
  await writeFile(join(folder, "other.seed"), "of another");
  const names = ["ca.pem", "ca.key", "nats-edge.pem", "nats-edge.key", "other.seed"];
  const before = await Promise.all(names.map(read));
  for (const kind of ["ca", "CA", "nats-edge", "other"])
    await expect(admit(folder, kind)).rejects.toThrow(/would replace .*: an outside bidder has an/);
  expect(await Promise.all(names.map(read))).toEqual(before);
  // The authority's key is kept elsewhere, and only the certificate is here.
  await rm(join(folder, "ca.pem"));
  await rm(join(folder, "ca.key"));
  await expect(admit(folder, "ca")).rejects.toThrow(/would replace ca.pem/);
});

test("OUTSIDEFILES-1 a role does not get the files of an outside bidder of its name until that is revoked, which is then not let in again", async () => {
  await mkdir(join(folder, "outside"));
  const key = nkeys.createUser().getPublicKey();
  await writeFile(join(folder, "outside", "records.conf"), withKey(NO_USERS, "records", key));
  await writeFile(join(folder, "users.conf"), NO_USERS);
  await writeFile(join(folder, "records.seed"), "of the bidder");
  await expect(renew(folder, "records")).rejects.toThrow(/'records' is an outside bidder.*revoke/);
  expect([await read("records.seed"), await read("users.conf")]).toEqual([
    ...["of the bidder", NO_USERS],
  ]);
  await revokeOutside(folder, "records");
  await renew(folder, "records");
  const seed = await read("records.seed");
  expect(seed).toMatch(/^SU/);
  await expect(renewOutside(folder, "records")).rejects.toThrow(/is a user of nats.conf/);
  expect(await read("records.seed")).toBe(seed);
});

async function twice(kind: string): Promise<void> {
  await admit(folder, kind);
  await admit(folder, kind);
}

test("without outside bidders there is the account of the auction alone, which exports nothing", async () => {
  await writeAccounts(folder);
  const text = await read("accounts.conf");
  expect([...text.matchAll(/^ {2}"(.+)": \{$/gm)].map(([, name]) => name)).toEqual(["AUCTION"]);
  expect(text).not.toContain("{ stream");
});

test("leaf users that an operator wrote otherwise stay, and a file of another form is refused", () => {
  const own = '  { user: "own", password: "x" }';
  const conf = withLeafUser(NO_USERS.replace("]", `${own}\n]`), {
    ...{ user: "leaf-a-1", password: "p", hash: "$2b$04$x" },
  });
  expect(withoutLeafUsers(conf, "none")).toContain(own);
  expect(withoutLeafUsers(conf, "none")).not.toContain("leaf-a-1");
  expect(() => withLeafUser("", { user: "u", password: "p", hash: "h" })).toThrow(
    /no list of users/,
  );
});
