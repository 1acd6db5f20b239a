/**
 * compose.yaml and what belongs to it: right by the published schema of compose files
 * (github.com/compose-spec/compose-spec, schema/compose-spec.json at 170098b, Apache-2.0), and at
 * one with the rest of the project.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import packageJson from "../../package.json" with { type: "json" };
import { makeCredentials } from "../cluster/credentials.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly user?: string;
  readonly cap_drop?: readonly string[];
  readonly networks: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const compose = parse(read("compose.yaml"), { merge: true, maxAliasCount: 1_000 }) as Compose;
const services = Object.entries(compose.services);
const named = (pattern: RegExp) => services.filter(([name]) => pattern.test(name));
const OURS = /^(gateway|nonstop|stops|partners)-\d$/;

const ajv = new Ajv({ strict: false });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const schema = JSON.parse(read("test/fixtures/deploy/compose-spec.json"));
const isRight = ajv.compile({ ...schema, $schema: "http://json-schema.org/draft-07/schema#" });

test("it is right by the schema of compose files", () => {
  isRight(compose);
  expect(isRight.errors ?? []).toEqual([]);
});

test("the schema refuses what is wrong", () =>
  expect(isRight({ services: { a: { imag: "x" } } })).toBe(false));

test("there are three brokers, two gateways and two instances of each bidder", () =>
  expect(named(/-\d$/).map(([name]) => name)).toEqual([
    ...["nats-1", "nats-2", "nats-3", "gateway-1", "gateway-2"],
    ...["nonstop-1", "nonstop-2", "stops-1", "stops-2", "partners-1", "partners-2"],
  ]));

/** What npm's script runs, from what is compiled. */
const compiled = (script: "gateway" | "bidder") =>
  packageJson.scripts[script]
    .split(" ")
    .slice(2)
    .map((word) => word.replace(/^(.*)\.ts$/, "dist/$1.js"));

test.each(named(/^(nonstop|stops|partners)-\d$/))("%s runs as npm's script runs it", (name, one) =>
  expect(one.command).toEqual([...compiled("bidder"), name.replace(/-\d$/, "")]));

test("a container runs the gateway where no command is named, as npm's script runs it", () => {
  const command = /^CMD (\[.*\])$/m.exec(read("Dockerfile"))?.[1] ?? "[]";
  expect(JSON.parse(command)).toEqual(compiled("gateway"));
  for (const [name, { command: own }] of named(/^gateway/))
    expect({ name, own }).toEqual({ name, own: undefined });
});

test.each(named(/-\d$/))("%s writes no file, is no root and has no capability", (_name, one) => {
  const { read_only, user, cap_drop } = one;
  expect({ read_only, user, cap_drop }).toEqual({
    read_only: true,
    user: "10001:10001",
    cap_drop: ["ALL"],
  });
  expect(read("Dockerfile")).toContain("\nUSER 10001:10001\n");
});

test("what is published is on this machine's loopback alone", () => {
  for (const [name, { ports = [] }] of services)
    for (const port of ports)
      expect({ name, port }).toEqual({ name, port: expect.stringMatching(/^127\.0\.0\.1:/) });
});

test("brokers, bidders without outside sellers and gateways have no way out", () => {
  for (const [name, { networks }] of named(/^(nats|gateway|nonstop|stops)-/))
    expect({
      name,
      open: networks.filter((network) => compose.networks[network]?.internal !== true),
    }).toEqual({ name, open: [] });
});

describe("its secrets", () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "scatter-compose-"));
    await makeCredentials(join(folder, "made"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("are files that script/cluster/credentials.ts makes", () => {
    const made = readdirSync(join(folder, "made"));
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`./deploy/credentials/${name}`);
      expect(made).toContain(name);
    }
  });

  test.each(named(OURS))("of %s are those of its role", (name, { secrets = [] }) => {
    const role = name.replace(/-\d$/, "");
    expect(secrets).toEqual([
      "ca.pem",
      ...["pem", "key", "seed"].map((end) => ({
        source: `${role}.${end}`,
        target: `role.${end}`,
      })),
    ]);
  });
});

test("Prometheus asks every gateway and every instance, and its proxy knows both gateways", () => {
  const { scrape_configs } = parse(read("deploy/observe/compose.yml")) as {
    readonly scrape_configs: readonly {
      readonly static_configs: readonly { readonly targets: readonly string[] }[];
    }[];
  };
  const targets = scrape_configs.flatMap((job) => job.static_configs.flatMap((one) => one.targets));
  const ours = named(OURS).map(([name]) => name);
  expect(new Set(targets)).toEqual(new Set(ours.map((name) => `${name}:9090`)));
  const upstreams = read("deploy/proxy/nginx.conf").matchAll(/^ *server (\S+):8080 /gm);
  expect(Array.from(upstreams, ([, host]) => host)).toEqual(["gateway-1", "gateway-2"]);
});
