import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ConfigError } from "../proto/config.ts";
import { readConfig } from "./config.ts";

const NATS = { NATS_URL: "nats://127.0.0.1:4222" };
const entry = {
  name: "agency-1",
  adapter: "duffel",
  url: "http://127.0.0.1:9000",
  token: "$AGENCY_TOKEN",
  timeoutMs: 500,
  concurrencyMax: 4,
};

let folder: string;
let file: (name: string) => string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scatter-config-"));
  file = (name) => join(folder, name);
  const files: Record<string, unknown> = {
    "good.json": [entry, { name: "duffel", adapter: "duffel", url: "https://api.duffel.com", token: "plain" }],
    "bad.json": [{ ...entry, name: "Agency 1", adapter: "sabre", url: "ftp://x", timeoutMs: 0, patience: 1 }],
    "twins.json": [entry, entry],
    "object.json": entry,
  };
  for (const [name, content] of Object.entries(files)) await writeFile(file(name), JSON.stringify(content));
  await writeFile(file("broken.json"), "[{");
});

afterAll(() => rm(folder, { recursive: true }));

function faults(environment: Record<string, string>, kind: string | undefined = "nonstop"): string[] {
  try {
    readConfig(environment, kind, file("no-run-file.json"));
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.faults.map(({ path, message }) => `${path}: ${message}`);
    throw thrown;
  }
  return [];
}

describe("a bidder's configuration", () => {
  test("has defaults for everything but the broker", () => {
    const config = readConfig(NATS, "nonstop");
    expect(config).toEqual({
      kind: "nonstop",
      instance: expect.stringMatching(/^[0-9a-f]{8}$/),
      markets: ["*.*"],
      concurrencyMax: null,
      queueMax: 64,
      offersMax: 100,
      drainMs: 5_000,
      logLevel: "info",
      broker: { url: "nats://127.0.0.1:4222", credentials: { kind: "none" } },
      settings: { timetablePath: null, partners: [] },
    });
    expect(readConfig(NATS, "nonstop").instance).not.toBe(config.instance);
  });

  test("is what the environment says; the argument goes before KIND, and empty means unset", () => {
    const environment = {
      ...NATS,
      KIND: "stops",
      INSTANCE: "one",
      MARKETS: "LHR.*, *.JFK,LHR.*",
      CONCURRENCY_MAX: "2",
      QUEUE_MAX: "0",
      OFFERS_MAX: "500",
      DRAIN_MS: "0",
      LOG_LEVEL: "debug",
      TIMETABLE: file("good.json"),
      DUFFEL_TOKEN: "",
    };
    expect(readConfig(environment, "nonstop")).toMatchObject({
      kind: "nonstop",
      instance: "one",
      markets: ["LHR.*", "*.JFK"],
      concurrencyMax: 2,
      queueMax: 0,
      offersMax: 500,
      drainMs: 0,
      logLevel: "debug",
      settings: { timetablePath: file("good.json"), partners: [] },
    });
    expect(readConfig({ ...NATS, KIND: "partners" }).kind).toBe("partners");
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["INSTANCE", { INSTANCE: "a.b" }, /^INSTANCE: must be 1-64 letters/],
    ["MARKETS", { MARKETS: "LHR.*,lhr.jfk" }, /^MARKETS: 'lhr.jfk' is no market; .*LHR\.JFK would be/],
    ["CONCURRENCY_MAX", { CONCURRENCY_MAX: "0" }, /^CONCURRENCY_MAX: must be a whole number from 1 to 10000/],
    ["QUEUE_MAX", { QUEUE_MAX: "many" }, /^QUEUE_MAX: must be a whole number/],
    ["OFFERS_MAX", { OFFERS_MAX: "501" }, /^OFFERS_MAX: must be a whole number from 1 to 500/],
    ["DRAIN_MS", { DRAIN_MS: "-1" }, /^DRAIN_MS: must be a whole number/],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }, /^LOG_LEVEL: must be one of fatal, error/],
    ["TIMETABLE", { TIMETABLE: "/no/such/file" }, /^TIMETABLE: there is no file \/no\/such\/file/],
    ["PARTNERS", { PARTNERS: "/no/such/file" }, /^PARTNERS: \/no\/such\/file cannot be read as JSON: .*ENOENT/],
  ])("names what is wrong with %s and what would be right", (_name, environment, fault) => {
    expect(faults({ ...NATS, ...environment })).toEqual([expect.stringMatching(fault)]);
  });

  test("names every mistake at once", () => {
    const wrong = { MARKETS: "x", OFFERS_MAX: "0", LOG_LEVEL: "loud", PARTNERS: file("broken.json") };
    expect(faults(wrong, "nobody").map((fault) => fault.split(":")[0])).toEqual([
      "MARKETS",
      "OFFERS_MAX",
      "LOG_LEVEL",
      "KIND",
      "NATS_URL",
      "PARTNERS",
    ]);
  });

  test.each([
    ["nobody", /^KIND: 'nobody' is no bidder; there are .*nonstop.*with an index\.ts/],
    ["kit", /^KIND: 'kit' is no bidder/],
    ["../bidders/nonstop", /^KIND: '\.\.\/bidders\/nonstop' is no bidder/],
    ["", /^KIND: is not said: npm run bidder -- KIND; there are .*nonstop/],
  ])("names the kinds there are when it is asked for %j", (kind, fault) => {
    expect(faults(NATS, kind)).toEqual([expect.stringMatching(fault)]);
  });
});

describe("the partners", () => {
  test("are those of the file, with tokens from the environment", () => {
    const { settings } = readConfig({ ...NATS, PARTNERS: file("good.json"), AGENCY_TOKEN: "secret" }, "partners");
    expect(settings.partners).toEqual([
      { ...entry, token: "secret" },
      { name: "duffel", adapter: "duffel", url: "https://api.duffel.com", token: "plain", timeoutMs: 5_000, concurrencyMax: 16 },
    ]);
  });

  test("are Duffel alone when only its token is set", () => {
    const { settings } = readConfig({ ...NATS, DUFFEL_TOKEN: "secret" }, "partners");
    expect(settings.partners).toEqual([
      { name: "duffel", adapter: "duffel", url: "https://api.duffel.com", token: "secret", timeoutMs: 5_000, concurrencyMax: 16 },
    ]);
  });

  test.each<[string, string, RegExp[]]>([
    ["a token that is not set", "good.json", [/^PARTNERS\[0\]\.token: \$AGENCY_TOKEN is not set/]],
    ["no list", "object.json", [/^PARTNERS: .*array/]],
    ["a name used twice", "twins.json", [/^PARTNERS\[1\]\.name: 'agency-1' is taken/]],
    [
      "everything wrong",
      "bad.json",
      [
        /\[0\]\.name: must be 1-64/,
        /\[0\]\.adapter: must be duffel/,
        /\[0\]\.url: must look like/,
        /\[0\]\.timeoutMs: /,
        /\[0\]: .*patience/,
      ],
    ],
  ])("are refused for %s", (_name, name, expected) => {
    expect(faults({ ...NATS, PARTNERS: file(name) })).toEqual(expected.map((fault) => expect.stringMatching(fault)));
  });
});
