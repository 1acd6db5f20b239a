/** One place for rights: what a cluster grants is what `nats.conf` grants. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { brokerUsers } from "../broker/users.ts";
import { ACCOUNTS_FOLDER, accountsNode, CLUSTER_FOLDER, clusterFiles } from "./rights.ts";

test("the files of the cluster are those that nats.conf gives (RIGHTS-1)", () => {
  const committed = readdirSync(join(CLUSTER_FOLDER, "rights")).map((name) => `rights/${name}`);
  const expected = clusterFiles();
  expect(new Set(["limits.conf", ...committed])).toEqual(new Set(expected.keys()));
  for (const [path, text] of expected)
    expect({ path, text: readFileSync(join(CLUSTER_FOLDER, path), "utf8") }).toEqual({
      path,
      text,
    });
});

test("each user of nats.conf has its file, and so has 'records', who is a comment there; no other comment has (RIGHTS-1)", () => {
  const roles = [...clusterFiles().keys()].flatMap(
    (path) => /^rights\/(.*)\.conf$/.exec(path)?.[1] ?? [],
  );
  expect(roles.toSorted()).toEqual([...brokerUsers().keys(), "records"].toSorted());
  const { publish, subscribe } = listsOf(clusterFiles().get("rights/records.conf") ?? "");
  expect({ publish, subscribe }).toEqual({
    publish: ["INFO", "MSG.GET"].map((verb) => `$JS.API.STREAM.${verb}.auction-records`),
    subscribe: ["_INBOX.records.>"],
  });
});

function listsOf(rights: string) {
  const listOf = (act: string) => {
    const [, list = ""] = new RegExp(`^${act}: \\[([^\\]]*)\\]`, "m").exec(rights) ?? [];
    return [...list.matchAll(/"([^"]+)"/g)].map(([, subject]) => subject);
  };
  return { publish: listOf("publish"), subscribe: listOf("subscribe") };
}

test("a right is taken over with its comments and nested blocks, without the user's brace", () => {
  const conf = `# ---- limits (A6)
max_payload: 1MB

# Streams and buckets
authorization { users: [
  {
    user: "a", password: $A
    permissions: {
      publish: { allow: ["x.>"] } # not the end: }
      subscribe: ["}"]
    }
  }
] }
`;
  expect(clusterFiles(conf).get("rights/a.conf")).toMatch(
    /^# Generated .*\npublish: \{ allow: \["x\.>"\] \} # not the end: \}\nsubscribe: \["\}"\]\n$/,
  );
});

test("a node with accounts is the node without them, but for its users (RIGHTS-2)", () => {
  const text = readFileSync(join(ACCOUNTS_FOLDER, "node.conf"), "utf8");
  expect(text).toBe(accountsNode());
  const settings = (conf: string) => conf.split("\n").filter((line) => !/^ *(#|$)/.test(line));
  const without = settings(readFileSync(join(CLUSTER_FOLDER, "node.conf"), "utf8"));
  const own = settings(text);
  expect({
    gone: without.filter((line) => !own.includes(line)),
    added: own.filter((line) => !without.includes(line)),
  }).toEqual({ gone: ['  include "users.conf"'], added: ['include "accounts.conf"'] });
});

test("a node of another form is refused", () =>
  expect(() => accountsNode("listen: 1\n")).toThrow(/no head, or no block 'authorization'/));

test.each([
  ["no part of limits", "authorization {}", /no part 'limits/],
  [
    "an open block",
    `# - limits (A6)\na: 1\n\n# Streams and buckets\nuser: "a", password: $A\npermissions: {\n`,
    /not closed/,
  ],
])("a nats.conf with %s is refused", (_what, conf, message) =>
  expect(() => clusterFiles(conf)).toThrow(message));
