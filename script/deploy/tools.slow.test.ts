/**
 * What is deployed, read by the tools that will read it: `kubectl kustomize`, `docker compose
 * config` and `nginx -t`. Where one of them is not on the machine its test is skipped, and its
 * title says so; the other tests of this folder need none of them.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { parse, parseAllDocuments } from "yaml";
import {
  brokerFiles,
  kustomization,
  type Manifest,
  manifests,
  type Workload,
} from "./kubernetes-manifests.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** The first of these command lines that is on the machine. */
const present = (...commands: readonly (readonly string[])[]) =>
  commands.find(([program = "", ...args]) => spawnSync(program, args).status === 0);

/** A test of this tool, skipped where there is none. */
function testWith(
  tool: string,
  command: readonly string[] | undefined,
  title: string,
  body: () => void,
): void {
  if (command === undefined) test.skip(`${title}: skipped, there is no ${tool} here`, body);
  else test(title, body);
}

/** What it prints. It reads files alone: it needs no cluster and no engine. */
function output(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: "utf8" });
  expect({ program, status, stderr: status === 0 ? "" : stderr }).toEqual({
    ...{ program, status: 0, stderr: "" },
  });
  return stdout;
}

const kubectl = present(["kubectl", "version", "--client"]);
testWith("kubectl", kubectl, "kubectl kustomize builds every object, and what it names", () => {
  const built = parseAllDocuments(output("kubectl", "kustomize", "deploy/kubernetes")).map(
    (one) => one.toJS() as Manifest & { metadata: { namespace?: string } },
  );
  const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
  const written = built.filter(({ kind }) => kind !== "ConfigMap").map(nameOf);
  expect(written.sort()).toEqual(manifests.map(nameOf).sort());
  for (const { kind, metadata } of built)
    expect({ kind, namespace: metadata.namespace }).toEqual({
      kind,
      namespace: kind === "Namespace" ? undefined : "scatter",
    });
  // A generated map has a suffix of its content, by which pods name it: they are rolled with it.
  const maps = built.filter(({ kind }) => kind === "ConfigMap").map((one) => one.metadata.name);
  const generators: readonly { readonly name: string }[] = [
    ...kustomization.configMapGenerator,
    ...brokerFiles.configMapGenerator,
  ];
  const workloads = built.filter(({ kind }) => /^(Deployment|StatefulSet)$/.test(kind));
  const text = JSON.stringify(workloads);
  for (const { name } of generators) {
    const own = maps.filter((map) => map.startsWith(name));
    expect({ name, maps: own.length, isNamed: text.includes(`"${own[0]}"`) }).toEqual({
      ...{ name, maps: 1, isNamed: true },
    });
  }
  const [image] = kustomization.images;
  for (const { metadata, spec } of workloads as unknown as readonly Workload[])
    if (metadata.name !== "nats")
      expect({ name: metadata.name, image: spec.template.spec.containers[0].image }).toEqual({
        ...{ name: metadata.name, image: `${image?.newName}:${image?.newTag}` },
      });
});

const compose = present(["docker", "compose", "version"], ["docker-compose", "version"]);
testWith(
  "docker compose",
  compose,
  "docker compose takes compose.yaml, and merges it as we do",
  () => {
    const [program = "", ...args] = compose?.slice(0, -1) ?? [];
    interface Read {
      readonly services: Readonly<Record<string, { readonly environment?: object }>>;
    }
    const read = parse(output(program, ...args, "-f", "compose.yaml", "config")) as Read;
    const text = readFileSync(join(ROOT, "compose.yaml"), "utf8");
    const ours = parse(text, { merge: true, maxAliasCount: 1_000 }) as Read;
    expect(Object.keys(read.services).sort()).toEqual(Object.keys(ours.services).sort());
    for (const [name, { environment = {} }] of Object.entries(ours.services))
      expect({
        name,
        settings: Object.keys(read.services[name]?.environment ?? {}).sort(),
      }).toEqual({
        ...{ name, settings: Object.keys(environment).sort() },
      });
  },
);

const folder = mkdtempSync(join(tmpdir(), "scatter-deploy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nginx = present(["nginx", "-v"], ["/usr/sbin/nginx", "-v"]);
testWith("nginx", nginx, "nginx takes the proxy's configuration, and refuses a wrong one", () => {
  const shipped = readFileSync(join(ROOT, "deploy/proxy/nginx.conf"), "utf8");
  // Names of containers are known in their network alone.
  const own = shipped
    .replaceAll("/tmp/", `${folder}/`)
    .replaceAll(/\bgateway-(\d):8080/g, "127.0.0.$1:8080")
    .replace("listen 8080", "listen 127.0.0.1:8080");
  const path = join(folder, "nginx.conf");
  const checked = (text: string) => {
    writeFileSync(path, text);
    const args = ["-t", "-p", folder, "-c", path, "-e", "stderr"];
    return spawnSync(nginx?.[0] ?? "", args, { encoding: "utf8" });
  };
  const { status, stderr } = checked(own);
  expect({ status, said: stderr }).toEqual({
    ...{ status: 0, said: expect.stringContaining("test is successful") },
  });
  const wrong = checked(own.replace("proxy_buffering off", "proxy_bufering off"));
  expect({ status: wrong.status, said: wrong.stderr }).toEqual({
    ...{ status: 1, said: expect.stringContaining("proxy_bufering") },
  });
});
