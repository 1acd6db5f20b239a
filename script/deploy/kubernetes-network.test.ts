/** Who may talk to whom, by the network policies: computed for each two, as a cluster does. */
import { describe, expect, test } from "@jest/globals";
import {
  kustomizationText,
  type Labels,
  type Manifest,
  ofKind,
  optionalFiles,
  optionalManifests,
  workloads,
} from "./kubernetes-manifests.ts";

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { key: string; operator: "In"; values: readonly string[] }[];
}
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except: readonly string[] };
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports: readonly { readonly protocol: string; readonly port: number }[];
}
interface Policy extends Manifest {
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly ("Ingress" | "Egress")[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}
/** Labels of a pod and of its namespace; or an address outside, as the blocks name it. */
interface End {
  readonly labels: Labels;
  readonly namespace: Labels;
  readonly block?: string;
}

/** Pods have addresses of a private network. */
const PODS = "10.0.0.0/8";

const policies = ofKind<Policy>("NetworkPolicy");
const withOptional = [...policies, ...(optionalManifests as Policy[])];
const OWN: Labels = { "kubernetes.io/metadata.name": "scatter" };

const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels) =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ""));

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, end: End): boolean {
  if (ipBlock !== undefined || end.block !== undefined)
    return ipBlock?.cidr === "0.0.0.0/0" && !ipBlock.except.includes(end.block ?? PODS);
  const inNamespace =
    namespaceSelector === undefined
      ? end.namespace === OWN
      : selects(namespaceSelector, end.namespace);
  return inNamespace && selects(podSelector ?? {}, end.labels);
}

/** Whether the policies at one end let it through; an end elsewhere has none of ours. */
interface Question {
  readonly way: "Ingress" | "Egress";
  readonly at: End;
  readonly other: End;
  readonly port: number;
}

function permits(all: readonly Policy[], { way, at, other, port }: Question): boolean {
  if (at.namespace !== OWN) return true;
  const its = all.filter(
    ({ spec }) => spec.policyTypes.includes(way) && selects(spec.podSelector, at.labels),
  );
  if (its.length === 0) return true;
  return its.some(({ spec }) =>
    ((way === "Ingress" ? spec.ingress : spec.egress) ?? []).some(
      ({ from, to, ports }) =>
        ports.some((one) => one.port === port) &&
        ((way === "Ingress" ? from : to) ?? []).some((peer) => isPeer(peer, other)),
    ),
  );
}

const elsewhere = (namespace: string, labels: Labels): End => ({
  labels,
  namespace: { "kubernetes.io/metadata.name": namespace },
});
const outside = (block: string): End => ({ labels: {}, namespace: {}, block });

const ENDS: Readonly<Record<string, End>> = {
  ...Object.fromEntries(
    workloads.map(({ metadata, spec }) => [
      metadata.name,
      { labels: spec.template.metadata.labels, namespace: OWN },
    ]),
  ),
  "another pod of the namespace": { labels: { a: "b" }, namespace: OWN },
  ingress: elsewhere("ingress-nginx", { "app.kubernetes.io/name": "ingress-nginx" }),
  prometheus: elsewhere("monitoring", { "app.kubernetes.io/name": "prometheus" }),
  collector: elsewhere("monitoring", { "app.kubernetes.io/name": "opentelemetry-collector" }),
  dns: elsewhere("kube-system", { "k8s-app": "kube-dns" }),
  "a pod of another namespace": elsewhere("default", { "app.kubernetes.io/name": "gateway" }),
  "the internet": outside("8.8.8.0/24"),
  "a private network": outside("10.0.0.0/8"),
  "the machine's metadata": outside("169.254.0.0/16"),
};
const PORTS = [53, 80, 443, 4222, 4318, 6222, 8080, 8222, 9090];

const permittedBy = (all: readonly Policy[]): string[] =>
  Object.entries(ENDS).flatMap(([from, source]) =>
    Object.entries(ENDS).flatMap(([to, target]) =>
      PORTS.filter(
        (port) =>
          (source.namespace === OWN || target.namespace === OWN) &&
          permits(all, { way: "Egress", at: source, other: target, port }) &&
          permits(all, { way: "Ingress", at: target, other: source, port }),
      ).map((port) => `${from} -> ${to}:${port}`),
    ),
  );

describe("KUBE-3", () => {
  const processes = ["gateway", "nonstop", "stops", "partners"];

  test("these connections are permitted, and no others", () => {
    expect(permittedBy(policies).sort()).toEqual(
      [
        ...processes.map((name) => `${name} -> nats:4222`),
        ...processes.map((name) => `prometheus -> ${name}:9090`),
        ...[...processes, "nats", "another pod of the namespace"].map(
          (name) => `${name} -> dns:53`,
        ),
        ...["nats -> nats:6222", "ingress -> gateway:8080", "partners -> the internet:443"],
      ].sort(),
    );
  });

  test("the optional policies add the issuer for gateways and the collector for all, and no more", () => {
    const without = new Set(permittedBy(policies));
    expect(permittedBy(withOptional).filter((one) => !without.has(one))).toEqual([
      ...["gateway -> collector:4318", "gateway -> the internet:443"],
      ...["nonstop", "partners", "stops"].map((name) => `${name} -> collector:4318`),
    ]);
    for (const name of optionalFiles)
      expect(kustomizationText).toContain(`\n  # - optional/${name}\n`);
  });

  test("every pod has a policy of both ways", () =>
    expect(policies.find(({ metadata }) => metadata.name === "deny-all")?.spec).toEqual({
      ...{ podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    }));

  test("partners and gateways reach no private or local network by IPv4 or IPv6", () => {
    const blocks = withOptional.flatMap(({ spec }) =>
      (spec.egress ?? []).flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock ?? [])),
    );
    const publicAlone = [
      {
        cidr: "0.0.0.0/0",
        except: [
          ...["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
          ...["172.16.0.0/12", "192.168.0.0/16"],
        ],
      },
      { cidr: "::/0", except: ["::1/128", "fc00::/7", "fe80::/10"] },
    ];
    expect(blocks).toEqual([...publicAlone, ...publicAlone]);
  });
});
