import { expect, test } from "@jest/globals";
import { brokerUsers, freshSecrets } from "./users.ts";

test("the users of nats.conf, each with the variable of its password", () => {
  const users = brokerUsers();
  expect(Object.fromEntries(users)).toMatchObject({
    gateway: "NATS_GATEWAY_PASSWORD",
    nonstop: "NATS_NONSTOP_PASSWORD",
    stops: "NATS_STOPS_PASSWORD",
    partners: "NATS_PARTNERS_PASSWORD",
    client: "NATS_CLIENT_PASSWORD",
    monitor: "NATS_MONITOR_PASSWORD",
  });
  expect(new Set(users.values()).size).toBe(users.size);
});

test.each([
  [
    "a bidder of one's own",
    '{ user: "mine", password: $NATS_MINE_PASSWORD }',
    [["mine", "NATS_MINE_PASSWORD"]],
  ],
  ["on lines of its own", "user: mine\n  password: $MINE", [["mine", "MINE"]]],
  ["one that is commented out is none", '# user: "mine", password: $NATS_MINE_PASSWORD', []],
  ["a password that is written out needs no variable", '{ user: "mine", password: "secret" }', []],
])("%s", (_what, conf, users) => expect([...brokerUsers(conf)]).toEqual(users));

test("secrets start with a letter, differ, and are new on every call", () => {
  const users = new Map([
    ["a", "A_PASSWORD"],
    ["b", "B_PASSWORD"],
  ]);
  const [one, two] = [freshSecrets(users), freshSecrets(users)];
  const all = [...Object.values(one.passwords), ...Object.values(two.passwords)];
  expect(new Set(all).size).toBe(4);
  for (const secret of all) expect(secret).toMatch(/^[a-z][0-9a-f]{48}$/);
  expect(one.environment).toEqual({
    A_PASSWORD: one.passwords["a"],
    B_PASSWORD: one.passwords["b"],
  });
});
