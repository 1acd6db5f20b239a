/**
 * The keys and certificates of a cluster, for a first one, for compose.yaml and for tests. An
 * operator with an authority of their own needs none of it: the files have the usual forms.
 *
 *     npx node script/cluster/credentials.ts FOLDER [NODE=HOST,HOST ...]
 *     npx node script/cluster/credentials.ts FOLDER --renew ROLE
 *     npx node script/cluster/credentials.ts FOLDER --retire ROLE
 *     npx node script/cluster/credentials.ts FOLDER --revoke ROLE
 *
 * The first makes `ca.pem` and `ca.key`, NAME.pem and NAME.key for each node and role, ROLE.seed
 * for each role, and `users.conf`. `--renew` gives a role a new key and certificate beside the old
 * ones, `--retire` takes the old keys out of `users.conf`, `--revoke` all of them. The role
 * `records`, who may read the record of auctions, has its first key by `--renew records`.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { nkeys } from "nats";
import { messageOf } from "../../proto/errors.ts";
import { brokerUsers, clusterRoles } from "../broker/users.ts";
import { makeAuthority, makeCertificate, replaceFile } from "./certificates.ts";
import { keysOf, NO_USERS, withKey, withoutKeys } from "./users-file.ts";

/** A node, and the hosts by which it is dialled. */
type NodeHosts = Readonly<Record<string, readonly string[]>>;

const NODES: NodeHosts = {
  "nats-1": ["nats-1"],
  "nats-2": ["nats-2"],
  "nats-3": ["nats-3"],
};

/** @throws Error where the folder has an authority already, or openssl fails */
export async function makeCredentials(folder: string, nodes: NodeHosts = NODES): Promise<void> {
  if (existsSync(join(folder, "ca.pem")))
    throw new Error(`${folder} has an authority already: its credentials would be of no more use`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await makeAuthority(folder);
  for (const [node, hosts] of Object.entries(nodes)) await makeCertificate(folder, node, hosts);
  await replaceFile(join(folder, "users.conf"), NO_USERS);
  for (const role of brokerUsers().keys()) await renew(folder, role);
}

/**
 * A new key and certificate of a role. The broker accepts the key once it has read `users.conf`
 * again, and goes on accepting the one before.
 *
 * @throws Error where an outside bidder of this name takes part (OUTSIDEFILES-1)
 */
export async function renew(folder: string, role: string): Promise<void> {
  const outside = join(folder, "outside", `${role}.conf`);
  if (existsSync(outside) && keysOf(await readFile(outside, "utf8"), role).length > 0)
    throw new Error(
      `'${role}' is an outside bidder, whose files this would replace: revoke it with script/cluster/outside.ts, and admit it under another name`,
    );
  const pair = nkeys.createUser();
  await makeCertificate(folder, role);
  await changeUsers(folder, (conf) => withKey(conf, role, pair.getPublicKey()));
  await replaceFile(join(folder, `${role}.seed`), `${new TextDecoder().decode(pair.getSeed())}\n`);
}

/** The newest key of a role is the only one. */
export const retire = (folder: string, role: string): Promise<void> =>
  changeUsers(folder, (conf) => withoutKeys(conf, role, "newest"));

/** A role has no key: its connections are cut, and no other is accepted. */
export const revoke = (folder: string, role: string): Promise<void> =>
  changeUsers(folder, (conf) => withoutKeys(conf, role, "none"));

async function changeUsers(folder: string, change: (conf: string) => string): Promise<void> {
  const path = join(folder, "users.conf");
  await replaceFile(path, change(await readFile(path, "utf8")));
}

/** The command line. @throws Error with what would be right */
async function run([folder, ...rest]: readonly string[]): Promise<void> {
  if (folder === undefined || folder.startsWith("-"))
    throw new Error("usage: npx node script/cluster/credentials.ts FOLDER [NODE=HOST,HOST ...]");
  const [option = "", role = "", ...more] = rest;
  if (!option.startsWith("-")) return makeCredentials(folder, nodesOf(rest));
  const changes = new Map([
    ["--renew", renew],
    ["--retire", retire],
    ["--revoke", revoke],
  ]);
  const change = changes.get(option);
  if (change === undefined)
    throw new Error(`'${option}' is unknown; ${[...changes.keys()].join(", ")} are right`);
  const roles = clusterRoles();
  if (!roles.includes(role))
    throw new Error(`'${role}' is no role; nats.conf has ${roles.join(", ")}`);
  if (more.length > 0) throw new Error(`'${more[0]}' is too much: one role at a time is right`);
  if (!existsSync(join(folder, "users.conf")))
    throw new Error(`${folder} has no users.conf: without an option this command makes it`);
  return change(folder, role);
}

/** `nats-1=nats-1,10.0.0.1` for each node; the nodes of compose.yaml where none is named. */
function nodesOf(words: readonly string[]): NodeHosts {
  if (words.length === 0) return NODES;
  return Object.fromEntries(
    words.map((word) => {
      const [, node = "", hosts] =
        /^([A-Za-z0-9_][A-Za-z0-9_-]*)(?:=([A-Za-z0-9.,_-]+))?$/.exec(word) ?? [];
      if (node === "") throw new Error(`'${word}' is no node; NODE=HOST,HOST is right`);
      return [node, hosts?.split(",") ?? [node]];
    }),
  );
}

if (import.meta.main) {
  try {
    await run(process.argv.slice(2));
  } catch (thrown) {
    console.error(`credentials: ${messageOf(thrown)}`);
    process.exitCode = 1;
  }
}
