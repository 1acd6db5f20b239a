import { describe, expect, test } from "@jest/globals";
import type { Environment } from "../../common/runtime/config.ts";
import type { Fault } from "../../proto/errors.ts";
import {
  type BrokerAccess,
  faultsOfSettings,
  givenBroker,
  processEnvironment,
} from "./environment.ts";
import { readKinds, type SettingsByKind } from "./kinds.ts";

/** A bidder more in the folder changes nothing here. */
const SHIPPED = ["nonstop", "partners", "stops"];
const kinds: SettingsByKind = new Map(
  [...(await readKinds())].filter(([kind]) => SHIPPED.includes(kind)),
);

const NATS_URL = "nats://127.0.0.1:4222";
const passwords = { gateway: "pg", nonstop: "pn", stops: "ps", partners: "pp", client: "pc" };
const access: BrokerAccess = { url: NATS_URL, passwords };

describe("each process gets what is its own", () => {
  const ours: Environment = {
    PATH: "/bin",
    LOG_LEVEL: "warn",
    HOST: "0.0.0.0",
    PORT: "9000",
    INSTANCE: "one",
    DUFFEL_TOKEN: "duffel-secret",
    NATS_USER: "admin",
    NATS_GATEWAY_PASSWORD: "old",
    AUCTION_DEADLINE_MS: "500",
  };
  const own = (name: Parameters<typeof processEnvironment>[0]) =>
    processEnvironment(name, { environment: ours, kinds }, access);
  const common = { PATH: "/bin", LOG_LEVEL: "warn", AUCTION_DEADLINE_MS: "500" };

  test("the gateway its port and its password", () => {
    expect(own("gateway")).toEqual({
      ...common,
      HOST: "0.0.0.0",
      PORT: "9000",
      NATS_URL,
      NATS_USER: "gateway",
      NATS_PASSWORD: "pg",
    });
  });
  test("a bidder its own password and no other", () => {
    expect(own("nonstop")).toEqual({
      ...common,
      NATS_URL,
      NATS_USER: "nonstop",
      NATS_PASSWORD: "pn",
    });
  });
  test("the partners' bidder the outside seller's token as well", () => {
    expect(own("partners")).toEqual({
      ...common,
      DUFFEL_TOKEN: "duffel-secret",
      NATS_URL,
      NATS_USER: "partners",
      NATS_PASSWORD: "pp",
    });
  });
  test("each bidder a port of its own for its metrics", () => {
    const port = (name: string, METRICS_PORT: string) =>
      processEnvironment(name, { environment: { METRICS_PORT }, kinds }, access)["METRICS_PORT"];
    expect(SHIPPED.map((kind) => port(kind, "9101"))).toEqual(["9101", "9102", "9103"]);
    expect(SHIPPED.map((kind) => port(kind, "0"))).toEqual(["0", "0", "0"]);
    expect(SHIPPED.map((kind) => port(kind, "x"))).toEqual(["x", "x", "x"]);
  });
  test("the sandbox nothing of the broker", () => expect(own("sandbox")).toEqual(common));
  test("what is added goes before what is there", () => {
    expect(
      processEnvironment("gateway", { environment: ours, kinds }, access, { PORT: "1" })["PORT"],
    ).toBe("1");
  });
  test("a broker without passwords a role: all connect with the settings of the environment", () => {
    expect(
      processEnvironment(
        "stops",
        { environment: { NATS_USER: "u", NATS_PASSWORD: "p" }, kinds },
        { url: NATS_URL, passwords: undefined },
      ),
    ).toEqual({
      NATS_URL,
      NATS_USER: "u",
      NATS_PASSWORD: "p",
    });
  });
});

describe("the broker that the environment names", () => {
  const given = (environment: Environment) => {
    const faults: Fault[] = [];
    return {
      broker: givenBroker({ environment, kinds }, faults),
      paths: faults.map(({ path }) => path),
    };
  };
  const each = Object.fromEntries(
    ["gateway", ...kinds.keys()].map((role) => [
      `NATS_${role.toUpperCase()}_PASSWORD`,
      `of-${role}`,
    ]),
  );

  test("without one: npm start brings its own", () =>
    expect(given({ NATS_USER: "u" })).toEqual({ broker: undefined, paths: [] }));
  test("one way to sign in for all", () => {
    expect(given({ NATS_URL, NATS_USER: "u", NATS_PASSWORD: "p" })).toEqual({
      broker: { url: NATS_URL, passwords: undefined },
      paths: [],
    });
  });
  test("a password a role", () => {
    expect(given({ NATS_URL, ...each })).toEqual({
      broker: {
        url: NATS_URL,
        passwords: {
          gateway: "of-gateway",
          nonstop: "of-nonstop",
          stops: "of-stops",
          partners: "of-partners",
        },
      },
      paths: [],
    });
  });
  test("a password a role, and one within the URL as well, is a mistake that shows neither", () => {
    const faults: Fault[] = [];
    givenBroker(
      { environment: { NATS_URL: "nats://gateway:hush@h:4222", ...each }, kinds },
      faults,
    );
    expect(faults).toEqual([
      { path: "NATS_URL", message: expect.stringMatching(/another way to sign in/) },
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/hush|of-gateway/);
  });
  test("TLS with the settings of the environment, for every process that connects", () => {
    const ours = { NATS_TLS_FIRST: "true", NATS_CA: "/ca.pem" };
    const settings = { environment: ours, kinds };
    const access = { url: "tls://h:4222", passwords: { gateway: "p" } };
    expect(processEnvironment("gateway", settings, access)).toEqual({
      NATS_URL: "tls://h:4222",
      NATS_USER: "gateway",
      NATS_PASSWORD: "p",
      ...ours,
    });
    expect(processEnvironment("stops", settings, { url: "tls://h", passwords: undefined })).toEqual(
      {
        NATS_URL: "tls://h",
        ...ours,
      },
    );
    expect(processEnvironment("sandbox", settings, access)).toEqual({});
    expect(given({ NATS_URL: "tls://h", ...ours, ...each }).paths).toEqual(["NATS_CA"]);
  });
  test("a role without one, where the others have theirs, is a mistake", () => {
    expect(given({ NATS_URL: "x", NATS_STOPS_PASSWORD: "p" }).paths).toEqual([
      "NATS_URL",
      "NATS_GATEWAY_PASSWORD",
      "NATS_NONSTOP_PASSWORD",
      "NATS_PARTNERS_PASSWORD",
    ]);
  });
});

describe("mistakes are found before anything is started", () => {
  test("none in an empty environment", async () =>
    expect(await faultsOfSettings({ environment: {}, kinds })).toEqual([]));
  test("those of all processes at once, each of them once", async () => {
    const environment = {
      PORT: "abc",
      LOG_LEVEL: "loud",
      MARKETS: "x",
      SANDBOX_ERROR_RATE: "7",
      PARTNERS: "/none.json",
    };
    const paths = await faultsOfSettings({ environment, kinds });
    expect(paths.map(({ path }) => path).sort()).toEqual([
      "LOG_LEVEL",
      "MARKETS",
      "PARTNERS",
      "PORT",
      "SANDBOX_ERROR_RATE",
    ]);
  });
});
