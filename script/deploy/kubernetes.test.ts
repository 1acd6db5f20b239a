/** The manifests of deploy/kubernetes are at one with the code. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { COMMON_SETTINGS } from "../../bidders/config.ts";
import { settings as stopsSettings } from "../../bidders/stops/settings.ts";
import { BROKER_TLS_SETTINGS } from "../../common/runtime/broker-tls.ts";
import { SIGN_IN_SETTINGS } from "../../common/runtime/config.ts";
import { GATEWAY_SETTINGS, readConfig } from "../../gateway/config.ts";
import packageJson from "../../package.json" with { type: "json" };
import { brokerUsers } from "../broker/users.ts";
import {
  brokerFiles,
  kustomization,
  type Manifest,
  manifestFiles,
  monitoringFile,
  ofKind,
  type Workload,
  workloads,
} from "./kubernetes-manifests.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const BROKER_SETTINGS = ["NATS_URL", ...BROKER_TLS_SETTINGS, ...SIGN_IN_SETTINGS];

const byName = (name: string): Workload =>
  workloads.find(({ metadata }) => metadata.name === name) as Workload;
const containerOf = ({ spec }: Workload) => spec.template.spec.containers[0];
const ours = workloads.filter(({ kind }) => kind === "Deployment");
const named = ours.map((one) => [one.metadata.name, one] as const);
const bidders = named.filter(([name]) => name !== "gateway");

test("kustomize takes every file of the folder, and each file of the brokers", () => {
  expect(new Set(kustomization.resources)).toEqual(new Set([...manifestFiles, "../cluster"]));
  const files = Object.fromEntries(
    brokerFiles.configMapGenerator.map(({ name, files: its }) => [name, its]),
  );
  const rights = readdirSync(join(ROOT, "deploy/cluster/rights")).map((name) => `rights/${name}`);
  expect(files).toEqual({
    "nats-config": ["node.conf", "limits.conf"],
    "nats-rights": rights.sort(),
  });
});

test("KUBE-4 each role of a process has its pods, and the image is this version's", () => {
  const roles = [...brokerUsers().keys()].filter((role) => !/^(client|monitor)$/.test(role));
  expect(named.map(([name]) => name).sort()).toEqual(roles.sort());
  for (const [name, one] of named)
    expect({ name, image: containerOf(one).image }).toEqual({ name, image: "scatter" });
  expect(kustomization.images).toMatchObject([{ name: "scatter", newTag: packageJson.version }]);
  expect(read("compose.yaml")).toContain(`:-${containerOf(byName("nats")).image}}`);
});

/** What npm's script runs, from what is compiled. */
const compiled = packageJson.scripts.bidder
  .split(" ")
  .slice(2)
  .map((word) => word.replace(/^(.*)\.ts$/, "dist/$1.js"));

test.each(bidders)("KUBE-4 %s runs as npm's script runs it", (name, one) =>
  expect(containerOf(one).args).toEqual([...compiled, name]));

test("KUBE-4 the gateway runs as the image runs it", () =>
  expect(containerOf(byName("gateway")).args).toBeUndefined());

test.each(
  bidders,
)("%s differs from `nonstop` in names, sizes and what it alone needs", (name, one) => {
  const general = (workload: Workload, its: string) => {
    const text = JSON.stringify(workload).replaceAll(`"${its}"`, '"BIDDER"');
    const copy = JSON.parse(text) as { spec: { template: { spec: { containers: object[] } } } };
    const [container] = copy.spec.template.spec.containers as [
      { resources?: object; env: { name: string }[] },
    ];
    delete container.resources;
    container.env = container.env.filter((v) => !["THREADS", "DUFFEL_TOKEN"].includes(v.name));
    return copy;
  };
  expect(general(one, name)).toEqual(general(byName("nonstop"), "nonstop"));
});

describe.each(named)("the settings of %s", (name, one) => {
  const { env, ports } = containerOf(one);
  const names = env.map((its) => its.name);

  test("KUBE-4 are those of its configuration", () => {
    const known =
      name === "gateway"
        ? GATEWAY_SETTINGS
        : [...COMMON_SETTINGS, ...(name === "stops" ? ["THREADS"] : []), "DUFFEL_TOKEN"];
    expect(names.filter((its) => ![...known, ...BROKER_SETTINGS].includes(its))).toEqual([]);
    if (name === "stops") expect(stopsSettings.parse({ THREADS: "2" }).threads).toBe(2);
  });

  test("KUBE-4 name the files of its own secret, which docs/cluster.md makes", () => {
    const [secret] = one.spec.template.spec.volumes;
    expect(secret?.secret?.secretName).toBe(name);
    const paths = env.flatMap(
      ({ value = "" }) => /^\/run\/secrets\/scatter\/(.*)$/.exec(value)?.[1] ?? [],
    );
    expect(paths).toEqual(["ca.pem", "role.pem", "role.key", "role.seed"]);
    const document = read("docs/cluster.md");
    for (const file of paths)
      expect({ file, isMade: document.includes(`--from-file=${file}=`) }).toEqual({
        file,
        isMade: true,
      });
  });

  test("KUBE-4 leave the ports to the image, and are those of the pod", () => {
    const image = read("Dockerfile");
    const port = (setting: string) => Number(new RegExp(`\\b${setting}=(\\d+)`).exec(image)?.[1]);
    const operations = { name: "operations", containerPort: port("METRICS_PORT") };
    expect(port("OPERATIONS_PORT")).toBe(operations.containerPort);
    expect(names.filter((its) => /PORT$|^HOST$/.test(its))).toEqual([]);
    expect(ports).toEqual(
      name === "gateway"
        ? [{ name: "http", containerPort: port("PORT") }, operations]
        : [operations],
    );
    expect(one.spec.template.metadata.annotations?.["prometheus.io/port"]).toBe(
      String(operations.containerPort),
    );
  });

  test("it is given the time that it takes to drain", () =>
    expect(one.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(
      5 + 10 + 5,
    ));
});

test("KUBE-4 the gateways' settings are right", () => {
  const [settings] = kustomization.configMapGenerator;
  const environment = Object.fromEntries((settings?.literals ?? []).map((one) => one.split("=")));
  expect(settings?.name).toBe("gateway-settings");
  expect(Object.keys(environment).filter((one) => !GATEWAY_SETTINGS.includes(one))).toEqual([]);
  expect(
    readConfig({
      ...environment,
      NATS_URL: "nats://127.0.0.1:4222",
      NATS_USER: "a",
      NATS_PASSWORD: "b",
    }),
  ).toMatchObject({ hostsAllowed: ["search.example.com"], keepAliveMs: 75_000 });
});

test("KUBE-5 the gateways have the settings of those in compose.yaml", () => {
  const { services } = parse(read("compose.yaml"), { merge: true, maxAliasCount: 1_000 }) as {
    services: Record<string, { environment: Record<string, string> }>;
  };
  const byCompose = { ...services["gateway-1"]?.environment };
  const [settings] = kustomization.configMapGenerator;
  const literals = (settings?.literals ?? []).map((one) => one.split("=") as [string, string]);
  const { env } = containerOf(byName("gateway"));
  const byManifest = [...literals.map(([name]) => name), ...env.map(({ name }) => name)];
  expect(byManifest.sort()).toEqual(Object.keys(byCompose).sort());
  // What names hosts and hence differs is compared elsewhere.
  for (const [name, value] of literals)
    if (name !== "HOSTS_ALLOWED") expect({ name, value }).toEqual({ name, value: byCompose[name] });
});

test("KUBE-6 what gateways keep is in the broker, in every deployment", () => {
  const kept = { LEDGER_SHARED: "on", STAND_INS: "bucket" };
  const [settings] = kustomization.configMapGenerator;
  const byManifest = Object.fromEntries((settings?.literals ?? []).map((one) => one.split("=")));
  const { services } = parse(read("compose.yaml"), { merge: true, maxAliasCount: 1_000 }) as {
    services: Record<string, { environment: Record<string, string> }>;
  };
  const byTest = read("test/cluster/system.ts").matchAll(/\b(LEDGER_SHARED|STAND_INS): "(\w+)"/g);
  const all = {
    manifest: byManifest,
    "gateway-1": services["gateway-1"]?.environment,
    "gateway-2": services["gateway-2"]?.environment,
    "test/cluster": Object.fromEntries(Array.from(byTest, ([, name, value]) => [name, value])),
  };
  for (const [where, its] of Object.entries(all))
    expect({ where, its }).toEqual({ where, its: expect.objectContaining(kept) });
});

describe("the brokers", () => {
  const nats = byName("nats");
  const { env, startupProbe, livenessProbe, readinessProbe } = containerOf(nats);

  test("are probed for whether they take connections, not for a leader of JetStream", () => {
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe])
      expect(httpGet).toEqual({ path: "/healthz?js-server-only=true", port: "monitor" });
  });

  test("KUBE-4 get every variable that node.conf reads, and no other", () => {
    const reads = read("deploy/cluster/node.conf").matchAll(/^[^#\n]*\$([A-Z_]+)/gm);
    expect(env.map(({ name }) => name).sort()).toEqual(
      [...new Set([...reads].map(([, name]) => name))].sort(),
    );
  });

  test("KUBE-4 are the nodes that clients and routes name, by the names of pods", () => {
    const nodes = Array.from({ length: nats.spec.replicas ?? 0 }, (_, i) => `nats-${i}.nats`);
    const routes = env.find(({ name }) => name === "NATS_ROUTES")?.value;
    expect(routes).toBe(`[${nodes.map((node) => `tls://${node}:6222`).join(", ")}]`);
    for (const [, one] of named)
      expect(containerOf(one).env.find(({ name }) => name === "NATS_URL")?.value).toBe(
        nodes.map((node) => `tls://${node}:4222`).join(),
      );
    const made = nodes.map((node) => `${node.split(".")[0]}=${node}`).join(" ");
    expect({ made, isInDocument: read("docs/cluster.md").includes(made) }).toEqual({
      made,
      isInDocument: true,
    });
  });
});

describe("scaling", () => {
  interface Scaler extends Manifest {
    spec: {
      scaleTargetRef: { name: string };
      minReplicas: number;
      maxReplicas: number;
      metrics: { pods: { metric: { name: string } } }[];
    };
  }
  const scalers = ofKind<Scaler>("HorizontalPodAutoscaler");

  test("KUBE-4 follows metrics that the adapter's rules and the code have", () => {
    expect(scalers.map(({ spec }) => spec.scaleTargetRef.name).sort()).toEqual(
      named.map(([name]) => name).sort(),
    );
    const { rules } = monitoringFile("prometheus-adapter.yml") as {
      rules: { seriesQuery: string }[];
    };
    const patterns = rules.map(({ seriesQuery }) => /__name__=~"([^"]+)"/.exec(seriesQuery)?.[1]);
    for (const { metadata, spec } of scalers)
      for (const { pods } of spec.metrics) {
        const { name } = pods.metric;
        const isGateway = metadata.name === "gateway";
        expect(name.startsWith(isGateway ? "auction_" : "bidder_")).toBe(true);
        expect(patterns.filter((one) => new RegExp(`^${one}$`).test(name))).toHaveLength(1);
        const isDocumented = read("docs/operations.md").includes(`| \`${name}\` |`);
        expect({ name, isDocumented }).toEqual({ name, isDocumented: true });
      }
  });

  test("keeps within the connections of one broker, and two pods of each kind at least", () => {
    const limit = Number(/^max_connections: (\d+)$/m.exec(read("nats.conf"))?.[1]);
    // A gateway with STAND_INS=bucket and LEDGER_SHARED=on has three connections.
    const most = scalers.reduce((sum, { spec }) => sum + 3 * spec.maxReplicas, 0);
    expect(most).toBeLessThan(limit);
    for (const { spec } of scalers) expect(spec.minReplicas).toBeGreaterThanOrEqual(2);
  });

  test("jobs and labels are those of the alerts", () => {
    const text = JSON.stringify(monitoringFile("scrape.yml"));
    for (const label of ["job", "bidder", "namespace", "pod"])
      expect(text).toContain(`"target_label":"${label}"`);
    const components = named.map(
      ([, one]) => one.spec.template.metadata.labels["app.kubernetes.io/component"],
    );
    expect(new Set(components)).toEqual(new Set(["gateway", "bidder"]));
  });
});
