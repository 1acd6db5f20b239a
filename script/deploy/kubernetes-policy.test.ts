/**
 * What pods may do. No policy linter can be had from Debian or npm: these rules follow the default
 * checks of kube-linter (docs/generated/checks.md at 35de568), and its names stand beside them.
 * Other than there, processor time has no limit, because a process that is stopped for a moment is
 * late in its auctions; and pods are kept apart by topology spread, not by anti-affinity.
 */
import { describe, expect, test } from "@jest/globals";
import {
  type Labels,
  type Manifest,
  manifests,
  ofKind,
  type Workload,
  workloads,
} from "./kubernetes-manifests.ts";

const each = workloads.map((one) => [one.metadata.name, one] as const);
const podOf = ({ spec }: Workload) => spec.template.spec;

describe.each(each)("the pods of %s", (name, workload) => {
  const pod = podOf(workload);
  const [container] = pod.containers;

  test("KUBE-2 are no root, have no capability, and write nothing but volumes (run-as-non-root, privilege-escalation-container, drop-net-raw-capability, no-read-only-root-fs)", () => {
    expect({ pod: pod.securityContext, container: container.securityContext }).toEqual({
      pod: {
        ...{ runAsNonRoot: true, runAsUser: 10_001, runAsGroup: 10_001, fsGroup: 10_001 },
        seccompProfile: { type: "RuntimeDefault" },
      },
      container: {
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
        capabilities: { drop: ["ALL"] },
      },
    });
    expect(pod.containers).toHaveLength(1);
  });

  test("KUBE-2 have nothing of the machine (host-network, host-pid, host-ipc, sensitive-host-mounts, docker-sock, unsafe-sysctls)", () => {
    const text = JSON.stringify(workload);
    expect(/"(host(Network|PID|IPC|Path|Port|Users)|privileged|sysctls)"/.exec(text)).toBeNull();
  });

  test("KUBE-2 have an account of their own without a token (non-existent-service-account, deprecated-service-account-field)", () => {
    const accounts = ofKind<Manifest & { automountServiceAccountToken: boolean }>("ServiceAccount");
    const account = accounts.find(({ metadata }) => metadata.name === pod.serviceAccountName);
    expect({
      account: pod.serviceAccountName,
      token: pod.automountServiceAccountToken,
      ofAccount: account?.automountServiceAccountToken,
    }).toEqual({ account: name, token: false, ofAccount: false });
    expect(JSON.stringify(workload)).not.toContain('"serviceAccount"');
  });

  test("have bounds of memory and ask for processor time (unset-memory-requirements, unset-cpu-requirements)", () =>
    expect(container.resources).toEqual({
      requests: { cpu: expect.any(String), memory: expect.any(String) },
      limits: { memory: expect.any(String) },
    }));

  test("are probed at a port that they have (liveness-port, readiness-port, startup-port)", () => {
    const { livenessProbe, readinessProbe, startupProbe } = container;
    for (const { httpGet } of [livenessProbe, readinessProbe, startupProbe])
      expect(container.ports.map((port) => port.name)).toContain(httpGet.port);
    for (const { containerPort } of container.ports) expect(containerPort).toBeGreaterThan(1_024);
  });

  test("are kept on several machines and in several zones (no-anti-affinity)", () =>
    expect(pod.topologySpreadConstraints.map(({ topologyKey }) => topologyKey)).toEqual([
      ...["kubernetes.io/hostname", "topology.kubernetes.io/zone"],
    ]));

  test("have no secret in a variable, and no variable twice (env-var-secret, duplicate-env-var)", () => {
    const names = container.env.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name: its, value } of container.env)
      if (/TOKEN|PASSWORD|SECRET/.test(its)) expect({ its, value }).toEqual({ its });
  });

  test("are what their selector selects, and one disruption at a time is allowed (mismatching-selector, pdb-max-unavailable, pdb-unhealthy-pod-eviction-policy)", () => {
    expect(workload.spec.template.metadata.labels).toMatchObject(
      workload.spec.selector.matchLabels,
    );
    const budgets = ofKind<Manifest & { spec: object }>("PodDisruptionBudget").filter(
      ({ metadata }) => metadata.name === name,
    );
    expect(budgets.map(({ spec }) => spec)).toEqual([
      {
        ...{ maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
        selector: { matchLabels: { "app.kubernetes.io/name": name } },
      },
    ]);
  });
});

test("a service has pods, and its ports are theirs (dangling-service, invalid-target-ports)", () => {
  interface Service extends Manifest {
    spec: { selector: Labels; ports: readonly { targetPort: string }[] };
  }
  for (const { metadata, spec } of ofKind<Service>("Service")) {
    const its = workloads.find(
      (one) =>
        one.spec.template.metadata.labels["app.kubernetes.io/name"] ===
        spec.selector["app.kubernetes.io/name"],
    );
    expect(its?.metadata.name).toBe(metadata.name);
    const ports = its === undefined ? [] : podOf(its).containers[0].ports.map(({ name }) => name);
    for (const { targetPort } of spec.ports) expect(ports).toContain(targetPort);
  }
});

test("no name is there twice in one kind", () => {
  const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test("KUBE-2 the namespace refuses pods that are less strict", () => {
  const [namespace] = ofKind<Manifest & { metadata: { labels: Labels } }>("Namespace");
  expect(namespace?.metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
});
