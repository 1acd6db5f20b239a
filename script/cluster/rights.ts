/**
 * Writes deploy/cluster/limits.conf and deploy/cluster/rights/ROLE.conf from `nats.conf`, where the
 * limits and the rights of each role are stated, and deploy/accounts/node.conf from
 * deploy/cluster/node.conf:
 *
 *     npx node script/cluster/rights.ts
 *
 * A broker with `nats.conf` knows its users by password, one of a cluster by key: the rights are
 * the same.
 *
 * RIGHTS-1 What a role may do in a cluster is what `nats.conf` says, word for word, for each of its
 *    users, and for `records`, whose block is a comment; and so are the limits.
 * RIGHTS-2 A node with accounts differs from one without in whose users it knows, and in nothing
 *    else.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clusterRoles, NATS_CONF } from "../broker/users.ts";

const DEPLOY = join(import.meta.dirname, "..", "..", "deploy");
export const CLUSTER_FOLDER = join(DEPLOY, "cluster");
export const ACCOUNTS_FOLDER = join(DEPLOY, "accounts");

const HEAD = "# Generated from nats.conf by script/cluster/rights.ts: change it there.\n";

/** The files, by their path in `deploy/cluster`. @throws Error where `conf` has another form */
export function clusterFiles(conf: string = readFileSync(NATS_CONF, "utf8")): Map<string, string> {
  const files = new Map([["limits.conf", HEAD + limitsIn(conf)]]);
  const roles = clusterRoles(conf);
  const whole = conf.replaceAll(/^( *)#\+ /gm, "$1");
  const users = whole.matchAll(/^ *user: "([A-Za-z0-9_-]+)", password: .*\n *permissions: \{\n/gm);
  for (const { 0: start, 1: role = "", index } of users) {
    if (!roles.includes(role)) continue;
    const rights = untilClosed(whole, index + start.length);
    files.set(`rights/${role}.conf`, `${HEAD}${indentedLess(rights)}`);
  }
  return files;
}

/**
 * The configuration of a node with accounts (RIGHTS-2).
 *
 * @throws Error where that of a node without them has another form
 */
export function accountsNode(
  node: string = readFileSync(join(CLUSTER_FOLDER, "node.conf"), "utf8"),
): string {
  const [head, users] = [/^# One node[\s\S]*? one\.\n/, /\n# Whose key[\s\S]*?\n\}\n/];
  if (!head.test(node) || !users.test(node))
    throw new Error("node.conf has no head, or no block 'authorization' with its comment");
  return node
    .replaceAll("deploy/cluster/node.conf", "deploy/accounts/node.conf")
    .replace(head, ACCOUNTS_HEAD)
    .replace(users, ACCOUNTS_BLOCK);
}

const ACCOUNTS_HEAD = `# Generated from deploy/cluster/node.conf by script/cluster/rights.ts: change it there.
# One node of a cluster of brokers that outside bidders take part at: docs/cluster.md says how to
# start one.
`;
const ACCOUNTS_BLOCK = `
# The account of the auction, and one for each outside bidder: script/cluster/outside.ts writes the
# file.
include "accounts.conf"

authorization {
  # A client that does not sign in within two seconds is disconnected.
  timeout: 2
}
`;

/** The part of `nats.conf` with the limits, which begins at its heading. */
function limitsIn(conf: string): string {
  const part = /^# -+ limits \(A6\)\n([\s\S]*?)\n\n# Streams and buckets/m.exec(conf)?.[1];
  if (part === undefined) throw new Error("nats.conf has no part 'limits (A6)' before its streams");
  return `${part}\n`;
}

/** What stands before the brace that closes a block which is open at `start`. */
function untilClosed(conf: string, start: number): string {
  let open = 1;
  // Braces within comments and texts are none of the configuration.
  for (const { 0: token, index } of conf.slice(start).matchAll(/#.*|"[^"]*"|[{}]/g)) {
    open += token === "{" ? 1 : token === "}" ? -1 : 0;
    if (open === 0) return conf.slice(start, start + index);
  }
  throw new Error("nats.conf has a block that is not closed");
}

function indentedLess(block: string): string {
  const lines = block.trimEnd().split("\n");
  const indent = Math.min(...lines.filter((line) => line !== "").map((line) => line.search(/\S/)));
  return `${lines.map((line) => line.slice(indent)).join("\n")}\n`;
}

if (import.meta.main) {
  const folder = join(CLUSTER_FOLDER, "rights");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [path, text] of clusterFiles()) writeFileSync(join(CLUSTER_FOLDER, path), text);
  writeFileSync(join(ACCOUNTS_FOLDER, "node.conf"), accountsNode());
}
