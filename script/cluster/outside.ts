/**
 * Outside bidders: each has an account of its own on the brokers of `deploy/accounts`. FOLDER is
 * that of `script/cluster/credentials.ts`, which makes the authority and the auction's own users.
 *
 *     npx node script/cluster/outside.ts FOLDER --admit KIND
 *     npx node script/cluster/outside.ts FOLDER --renew KIND
 *     npx node script/cluster/outside.ts FOLDER --retire KIND
 *     npx node script/cluster/outside.ts FOLDER --revoke KIND
 *     npx node script/cluster/outside.ts FOLDER
 *
 * `--admit` makes `outside/KIND.conf` and its rights for the brokers, and for the bidder KIND.pem,
 * KIND.key, KIND.seed (a client, also over WebSocket) and KIND.leaf (`user:password` of a leaf
 * node). `--renew` makes new ones beside the old ones, `--retire` ends the old ones, `--revoke`
 * ends the account. Each of them writes `accounts.conf`; without any, that is all.
 *
 * OUTSIDEFILES-1 An outside bidder gets no file that is another's: those of the authority (`ca`),
 *    of a node and of a role stay as they are. Nor does a role get those of an outside bidder of
 *    its name that takes part.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { nkeys } from "nats";
import { messageOf } from "../../proto/errors.ts";
import { isToken } from "../../proto/subjects.ts";
import { clusterRoles } from "../broker/users.ts";
import { makeCertificate, replaceFile, requireAuthority } from "./certificates.ts";
import { newLeafUser, withLeafUser, withoutLeafUsers } from "./leaf-users.ts";
import { accountsConf, outsideRights } from "./outside-account.ts";
import { keysOf, NO_USERS, withKey, withoutKeys } from "./users-file.ts";

const AUTHORITY = "ca";
/** The endings of a bidder's own files. */
const BIDDER_FILES = ["pem", "key", "seed", "leaf"] as const;

/** @throws Error where it is admitted already, or the name is none for an outside bidder */
export async function admit(folder: string, kind: string): Promise<void> {
  if (!isToken(kind)) throw new Error(`'${kind}' is no bidder: 1-64 of A-Z a-z 0-9 _ - are right`);
  if (clusterRoles().includes(kind))
    throw new Error(`'${kind}' is a user of nats.conf: an outside bidder has another name`);
  if ((await outsideBidders(folder)).includes(kind))
    throw new Error(`'${kind}' takes part already: --renew gives it new keys`);
  const taken = takenFile(folder, kind);
  if (taken !== undefined)
    throw new Error(`'${kind}' would replace ${taken}: an outside bidder has another name`);
  requireAuthority(folder);
  await mkdir(join(folder, "outside", "rights"), { recursive: true });
  await replaceFile(join(folder, "outside", "rights", `${kind}.conf`), outsideRights(kind));
  await replaceFile(fileOf(folder, kind), NO_USERS);
  await renewOutside(folder, kind);
}

/** @throws Error where the bidder is not admitted, or is revoked and has the name of a role */
export async function renewOutside(folder: string, kind: string): Promise<void> {
  if (clusterRoles().includes(kind) && !(await outsideBidders(folder)).includes(kind))
    throw new Error(`'${kind}' is a user of nats.conf: an outside bidder has another name`);
  requireAuthority(folder);
  const pair = nkeys.createUser();
  const leaf = await newLeafUser(kind);
  // It can fail, so it comes before what admits the key.
  await makeCertificate(folder, kind);
  await change(folder, kind, (conf) =>
    withLeafUser(withKey(conf, kind, pair.getPublicKey()), leaf),
  );
  await replaceFile(join(folder, `${kind}.seed`), `${new TextDecoder().decode(pair.getSeed())}\n`);
  await replaceFile(join(folder, `${kind}.leaf`), `${leaf.user}:${leaf.password}\n`);
}

export const retireOutside = (folder: string, kind: string): Promise<void> =>
  change(folder, kind, (conf) => withoutLeafUsers(withoutKeys(conf, kind, "newest"), "newest"));

export const revokeOutside = (folder: string, kind: string): Promise<void> =>
  change(folder, kind, (conf) => withoutLeafUsers(withoutKeys(conf, kind, "none"), "none"));

/** Those that have a key, in the order of their names. */
async function outsideBidders(folder: string): Promise<string[]> {
  const at = join(folder, "outside");
  const names = existsSync(at) ? (await readdir(at)).sort() : [];
  const kinds = names.flatMap((name) => /^(.+)\.conf$/.exec(name)?.[1] ?? []);
  const confs = await Promise.all(kinds.map((kind) => readFile(fileOf(folder, kind), "utf8")));
  return kinds.filter((kind, i) => keysOf(confs[i] as string, kind).length > 0);
}

export async function writeAccounts(folder: string): Promise<void> {
  await replaceFile(join(folder, "accounts.conf"), accountsConf(await outsideBidders(folder)));
}

async function change(folder: string, kind: string, its: (conf: string) => string): Promise<void> {
  const path = fileOf(folder, kind);
  if (!isToken(kind) || !existsSync(path))
    throw new Error(`'${kind}' is no outside bidder of ${folder}: --admit makes it one`);
  await replaceFile(path, its(await readFile(path, "utf8")));
  await writeAccounts(folder);
}

/** The file of another that this name would replace (OUTSIDEFILES-1). */
function takenFile(folder: string, kind: string): string | undefined {
  // Away from the folder, `ca.key` is the authority's all the same.
  if (AUTHORITY === kind.toLowerCase()) return `${kind}.pem`;
  // One that was admitted before has files of its own.
  if (existsSync(fileOf(folder, kind))) return undefined;
  return BIDDER_FILES.map((end) => `${kind}.${end}`).find((name) => existsSync(join(folder, name)));
}

const fileOf = (folder: string, kind: string): string => join(folder, "outside", `${kind}.conf`);

/** The command line. @throws Error with what would be right */
async function run(words: readonly string[]): Promise<void> {
  const [folder, option, kind = "", more] = words;
  if (folder === undefined || folder.startsWith("-"))
    throw new Error("usage: npx node script/cluster/outside.ts FOLDER [--admit KIND]");
  if (more !== undefined) throw new Error(`'${more}' is too much: one KIND at a time is right`);
  const actions = new Map([
    ["--admit", admit],
    ["--renew", renewOutside],
    ["--retire", retireOutside],
    ["--revoke", revokeOutside],
  ]);
  const action = option === undefined ? writeAccounts : actions.get(option);
  if (action === undefined)
    throw new Error(`'${option}' is unknown; ${[...actions.keys()].join(", ")} are right`);
  if (!existsSync(folder))
    throw new Error(`${folder} does not exist: script/cluster/credentials.ts makes it`);
  return action(folder, kind);
}

if (import.meta.main) {
  try {
    await run(process.argv.slice(2));
  } catch (thrown) {
    console.error(`outside: ${messageOf(thrown)}`);
    process.exitCode = 1;
  }
}
