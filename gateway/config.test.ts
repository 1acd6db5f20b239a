import { describe, expect, test } from "@jest/globals";
import { ConfigError } from "../common/runtime/config.ts";
import { readConfig } from "./config.ts";

const NATS = { NATS_URL: "nats://127.0.0.1:4222" };

/** `name: message` of every mistake. */
function mistakes(environment: Record<string, string>): string[] {
  try {
    readConfig({ ...NATS, ...environment });
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    return thrown.faults.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe("AUCTION_QUORUM has the rule that a search's quorum has", () => {
  test.each([
    ["2", 2],
    ["64", 64],
    ["1%", "1%"],
    ["60%", "60%"],
    ["100%", "100%"],
  ])("%s", (text, quorum) =>
    expect(readConfig({ ...NATS, AUCTION_QUORUM: text }).policy.quorum).toBe(quorum));

  test.each([
    "0",
    "513",
    "1000",
    "0%",
    "060%",
    "101%",
    "-5%",
    "60.5%",
    "two",
    "2 %",
  ])("%s is refused", (text) => {
    expect(mistakes({ AUCTION_QUORUM: text })).toEqual([
      'AUCTION_QUORUM: must be a whole number from 1 to 512, or a share from "1%" to "100%"',
    ]);
  });
});

test("the default deadline, and what each further slice adds to it", () => {
  const { policy } = readConfig(NATS);
  expect(policy).toMatchObject({ deadlineMs: 800, deadlineMsPerSlice: 400 });
  const own = { AUCTION_DEADLINE_MS: "300", AUCTION_DEADLINE_MS_PER_SLICE: "0" };
  expect(readConfig({ ...NATS, ...own }).policy.deadlineMsPerSlice).toBe(0);
  expect(mistakes({ AUCTION_DEADLINE_MS_PER_SLICE: "10001" })).toEqual([
    "AUCTION_DEADLINE_MS_PER_SLICE: must be a whole number from 0 to 10000",
  ]);
});

describe("where users of the page sign in", () => {
  const client = { OIDC_ISSUER: "https://login.example.com", OIDC_CLIENT_ID: "page" };

  test.each([
    ["openid", true],
    ["openid search offers", true],
    ["openid  search", false],
    [" openid", false],
    ['a"b', false],
    ["x".repeat(1_025), false],
  ])("OIDC_SCOPES='%s' can be asked for: %s", (text, expected) => {
    const faults = mistakes({ ...client, OIDC_SCOPES: text }).filter((one) =>
      one.startsWith("OIDC_SCOPES"),
    );
    expect({ isRight: faults.length === 0 }).toEqual({ isRight: expected });
  });

  test("a client needs its issuer, and scopes a client", () => {
    expect(mistakes({ OIDC_CLIENT_ID: "page" })).toEqual([
      "OIDC_ISSUER: is not set, and OIDC_CLIENT_ID is",
    ]);
    expect(mistakes({ OIDC_SCOPES: "openid" })).toEqual([
      "OIDC_CLIENT_ID: is not set, and OIDC_SCOPES is: the page asks for them, as a client of the issuer",
    ]);
    expect(readConfig(NATS).signIn).toBeUndefined();
  });
});

describe("who may connect, and under which name", () => {
  test("by default this machine's names, no proxy, no port for operations", () => {
    expect(readConfig(NATS)).toMatchObject({
      hostsAllowed: [],
      trustProxy: null,
      operations: null,
      connectionsMax: 4_096,
      connectionsPerAddressMax: 1_024,
      keepAliveMs: 20_000,
      compression: "remote",
    });
  });

  test("all of it by the environment", () => {
    const environment = {
      HOSTS_ALLOWED: "search.example.com, *.example.org",
      TRUST_PROXY: "10.0.0.0/8, loopback",
      OPERATIONS_PORT: "9090",
      CONNECTIONS_MAX: "100",
      CONNECTIONS_PER_ADDRESS_MAX: "10",
      KEEP_ALIVE_S: "75",
      HTTP_COMPRESSION: "always",
    };
    expect(readConfig({ ...NATS, ...environment })).toMatchObject({
      hostsAllowed: ["search.example.com", "*.example.org"],
      trustProxy: ["10.0.0.0/8", "127.0.0.0/8", "::1/128"],
      operations: { host: "127.0.0.1", port: 9_090 },
      connectionsMax: 100,
      connectionsPerAddressMax: 10,
      keepAliveMs: 75_000,
      compression: "always",
    });
    expect(readConfig({ ...NATS, HOSTS_ALLOWED: "any", TRUST_PROXY: "2" })).toMatchObject({
      hostsAllowed: null,
      trustProxy: 2,
    });
    expect(
      readConfig({ ...NATS, OPERATIONS_PORT: "0", OPERATIONS_HOST: "10.0.0.7" }).operations,
    ).toEqual({ host: "10.0.0.7", port: 0 });
    expect(
      readConfig({ ...NATS, OPERATIONS_PORT: "0", OPERATIONS_PROFILE: "on" }).operations,
    ).toEqual({ host: "127.0.0.1", port: 0, profile: true });
  });

  test("every mistake at once, each with what would be right", () => {
    const wrong = {
      HOSTS_ALLOWED: "http://search.example.com",
      TRUST_PROXY: "everybody",
      OPERATIONS_PORT: "8080",
      CONNECTIONS_MAX: "0",
      CONNECTIONS_PER_ADDRESS_MAX: "many",
      KEEP_ALIVE_S: "0",
      HTTP_COMPRESSION: "yes",
    };
    expect(mistakes(wrong).sort()).toEqual([
      "CONNECTIONS_MAX: must be a whole number from 1 to 1000000",
      "CONNECTIONS_PER_ADDRESS_MAX: must be a whole number from 1 to 1000000",
      expect.stringMatching(
        /^HOSTS_ALLOWED: must be names or addresses without a port, .* or 'any'$/,
      ),
      "HTTP_COMPRESSION: must be remote, always, never",
      "KEEP_ALIVE_S: must be a whole number from 1 to 3600",
      "OPERATIONS_PORT: must not be 8080, which is PORT",
      expect.stringMatching(
        /^TRUST_PROXY: must be addresses or ranges such as 10\.0\.0\.0\/8, loopback, .* a number of proxies from 1 to 16$/,
      ),
    ]);
    expect(mistakes({ OPERATIONS_HOST: "10.0.0.7" })).toEqual([
      "OPERATIONS_PORT: is not set, and OPERATIONS_HOST is: set both, or neither",
    ]);
    expect(mistakes({ OPERATIONS_PROFILE: "on" })).toEqual([
      "OPERATIONS_PORT: is not set, and OPERATIONS_PROFILE=on is: profiles are taken there",
    ]);
    expect(mistakes({ RECORD_SHARE: "1", RECORD_LATE_MS: "5" })).toEqual([
      "RECORD: is not set, and RECORD_SHARE is",
      "RECORD: is not set, and RECORD_LATE_MS is",
      "RECORD_LATE: is 0, and RECORD_LATE_MS is set: set both",
    ]);
    expect(mistakes({ RECORD: "nats:a.b", RECORD_SHARE: "5%" })).toEqual([
      "RECORD: must be a folder, or nats: and the name of a stream (1-64 of A-Z a-z 0-9 _ -), such as nats:auction-records",
      "RECORD_SHARE: must be a number from 0 to 1, such as 0.05",
    ]);
    expect(mistakes({ OPERATIONS_PROFILE: "yes" })).toEqual([
      "OPERATIONS_PROFILE: must be on or off",
    ]);
  });
});
