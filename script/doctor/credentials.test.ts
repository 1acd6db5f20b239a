import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import type { Fault } from "../../proto/errors.ts";
import { readCredentials } from "./credentials.ts";

const CONF = `
  { user: "gateway", password: $NATS_GATEWAY_PASSWORD }
  { user: "stops", password: $NATS_STOPS_PASSWORD }
  { user: "monitor", password: $NATS_MONITOR_PASSWORD }`;

function read(
  environment: Readonly<Record<string, string>>,
  as = "monitor",
  folder?: string,
  conf = CONF,
) {
  const faults: Fault[] = [];
  const { known, ...rest } = readCredentials(environment, { as, folder }, conf, faults);
  const users = known.map(({ user, broker: { credentials } }) => {
    const secret = credentials.kind === "password" ? credentials.password : credentials.kind;
    return `${user}: ${secret}`;
  });
  return { users, faults, ...rest };
}

describe("with NATS_URL", () => {
  const url = { NATS_URL: "nats://127.0.0.1:1" };

  test.each([
    ["no credentials", {}, ["monitor: none"]],
    ["a user", { NATS_USER: "stops", NATS_PASSWORD: "s" }, ["stops: s"]],
    [
      "a user, and variables of nats.conf",
      {
        NATS_USER: "stops",
        NATS_PASSWORD: "s",
        NATS_STOPS_PASSWORD: "t",
        NATS_GATEWAY_PASSWORD: "g",
      },
      ["stops: s", "gateway: g"],
    ],
    [
      "variables alone",
      { NATS_MONITOR_PASSWORD: "m", NATS_GATEWAY_PASSWORD: "g" },
      ["gateway: g", "monitor: m"],
    ],
    ["a seed", { NATS_NKEY_SEED: `SU${"A".repeat(56)}` }, ["monitor: nkey"]],
  ])("%s", (_, environment, users) => {
    const result = read({ ...url, ...environment });
    expect(result).toMatchObject({ users, faults: [], bidders: ["stops"] });
    const all = ["gateway", "stops", "monitor"];
    expect(result.unknown).toEqual(
      all.filter((user) => !users.some((one) => one.startsWith(`${user}:`))),
    );
  });

  test("whose a seed is", () => {
    expect(read({ ...url, NATS_NKEY_SEED: `SU${"A".repeat(56)}` }, "stops").users).toEqual([
      "stops: nkey",
    ]);
  });
});

describe("a folder of keys (DOCTORKEYS-1)", () => {
  const folder = mkdtempSync(join(tmpdir(), "scatter-doctor-keys-"));
  const url = { NATS_URL: "tls://127.0.0.1:1" };
  afterAll(() => rmSync(folder, { recursive: true }));

  test("that has none, or no NATS_URL: each is a fault", () => {
    expect(read({}, "monitor", folder).faults.map(({ path }) => path)).toEqual([
      ...["NATS_URL", "--credentials"],
    ]);
  });

  test("the roles whose seeds are there are known, with their own files; a file that is missing is a fault", () => {
    writeFileSync(join(folder, "stops.seed"), `SU${"A".repeat(56)}`);
    const { users, unknown, faults } = read(url, "monitor", folder);
    expect({ users, unknown }).toEqual({
      users: ["stops: nkey-file"],
      unknown: ["gateway", "monitor"],
    });
    expect(faults.map(({ path }) => path)).toEqual(["NATS_CA", "NATS_TLS_CERT", "NATS_TLS_KEY"]);
  });

  test.each([
    ["a comment", CONF],
    ["switched on", `${CONF}\n  { user: "records", password: $NATS_RECORDS_PASSWORD }`],
  ])("a role with a seed is known once: records, whose block in nats.conf is %s", (_, conf) => {
    const seed = join(folder, "records.seed");
    writeFileSync(seed, `SU${"A".repeat(56)}`);
    const { users } = read(url, "monitor", folder, conf);
    rmSync(seed);
    expect(users.filter((user) => user.startsWith("records"))).toEqual(["records: nkey-file"]);
  });
});

test("without NATS_URL: all users of the broker of npm start, and its gateway; or a fault", () => {
  const folder = mkdtempSync(join(tmpdir(), "scatter-doctor-"));
  expect(read({ RUN_FOLDER: folder }).faults).toMatchObject([{ path: "NATS_URL" }]);
  const run = {
    ...{ url: "nats://127.0.0.1:2", gatewayUrl: "http://127.0.0.1:3" },
    passwords: { gateway: "g", monitor: "m" },
  };
  writeFileSync(join(folder, "broker.json"), JSON.stringify(run));
  expect(read({ RUN_FOLDER: folder })).toMatchObject({
    ...{ users: ["gateway: g", "monitor: m"], faults: [], unknown: [] },
    ...{ url: run.url, gatewayUrl: run.gatewayUrl },
  });
  rmSync(folder, { recursive: true });
});
