import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { Fault } from "../../proto/errors.ts";
import {
  ConfigError,
  type Environment,
  logLevel,
  parseEnvironment,
  readBroker,
  readRunFile,
  runFileIn,
  runFolderOf,
  wholeNumber,
} from "./config.ts";
import type { BrokerConfig } from "./connect.ts";

let folder: string;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scatter-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const faultsOf = (run: () => unknown): readonly Fault[] => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.faults;
    throw thrown;
  }
  return [];
};

describe("an environment", () => {
  const schema = z.object({ PORT: wholeNumber(0, 65_535, 8_080), LOG_LEVEL: logLevel });

  test.each<[string, Environment, object]>([
    ["unset is the default", {}, { PORT: 8_080, LOG_LEVEL: "info" }],
    ["empty counts as unset", { PORT: "", LOG_LEVEL: "" }, { PORT: 8_080, LOG_LEVEL: "info" }],
    ["bounds are within", { PORT: "0", LOG_LEVEL: "silent" }, { PORT: 0, LOG_LEVEL: "silent" }],
    [
      "variables of no setting are left out",
      { PORT: "65535", HOME: "/root" },
      { PORT: 65_535, LOG_LEVEL: "info" },
    ],
  ])("%s", (_what, environment, expected) =>
    expect(parseEnvironment(schema, environment)).toEqual(expected));

  test.each([
    "abc",
    "65536",
    "-1",
    "1.5",
    "1e3",
    " 80",
    "0x10",
    "9".repeat(16),
  ])("PORT=%p is refused, not replaced by the default", (PORT) => {
    expect(faultsOf(() => parseEnvironment(schema, { PORT }))).toEqual([
      { path: "PORT", message: "must be a whole number from 0 to 65535" },
    ]);
  });

  test("every mistake is named at once, those of other checks too", () => {
    const run = () =>
      parseEnvironment(schema, { PORT: "x", LOG_LEVEL: "loud" }, (all) =>
        all.push({ path: "FILE", message: "is not there" }),
      );
    expect(faultsOf(run).map(({ path }) => path)).toEqual(["PORT", "LOG_LEVEL", "FILE"]);
    expect(run).toThrow(
      /3 mistakes:\n {2}PORT: .*\n {2}LOG_LEVEL: must be one of .*\n {2}FILE: is not there/,
    );
  });

  test("another check's fault alone is enough", () => {
    expect(() =>
      parseEnvironment(schema, {}, (all) => all.push({ path: "FILE", message: "is not there" })),
    ).toThrow(/a mistake:\n {2}FILE/);
  });
});

test.each<[string, Environment, string]>([
  ["unset", {}, join(import.meta.dirname, "..", "..", ".run")],
  ["empty", { RUN_FOLDER: "" }, join(import.meta.dirname, "..", "..", ".run")],
  ["a full path", { RUN_FOLDER: "/tmp/x" }, "/tmp/x"],
  ["a path from the working folder", { RUN_FOLDER: "x/../y" }, join(process.cwd(), "y")],
])("the run folder where RUN_FOLDER is %s", (_what, environment, folderExpected) =>
  expect(runFolderOf(environment)).toBe(folderExpected));

describe("the broker", () => {
  const read = (
    environment: Environment,
    role = "nonstop",
  ): { broker: BrokerConfig; faults: Fault[] } => {
    const faults: Fault[] = [];
    const withFolder = { RUN_FOLDER: join(folder, "none"), ...environment };
    return { broker: readBroker(withFolder, role, faults), faults };
  };
  /** What `npm start` has written, in a run folder of its own. */
  const runFolderWith = (content: object) => {
    const path = mkdtempSync(join(folder, "run-"));
    writeFileSync(runFileIn(path), JSON.stringify(content));
    return path;
  };
  const NATS_URL = "nats://127.0.0.1:4222";
  const SEED = `SU${"A".repeat(56)}`;
  const SEED_FILE = join(mkdtempSync(join(tmpdir(), "scatter-seed-")), "user.seed");
  beforeAll(() => writeFileSync(SEED_FILE, `${SEED}\n`));

  test.each<[string, Environment, BrokerConfig["credentials"]]>([
    ["no credentials", {}, { kind: "none" }],
    [
      "by password",
      { NATS_USER: "u", NATS_PASSWORD: "p" },
      { kind: "password", user: "u", password: "p" },
    ],
    ["by a seed", { NATS_NKEY_SEED: SEED }, { kind: "nkey", seed: SEED }],
    [
      "by a file with a seed",
      { NATS_NKEY_SEED_FILE: SEED_FILE },
      { kind: "nkey-file", path: SEED_FILE },
    ],
    ["empty is unset", { NATS_USER: "", NATS_PASSWORD: "" }, { kind: "none" }],
  ])("%s", (_what, environment, credentials) => {
    expect(read({ NATS_URL, ...environment })).toEqual({
      broker: { url: NATS_URL, credentials },
      faults: [],
    });
  });

  test.each<[string, Environment, string[], RegExp]>([
    [
      "no scheme",
      { NATS_URL: "localhost:4222" },
      ["NATS_URL"],
      /'localhost:4222' must look like nats:/,
    ],
    ["another scheme", { NATS_URL: "http://localhost:4222" }, ["NATS_URL"], /must look like nats:/],
    ["one of two is wrong", { NATS_URL: "nats://a:1, foo" }, ["NATS_URL"], /'foo' must/],
    ["a user without a password", { NATS_URL, NATS_USER: "u" }, ["NATS_PASSWORD"], /go together/],
    ["a password without a user", { NATS_URL, NATS_PASSWORD: "p" }, ["NATS_USER"], /go together/],
    [
      "two ways to sign in",
      { NATS_URL, NATS_USER: "u", NATS_PASSWORD: "p", NATS_CREDS: "/x" },
      ["NATS_USER", "NATS_CREDS"],
      /one way/,
    ],
    [
      "a credentials file that is not there",
      { NATS_URL, NATS_CREDS: "/no/such.creds" },
      ["NATS_CREDS"],
      /cannot be read: .*ENOENT/,
    ],
    [
      "a seed that is none",
      { NATS_URL, NATS_NKEY_SEED: "SUsecret" },
      ["NATS_NKEY_SEED"],
      /must be a user's seed/,
    ],
    [
      "a file of a seed that is not there",
      { NATS_URL, NATS_NKEY_SEED_FILE: "/none" },
      ["NATS_NKEY_SEED_FILE"],
      /cannot be read: .*ENOENT.*a user's seed is right/,
    ],
    [
      "a file without a seed in it",
      { NATS_URL, NATS_NKEY_SEED_FILE: import.meta.filename },
      ["NATS_NKEY_SEED_FILE"],
      /has no user's seed in it/,
    ],
    [
      "a seed and a file of one",
      { NATS_URL, NATS_NKEY_SEED: SEED, NATS_NKEY_SEED_FILE: SEED_FILE },
      ["NATS_USER"],
      /name one way to sign in: .* or NATS_NKEY_SEED_FILE/,
    ],
    [
      "all of it",
      { NATS_URL: "x", NATS_USER: "u", NATS_NKEY_SEED: "y" },
      ["NATS_URL", "NATS_USER", "NATS_PASSWORD", "NATS_NKEY_SEED"],
      /./,
    ],
    [
      "nothing, and no npm start",
      {},
      ["NATS_URL"],
      /no `npm start` is running with RUN_FOLDER=.*none;/,
    ],
  ])("%s is a fault", (_what, environment, paths, message) => {
    const { faults } = read(environment);
    expect(faults.map(({ path }) => path)).toEqual(paths);
    expect(faults[0]?.message).toMatch(message);
  });

  test("a fault never shows a secret", () => {
    const { faults } = read({
      NATS_URL,
      NATS_NKEY_SEED: "SUhush",
      NATS_USER: "u",
      NATS_PASSWORD: "hush",
    });
    expect(JSON.stringify(faults)).not.toContain("hush");
  });

  test("with no NATS_URL, the broker that npm start brought, as the user of one's role", () => {
    const RUN_FOLDER = runFolderWith({
      url: NATS_URL,
      gatewayUrl: "http://127.0.0.1:8080",
      passwords: { nonstop: "n", client: "c" },
    });
    expect(readRunFile(runFileIn(RUN_FOLDER))).toMatchObject({
      url: NATS_URL,
      gatewayUrl: "http://127.0.0.1:8080",
    });
    expect(read({ RUN_FOLDER }, "client")).toEqual({
      broker: { url: NATS_URL, credentials: { kind: "password", user: "client", password: "c" } },
      faults: [],
    });
    const { faults } = read({ RUN_FOLDER }, "mine");
    expect(faults).toEqual([
      {
        path: "NATS_URL",
        message: expect.stringMatching(/no user 'mine'; it has nonstop, client/),
      },
    ]);
  });

  test("NATS_URL goes before the run file", () => {
    const RUN_FOLDER = runFolderWith({ url: "nats://127.0.0.1:9", passwords: { nonstop: "n" } });
    expect(read({ NATS_URL, RUN_FOLDER }).broker).toEqual({
      url: NATS_URL,
      credentials: { kind: "none" },
    });
  });

  test.each([
    "",
    "{",
    "[]",
    '{"url": 1, "passwords": {}}',
    '{"url": "nats://x"}',
  ])("a run file with the content %p is not used", (text) => {
    expect(readRunFile(file("broken.json", text))).toBeUndefined();
  });
});
