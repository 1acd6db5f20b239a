/** A role's keys in `users.conf`: added, replaced, revoked. */
import { describe, expect, test } from "@jest/globals";
import { keysOf, NO_USERS, withKey, withoutKeys } from "./users-file.ts";

const key = (letter: string) => `U${letter.repeat(55)}`;
const [A, B, C] = [key("A"), key("B"), key("C")] as const;
const conf = [
  ["stops", A],
  ["gateway", C],
  ["stops", B],
].reduce((text, [role = "", its = ""]) => withKey(text, role, its), NO_USERS);

describe("the keys of a role", () => {
  test("are in the order in which they were added", () =>
    expect({ stops: keysOf(conf, "stops"), gateway: keysOf(conf, "gateway") }).toEqual({
      stops: [A, B],
      gateway: [C],
    }));

  test.each([
    ["newest", [B]],
    ["none", []],
  ] as const)("of which the %s is kept, and those of other roles are not touched", (keep, stops) => {
    const after = withoutKeys(conf, "stops", keep);
    expect({ stops: keysOf(after, "stops"), gateway: keysOf(after, "gateway") }).toEqual({
      stops: [...stops],
      gateway: [C],
    });
  });

  test("are not those in a comment, nor of a role whose name begins alike", () => {
    const commented = conf.replace("  { nkey", "  # { nkey");
    expect(keysOf(commented, "stops")).toEqual([B]);
    expect(keysOf(conf, "stop")).toEqual([]);
  });
});

test("what an operator wrote beside them stays", () => {
  const own = conf.replace("users: [", "# Our own note.\nusers: [");
  expect(withoutKeys(withKey(own, "stops", C), "stops", "none")).toContain(
    "# Our own note.\nusers: [",
  );
});

test.each([
  ["a role with a path in it", () => withKey(conf, "../x", A), /no role/],
  [
    "a seed in the place of a key",
    () => withKey(conf, "stops", `SU${"A".repeat(56)}`),
    /no public key/,
  ],
  ["a file of another form", () => withKey("", "stops", A), /no list of users/],
  [
    "a ninth key (A6)",
    () => Array.from({ length: 9 }).reduce<string>((text) => withKey(text, "x", A), NO_USERS),
    /x has 8 keys already/,
  ],
])("%s is refused", (_what, make, message) => expect(make).toThrow(message));
