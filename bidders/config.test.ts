import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { RateTable } from "../common/money/rates.ts";
import { ConfigError } from "../common/runtime/config.ts";
import { certificate } from "../test/harness/certificate.ts";
import { readConfig } from "./config.ts";
import type { PartnersSettings } from "./partners/settings.ts";

const NATS = { NATS_URL: "nats://127.0.0.1:4222" };
/** What an entry need not say. */
const DEFAULTS = {
  timeoutMs: 5_000,
  concurrencyMax: 16,
  queueMax: 8,
  breaker: { faults: 5, trialAfterMs: 5_000 },
  markets: ["*.*"],
  currency: null,
  pagesMax: 10,
  calendarDaysMax: 7,
  ca: null,
  mapping: null,
  link: null,
};
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
    "good.json": [
      entry,
      { name: "duffel", adapter: "duffel", url: "https://api.duffel.com", token: "plain" },
    ],
    "bad.json": [
      { ...entry, name: "Agency 1", adapter: "sabre", url: "ftp://x", timeoutMs: 0, patience: 1 },
    ],
    "worse.json": [
      {
        ...entry,
        url: "http://user@127.0.0.1:9000?x=1",
        queueMax: -1,
        breaker: { faults: 0, trialAfterMs: 1.5, patience: 1 },
        markets: ["LHR.*", "london"],
        currency: "XQZ",
        pagesMax: 11,
        caFile: "/no/such/ca.pem",
        mapping: { request: { method: "GET" } },
      },
      { ...entry, token: undefined },
      {
        name: "acme",
        adapter: "json",
        url: "https://x.example",
        token: "$NO_SUCH",
        caFile: file("broken.json"),
        markets: [],
      },
    ],
    "full.json": [
      {
        ...entry,
        url: "https://127.0.0.1:9000/base",
        queueMax: 0,
        breaker: { faults: 2 },
        markets: ["LHR.*"],
        currency: "KWD",
        pagesMax: 1,
        caFile: file("ca.pem"),
      },
    ],
    "twins.json": [entry, entry],
    "object.json": entry,
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(file(name), JSON.stringify(content));
  await writeFile(file("broken.json"), "[{");
  await writeFile(file("bom.json"), `\uFEFF${JSON.stringify([{ ...entry, token: "a-token" }])}`);
  await writeFile(file("ca.pem"), certificate({ common: "Authority" }).cert);
});

afterAll(() => rm(folder, { recursive: true }));

async function faults(
  environment: Record<string, string>,
  kind: string | undefined = "nonstop",
): Promise<string[]> {
  try {
    await readConfig({ RUN_FOLDER: folder, ...environment }, kind);
  } catch (thrown) {
    if (thrown instanceof ConfigError)
      return thrown.faults.map(({ path, message }) => `${path}: ${message}`);
    throw thrown;
  }
  return [];
}

describe("a bidder's configuration", () => {
  test("has defaults for everything but the broker", async () => {
    const config = await readConfig(NATS, "nonstop");
    expect(config).toEqual({
      kind: "nonstop",
      instance: expect.stringMatching(/^[0-9a-f]{8}$/),
      markets: ["*.*"],
      weight: 100,
      concurrencyMax: null,
      rates: expect.any(RateTable),
      queueMax: 64,
      offersMax: 100,
      drainMs: 5_000,
      logLevel: "info",
      broker: { url: "nats://127.0.0.1:4222", credentials: { kind: "none" } },
      settings: { timetablePath: null, closures: "known" },
    });
    expect((await readConfig(NATS, "nonstop")).instance).not.toBe(config.instance);
  });

  test.each([
    ["nonstop", { timetablePath: null, closures: "known" }],
    [
      "stops",
      { timetablePath: null, closures: "known", threads: Math.min(2, availableParallelism()) },
    ],
    ["partners", { partners: [] }],
  ])("has the settings of its own kind, with defaults: %s", async (kind, settings) => {
    expect((await readConfig(NATS, kind)).settings).toEqual(settings);
  });

  test("is what the environment says; the argument goes before KIND, and empty means unset", async () => {
    const environment = {
      ...NATS,
      KIND: "nonstop",
      INSTANCE: "one",
      MARKETS: "LHR.*, *.JFK,LHR.*, EU.NA,LHR.035",
      CONCURRENCY_MAX: "2",
      QUEUE_MAX: "0",
      OFFERS_MAX: "1000",
      THREADS: "16",
      DRAIN_MS: "0",
      LOG_LEVEL: "debug",
      TIMETABLE: file("good.json"),
      CLOSURES: "none",
      DUFFEL_TOKEN: "",
    };
    expect(await readConfig(environment, "stops")).toMatchObject({
      kind: "stops",
      instance: "one",
      markets: ["LHR.*", "*.JFK", "EU.NA", "LHR.035"],
      concurrencyMax: 2,
      queueMax: 0,
      offersMax: 1_000,
      drainMs: 0,
      logLevel: "debug",
      settings: { timetablePath: file("good.json"), closures: "none", threads: 16 },
    });
    expect(await readConfig({ ...environment, KIND: "partners" })).toMatchObject({
      kind: "partners",
      settings: { partners: [] },
    });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["INSTANCE", { INSTANCE: "a.b" }, /^INSTANCE: must be 1-64 letters/],
    [
      "MARKETS",
      { MARKETS: "LHR.*,lhr.jfk" },
      /^MARKETS: 'lhr.jfk' is not a market; .*LHR\.JFK would be/,
    ],
    [
      "MARKETS",
      { MARKETS: "EU.*,*.155,LHR.ZZ" },
      /^MARKETS: 'LHR\.ZZ' is not a market; .*regions are AF, .* sub-regions of M49, such as 154$/,
    ],
    [
      "CONCURRENCY_MAX",
      { CONCURRENCY_MAX: "0" },
      /^CONCURRENCY_MAX: must be a whole number from 1 to 10000/,
    ],
    ["WEIGHT", { WEIGHT: "101" }, /^WEIGHT: must be a whole number from 0 to 100/],
    ["ZONE", { ZONE: "eu 1" }, /^ZONE: must be 1-64 letters, digits, _ or -/],
    ["QUEUE_MAX", { QUEUE_MAX: "many" }, /^QUEUE_MAX: must be a whole number/],
    ["OFFERS_MAX", { OFFERS_MAX: "1001" }, /^OFFERS_MAX: must be a whole number from 1 to 1000/],
    ["THREADS", { THREADS: "0" }, /^THREADS: must be a whole number from 1 to 16/],
    ["THREADS", { THREADS: "17" }, /^THREADS: must be a whole number from 1 to 16/],
    ["DRAIN_MS", { DRAIN_MS: "-1" }, /^DRAIN_MS: must be a whole number/],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }, /^LOG_LEVEL: must be one of fatal, error/],
    ["TIMETABLE", { TIMETABLE: "/no/such/file" }, /^TIMETABLE: there is no file \/no\/such\/file/],
    ["CLOSURES", { CLOSURES: "all" }, /^CLOSURES: must be "known" .* or "none"/],
    [
      "PARTNERS",
      { PARTNERS: "/no/such/file" },
      /^PARTNERS: \/no\/such\/file cannot be read as JSON: .*ENOENT/,
    ],
  ])("names what is wrong with %s in %j and what would be right", async (name, environment, fault) => {
    const kind = { THREADS: "stops", PARTNERS: "partners" }[name];
    expect(await faults({ ...NATS, ...environment }, kind)).toEqual([expect.stringMatching(fault)]);
  });

  test("names every mistake at once", async () => {
    const wrong = {
      MARKETS: "x",
      OFFERS_MAX: "0",
      LOG_LEVEL: "loud",
      PARTNERS: file("broken.json"),
    };
    const names = async (kind: string) =>
      (await faults(wrong, kind)).map((fault) => fault.split(":")[0]);
    const common = ["MARKETS", "OFFERS_MAX", "LOG_LEVEL"];
    expect(await names("partners")).toEqual([...common, "NATS_URL", "PARTNERS"]);
    expect(await names("nobody")).toEqual([...common, "KIND", "NATS_URL"]);
  });

  test.each([
    ["nobody", /^KIND: 'nobody' is not a bidder; there are .*nonstop.*with an index\.ts/],
    ["kit", /^KIND: 'kit' is not a bidder/],
    ["../bidders/nonstop", /^KIND: '\.\.\/bidders\/nonstop' is not a bidder/],
    ["", /^KIND: is not set: npm run bidder -- KIND; there are .*nonstop/],
  ])("names the kinds there are when it is asked for %j", async (kind, fault) => {
    expect(await faults(NATS, kind)).toEqual([expect.stringMatching(fault)]);
  });
});

describe("the partners", () => {
  test("a byte order mark before the partners' JSON is not a fault", async () => {
    const { settings } = await readConfig<PartnersSettings>(
      { ...NATS, PARTNERS: file("bom.json") },
      "partners",
    );
    expect(settings.partners.map(({ token }) => token)).toEqual(["a-token"]);
  });

  test("are those of the file, with tokens from the environment", async () => {
    const { settings } = await readConfig<PartnersSettings>(
      { ...NATS, PARTNERS: file("good.json"), AGENCY_TOKEN: "secret" },
      "partners",
    );
    expect(settings.partners).toEqual([
      { ...DEFAULTS, ...entry, token: "secret" },
      {
        ...DEFAULTS,
        name: "duffel",
        adapter: "duffel",
        url: "https://api.duffel.com",
        token: "plain",
      },
    ]);
  });

  test("have each a circuit, a bulkhead, markets, a currency, pages and authorities of their own", async () => {
    const { settings } = await readConfig<PartnersSettings>(
      { ...NATS, PARTNERS: file("full.json"), AGENCY_TOKEN: "secret" },
      "partners",
    );
    expect(settings.partners).toEqual([
      {
        ...DEFAULTS,
        ...entry,
        url: "https://127.0.0.1:9000/base",
        token: "secret",
        queueMax: 0,
        breaker: { faults: 2, trialAfterMs: 5_000 },
        markets: ["LHR.*"],
        currency: "KWD",
        pagesMax: 1,
        ca: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/),
      },
    ]);
  });

  test("of the example are right, except for the tokens and the authority that it names", async () => {
    const example = join(import.meta.dirname, "..", "examples", "partners.example.json");
    expect(await faults({ ...NATS, PARTNERS: example }, "partners")).toEqual([
      "PARTNERS[0].token: $DUFFEL_TOKEN is not set in the environment",
      "PARTNERS[1].token: $ACME_TOKEN is not set in the environment",
      expect.stringMatching(
        /^PARTNERS\[2\]\.caFile: \/etc\/ssl\/internal-ca\.pem cannot be read as PEM certificates: .*ENOENT/,
      ),
    ]);
  });

  test("are refused for everything that is wrong with any of them, at once", async () => {
    const all = await faults({ ...NATS, PARTNERS: file("worse.json") }, "partners");
    const expected = [
      /^PARTNERS\[0\]\.breaker: .*patience/,
      /^PARTNERS\[0\]\.breaker\.faults: must be a whole number from 1 to 1000$/,
      /^PARTNERS\[0\]\.breaker\.trialAfterMs: must be a whole number from 0 to 3600000$/,
      /^PARTNERS\[0\]\.caFile: \/no\/such\/ca\.pem cannot be read as PEM certificates: .*ENOENT/,
      /^PARTNERS\[0\]\.caFile: is of no use to an http:\/\/ URL$/,
      /^PARTNERS\[0\]\.currency: must be an ISO 4217 code like EUR$/,
      /^PARTNERS\[0\]\.mapping: is for adapter json alone$/,
      /^PARTNERS\[0\]\.mapping\.answer: /,
      /^PARTNERS\[0\]\.mapping\.request\.path: must be text$/,
      /^PARTNERS\[0\]\.markets\[1\]: must be a market like \*\.\*, LHR\.\*, \*\.JFK or LHR\.JFK$/,
      /^PARTNERS\[0\]\.pagesMax: must be a whole number from 1 to 10$/,
      /^PARTNERS\[0\]\.queueMax: must be a whole number from 0 to 1000$/,
      /^PARTNERS\[0\]\.token: \$AGENCY_TOKEN is not set/,
      /^PARTNERS\[0\]\.url: must have no user, query or fragment/,
      /^PARTNERS\[1\]\.name: 'agency-1' is taken by another entry$/,
      /^PARTNERS\[1\]\.token: must not be empty; \$NAME reads it/,
      /^PARTNERS\[2\]\.caFile: .*broken\.json has no certificate: a PEM file of authorities is right$/,
      /^PARTNERS\[2\]\.mapping: is missing/,
      /^PARTNERS\[2\]\.markets: must name one market at least$/,
      /^PARTNERS\[2\]\.token: \$NO_SUCH is not set/,
    ];
    for (const fault of expected) expect(all).toContainEqual(expect.stringMatching(fault));
    expect(all).toHaveLength(expected.length);
  });

  test("are Duffel alone when only its token is set", async () => {
    const { settings } = await readConfig<PartnersSettings>(
      { ...NATS, DUFFEL_TOKEN: "secret" },
      "partners",
    );
    expect(settings.partners).toEqual([
      {
        ...DEFAULTS,
        name: "duffel",
        adapter: "duffel",
        url: "https://api.duffel.com",
        token: "secret",
      },
    ]);
  });

  test.each([
    "secret\n",
    " secret",
    "sécret",
  ])("are refused for the token %j, which no header could carry, and it is not quoted", async (token) => {
    const expected =
      /^must have printable ASCII characters only, and no space or line break around it: no header could carry it$/;
    const all = [
      ...(await faults({ ...NATS, DUFFEL_TOKEN: token }, "partners")),
      ...(await faults({ ...NATS, PARTNERS: file("good.json"), AGENCY_TOKEN: token }, "partners")),
    ];
    expect(all.map((fault) => fault.slice(fault.indexOf(": ") + 2))).toEqual([
      expect.stringMatching(expected),
      expect.stringMatching(expected),
    ]);
    expect(all.map((fault) => fault.split(": ")[0])).toEqual(["DUFFEL_TOKEN", "PARTNERS[0].token"]);
  });

  test.each<[string, string, RegExp[]]>([
    ["a token that is not set", "good.json", [/^PARTNERS\[0\]\.token: \$AGENCY_TOKEN is not set/]],
    ["no list", "object.json", [/^PARTNERS: must be a list of partners$/]],
    [
      "a name used twice",
      "twins.json",
      [
        /^PARTNERS\[1\]\.name: 'agency-1' is taken/,
        /^PARTNERS\[0\]\.token: /,
        /^PARTNERS\[1\]\.token: /,
      ],
    ],
    [
      "everything wrong",
      "bad.json",
      [
        /\[0\]\.name: must be 1-64/,
        /\[0\]\.adapter: must be duffel or json/,
        /\[0\]\.url: must look like/,
        /\[0\]\.timeoutMs: /,
        /\[0\]: .*patience/,
        /\[0\]\.token: /,
      ],
    ],
  ])("are refused for %s", async (_name, name, expected) => {
    expect(await faults({ ...NATS, PARTNERS: file(name) }, "partners")).toEqual(
      expected.map((fault) => expect.stringMatching(fault)),
    );
  });
});

test("the port for monitoring takes profiles where that is switched on, and needs to be there", async () => {
  const port = { ...NATS, METRICS_PORT: "9101" };
  const metricsOf = async (more: object) =>
    (await readConfig({ ...port, ...more }, "nonstop")).metrics;
  expect(await metricsOf({})).toEqual({ host: "127.0.0.1", port: 9_101 });
  expect(await metricsOf({ METRICS_PROFILE: "on" })).toMatchObject({ profile: true });
  expect(await faults({ ...NATS, METRICS_PROFILE: "on" }, "nonstop")).toEqual([
    "METRICS_PORT: is not set, and METRICS_PROFILE=on is: profiles are taken there",
  ]);
});
